package org.atoll.runtime.modules.math;

import org.atoll.runtime.host.Libm;
import org.atoll.runtime.types.PyComplex;

/// The elementary functions of complex numbers with the branch cuts, signed zeros and infinities of C99's annex G, after
/// Kahan, "Branch cuts for complex elementary functions" (1987). Stateless. ValueError where a function is undefined,
/// OverflowError where a finite argument gives no finite result.
final class ComplexFunctions {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;
  private static final double PI = Math.PI;
  private static final double LN2 = 0.6931471805599453094;
  private static final double LARGE = Double.MAX_VALUE / 4.0;
  private static final double SQRT_LARGE = Math.sqrt(LARGE);
  private static final double LOG_LARGE = Math.log(LARGE);
  private static final double SQRT_MIN = Math.sqrt(Double.MIN_NORMAL);
  private static final int MANTISSA_BITS = 53;

  private ComplexFunctions() {}

  private static PyComplex c(double re, double im) {
    return new PyComplex(re, im);
  }

  private static boolean special(double x, double y) {
    return !Double.isFinite(x) || !Double.isFinite(y);
  }

  private static boolean inf(double x) {
    return Double.isInfinite(x);
  }

  private static boolean nan(double x) {
    return Double.isNaN(x);
  }

  /// A magnitude with a sign; that of a nan counts as positive.
  private static double sign(double magnitude, double sign) {
    return nan(sign) ? magnitude : Math.copySign(magnitude, sign);
  }

  private static PyComplex finite(double re, double im) {
    if (inf(re) || inf(im)) {
      throw MathModule.range();
    }
    return c(re, im);
  }

  /// -i f(i z), by which circular functions follow from hyperbolic ones.
  private static PyComplex turnedIn(PyComplex z) {
    return c(-z.imag, z.real);
  }

  private static PyComplex turnedBack(PyComplex z) {
    return c(z.imag, -z.real);
  }

  /// The angle of a number with an infinite part or a nan.
  private static double angle(double y, double x) {
    return nan(x) || nan(y) ? NAN : Libm.atan2(y, x);
  }

  static PyComplex sqrt(PyComplex z) {
    double x = z.real;
    double y = z.imag;
    if (special(x, y)) {
      if (inf(y)) {
        return c(INF, y);
      }
      if (nan(x)) {
        return c(NAN, NAN);
      }
      if (x == INF) {
        return c(INF, nan(y) ? NAN : Math.copySign(0.0, y));
      }
      if (inf(x)) {
        return nan(y) ? c(NAN, INF) : c(0.0, Math.copySign(INF, y));
      }
      return c(NAN, NAN);
    }
    if (x == 0 && y == 0) {
      return c(0.0, y);
    }
    double ax = Math.abs(x);
    double ay = Math.abs(y);
    double s;
    if (ax < Double.MIN_NORMAL && ay < Double.MIN_NORMAL) {
      ax = Math.scalb(ax, MANTISSA_BITS);
      s = Math.scalb(Math.sqrt(ax + Libm.hypot(ax, Math.scalb(ay, MANTISSA_BITS))), -(MANTISSA_BITS + 1) / 2);
    } else {
      ax /= 8.0;
      s = 2.0 * Math.sqrt(ax + Libm.hypot(ax, ay / 8.0));
    }
    double d = ay / (2.0 * s);
    return x >= 0 ? c(s, Math.copySign(d, y)) : c(d, Math.copySign(s, y));
  }

  static PyComplex acos(PyComplex z) {
    double x = z.real;
    double y = z.imag;
    if (special(x, y)) {
      if (inf(x) || inf(y)) {
        return c(angle(Math.abs(y), x), nan(y) ? INF : -Math.copySign(INF, y));
      }
      return c(x == 0 ? PI / 2 : NAN, NAN);
    }
    if (Math.abs(x) > LARGE || Math.abs(y) > LARGE) {
      double l = Libm.log(Libm.hypot(x / 2.0, y / 2.0)) + LN2 * 2.0;
      return c(Libm.atan2(Math.abs(y), x), x < 0 ? -Math.copySign(l, y) : Math.copySign(l, -y));
    }
    PyComplex s1 = sqrt(c(1.0 - x, -y));
    PyComplex s2 = sqrt(c(1.0 + x, y));
    return c(2.0 * Libm.atan2(s1.real, s2.real), Libm.asinh(s2.real * s1.imag - s2.imag * s1.real));
  }

  static PyComplex acosh(PyComplex z) {
    double x = z.real;
    double y = z.imag;
    if (special(x, y)) {
      if (inf(x) || inf(y)) {
        return c(INF, angle(y, x));
      }
      return c(NAN, x == 0 ? PI / 2 : NAN);
    }
    if (Math.abs(x) > LARGE || Math.abs(y) > LARGE) {
      return c(Libm.log(Libm.hypot(x / 2.0, y / 2.0)) + LN2 * 2.0, Libm.atan2(y, x));
    }
    PyComplex s1 = sqrt(c(x - 1.0, y));
    PyComplex s2 = sqrt(c(x + 1.0, y));
    return c(Libm.asinh(s1.real * s2.real + s1.imag * s2.imag), 2.0 * Libm.atan2(s1.imag, s2.real));
  }

