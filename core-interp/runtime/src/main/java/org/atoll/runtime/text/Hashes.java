package org.atoll.runtime.text;

import java.math.BigInteger;
import org.atoll.runtime.host.HashSeed;

/// The hash functions of the built-in types. Numbers, tuples and frozensets hash as on CPython; those of str and bytes are
/// random in every process, as there, unless `PYTHONHASHSEED` says otherwise. The hash that the JDK keeps in each String
/// is the base, so that it costs nothing: it hides the order of sets, not collisions made on purpose. None of them ever answers -1. Stateless.
public final class Hashes {
  /// The prime modulus of number hashes, 2**61 - 1.
  public static final long MODULUS = (1L << 61) - 1;

  /// What the infinities hash to, up to the sign.
  public static final long INF = 314159;

  /// The multiplier of a complex number's imaginary part.
  public static final long IMAG = 1000003;

  private static final int BITS = 61;
  private static final long PRIME_1 = 0x9E3779B185EBCA87L;
  private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
  private static final long PRIME_5 = 0x27D4EB2F165667C5L;
  private static final long SEED = HashSeed.choose();
  private static final BigInteger BIG_MODULUS = BigInteger.valueOf(MODULUS);

  private Hashes() {}

  /// `hash(int)`.
  public static long ofLong(long value) {
    if (value > -MODULUS && value < MODULUS) {
      return value == -1 ? -2 : value;
    }
    return settled(value % MODULUS);
  }

  /// `hash(int)` for ints of any size.
  public static long ofBigInteger(BigInteger value) {
    long rest = value.abs().mod(BIG_MODULUS).longValue();
    return settled(value.signum() < 0 ? -rest : rest);
  }

  /// `hash(float)` for anything but nan, whose hash is that of the object's identity.
  public static long ofDouble(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? INF : -INF;
    }
    if (value == (long) value && Math.abs(value) < 0x1p60) {
      return ofLong((long) value);
    }
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> 52 & 0x7FF);
    long mantissa = bits & 0xFFFFFFFFFFFFFL;
    if (exponent == 0) {
      exponent = 1;
    } else {
      mantissa |= 1L << 52;
    }
    int turn = Math.floorMod(exponent - 1075, BITS);
    // Multiplying by a power of two modulo 2**61-1 turns the 61 bits round.
    long hash = turn == 0 ? mantissa : mantissa << turn & MODULUS | mantissa >>> BITS - turn;
    return settled(bits < 0 ? -hash : hash);
  }

  /// `hash(complex)` from the hashes of both parts.
  public static long ofComplex(long realHash, long imagHash) {
    return settled(realHash + IMAG * imagHash);
  }

  /// `hash(str)`, the same whichever way the text is stored.
  public static long ofText(String text) {
    return spread(text.hashCode());
  }

  /// `hash(str)` of an array of code points.
  public static long ofText(int[] codePoints) {
    int hash = 0;
    for (int c : codePoints) {
      hash = 31 * hash + c;
    }
    return spread(hash);
  }

  /// `hash(bytes)`, and that of an equal memoryview: for ASCII that of the same str.
  public static long ofBytes(byte[] bytes, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + (bytes[i] & 0xff);
    }
    return spread(hash);
  }

  /// The start value of a tuple's hash; go on with [#tupleItem] and end with [#tupleEnd].
  public static long tupleStart() {
    return PRIME_5;
  }

  /// Mixes the hash of one more item into a tuple's hash.
  public static long tupleItem(long state, long itemHash) {
    return Long.rotateLeft(state + itemHash * PRIME_2, 31) * PRIME_1;
  }

  /// The hash of a tuple of `length` items.
  public static long tupleEnd(long state, long length) {
    long hash = state + (length ^ (PRIME_5 ^ 3527539L));
    return hash == -1 ? 1546275796L : hash;
  }

  /// One member's share in a frozenset's hash: combine all of them with xor and end with [#frozenSetEnd].
  public static long frozenSetMember(long memberHash) {
    return (memberHash ^ 89869747L ^ memberHash << 16) * 3644798167L;
  }

  /// The hash of a frozenset of `size` members whose shares were combined with xor.
  public static long frozenSetEnd(long combined, long size) {
    long hash = combined ^ (size + 1) * 1927868237L;
    hash ^= hash >>> 11 ^ hash >>> 25;
    hash = hash * 69069L + 907133923L;
    return hash == -1 ? 590923713L : hash;
  }

  private static long spread(int hash) {
    long mixed = (hash + SEED) * PRIME_1;
    return settled(mixed ^ mixed >>> 32);
  }

  private static long settled(long hash) {
    return hash == -1 ? -2 : hash;
  }
}
