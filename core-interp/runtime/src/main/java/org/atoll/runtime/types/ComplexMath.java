package org.atoll.runtime.types;

import org.atoll.runtime.host.Libm;

/// Complex arithmetic with the infinities and signed zeros of C99's annex G, and the mixed real and complex operations
/// of Python 3.14 (`Objects/complexobject.c`). Stateless.
public final class ComplexMath {
  private static final double INF = Double.POSITIVE_INFINITY;

  private ComplexMath() {}

  private static boolean finite(double a, double b) {
    return Double.isFinite(a) && Double.isFinite(b);
  }

  private static boolean infinite(double a, double b) {
    return Double.isInfinite(a) || Double.isInfinite(b);
  }

  /// 1 or 0 with the sign of `v`, for whether it is infinite.
  private static double box(double v) {
    return Math.copySign(Double.isInfinite(v) ? 1.0 : 0.0, v);
  }

  private static double nanToZero(double v) {
    return Double.isNaN(v) ? Math.copySign(0.0, v) : v;
  }

  /// `x * y`.
  public static PyComplex multiply(PyComplex x, PyComplex y) {
    double a = x.real;
    double b = x.imag;
    double c = y.real;
    double d = y.imag;
    double ac = a * c;
    double bd = b * d;
    double ad = a * d;
    double bc = b * c;
    double re = ac - bd;
    double im = ad + bc;
    if (!Double.isNaN(re) || !Double.isNaN(im)) {
      return new PyComplex(re, im);
    }
    boolean recalculate = false;
    if (infinite(a, b)) {
      a = box(a);
      b = box(b);
      c = nanToZero(c);
      d = nanToZero(d);
      recalculate = true;
    }
    if (infinite(c, d)) {
      c = box(c);
      d = box(d);
      a = nanToZero(a);
      b = nanToZero(b);
      recalculate = true;
    }
    if (!recalculate && (infinite(ac, bd) || infinite(ad, bc))) {
      a = nanToZero(a);
      b = nanToZero(b);
      c = nanToZero(c);
      d = nanToZero(d);
      recalculate = true;
    }
    return recalculate ? new PyComplex(INF * (a * c - b * d), INF * (a * d + b * c)) : new PyComplex(re, im);
  }

  private static PyException divisionByZero() {
    return PyErr.zeroDivision("division by zero");
  }

  /// `a / b`, by Smith's method.
  /// @throws PyException ZeroDivisionError
  public static PyComplex divide(PyComplex a, PyComplex b) {
    double re;
    double im;
    if (Math.abs(b.real) >= Math.abs(b.imag)) {
      if (b.real == 0) {
        throw divisionByZero();
      }
      double ratio = b.imag / b.real;
      double denominator = b.real + b.imag * ratio;
      re = (a.real + a.imag * ratio) / denominator;
      im = (a.imag - a.real * ratio) / denominator;
    } else if (Math.abs(b.imag) >= Math.abs(b.real)) {
      double ratio = b.real / b.imag;
      double denominator = b.real * ratio + b.imag;
      re = (a.real * ratio + a.imag) / denominator;
      im = (a.imag * ratio - a.real) / denominator;
    } else {
      re = Double.NaN;
      im = Double.NaN;
    }
    if (Double.isNaN(re) && Double.isNaN(im)) {
      if (infinite(a.real, a.imag) && finite(b.real, b.imag)) {
        double x = box(a.real);
        double y = box(a.imag);
        return new PyComplex(INF * (x * b.real + y * b.imag), INF * (y * b.real - x * b.imag));
      }
      if (infinite(b.real, b.imag) && finite(a.real, a.imag)) {
        double x = box(b.real);
        double y = box(b.imag);
        return new PyComplex(0.0 * (a.real * x + a.imag * y), 0.0 * (a.imag * x - a.real * y));
      }
    }
    return new PyComplex(re, im);
  }