  static PyComplex asin(PyComplex z) {
    return turnedBack(asinh(turnedIn(z)));
  }

  static PyComplex asinh(PyComplex z) {
    double x = z.real;
    double y = z.imag;
    if (special(x, y)) {
      return asinhSpecial(x, y);
    }
    if (Math.abs(x) > LARGE || Math.abs(y) > LARGE) {
      double l = Libm.log(Libm.hypot(x / 2.0, y / 2.0)) + LN2 * 2.0;
      return c(y >= 0 ? Math.copySign(l, x) : -Math.copySign(l, -x), Libm.atan2(y, Math.abs(x)));
    }
    PyComplex s1 = sqrt(c(1.0 + y, -x));
    PyComplex s2 = sqrt(c(1.0 - y, x));
    return c(Libm.asinh(s1.real * s2.imag - s2.real * s1.imag), Libm.atan2(y, s1.real * s2.real - s1.imag * s2.imag));
  }

  private static PyComplex asinhSpecial(double x, double y) {
    if (inf(x)) {
      return c(x, nan(y) ? NAN : Math.copySign(inf(y) ? PI / 4 : 0.0, y));
    }
    if (inf(y)) {
      return nan(x) ? c(INF, NAN) : c(Math.copySign(INF, x), Math.copySign(PI / 2, y));
    }
    return c(NAN, y == 0 ? y : NAN);
  }

  static PyComplex atan(PyComplex z) {
    return turnedBack(atanh(turnedIn(z)));
  }

  static PyComplex atanh(PyComplex z) {
    double x = z.real;
    double y = z.imag;
    if (special(x, y)) {
      if (inf(x) || inf(y)) {
        return c(sign(0.0, x), nan(y) ? NAN : Math.copySign(PI / 2, y));
      }
      return c(x == 0 ? x : NAN, NAN);
    }
    if (x < 0 || x == 0 && Math.copySign(1.0, x) < 0) {
      PyComplex r = atanh(c(-x, -y));
      return c(-r.real, -r.imag);
    }
    double ay = Math.abs(y);
    if (x > SQRT_LARGE || ay > SQRT_LARGE) {
      double h = Libm.hypot(x / 2.0, y / 2.0);
      return c(x / 4.0 / h / h, -Math.copySign(PI / 2.0, -y));
    }
    if (x == 1.0 && ay < SQRT_MIN) {
      if (ay == 0) {
        throw MathModule.domain();
      }
      return c(-Libm.log(Math.sqrt(ay) / Math.sqrt(Libm.hypot(ay, 2.0))), Math.copySign(Libm.atan2(2.0, -ay) / 2, y));
    }
    return c(Libm.log1p(4.0 * x / ((1 - x) * (1 - x) + ay * ay)) / 4.0, -Libm.atan2(-2.0 * y, (1 - x) * (1 + x) - ay * ay) / 2.0);
  }

  static PyComplex cos(PyComplex z) {
    return cosh(turnedIn(z));
  }

  static PyComplex cosh(PyComplex z) {
    double x = z.real;
    double y = z.imag;
    if (special(x, y)) {
      if (inf(y) && !nan(x)) {
        throw MathModule.domain();
      }
      return coshSpecial(x, y);
    }
    if (Math.abs(x) > LOG_LARGE) {
      double less = x - Math.copySign(1.0, x);
      return finite(Libm.cos(y) * Libm.cosh(less) * Math.E, Libm.sin(y) * Libm.sinh(less) * Math.E);
    }
    return finite(Libm.cos(y) * Libm.cosh(x), Libm.sin(y) * Libm.sinh(x));
  }

  private static PyComplex coshSpecial(double x, double y) {
    if (inf(x)) {
      if (nan(y)) {
        return c(INF, NAN);
      }
      double im = y == 0 ? y : Math.copySign(INF, Libm.sin(y));
      return c(y == 0 ? INF : Math.copySign(INF, Libm.cos(y)), x > 0 ? im : -im);
    }
    if (nan(x)) {
      return c(NAN, y == 0 ? 0.0 : NAN);
    }
    return c(NAN, x == 0 ? 0.0 : NAN);
  }

  static PyComplex sin(PyComplex z) {
    return turnedBack(sinh(turnedIn(z)));
  }

  static PyComplex sinh(PyComplex z) {
    double x = z.real;
    double y = z.imag;
    if (special(x, y)) {
      if (inf(y) && !nan(x)) {
        throw MathModule.domain();
      }
      return sinhSpecial(x, y);
    }
    if (Math.abs(x) > LOG_LARGE) {
      double less = x - Math.copySign(1.0, x);
      return finite(Libm.cos(y) * Libm.sinh(less) * Math.E, Libm.sin(y) * Libm.cosh(less) * Math.E);
    }
    return finite(Libm.cos(y) * Libm.sinh(x), Libm.sin(y) * Libm.cosh(x));
  }

