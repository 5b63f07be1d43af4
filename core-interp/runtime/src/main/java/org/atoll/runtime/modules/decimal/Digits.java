package org.atoll.runtime.modules.decimal;

import java.math.BigInteger;

/// Counting and shifting decimal digits of big integers. Stateless.
final class Digits {
  private static final int KNOWN = 256;
  private static final BigInteger[] POWERS = powers();
  private static final double LOG10_2 = 0.301029995663981195;

  private Digits() {}

  private static BigInteger[] powers() {
    BigInteger[] all = new BigInteger[KNOWN];
    all[0] = BigInteger.ONE;
    for (int i = 1; i < KNOWN; i++) {
      all[i] = all[i - 1].multiply(BigInteger.TEN);
    }
    return all;
  }

  /// 10 to the n.
  /// @throws ArithmeticException for more digits than memory could hold
  static BigInteger power(long n) {
    return n < KNOWN ? POWERS[(int) n] : BigInteger.TEN.pow(Math.toIntExact(n));
  }

  /// The number of digits; 1 for zero.
  static int count(BigInteger n) {
    int bits = n.bitLength();
    if (bits < 4) {
      return n.intValue() < 10 ? 1 : 2;
    }
    int atLeast = (int) ((bits - 1) * LOG10_2);
    return n.compareTo(power(atLeast)) < 0 ? atLeast : n.compareTo(power(atLeast + 1L)) < 0 ? atLeast + 1 : atLeast + 2;
  }

  static BigInteger shiftLeft(BigInteger n, long places) {
    return places == 0 || n.signum() == 0 ? n : n.multiply(power(places));
  }

  /// How many zeros the number ends in; it must not be zero.
  static int trailingZeros(BigInteger n) {
    int most = n.getLowestSetBit();
    if (most == 0) {
      return 0;
    }
    int zeros = 0;
    BigInteger rest = n;
    for (int step = Integer.highestOneBit(Math.max(1, Math.min(most, count(n)))); step > 0; step >>= 1) {
      BigInteger[] parts = rest.divideAndRemainder(power(step));
      while (parts[1].signum() == 0 && rest.signum() != 0) {
        zeros += step;
        rest = parts[0];
        parts = rest.divideAndRemainder(power(step));
      }
    }
    return zeros;
  }
}
