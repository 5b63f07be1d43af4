package org.atoll.runtime.text;

import java.math.BigInteger;

/// Floats as text. Compare `PyOS_double_to_string` and CPython's `floatobject.c`. Stateless.
public final class FloatFormat {
  /// Flag: write a sign for positive numbers as well.
  public static final int SIGN = 1;

  /// Flag: end a number that looks like an int in ".0".
  public static final int ADD_DOT_0 = 2;

  /// Flag: alternate form, which keeps the decimal point and trailing zeros.
  public static final int ALT = 4;

  /// Flag: what rounds to zero loses its minus sign.
  public static final int NO_NEG_0 = 8;

  private static final int REPR_MAX_POINT = 16;

  private FloatFormat() {}

  /// `repr(x)`: the shortest text that reads back as the same float.
  public static String repr(double value) {
    // Java writes numbers of everyday size as Python does.
    double magnitude = Math.abs(value);
    if (magnitude >= 1e-3 && magnitude < 1e7) {
      return Double.toString(value);
    }
    return format(value, 'r', 0, ADD_DOT_0);
  }

  /// Formats one float.
  ///
  /// @param code one of `e E f F g G r`; upper case writes the exponent sign, INF and NAN in upper case
  /// @param precision digits after the point (`e f`) or significant digits (`g`); ignored by `r`
  /// @param flags a combination of this class's flags
  /// @throws IllegalArgumentException for another code
  public static String format(double value, char code, int precision, int flags) {
    boolean upper = Character.isUpperCase(code);
    char kind = Character.toLowerCase(code);
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      String word = Double.isNaN(value) ? "nan" : "inf";
      String sign = value < 0 ? "-" : (flags & SIGN) != 0 ? "+" : "";
      return sign + (upper ? word.toUpperCase(java.util.Locale.ROOT) : word);
    }
    boolean addDot0 = (flags & ADD_DOT_0) != 0;
    boolean alt = (flags & ALT) != 0;
    DecimalDigits decimal;
    boolean exponent = false;
    int minDigits = 0; // digits to be written, filled up with zeros
    switch (kind) {
      case 'e' -> {
        decimal = DecimalDigits.significant(value, precision + 1);
        exponent = true;
        minDigits = precision + 1;
      }
      case 'f' -> {
        decimal = DecimalDigits.fixed(value, precision);
        minDigits = decimal.point() + precision;
      }
      case 'g' -> {
        int significant = Math.max(precision, 1);
        decimal = DecimalDigits.significant(value, significant);
        exponent = decimal.point() <= -4 || decimal.point() > significant - (addDot0 ? 1 : 0);
        minDigits = alt ? significant : 0;
      }
      case 'r' -> {
        decimal = DecimalDigits.shortest(value);
        exponent = decimal.point() <= -4 || decimal.point() > REPR_MAX_POINT;
      }
      default -> throw new IllegalArgumentException("float format code " + code);
    }
    var out = new StringBuilder(Math.max(minDigits, 0) + 24);
    boolean zero = decimal.digits().isEmpty() || decimal.digits().equals("0");
    if (Math.copySign(1.0, value) < 0 && !(zero && (flags & NO_NEG_0) != 0)) {
      out.append('-');
    } else if ((flags & SIGN) != 0) {
      out.append('+');
    }
    write(out, decimal, exponent, upper, minDigits, addDot0, alt);
    return out.toString();
  }

  private static void write(
      StringBuilder out, DecimalDigits decimal, boolean exponent, boolean upper, int minDigits, boolean addDot0, boolean alt) {
    String digits = decimal.digits();
    int point = exponent ? 1 : decimal.point();
    int end = Math.max(digits.length(), minDigits);
    if (point <= 0) {
      out.append('0');
      if (end - point > 0) {
        out.append('.').repeat('0', Math.min(-point, end - point)).append(digits).repeat('0', end - digits.length());
      } else if (addDot0) {
        out.append(".0");
      } else if (alt) {
        out.append('.');
      }
    } else if (end <= point) {
      out.append(digits).repeat('0', point - digits.length());
      if (addDot0 && !exponent) {
        out.append(".0");
      } else if (alt) {
        out.append('.');
      }
    } else {
      int before = Math.min(point, digits.length());
      out.append(digits, 0, before).repeat('0', point - before).append('.');
      out.append(digits, before, digits.length()).repeat('0', end - Math.max(point, digits.length()));
    }
    if (exponent) {
      int power = decimal.point() - 1;
      out.append(upper ? 'E' : 'e').append(power < 0 ? '-' : '+');
      int size = Math.abs(power);
      if (size < 10) {
        out.append('0');
      }
      out.append(size);
    }
  }

  /// `x.hex()`.
  public static String hex(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return repr(value);
    }
    long bits = Double.doubleToRawLongBits(value);
    String sign = bits < 0 ? "-" : "";
    long fraction = bits & 0xFFFFFFFFFFFFFL;
    int exponent = (int) (bits >>> 52 & 0x7FF);
    if (exponent == 0 && fraction == 0) {
      return sign + "0x0.0p+0";
    }
    String lead = exponent == 0 ? "0x0." : "0x1.";
    int power = exponent == 0 ? -1022 : exponent - 1023;
    String hexDigits = Long.toHexString(fraction | 1L << 52).substring(1);
    return sign + lead + hexDigits + "p" + (power < 0 ? "-" : "+") + Math.abs(power);
  }

  /// `round(x, places)`: the nearest float with so many decimal places, ties to even.
  /// @throws TextError OverflowError where the result is beyond the largest float
  public static double round(double value, long places) {
    if (Double.isNaN(value) || Double.isInfinite(value) || value == 0 || places > 323) {
      return value;
    }
    if (places < -308) {
      return Math.copySign(0.0, value);
    }
    DecimalDigits decimal = DecimalDigits.fixed(value, (int) places);
    double magnitude =
        decimal.digits().isEmpty()
            ? 0
            : Double.parseDouble(decimal.digits() + "E" + (decimal.point() - decimal.digits().length()));
    if (Double.isInfinite(magnitude)) {
      throw TextError.overflow("rounded value too large to represent");
    }
    return Math.copySign(magnitude, value);
  }

  /// `round(x)`: the nearest whole number, ties to even.
  /// @throws TextError for nan and the infinities
  public static BigInteger roundToInt(double value) {
    return toBigInteger(Math.rint(requireFinite(value)));
  }

  /// `int(x)`: the whole part.
  /// @throws TextError for nan and the infinities
  public static BigInteger truncate(double value) {
    requireFinite(value);
    return toBigInteger(value < 0 ? Math.ceil(value) : Math.floor(value));
  }

  /// `x.as_integer_ratio()`: numerator and denominator, in lowest terms, the denominator positive.
  /// @throws TextError for nan and the infinities
  public static BigInteger[] asIntegerRatio(double value) {
    if (Double.isNaN(value)) {
      throw TextError.value("cannot convert NaN to integer ratio");
    }
    if (Double.isInfinite(value)) {
      throw TextError.overflow("cannot convert Infinity to integer ratio");
    }
    if (value == 0) {
      return new BigInteger[] {BigInteger.ZERO, BigInteger.ONE};
    }
    int exponent = Math.max(Math.getExponent(value), Double.MIN_EXPONENT) - 52;
    long bits = Double.doubleToRawLongBits(value);
    long mantissa = bits & 0xFFFFFFFFFFFFFL;
    if (Math.getExponent(value) >= Double.MIN_EXPONENT) {
      mantissa |= 1L << 52;
    }
    int shift = Long.numberOfTrailingZeros(mantissa);
    mantissa >>>= shift;
    exponent += shift;
    BigInteger numerator = BigInteger.valueOf(value < 0 ? -mantissa : mantissa);
    return exponent >= 0
        ? new BigInteger[] {numerator.shiftLeft(exponent), BigInteger.ONE}
        : new BigInteger[] {numerator, BigInteger.ONE.shiftLeft(-exponent)};
  }

  private static double requireFinite(double value) {
    if (Double.isNaN(value)) {
      throw TextError.value("cannot convert float NaN to integer");
    }
    if (Double.isInfinite(value)) {
      throw TextError.overflow("cannot convert float infinity to integer");
    }
    return value;
  }

  private static BigInteger toBigInteger(double whole) {
    if (Math.abs(whole) < 0x1p62) {
      return BigInteger.valueOf((long) whole);
    }
    return asIntegerRatio(whole)[0];
  }
}
