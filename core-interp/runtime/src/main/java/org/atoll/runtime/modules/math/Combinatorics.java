package org.atoll.runtime.modules.math;

import java.math.BigInteger;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.text.HugeInts;
import org.atoll.runtime.types.IntMath;
import org.atoll.runtime.types.PyErr;

/// The integer functions of `math`, on plain ints. Stateless.
final class Combinatorics {
  private static final long[] SMALL_FACTORIALS = new long[21];

  static {
    SMALL_FACTORIALS[0] = 1;
    for (int i = 1; i < SMALL_FACTORIALS.length; i++) {
      SMALL_FACTORIALS[i] = SMALL_FACTORIALS[i - 1] * i;
    }
  }

  private Combinatorics() {}

  static Object isqrt(Object n) {
    if (IntMath.signum(n) < 0) {
      throw PyErr.valueError("isqrt() argument must be nonnegative");
    }
    if (!(n instanceof Long v)) {
      return IntMath.normal(HugeInts.squareRoot((BigInteger) n, ThreadState::pollCurrent));
    }
    long r = (long) Math.sqrt((double) v);
    // The root of a rounded double can be off by one either way; 3037000499 squared is the last that fits.
    while (r > 3037000499L || r * r > v) {
      r--;
    }
    while (r < 3037000499L && (r + 1) * (r + 1) <= v) {
      r++;
    }
    return r;
  }

  static Object factorial(Object n) {
    if (IntMath.signum(n) < 0) {
      throw PyErr.valueError("factorial() not defined for negative values");
    }
    if (!(n instanceof Long v)) {
      throw PyErr.overflowError("factorial() argument should not exceed %d", Long.MAX_VALUE);
    }
    if (v < SMALL_FACTORIALS.length) {
      return SMALL_FACTORIALS[(int) (long) v];
    }
    if (v > Integer.MAX_VALUE) {
      throw PyErr.memoryError();
    }
    return product(BigInteger.ONE, 2, v);
  }

  /// base × from × (from + 1) × ... × to, in halves so that the factors grow alike.
  private static BigInteger product(BigInteger base, long from, long to) {
    if (to - from < 8) {
      BigInteger r = base;
      long small = 1;
      for (long i = from; i <= to; i++) {
        if (small > Long.MAX_VALUE / i) {
          r = r.multiply(BigInteger.valueOf(small));
          small = 1;
        }
        small *= i;
      }
      return r.multiply(BigInteger.valueOf(small));
    }
    long middle = (from + to) >>> 1;
    ThreadState.pollCurrent();
    return HugeInts.multiply(product(base, from, middle), product(BigInteger.ONE, middle + 1, to), ThreadState::pollCurrent);
  }

  private static void nonNegative(Object v, String name) {
    if (IntMath.signum(v) < 0) {
      throw PyErr.valueError("%s must be a non-negative integer", name);
    }
  }

  static Object perm(Object n, Object k) {
    nonNegative(n, "n");
    nonNegative(k, "k");
    if (IntMath.compare(n, k) < 0) {
      return 0L;
    }
    if (!(k instanceof Long count)) {
      throw PyErr.overflowError("k must not exceed %d", Long.MAX_VALUE);
    }
    return falling(n, count);
  }

  /// n × (n - 1) × ... with k factors.
  private static Object falling(Object n, long k) {
    if (k == 0) {
      return 1L;
    }
    if (n instanceof Long v) {
      return IntMath.normal(product(BigInteger.ONE, v - k + 1, v));
    }
    Object r = 1L;
    for (long i = 0; i < k; i++) {
      r = IntMath.multiply(r, IntMath.subtract(n, i));
    }
    return r;
  }

  static Object comb(Object n, Object k) {
    nonNegative(n, "n");
    nonNegative(k, "k");
    Object rest = IntMath.subtract(n, k);
    if (IntMath.signum(rest) < 0) {
      return 0L;
    }
    Object fewer = IntMath.compare(rest, k) < 0 ? rest : k;
    if (!(fewer instanceof Long count)) {
      throw PyErr.overflowError("min(n - k, k) must not exceed %d", Long.MAX_VALUE);
    }
    Object small = n instanceof Long v ? smallComb(v, count) : null;
    return small != null ? small : IntMath.floorDivide(falling(n, count), factorial(fewer));
  }

  /// Null where an intermediate product does not fit.
  private static Object smallComb(long n, long k) {
    if (k > 60) {
      return null;
    }
    long r = 1;
    for (long i = 0; i < k; i++) {
      long factor = n - i;
      if (Math.multiplyHigh(r, factor) != 0 || r * factor < 0) {
        return null;
      }
      r = r * factor / (i + 1);
    }
    return r;
  }
}
