package org.atoll.runtime.modules.decimal;

import java.math.BigInteger;
import org.atoll.runtime.types.PyErr;

/// Decimals as numbers, for whoever writes them down: instances of Decimal itself. To make them runs no Python code and heeds no context.
/// Stateless.
public final class PlainDecimals {
  private static final Num.Kind[] KINDS = Num.Kind.values();

  private PlainDecimals() {}

  public static boolean isPlain(Object o) {
    return o instanceof PyDecimal d && d.type == PyDecimal.TYPE;
  }

  /// Whether it is finite (0), infinite (1), a quiet NaN (2) or a signaling one (3).
  public static int kind(PyDecimal d) {
    return d.value.kind().ordinal();
  }

  public static boolean isNegative(PyDecimal d) {
    return d.value.negative();
  }

  /// The digits as one number, which is not negative.
  public static BigInteger coefficient(PyDecimal d) {
    return d.value.coefficient();
  }

  public static long exponent(PyDecimal d) {
    return d.value.exponent();
  }

  /// The decimal of these parts.
  ///
  /// @throws org.atoll.runtime.types.PyException ValueError where there is no such number
  public static PyDecimal of(int kind, boolean negative, BigInteger coefficient, long exponent) {
    if (kind >= KINDS.length || coefficient.signum() < 0) {
      throw PyErr.valueError("there is no such decimal");
    }
    return new PyDecimal(new Num(KINDS[kind], negative, coefficient, exponent));
  }
}