  private static PyComplex sinhSpecial(double x, double y) {
    if (inf(x)) {
      if (nan(y)) {
        return c(INF, NAN);
      }
      if (y == 0) {
        return c(x, y);
      }
      double re = Math.copySign(INF, Libm.cos(y));
      return c(x > 0 ? re : -re, Math.copySign(INF, Libm.sin(y)));
    }
    if (nan(x)) {
      return c(NAN, y == 0 ? y : NAN);
    }
    return c(x == 0 ? Math.abs(x) : NAN, NAN);
  }

  static PyComplex tan(PyComplex z) {
    return turnedBack(tanh(turnedIn(z)));
  }

  static PyComplex tanh(PyComplex z) {
    double x = z.real;
    double y = z.imag;
    if (special(x, y)) {
      if (inf(y) && Double.isFinite(x)) {
        throw MathModule.domain();
      }
      if (inf(x)) {
        boolean plain = !Double.isFinite(y);
        return c(Math.copySign(1.0, x), plain ? 0.0 : y == 0 ? y : Math.copySign(0.0, 2.0 * Libm.sin(y) * Libm.cos(y)));
      }
      return nan(x) ? c(NAN, y == 0 ? y : NAN) : c(x == 0 ? x : NAN, NAN);
    }
    if (Math.abs(x) > LOG_LARGE) {
      return c(Math.copySign(1.0, x), 4.0 * Libm.sin(y) * Libm.cos(y) * Libm.exp(-2.0 * Math.abs(x)));
    }
    double tx = Libm.tanh(x);
    double ty = Libm.tan(y);
    double cx = 1.0 / Libm.cosh(x);
    double both = tx * ty;
    double denominator = 1.0 + both * both;
    return c(tx * (1.0 + ty * ty) / denominator, ty / denominator * cx * cx);
  }

  static PyComplex exp(PyComplex z) {
    double x = z.real;
    double y = z.imag;
    if (special(x, y)) {
      return expSpecial(x, y);
    }
    if (x > LOG_LARGE) {
      double l = Libm.exp(x - 1.0);
      return finite(l * Libm.cos(y) * Math.E, l * Libm.sin(y) * Math.E);
    }
    double l = Libm.exp(x);
    return finite(l * Libm.cos(y), l * Libm.sin(y));
  }

  private static PyComplex expSpecial(double x, double y) {
    if (inf(y) && (Double.isFinite(x) || x == INF)) {
      throw MathModule.domain();
    }
    if (inf(x)) {
      double magnitude = x > 0 ? INF : 0.0;
      if (!Double.isFinite(y)) {
        return c(magnitude, x > 0 ? NAN : 0.0);
      }
      return y == 0 ? c(magnitude, y) : c(Math.copySign(magnitude, Libm.cos(y)), Math.copySign(magnitude, Libm.sin(y)));
    }
    return c(NAN, nan(x) && y == 0 ? y : NAN);
  }

  static PyComplex log(PyComplex z) {
    double x = z.real;
    double y = z.imag;
    if (special(x, y)) {
      return c(inf(x) || inf(y) ? INF : NAN, angle(y, x));
    }
    double ax = Math.abs(x);
    double ay = Math.abs(y);
    double re;
    if (ax > LARGE || ay > LARGE) {
      re = Libm.log(Libm.hypot(ax / 2.0, ay / 2.0)) + LN2;
    } else if (ax < Double.MIN_NORMAL && ay < Double.MIN_NORMAL) {
      if (ax == 0 && ay == 0) {
        throw MathModule.domain();
      }
      re = Libm.log(Libm.hypot(Math.scalb(ax, MANTISSA_BITS), Math.scalb(ay, MANTISSA_BITS))) - MANTISSA_BITS * LN2;
    } else {
      double h = Libm.hypot(ax, ay);
      if (0.71 <= h && h <= 1.73) {
        double most = Math.max(ax, ay);
        double least = Math.min(ax, ay);
        re = Libm.log1p((most - 1) * (most + 1) + least * least) / 2.0;
      } else {
        re = Libm.log(h);
      }
    }
    return c(re, Libm.atan2(y, x));
  }

  static PyComplex rect(double r, double phi) {
    if (special(r, phi)) {
      if (inf(phi) && r != 0 && !nan(r)) {
        throw MathModule.domain();
      }
      return rectSpecial(r, phi);
    }
    return phi == 0 ? c(r, r * phi) : c(r * Libm.cos(phi), r * Libm.sin(phi));
  }

  private static PyComplex rectSpecial(double r, double phi) {
    if (inf(r) && Double.isFinite(phi)) {
      if (phi == 0) {
        return c(r, r > 0 ? phi : -phi);
      }
      double re = Math.copySign(INF, Libm.cos(phi));
      double im = Math.copySign(INF, Libm.sin(phi));
      return r > 0 ? c(re, im) : c(-re, -im);
    }
    if (inf(r)) {
      return c(INF, NAN);
    }
    if (r == 0) {
      return c(0.0, 0.0);
    }
    return c(NAN, nan(r) && phi == 0 ? 0.0 : NAN);
  }
}
