package org.atoll.runtime.modules.decimal;

import java.math.BigInteger;

/// A decimal number: a sign, a coefficient and a power of ten, or an infinity, or a NaN whose coefficient is its payload.
/// Immutable.
record Num(Kind kind, boolean negative, BigInteger coefficient, long exponent) {
  enum Kind { FINITE, INFINITE, QUIET, SIGNALING }

  static final Num ZERO = finite(false, BigInteger.ZERO, 0);
  static final Num ONE = finite(false, BigInteger.ONE, 0);
  static final Num NAN = new Num(Kind.QUIET, false, BigInteger.ZERO, 0);

  static Num finite(boolean negative, BigInteger coefficient, long exponent) {
    return new Num(Kind.FINITE, negative, coefficient, exponent);
  }

  static Num infinity(boolean negative) {
    return new Num(Kind.INFINITE, negative, BigInteger.ZERO, 0);
  }

  static Num of(BigInteger value) {
    return finite(value.signum() < 0, value.abs(), 0);
  }

  boolean isFinite() {
    return kind == Kind.FINITE;
  }

  boolean isInfinite() {
    return kind == Kind.INFINITE;
  }

  boolean isNan() {
    return kind == Kind.QUIET || kind == Kind.SIGNALING;
  }

  boolean isSignaling() {
    return kind == Kind.SIGNALING;
  }

  boolean isZero() {
    return kind == Kind.FINITE && coefficient.signum() == 0;
  }

  int digits() {
    return Digits.count(coefficient);
  }

  /// The exponent of the first digit; that of a zero's only digit.
  long adjusted() {
    return exponent + digits() - 1;
  }

  Num withSign(boolean minus) {
    return minus == negative ? this : new Num(kind, minus, coefficient, exponent);
  }

  Num negated() {
    return withSign(!negative);
  }

  boolean isInteger() {
    if (kind != Kind.FINITE) {
      return false;
    }
    return exponent >= 0 || coefficient.signum() == 0 || Digits.trailingZeros(coefficient) >= -exponent;
  }

  /// The number as an int, cut off towards zero; finite numbers only.
  BigInteger toBigInteger() {
    BigInteger whole = exponent >= 0 ? coefficient.multiply(Digits.power(exponent))
        : -exponent >= digits() ? BigInteger.ZERO : coefficient.divide(Digits.power(-exponent));
    return negative ? whole.negate() : whole;
  }

  /// The text in scientific or engineering notation.
  String text(boolean engineering, boolean capitals) {
    String sign = negative ? "-" : "";
    if (kind != Kind.FINITE) {
      String payload = coefficient.signum() == 0 ? "" : coefficient.toString();
      return sign + (kind == Kind.INFINITE ? "Infinity" : kind == Kind.QUIET ? "NaN" + payload : "sNaN" + payload);
    }
    String digits = coefficient.toString();
    long left = exponent + digits.length();
    long point;
    if (exponent <= 0 && left > -6) {
      point = left;
    } else if (!engineering) {
      point = 1;
    } else if (digits.equals("0")) {
      point = Math.floorMod(left + 1, 3) - 1;
    } else {
      point = Math.floorMod(left - 1, 3) + 1;
    }
    StringBuilder out = new StringBuilder(sign);
    if (point <= 0) {
      out.append("0.").repeat('0', (int) -point).append(digits);
    } else if (point >= digits.length()) {
      out.append(digits).repeat('0', (int) point - digits.length());
    } else {
      out.append(digits, 0, (int) point).append('.').append(digits, (int) point, digits.length());
    }
    if (left != point) {
      out.append(capitals ? 'E' : 'e').append(left > point ? "+" : "").append(left - point);
    }
    return out.toString();
  }
}
