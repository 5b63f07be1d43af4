package org.atoll.runtime.text;

import java.math.BigInteger;

/// Arithmetic on ints so large that an operation takes noticeable time: done in pieces that take some ten milliseconds each
/// at most, between which a hook is asked, so that it can be given up. What is not so large goes straight to BigInteger.
/// Stateless.
public final class HugeInts {
  /// Up to so many bits of the smaller operand BigInteger does the whole.
  private static final int PIECE_BITS = 1 << 20;
  /// Bits of an exponent that are dealt with in one piece, times the square of the modulus's words.
  private static final long PIECE_STEPS = 20_000_000;
  private static final double DIGITS_PER_BIT = 0.30102999566398120;
  private static final int PIECE_DIGITS = 200_000;

  /// Up to so many bits BigInteger finds a common divisor at once, which takes the square of their number.
  private static final int GCD_BITS = 1 << 17;
  /// The leading bits of two numbers by which several steps of Euclid's algorithm are chosen at a time.
  private static final int LEADING_BITS = 62;

  private HugeInts() {}

  /// The greatest common divisor, never negative (Lehmer's algorithm: Knuth, The Art of Computer Programming, 4.5.2, L).
  public static BigInteger gcd(BigInteger a, BigInteger b, Runnable poll) {
    BigInteger x = a.abs().max(b.abs());
    BigInteger y = a.abs().min(b.abs());
    while (y.bitLength() > GCD_BITS) {
      poll.run();
      int drop = x.bitLength() - LEADING_BITS;
      long[] m = steps(x.shiftRight(drop).longValue(), y.shiftRight(drop).longValue());
      if (m[1] == 0) {
        BigInteger rest = divide(x, y, poll)[1];
        x = y;
        y = rest;
      } else {
        BigInteger next = combined(x, m[0], y, m[1]);
        y = combined(x, m[2], y, m[3]);
        x = next;
      }
    }
    return x.gcd(y);
  }

  /// The inverse in the integers modulo a positive number, as [BigInteger#modInverse]. As [#gcd], with two numbers beside the
  /// two that become smaller: what `a` is to be multiplied by to give each of them, but for multiples of the modulus.
  ///
  /// @throws ArithmeticException if there is none
  public static BigInteger inverse(BigInteger a, BigInteger modulus, Runnable poll) {
    BigInteger x = modulus;
    BigInteger y = a.mod(modulus);
    BigInteger ofX = BigInteger.ZERO;
    BigInteger ofY = BigInteger.ONE;
    while (x.bitLength() > GCD_BITS && y.signum() != 0) {
      poll.run();
      int drop = x.bitLength() - LEADING_BITS;
      long[] m = steps(x.shiftRight(drop).longValue(), y.shiftRight(drop).longValue());
      BigInteger before = x;
      BigInteger beforeOf = ofX;
      if (m[1] == 0) {
        BigInteger[] qr = divide(x, y, poll);
        x = y;
        y = qr[1];
        ofX = ofY;
        ofY = beforeOf.subtract(multiply(qr[0], ofY, poll));
      } else {
        x = combined(x, m[0], y, m[1]);
        y = combined(before, m[2], y, m[3]);
        ofX = combined(ofX, m[0], ofY, m[1]);
        ofY = combined(beforeOf, m[2], ofY, m[3]);
      }
    }
    if (y.signum() == 0 && !x.equals(BigInteger.ONE)) {
      throw new ArithmeticException("not invertible");
    }
    // p * x + q * y is 1.
    BigInteger q = y.modInverse(x);
    BigInteger p = BigInteger.ONE.subtract(q.multiply(y)).divide(x);
    return multiply(p, ofX, poll).add(multiply(q, ofY, poll)).mod(modulus);
  }

  private static BigInteger combined(BigInteger x, long p, BigInteger y, long q) {
    return x.multiply(BigInteger.valueOf(p)).add(y.multiply(BigInteger.valueOf(q)));
  }

  /// What the steps of Euclid's algorithm that the leading bits decide on make of two numbers: the coefficients of the first
  /// and the second in the new first, and the same for the new second.
  private static long[] steps(long first, long second) {
    long x = first;
    long y = second;
    long a = 1;
    long b = 0;
    long c = 0;
    long d = 1;
    while (y + c != 0 && y + d != 0) {
      long q = (x + a) / (y + c);
      if (q != (x + b) / (y + d)) {
        break;
      }
      long t = a - q * c;
      a = c;
      c = t;
      t = b - q * d;
      b = d;
      d = t;
      t = x - q * y;
      x = y;
      y = t;
    }
    return new long[] {a, b, c, d};
  }

