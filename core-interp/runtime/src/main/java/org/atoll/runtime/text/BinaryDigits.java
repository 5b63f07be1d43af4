package org.atoll.runtime.text;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/// Ints as digits in base 2, 4, 8, 16 or 32, both ways. Each digit stands for a few bits, so the time is linear, where
/// [BigInteger] multiplies and divides. Compare `long_format_binary` and `long_from_binary_base` in CPython's
/// Objects/longobject.c. Stateless.
final class BinaryDigits {
  private static final byte[] DIGITS = "0123456789abcdefghijklmnopqrstuv".getBytes(StandardCharsets.ISO_8859_1);

  private BinaryDigits() {}

  static boolean isBase(int base) {
    return Integer.bitCount(base) == 1 && base <= DIGITS.length;
  }

  /// The digits, after a minus sign where it belongs.
  static String of(BigInteger value, int base) {
    int width = Integer.numberOfTrailingZeros(base);
    BigInteger absolute = value.abs();
    byte[] magnitude = absolute.toByteArray();
    int count = (int) Math.max(1, (absolute.bitLength() + width - 1L) / width);
    int sign = value.signum() < 0 ? 1 : 0;
    var out = new byte[count + sign];
    int bits = 0;
    int held = 0;
    int next = magnitude.length;
    for (int i = out.length - 1; i >= sign; i--) {
      if (held < width) {
        bits |= next > 0 ? (magnitude[--next] & 0xff) << held : 0;
        held += Byte.SIZE;
      }
      out[i] = DIGITS[bits & base - 1];
      bits >>>= width;
      held -= width;
    }
    if (sign > 0) {
      out[0] = '-';
    }
    return new String(out, StandardCharsets.ISO_8859_1);
  }

  /// The number of the first `count` digits, all of which are such.
  static BigInteger parse(byte[] digits, int count, int base) {
    int width = Integer.numberOfTrailingZeros(base);
    var magnitude = new byte[(int) (((long) count * width + Byte.SIZE - 1) / Byte.SIZE)];
    int bits = 0;
    int held = 0;
    int next = magnitude.length;
    for (int i = count - 1; i >= 0; i--) {
      bits |= Character.digit((char) digits[i], base) << held;
      held += width;
      if (held >= Byte.SIZE) {
        magnitude[--next] = (byte) bits;
        bits >>>= Byte.SIZE;
        held -= Byte.SIZE;
      }
    }
    if (held > 0) {
      magnitude[--next] = (byte) bits;
    }
    return new BigInteger(1, magnitude);
  }
}
