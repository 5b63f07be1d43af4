package org.atoll.runtime.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Digits that stand for a few bits each, both ways, against BigInteger's.
class BinaryDigitsTest {
  private final Random random = new Random(7);

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8, 16, 32})
  void agreesWithBigInteger(int base) {
    for (int bits = 0; bits < 300; bits++) {
      check(new BigInteger(bits, random), base);
      check(BigInteger.ONE.shiftLeft(bits), base);
      check(BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE), base);
    }
    check(new BigInteger(100_000, random), base);
  }

  private static void check(BigInteger value, int base) {
    String digits = value.toString(base);
    assertEquals(digits, BinaryDigits.of(value, base));
    assertEquals(value.negate().toString(base), BinaryDigits.of(value.negate(), base));
    byte[] ascii = ("00" + digits).toUpperCase(java.util.Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
    assertEquals(value, BinaryDigits.parse(ascii, ascii.length, base));
  }
}