  /// `a * b`.
  ///
  /// @param poll is run between two pieces; what it throws ends the operation
  /// @throws ArithmeticException past what BigInteger can hold
  public static BigInteger multiply(BigInteger a, BigInteger b, Runnable poll) {
    int n = a.bitLength();
    int m = b.bitLength();
    if (Math.min(n, m) <= PIECE_BITS && Math.max(n, m) <= 16 * PIECE_BITS) {
      return a.multiply(b);
    }
    poll.run();
    if (n < m) {
      return multiply(b, a, poll);
    }
    int half = (n + 1) / 2;
    if (m <= half) {
      return multiply(a.shiftRight(half), b, poll).shiftLeft(half).add(multiply(low(a, half), b, poll));
    }
    BigInteger a1 = a.shiftRight(half);
    BigInteger a0 = low(a, half);
    // A square keeps being one.
    BigInteger b1 = a == b ? a1 : b.shiftRight(half);
    BigInteger b0 = a == b ? a0 : low(b, half);
    BigInteger high = multiply(a1, b1, poll);
    BigInteger bottom = multiply(a0, b0, poll);
    BigInteger sum = a1.add(a0);
    BigInteger middle = multiply(sum, a == b ? sum : b1.add(b0), poll).subtract(high).subtract(bottom);
    return high.shiftLeft(half).add(middle).shiftLeft(half).add(bottom);
  }

  /// The `bits` lowest bits of the two's complement, as a number that is not negative; [BigInteger#shiftRight] gives the rest.
  private static BigInteger low(BigInteger a, int bits) {
    return a.subtract(a.shiftRight(bits).shiftLeft(bits));
  }

  /// `a ** exponent` for an exponent that is not negative.
  public static BigInteger power(BigInteger a, int exponent, Runnable poll) {
    if ((long) a.bitLength() * exponent <= PIECE_BITS) {
      return a.pow(exponent);
    }
    int twos = a.signum() == 0 ? 0 : a.getLowestSetBit();
    if (twos > 0) {
      return power(a.shiftRight(twos), exponent, poll).shiftLeft(Math.multiplyExact(twos, exponent));
    }
    BigInteger result = BigInteger.ONE;
    for (int bit = Integer.SIZE - Integer.numberOfLeadingZeros(exponent) - 1; bit >= 0; bit--) {
      poll.run();
      result = multiply(result, result, poll);
      if ((exponent >> bit & 1) != 0) {
        result = multiply(result, a, poll);
      }
    }
    return result;
  }

  /// `a ** exponent % modulus`, as [BigInteger#modPow].
  ///
  /// @throws ArithmeticException if the exponent is negative and `a` has no inverse
  public static BigInteger modPower(BigInteger a, BigInteger exponent, BigInteger modulus, Runnable poll) {
    if (exponent.signum() < 0) {
      return modPower(inverse(a, modulus, poll), exponent.negate(), modulus, poll);
    }
    long words = modulus.bitLength() / Integer.SIZE + 1;
    long pieceBits = Math.max(1, PIECE_STEPS / (words * words));
    if (exponent.bitLength() <= 8 * pieceBits) {
      return a.modPow(exponent, modulus);
    }
    BigInteger base = a.mod(modulus);
    BigInteger shift = BigInteger.ONE.shiftLeft((int) pieceBits);
    BigInteger result = BigInteger.ONE;
    int pieces = (int) ((exponent.bitLength() + pieceBits - 1) / pieceBits);
    for (int i = pieces - 1; i >= 0; i--) {
      poll.run();
      BigInteger digit = low(exponent.shiftRight((int) (i * pieceBits)), (int) pieceBits);
      result = result.modPow(shift, modulus).multiply(base.modPow(digit, modulus)).mod(modulus);
    }
    return result;
  }

  /// Quotient, rounded towards zero, and remainder, as [BigInteger#divideAndRemainder].
  public static BigInteger[] divide(BigInteger a, BigInteger b, Runnable poll) {
    if (b.bitLength() <= PIECE_BITS && a.bitLength() <= 16 * PIECE_BITS || a.bitLength() - b.bitLength() <= PIECE_BITS) {
      return a.divideAndRemainder(b);
    }
    BigInteger divisor = b.abs();
    BigInteger[] qr = dividePositive(a.abs(), divisor, poll);
    return new BigInteger[] {a.signum() == b.signum() ? qr[0] : qr[0].negate(), a.signum() < 0 ? qr[1].negate() : qr[1]};
  }

  /// The root rounded down, as [BigInteger#sqrt].
  public static BigInteger squareRoot(BigInteger a, Runnable poll) {
    if (a.bitLength() <= PIECE_BITS) {
      return a.sqrt();
    }
    int quarter = a.bitLength() / 4;
    // Newton's steps come down from above the root, and stop on it.
    BigInteger root = squareRoot(a.shiftRight(2 * quarter), poll).add(BigInteger.ONE).shiftLeft(quarter);
    while (true) {
      BigInteger next = root.add(divide(a, root, poll)[0]).shiftRight(1);
      if (next.compareTo(root) >= 0) {
        return root;
      }
      root = next;
    }
  }

