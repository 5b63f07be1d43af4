package org.atoll.runtime.host;

/// The functions of `math.h` that Java lacks, for systems whose C library cannot be called. Stateless.
final class MathFallback {
  private static final double LN2 = Math.log(2);
  private static final double SQRT_PI = Math.sqrt(Math.PI);

  private MathFallback() {}

  static double pow(double x, double y) {
    return x == 1 || x == -1 && Double.isInfinite(y) ? 1.0 : Math.pow(x, y);
  }

  static double exp2(double x) {
    return Math.pow(2.0, x);
  }

  static double log2(double x) {
    int e = Math.getExponent(x);
    return x == Math.scalb(1.0, e) ? e : Math.log(x) / LN2;
  }

  static double asinh(double x) {
    if (!Double.isFinite(x) || x == 0) {
      return x;
    }
    double a = Math.abs(x);
    double r;
    if (a > 0x1p28) {
      r = Math.log(a) + LN2;
    } else {
      r = Math.log1p(a + a * a / (1.0 + Math.sqrt(a * a + 1.0)));
    }
    return Math.copySign(r, x);
  }

  static double acosh(double x) {
    if (x < 1) {
      return Double.NaN;
    }
    if (x > 0x1p28) {
      return Math.log(x) + LN2;
    }
    double t = x - 1.0;
    return Math.log1p(t + Math.sqrt(2.0 * t + t * t));
  }

  static double atanh(double x) {
    double a = Math.abs(x);
    if (a > 1) {
      return Double.NaN;
    }
    return Math.copySign(0.5 * Math.log1p(2.0 * a / (1.0 - a)), x);
  }

  static double erf(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    double a = Math.abs(x);
    double r = a < 1.5 ? erfSeries(a) : 1.0 - erfcFraction(a);
    return Math.copySign(r, x);
  }

  static double erfc(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    double a = Math.abs(x);
    if (a < 1.5) {
      return 1.0 - erf(x);
    }
    double c = erfcFraction(a);
    return x > 0 ? c : 2.0 - c;
  }

  /// Abramowitz and Stegun 7.1.6.
  private static double erfSeries(double x) {
    double sum = 0;
    for (int k = 25; k > 0; k--) {
      sum = 2.0 + x * x * sum / (k + 0.5);
    }
    return sum * x * Math.exp(-x * x) / SQRT_PI;
  }

  /// Abramowitz and Stegun 7.1.14.
  private static double erfcFraction(double x) {
    if (x >= 30) {
      return 0;
    }
    double fraction = 0;
    for (int k = 60; k > 0; k--) {
      fraction = k / 2.0 / (x + fraction);
    }
    return Math.exp(-x * x) / SQRT_PI / (x + fraction);
  }
}
