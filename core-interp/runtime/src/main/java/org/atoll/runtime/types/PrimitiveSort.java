package org.atoll.runtime.types;

import java.util.Arrays;

/// Sorting of ints and floats as primitive arrays, where the result cannot be told from that of a stable sort. Stateless.
final class PrimitiveSort {
  private PrimitiveSort() {}

  /// Sorts `n` ints, and the values with them; false, with nothing done, where the keys span too much to be combined
  /// with their positions in one long.
  static boolean ofLongs(Object[] keys, Object[] values, int n) {
    long[] a = new long[n];
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    boolean sorted = true;
    for (int i = 0; i < n; i++) {
      long k = (Long) keys[i];
      sorted &= k >= max;
      a[i] = k;
      min = Math.min(min, k);
      max = Math.max(max, k);
    }
    if (sorted) {
      return true;
    }
    if (values == null) {
      Arrays.sort(a);
      for (int i = 0; i < n; i++) {
        keys[i] = a[i];
      }
      return true;
    }
    int bits = 32 - Integer.numberOfLeadingZeros(n - 1);
    long span = max - min;
    if (span < 0 || span >>> 63 - bits != 0) {
      return false;
    }
    for (int i = 0; i < n; i++) {
      a[i] = a[i] - min << bits | i;
    }
    Arrays.sort(a);
    Object[] from = Arrays.copyOf(values, n);
    int mask = (1 << bits) - 1;
    for (int i = 0; i < n; i++) {
      values[i] = from[(int) a[i] & mask];
    }
    return true;
  }

  /// Sorts `n` floats; false, with nothing done, if there are any that are unordered or equal without being the same.
  static boolean ofDoubles(Object[] keys, int n) {
    double[] a = new double[n];
    boolean sorted = true;
    double last = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      double d = (Double) keys[i];
      if (d != d || d == 0 && Double.doubleToRawLongBits(d) != 0) {
        return false;
      }
      sorted &= d >= last;
      last = d;
      a[i] = d;
    }
    if (!sorted) {
      Arrays.sort(a);
      for (int i = 0; i < n; i++) {
        keys[i] = a[i];
      }
    }
    return true;
  }
}