  /// `a / b` for a real `b`.
  /// @throws PyException ZeroDivisionError
  public static PyComplex divide(PyComplex a, double b) {
    if (b == 0) {
      throw divisionByZero();
    }
    return new PyComplex(a.real / b, a.imag / b);
  }

  /// `a / b` for a real `a`.
  /// @throws PyException ZeroDivisionError
  public static PyComplex divide(double a, PyComplex b) {
    double re;
    double im;
    if (Math.abs(b.real) >= Math.abs(b.imag)) {
      if (b.real == 0) {
        throw divisionByZero();
      }
      double ratio = b.imag / b.real;
      double denominator = b.real + b.imag * ratio;
      re = a / denominator;
      im = -a * ratio / denominator;
    } else if (Math.abs(b.imag) >= Math.abs(b.real)) {
      double ratio = b.real / b.imag;
      double denominator = b.real * ratio + b.imag;
      re = a * ratio / denominator;
      im = -a / denominator;
    } else {
      re = Double.NaN;
      im = Double.NaN;
    }
    if (Double.isNaN(re) && Double.isNaN(im) && Double.isFinite(a) && infinite(b.real, b.imag)) {
      double x = box(b.real);
      double y = box(b.imag);
      return new PyComplex(0.0 * (a * x), 0.0 * (-a * y));
    }
    return new PyComplex(re, im);
  }

  /// `a ** b`.
  /// @throws PyException ZeroDivisionError, OverflowError
  public static PyComplex power(PyComplex a, PyComplex b) {
    PyComplex r;
    if (b.imag == 0 && b.real == Math.floor(b.real) && Math.abs(b.real) <= 100) {
      r = smallPower(a, (int) b.real);
    } else {
      r = generalPower(a, b);
    }
    if (infinite(r.real, r.imag) && finite(a.real, a.imag) && finite(b.real, b.imag)) {
      throw PyErr.overflowError("complex exponentiation");
    }
    return r;
  }

  private static PyException zeroToNegative() {
    return PyErr.zeroDivision("zero to a negative or complex power");
  }

  private static PyComplex smallPower(PyComplex a, int n) {
    if (n > 0) {
      return positivePower(a, n);
    }
    if (n == 0) {
      return new PyComplex(1.0, 0.0);
    }
    PyComplex p = positivePower(a, -n);
    if (p.real == 0 && p.imag == 0) {
      throw zeroToNegative();
    }
    return divide(1.0, p);
  }

  private static PyComplex positivePower(PyComplex a, int n) {
    PyComplex r = null;
    PyComplex square = a;
    for (int e = n; ; square = multiply(square, square)) {
      if ((e & 1) != 0) {
        r = r == null ? square : multiply(r, square);
      }
      e >>= 1;
      if (e == 0) {
        return r;
      }
    }
  }

  private static PyComplex generalPower(PyComplex a, PyComplex b) {
    if (b.real == 0 && b.imag == 0) {
      return new PyComplex(1.0, 0.0);
    }
    if (a.real == 0 && a.imag == 0) {
      if (b.imag != 0 || b.real < 0) {
        throw zeroToNegative();
      }
      return new PyComplex(0.0, 0.0);
    }
    double modulus = Libm.hypot(a.real, a.imag);
    double length = FloatMath.cPow(modulus, b.real);
    double angle = Libm.atan2(a.imag, a.real);
    double phase = angle * b.real;
    if (b.imag != 0) {
      length *= Libm.exp(-angle * b.imag);
      phase += b.imag * Libm.log(modulus);
    }
    return new PyComplex(length * Libm.cos(phase), length * Libm.sin(phase));
  }

  /// `abs(c)`.
  /// @throws PyException OverflowError
  public static double abs(PyComplex c) {
    double r = Libm.hypot(c.real, c.imag);
    if (Double.isInfinite(r) && finite(c.real, c.imag)) {
      throw PyErr.overflowError("absolute value too large");
    }
    return r;
  }
}