  /// Digit by digit in base `2 ** n`, `n` being the length of `b`.
  private static BigInteger[] dividePositive(BigInteger a, BigInteger b, Runnable poll) {
    int n = b.bitLength();
    int digits = (a.bitLength() + n - 1) / n;
    BigInteger remainder = BigInteger.ZERO;
    BigInteger[] quotients = new BigInteger[digits];
    for (int i = digits - 1; i >= 0; i--) {
      poll.run();
      BigInteger digit = low(a.shiftRight(i * n), n);
      BigInteger[] qr = divideTwo(remainder.shiftLeft(n).add(digit), b, n, poll);
      quotients[i] = qr[0];
      remainder = qr[1];
    }
    return new BigInteger[] {joined(quotients, 0, digits, n), remainder};
  }

  private static BigInteger joined(BigInteger[] digits, int from, int to, int n) {
    if (to - from == 1) {
      return digits[from];
    }
    int middle = (from + to) >>> 1;
    return joined(digits, middle, to, n).shiftLeft((middle - from) * n).or(joined(digits, from, middle, n));
  }

  /// Burnikel and Ziegler's division: `a` below `b * 2 ** n`, `b` of `n` bits.
  private static BigInteger[] divideTwo(BigInteger a, BigInteger b, int n, Runnable poll) {
    if (n <= PIECE_BITS || a.bitLength() - n <= PIECE_BITS) {
      return a.divideAndRemainder(b);
    }
    int pad = n & 1;
    if (pad != 0) {
      BigInteger[] qr = divideTwo(a.shiftLeft(1), b.shiftLeft(1), n + 1, poll);
      return new BigInteger[] {qr[0], qr[1].shiftRight(1)};
    }
    int half = n / 2;
    BigInteger b1 = b.shiftRight(half);
    BigInteger b0 = low(b, half);
    BigInteger[] high = divideThree(a.shiftRight(n), low(a.shiftRight(half), half), b, b1, b0, half, poll);
    BigInteger[] bottom = divideThree(high[1], low(a, half), b, b1, b0, half, poll);
    return new BigInteger[] {high[0].shiftLeft(half).or(bottom[0]), bottom[1]};
  }

  /// `top * 2 ** n + next` by `b`, which has `2 * n` bits: `b1 * 2 ** n + b0`.
  private static BigInteger[] divideThree(BigInteger top, BigInteger next, BigInteger b, BigInteger b1, BigInteger b0, int n, Runnable poll) {
    poll.run();
    BigInteger q;
    BigInteger r;
    if (top.shiftRight(n).equals(b1)) {
      q = BigInteger.ONE.shiftLeft(n).subtract(BigInteger.ONE);
      r = top.subtract(b1.shiftLeft(n)).add(b1);
    } else {
      BigInteger[] qr = divideTwo(top, b1, n, poll);
      q = qr[0];
      r = qr[1];
    }
    r = r.shiftLeft(n).or(next).subtract(multiply(q, b0, poll));
    while (r.signum() < 0) {
      r = r.add(b);
      q = q.subtract(BigInteger.ONE);
    }
    return new BigInteger[] {q, r};
  }

  /// The decimal digits, as [BigInteger#toString()].
  public static String toString(BigInteger v, Runnable poll) {
    if (v.bitLength() * DIGITS_PER_BIT <= PIECE_DIGITS) {
      return v.toString();
    }
    StringBuilder out = new StringBuilder();
    if (v.signum() < 0) {
      out.append('-');
    }
    int levels = 0;
    while ((long) PIECE_DIGITS << levels < v.bitLength() * DIGITS_PER_BIT + 1) {
      levels++;
    }
    BigInteger[] powers = new BigInteger[levels];
    for (int i = 0; i < levels; i++) {
      powers[i] = i == 0 ? power(BigInteger.TEN, PIECE_DIGITS, poll) : multiply(powers[i - 1], powers[i - 1], poll);
    }
    append(out, v.abs(), levels, powers, false, poll);
    return out.toString();
  }

  /// @param padded whether leading zeros belong to it, so that it has `PIECE_DIGITS << level` digits
  private static void append(StringBuilder out, BigInteger v, int level, BigInteger[] powers, boolean padded, Runnable poll) {
    if (level == 0) {
      String digits = v.toString();
      if (padded) {
        out.repeat('0', PIECE_DIGITS - digits.length());
      }
      out.append(digits);
      return;
    }
    BigInteger[] qr = divide(v, powers[level - 1], poll);
    boolean any = padded || qr[0].signum() != 0;
    if (any) {
      append(out, qr[0], level - 1, powers, padded, poll);
    }
    append(out, qr[1], level - 1, powers, any, poll);
  }
}
