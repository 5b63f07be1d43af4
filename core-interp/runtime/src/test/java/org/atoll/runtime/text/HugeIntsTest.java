package org.atoll.runtime.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What [HugeInts] computes in pieces, against BigInteger, which does it in one.
class HugeIntsTest {
  private static final Runnable NOTHING = () -> {};
  private final Random random = new Random(42);

  private BigInteger number(int bits) {
    BigInteger n = new BigInteger(bits, random).setBit(bits - 1);
    return random.nextBoolean() ? n : n.negate();
  }

  @Test
  void multiplies() {
    for (int[] bits : new int[][] {{2_100_000, 2_100_001}, {5_000_000, 1_100_000}, {20_000_000, 1_000}, {3_000_000, 2_999_999}}) {
      BigInteger a = number(bits[0]);
      BigInteger b = number(bits[1]);
      assertEquals(a.multiply(b), HugeInts.multiply(a, b, NOTHING));
      assertEquals(a.multiply(a), HugeInts.multiply(a, a, NOTHING));
    }
  }

  @Test
  void divides() {
    for (int[] bits : new int[][] {{6_000_000, 2_100_001}, {5_000_000, 1_100_001}, {20_000_000, 1_000}, {9_000_001, 2_400_000}, {4_000_000, 3_999_999}}) {
      BigInteger a = number(bits[0]);
      BigInteger b = number(bits[1]);
      assertArrayEquals(a.divideAndRemainder(b), HugeInts.divide(a, b, NOTHING));
    }
  }

  @Test
  void raises() {
    for (int base : new int[] {3, -7, 12, 1 << 10}) {
      BigInteger a = BigInteger.valueOf(base);
      assertEquals(a.pow(800_001), HugeInts.power(a, 800_001, NOTHING));
    }
    BigInteger m = number(20_000).abs();
    BigInteger e = number(6_000).abs();
    BigInteger a = number(30_000);
    assertEquals(a.modPow(e, m), HugeInts.modPower(a, e, m, NOTHING));
  }

  @Test
  void takesRoots() {
    BigInteger a = number(3_000_000).abs();
    assertEquals(a.sqrt(), HugeInts.squareRoot(a, NOTHING));
    BigInteger square = a.multiply(a);
    assertEquals(a, HugeInts.squareRoot(square, NOTHING));
    assertEquals(a.subtract(BigInteger.ONE), HugeInts.squareRoot(square.subtract(BigInteger.ONE), NOTHING));
  }

  @Test
  void writesDigits() {
    for (BigInteger a : new BigInteger[] {number(2_000_000), BigInteger.TEN.pow(400_000), BigInteger.TEN.pow(800_000).subtract(BigInteger.ONE),
        BigInteger.TEN.pow(600_000).negate()}) {
      assertEquals(a.toString(), HugeInts.toString(a, NOTHING));
    }
  }

  @Test
  void canBeGivenUp() {
    int[] left = {3};
    BigInteger a = number(30_000_000).abs();
    assertThrows(IllegalStateException.class, () -> HugeInts.multiply(a, a, () -> {
      if (left[0]-- == 0) {
        throw new IllegalStateException();
      }
    }));
    assertTrue(left[0] < 0);
  }
}
