package org.atoll.runtime.types;

import org.atoll.runtime.host.Libm;

/// Python's float arithmetic where it differs from Java's. Stateless.
public final class FloatMath {
  private FloatMath() {}

  private static void nonZero(double b) {
    if (b == 0) {
      throw PyErr.zeroDivision("division by zero");
    }
  }

  /// `a / b`.
  /// @throws PyException ZeroDivisionError
  public static double divide(double a, double b) {
    nonZero(b);
    return a / b;
  }

  /// `a % b`, with the sign of `b`.
  /// @throws PyException ZeroDivisionError
  public static double modulo(double a, double b) {
    nonZero(b);
    double mod = a % b;
    if (mod == 0) {
      return Math.copySign(0.0, b);
    }
    return b < 0 != mod < 0 ? mod + b : mod;
  }

  /// `a // b`.
  /// @throws PyException ZeroDivisionError
  public static double floorDivide(double a, double b) {
    nonZero(b);
    double mod = a % b;
    double div = (a - mod) / b;
    if (mod != 0 && b < 0 != mod < 0) {
      div -= 1.0;
    }
    if (div == 0) {
      return Math.copySign(0.0, a / b);
    }
    double floor = Math.floor(div);
    return div - floor > 0.5 ? floor + 1.0 : floor;
  }

  /// `divmod(a, b)`.
  /// @throws PyException ZeroDivisionError
  public static PyTuple divmod(double a, double b) {
    return PyTuple.of(floorDivide(a, b), modulo(a, b));
  }

  /// C's `pow`.
  public static double cPow(double a, double b) {
    return Libm.pow(a, b);
  }

  /// `a ** b`.
  /// @throws PyException ZeroDivisionError for a zero to a negative power, OverflowError
  public static Object power(double a, double b) {
    if (a == 0 && b < 0 && !Double.isInfinite(b)) {
      throw PyErr.zeroDivision("zero to a negative power");
    }
    if (a < 0 && Double.isFinite(a) && Double.isFinite(b) && b != Math.floor(b)) {
      return ComplexMath.power(new PyComplex(a, 0.0), new PyComplex(b, 0.0));
    }
    double r = cPow(a, b);
    if (Double.isInfinite(r) && !Double.isInfinite(a) && !Double.isInfinite(b)) {
      throw PyErr.create(PyExc.OverflowError, 34L, "Numerical result out of range");
    }
    return r;
  }

  /// The int with a double's whole part.
  /// @throws PyException ValueError for nan, OverflowError for the infinities
  public static Object toInt(double v) {
    if (Double.isNaN(v)) {
      throw PyErr.valueError("cannot convert float NaN to integer");
    }
    if (Double.isInfinite(v)) {
      throw PyErr.overflowError("cannot convert float infinity to integer");
    }
    return IntMath.truncate(v);
  }
}
