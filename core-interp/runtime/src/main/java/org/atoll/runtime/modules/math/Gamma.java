package org.atoll.runtime.modules.math;

import org.atoll.runtime.host.Libm;

/// The gamma function by Lanczos' approximation with the 13 terms of Boost's `lanczos13m53`, as CPython has it
/// (`m_tgamma` and `m_lgamma` in `Modules/mathmodule.c`). Stateless.
final class Gamma {
  private static final double G = 6.024680040776729583740234375;
  private static final double G_MINUS_HALF = 5.524680040776729583740234375;
  private static final double LOG_PI = 1.144729885849400174143427351353058711647;

  private static final double[] NUMERATOR = {23531376880.410759688572007674451636754734846804940, 42919803642.649098768957899047001988850926355848959,
      35711959237.355668049440185451547166705960488635843, 17921034426.037209699919755754458931112671403265390, 6039542586.3520280050642916443072979210699388420708,
      1439720407.3117216736632230727949123939715485786372, 248874557.86205415651146038641322942321632125127801, 31426415.585400194380614231628318205362874684987640,
      2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328, 8071.6720023658162106380029022722506138218516325024,
      210.82427775157934587250973392071336271166969580291, 2.5066282746310002701649081771338373386264310793408};
  private static final double[] DENOMINATOR = {0.0, 39916800.0, 120543840.0, 150917976.0, 105258076.0, 45995730.0, 13339535.0, 2637558.0, 357423.0, 32670.0,
      1925.0, 66.0, 1.0};
  private static final double[] FACTORIALS = new double[23];

  static {
    FACTORIALS[0] = 1.0;
    for (int i = 1; i < FACTORIALS.length; i++) {
      FACTORIALS[i] = FACTORIALS[i - 1] * i;
    }
  }

  private static final String DOMAIN = "a noninteger or positive integer";

  private Gamma() {}

  private static double lanczosSum(double x) {
    double n = 0.0;
    double d = 0.0;
    if (x < 5.0) {
      for (int i = NUMERATOR.length - 1; i >= 0; i--) {
        n = n * x + NUMERATOR[i];
        d = d * x + DENOMINATOR[i];
      }
    } else {
      for (int i = 0; i < NUMERATOR.length; i++) {
        n = n / x + NUMERATOR[i];
        d = d / x + DENOMINATOR[i];
      }
    }
    return n / d;
  }

  /// sin(pi * x), exact at multiples of a half.
  private static double sinPi(double x) {
    double y = Math.abs(x) % 2.0;
    double r = switch ((int) Math.round(2.0 * y)) {
      case 0 -> Libm.sin(Math.PI * y);
      case 1 -> Libm.cos(Math.PI * (y - 0.5));
      case 2 -> Libm.sin(Math.PI * (1.0 - y));
      case 3 -> -Libm.cos(Math.PI * (y - 1.5));
      default -> Libm.sin(Math.PI * (y - 2.0));
    };
    return Math.copySign(1.0, x) * r;
  }

  static double gamma(double x) {
    if (Double.isNaN(x) || x == Double.POSITIVE_INFINITY) {
      return x;
    }
    if (x == 0 || x == Double.NEGATIVE_INFINITY) {
      throw MathModule.domain(DOMAIN, x);
    }
    if (x == Math.floor(x)) {
      if (x < 0) {
        throw MathModule.domain(DOMAIN, x);
      }
      if (x <= FACTORIALS.length) {
        return FACTORIALS[(int) x - 1];
      }
    }
    double r = ofOther(x);
    if (Double.isInfinite(r)) {
      throw MathModule.range();
    }
    return r;
  }

  private static double ofOther(double x) {
    double a = Math.abs(x);
    if (a < 1e-20) {
      return 1.0 / x;
    }
    if (a > 200.0) {
      return x < 0 ? 0.0 / sinPi(x) : Double.POSITIVE_INFINITY;
    }
    double y = a + G_MINUS_HALF;
    // The rounding error of y, which its power would magnify.
    double z = a > G_MINUS_HALF ? y - a - G_MINUS_HALF : y - G_MINUS_HALF - a;
    z = z * G / y;
    double r;
    if (x < 0) {
      r = -Math.PI / sinPi(a) / a * Libm.exp(y) / lanczosSum(a);
      r -= z * r;
      if (a < 140.0) {
        return r / Libm.pow(y, a - 0.5);
      }
      double root = Libm.pow(y, a / 2.0 - 0.25);
      return r / root / root;
    }
    r = lanczosSum(a) / Libm.exp(y);
    r += z * r;
    if (a < 140.0) {
      return r * Libm.pow(y, a - 0.5);
    }
    double root = Libm.pow(y, a / 2.0 - 0.25);
    return r * root * root;
  }

  static double logGamma(double x) {
    if (!Double.isFinite(x)) {
      return Double.isNaN(x) ? x : Double.POSITIVE_INFINITY;
    }
    if (x == Math.floor(x) && x <= 2.0) {
      if (x <= 0) {
        throw MathModule.domain(DOMAIN, x);
      }
      return 0.0;
    }
    double a = Math.abs(x);
    if (a < 1e-20) {
      return -Libm.log(a);
    }
    double r = Libm.log(lanczosSum(a)) - G;
    r += (a - 0.5) * (Libm.log(a + G - 0.5) - 1.0);
    if (x < 0) {
      r = LOG_PI - Libm.log(Math.abs(sinPi(a))) - Libm.log(a) - r;
    }
    if (Double.isInfinite(r)) {
      throw MathModule.range();
    }
    return r;
  }
}
