package org.atoll.runtime.modules.zlib;

import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Checksum;

/// CRC-32 and Adler-32 that go on from a value computed before. The JDK computes the checksum of the new data, and the two
/// are combined in time that grows with the logarithm of the length. Stateless.
public final class Checksums {
  private static final int POLYNOMIAL = 0xedb88320;
  private static final int ADLER_BASE = 65521;

  private Checksums() {}

  /// The CRC-32 of what `value` is the checksum of, followed by `data`.
  public static int crc32(int value, byte[] data, int offset, int length) {
    int added = of(new CRC32(), data, offset, length);
    return value == 0 ? added : multiply(powerOfX(8L * length), value) ^ added;
  }

  /// The Adler-32 of what `value` is the checksum of (1 for nothing), followed by `data`.
  public static int adler32(int value, byte[] data, int offset, int length) {
    int added = of(new Adler32(), data, offset, length);
    if (value == 1) {
      return added;
    }
    long remainder = length % ADLER_BASE;
    long low = value & 0xffff;
    long high = (value >>> 16) + (added >>> 16) + remainder * (low + ADLER_BASE - 1);
    low = (low + (added & 0xffff) + ADLER_BASE - 1) % ADLER_BASE;
    return (int) (high % ADLER_BASE << 16 | low);
  }

  private static int of(Checksum checksum, byte[] data, int offset, int length) {
    checksum.update(data, offset, length);
    return (int) checksum.getValue();
  }

  /// The product of two polynomials modulo that of the CRC, bits reversed.
  private static int multiply(int a, int b) {
    int product = 0;
    for (int bit = 1 << 31; bit != 0; bit >>>= 1) {
      if ((a & bit) != 0) {
        product ^= b;
      }
      b = (b & 1) != 0 ? b >>> 1 ^ POLYNOMIAL : b >>> 1;
    }
    return product;
  }

  private static int powerOfX(long exponent) {
    int power = 1 << 31;
    int square = 1 << 30;
    for (; exponent != 0; exponent >>>= 1) {
      if ((exponent & 1) != 0) {
        power = multiply(square, power);
      }
      square = multiply(square, square);
    }
    return power;
  }
}
