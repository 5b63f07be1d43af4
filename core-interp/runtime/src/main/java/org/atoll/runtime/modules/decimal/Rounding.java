package org.atoll.runtime.modules.decimal;

import java.math.BigInteger;

/// The ways of rounding, in the order of their numbers in CPython.
enum Rounding {
  UP, DOWN, CEILING, FLOOR, HALF_UP, HALF_DOWN, HALF_EVEN, R05UP;

  /// Python's name.
  String pythonName() {
    return this == R05UP ? "ROUND_05UP" : "ROUND_" + name();
  }

  /// The rounding by Python's name, or null.
  static Rounding find(String name) {
    for (Rounding one : values()) {
      if (one.pythonName().equals(name)) {
        return one;
      }
    }
    return null;
  }

  /// Whether a number that is cut off to `whole` with something left over is rounded away from zero.
  /// @param half what is left over against a half: negative, 0 or positive
  boolean away(boolean negative, BigInteger whole, int half) {
    return switch (this) {
      case UP -> true;
      case DOWN -> false;
      case CEILING -> !negative;
      case FLOOR -> negative;
      case HALF_UP -> half >= 0;
      case HALF_DOWN -> half > 0;
      case HALF_EVEN -> half > 0 || half == 0 && whole.testBit(0);
      case R05UP -> {
        int last = whole.mod(BigInteger.TEN).intValue();
        yield last == 0 || last == 5;
      }
    };
  }
}
