package org.atoll.runtime.types;

import java.math.BigInteger;
import org.atoll.runtime.interp.MemoryMeter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.text.HugeInts;

/// Arithmetic on plain ints: `Long`, or `BigInteger` for what does not fit 64 bits. Operands must be in this normal
/// form and results are. Compare `Objects/longobject.c`. Stateless.
public final class IntMath {
  static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);

  /// Beyond this many bits BigInteger refuses to go.
  private static final long MAX_BITS = Integer.MAX_VALUE;

  private IntMath() {}

  /// The normal form of a BigInteger.
  public static Object normal(BigInteger v) {
    return v.bitLength() < 64 ? (Object) v.longValue() : v;
  }

  public static BigInteger big(Object v) {
    return v instanceof Long l ? BigInteger.valueOf(l) : (BigInteger) v;
  }

  /// A long read as unsigned.
  public static Object ofUnsigned(long v) {
    return v >= 0 ? (Object) v : BigInteger.valueOf(v).add(TWO_64);
  }

  public static Object add(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      long r = x + y;
      if (((x ^ r) & (y ^ r)) >= 0) {
        return r;
      }
    }
    return normal(big(a).add(big(b)));
  }

  public static Object subtract(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      long r = x - y;
      if (((x ^ y) & (x ^ r)) >= 0) {
        return r;
      }
    }
    return normal(big(a).subtract(big(b)));
  }

  public static Object multiply(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      long high = Math.multiplyHigh(x, y);
      long low = x * y;
      if (high == low >> 63) {
        return low;
      }
    }
    MemoryMeter.reserve(((long) bits(a) + bits(b)) >> 3);
    try {
      return normal(HugeInts.multiply(big(a), big(b), ThreadState::pollCurrent));
    } catch (ArithmeticException tooLarge) {
      throw PyErr.memoryError();
    }
  }

  public static Object negate(Object a) {
    return a instanceof Long x && x != Long.MIN_VALUE ? (Object) (-x) : normal(big(a).negate());
  }

  public static Object abs(Object a) {
    return signum(a) < 0 ? negate(a) : a;
  }

  public static Object invert(Object a) {
    return a instanceof Long x ? (Object) (~x) : ((BigInteger) a).not();
  }

  public static int signum(Object a) {
    return a instanceof Long x ? Long.signum(x) : ((BigInteger) a).signum();
  }

  public static int compare(Object a, Object b) {
    if (a instanceof Long x) {
      return b instanceof Long y ? Long.compare(x, y) : -((BigInteger) b).signum();
    }
    return b instanceof Long ? ((BigInteger) a).signum() : ((BigInteger) a).compareTo((BigInteger) b);
  }

  /// `a // b`, rounded down.
  /// @throws PyException ZeroDivisionError
  public static Object floorDivide(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y && (x != Long.MIN_VALUE || y != -1)) {
      return Math.floorDiv(x, nonZero(y));
    }
    return normal(floorDivMod(big(a), big(b))[0]);
  }

  /// `a % b`, with the sign of `b`.
  /// @throws PyException ZeroDivisionError
  public static Object modulo(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return Math.floorMod(x, nonZero(y));
    }
    return normal(floorDivMod(big(a), big(b))[1]);
  }

  private static long nonZero(long y) {
    if (y == 0) {
      throw PyErr.zeroDivision("division by zero");
    }
    return y;
  }

  private static BigInteger[] floorDivMod(BigInteger a, BigInteger b) {
    BigInteger[] qr = HugeInts.divide(a, b.signum() == 0 ? divisorZero() : b, ThreadState::pollCurrent);
    if (qr[1].signum() != 0 && qr[1].signum() != b.signum()) {
      qr[0] = qr[0].subtract(BigInteger.ONE);
      qr[1] = qr[1].add(b);
    }
    return qr;
  }

  private static BigInteger divisorZero() {
    throw PyErr.zeroDivision("division by zero");
  }

  /// `divmod(a, b)` as two ints.
  /// @throws PyException ZeroDivisionError
  public static Object[] divmod(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y && (x != Long.MIN_VALUE || y != -1)) {
      nonZero(y);
      return new Object[] {Math.floorDiv(x, y), Math.floorMod(x, y)};
    }
    BigInteger[] qr = floorDivMod(big(a), big(b));
    return new Object[] {normal(qr[0]), normal(qr[1])};
  }

  /// `a / b`, the nearest double.
  /// @throws PyException ZeroDivisionError, OverflowError
  public static double trueDivide(Object a, Object b) {
    if (signum(b) == 0) {
      throw PyErr.zeroDivision("division by zero");
    }
    if (a instanceof Long x && b instanceof Long y && exact(x) && exact(y)) {
      return (double) x / (double) y;
    }
    BigInteger p = big(a);
    BigInteger q = big(b);
    if (p.signum() == 0) {
      return q.signum() < 0 ? -0.0 : 0.0;
    }
    double r = positiveRatio(p.abs(), q.abs());
    if (Double.isInfinite(r)) {
      throw PyErr.overflowError("integer division result too large for a float");
    }
    return p.signum() < 0 == q.signum() < 0 ? r : -r;
  }

  private static boolean exact(long v) {
    return v >= -(1L << 53) && v <= 1L << 53;
  }

  /// p/q correctly rounded: a quotient of 55 to 57 bits whose last bit also tells whether anything is left over, so
  /// that the one rounding to double decides as the exact quotient would.
  private static double positiveRatio(BigInteger p, BigInteger q) {
    long difference = (long) p.bitLength() - q.bitLength();
    if (difference > 1025) {
      return Double.POSITIVE_INFINITY;
    }
    if (difference < -1078) {
      return 0.0;
    }
    int shift = (int) (56 - difference);
    BigInteger[] qr = shift >= 0 ? p.shiftLeft(shift).divideAndRemainder(q) : p.divideAndRemainder(q.shiftLeft(-shift));
    long quotient = qr[0].longValue() | (qr[1].signum() != 0 ? 1 : 0);
    return scaled(quotient, -shift);
  }

  /// quotient × 2^exponent rounded half to even, once.
  static double scaled(long quotient, int exponent) {
    int bits = 64 - Long.numberOfLeadingZeros(quotient);
    if (bits + exponent > -1022) {
      return Math.scalb((double) quotient, exponent);
    }
    int drop = -1074 - exponent;
    if (drop <= 0) {
      return Math.scalb((double) quotient, exponent);
    }
    if (drop >= 63) {
      return 0.0;
    }
    long kept = quotient >>> drop;
    long rest = quotient & (1L << drop) - 1;
    long half = 1L << drop - 1;
    if (rest > half || rest == half && (kept & 1) != 0) {
      kept++;
    }
    return Double.longBitsToDouble(kept);
  }

  /// `float(a)`.
  /// @throws PyException OverflowError
  public static double toDouble(Object a) {
    if (a instanceof Long x) {
      return (double) x;
    }
    double d = ((BigInteger) a).doubleValue();
    if (Double.isInfinite(d)) {
      throw PyErr.overflowError("int too large to convert to float");
    }
    return d;
  }

  private static int bits(Object v) {
    return v instanceof BigInteger n ? n.bitLength() : Long.SIZE;
  }

  /// `a ** b` for `b >= 0`.
  public static Object power(Object a, Object b) {
    if (a instanceof Long x && (x == 0 || x == 1 || x == -1)) {
      boolean even = signum(b) == 0 || !big(b).testBit(0);
      return x == -1 && even || x == 0 && signum(b) == 0 ? (Object) 1L : a;
    }
    if (!(b instanceof Long y) || y > MAX_BITS) {
      throw PyErr.memoryError();
    }
    if (a instanceof Long x) {
      Object small = smallPower(x, y);
      if (small != null) {
        return small;
      }
    }
    BigInteger base = big(a);
    if ((base.bitLength() - 1L) * y > MAX_BITS) {
      throw PyErr.memoryError();
    }
    MemoryMeter.reserve((base.bitLength() - 1L) * y >> 3);
    return normal(HugeInts.power(base, (int) (long) y, ThreadState::pollCurrent));
  }

  private static Object smallPower(long base, long exponent) {
    long result = 1;
    long square = base;
    for (long e = exponent; ; ) {
      if ((e & 1) != 0) {
        long low = result * square;
        if (Math.multiplyHigh(result, square) != low >> 63) {
          return null;
        }
        result = low;
      }
      e >>= 1;
      if (e == 0) {
        return result;
      }
      long low = square * square;
      if (Math.multiplyHigh(square, square) != low >> 63) {
        return null;
      }
      square = low;
    }
  }

  /// `pow(a, b, m)`.
  /// @throws PyException ValueError for a modulus of 0 or a base that has no inverse
  public static Object power(Object a, Object b, Object m) {
    if (signum(m) == 0) {
      throw PyErr.valueError("pow() 3rd argument cannot be 0");
    }
    BigInteger modulus = big(m).abs();
    if (modulus.equals(BigInteger.ONE)) {
      return 0L;
    }
    BigInteger result;
    try {
      result = HugeInts.modPower(big(a), big(b), modulus, ThreadState::pollCurrent);
    } catch (ArithmeticException notInvertible) {
      throw PyErr.valueError("base is not invertible for the given modulus");
    }
    return normal(signum(m) < 0 && result.signum() != 0 ? result.subtract(modulus) : result);
  }

  /// `a << b`.
  /// @throws PyException ValueError for a negative count
  public static Object shiftLeft(Object a, Object b) {
    if (signum(b) < 0) {
      throw PyErr.valueError("negative shift count");
    }
    if (signum(a) == 0) {
      return 0L;
    }
    if (!(b instanceof Long n)) {
      throw PyErr.overflowError("too many digits in integer");
    }
    if (a instanceof Long x && n < 63) {
      long r = x << n;
      if (r >> n == x) {
        return r;
      }
    }
    BigInteger v = big(a);
    if (n + v.bitLength() >= MAX_BITS) {
      throw PyErr.memoryError();
    }
    MemoryMeter.reserve(n + v.bitLength() >> 3);
    return normal(v.shiftLeft((int) (long) n));
  }

  /// `a >> b`.
  /// @throws PyException ValueError for a negative count
  public static Object shiftRight(Object a, Object b) {
    if (signum(b) < 0) {
      throw PyErr.valueError("negative shift count");
    }
    long n = b instanceof Long l ? l : Long.MAX_VALUE;
    if (a instanceof Long x) {
      return x >> Math.min(n, 63);
    }
    return n > MAX_BITS ? (Object) (signum(a) < 0 ? -1L : 0L) : normal(((BigInteger) a).shiftRight((int) n));
  }

  public static Object and(Object a, Object b) {
    return a instanceof Long x && b instanceof Long y ? (Object) (x & y) : normal(big(a).and(big(b)));
  }

  public static Object or(Object a, Object b) {
    return a instanceof Long x && b instanceof Long y ? (Object) (x | y) : normal(big(a).or(big(b)));
  }

  public static Object xor(Object a, Object b) {
    return a instanceof Long x && b instanceof Long y ? (Object) (x ^ y) : normal(big(a).xor(big(b)));
  }

  /// The bits of the absolute value (`int.bit_length`).
  public static long bitLength(Object a) {
    if (a instanceof Long x) {
      return 64 - Long.numberOfLeadingZeros(Math.abs(x));
    }
    return ((BigInteger) a).abs().bitLength();
  }

  /// The ones in the absolute value (`int.bit_count`).
  public static long bitCount(Object a) {
    return a instanceof Long x ? Long.bitCount(Math.abs(x)) : ((BigInteger) a).abs().bitCount();
  }

  /// The greatest common divisor, never negative.
  public static Object gcd(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y && x != Long.MIN_VALUE && y != Long.MIN_VALUE) {
      long p = Math.abs(x);
      long q = Math.abs(y);
      while (q != 0) {
        long r = p % q;
        p = q;
        q = r;
      }
      return p;
    }
    return normal(HugeInts.gcd(big(a), big(b), ThreadState::pollCurrent));
  }

  /// Rounds to a multiple of `unit`, ties to the even multiple.
  static Object roundToMultiple(Object a, Object unit) {
    Object[] qr = divmod(a, unit);
    int half = compare(multiply(qr[1], 2L), unit);
    boolean odd = big(qr[0]).testBit(0);
    Object down = subtract(a, qr[1]);
    return half > 0 || half == 0 && odd ? add(down, unit) : down;
  }

  /// Compares an int with a finite or infinite double exactly; not for nan.
  public static int compareToDouble(Object a, double d) {
    if (Double.isInfinite(d)) {
      return d > 0 ? -1 : 1;
    }
    if (a instanceof Long x) {
      if (exact(x)) {
        return Double.compare((double) x, d == 0 ? 0.0 : d);
      }
      if (d >= 0x1p63) {
        return -1;
      }
      if (d < -0x1p63) {
        return 1;
      }
      // Beyond 2**53 a double that could be equal is whole.
      return Long.compare(x, (long) d);
    }
    BigInteger v = (BigInteger) a;
    if (Math.abs(d) < 0x1p63) {
      return v.signum();
    }
    return v.compareTo(ofWhole(d));
  }

  /// The int equal to a whole double of any size.
  static BigInteger ofWhole(double d) {
    if (Math.abs(d) < 0x1p63) {
      return BigInteger.valueOf((long) d);
    }
    int exponent = Math.getExponent(d) - 52;
    BigInteger m = BigInteger.valueOf(Double.doubleToRawLongBits(d) & 0xFFFFFFFFFFFFFL | 1L << 52).shiftLeft(exponent);
    return d < 0 ? m.negate() : m;
  }

  /// `int(d)` for a finite double: the whole part.
  static Object truncate(double d) {
    return Math.abs(d) < 0x1p63 ? (Object) (long) d : normal(ofWhole(d));
  }
}
