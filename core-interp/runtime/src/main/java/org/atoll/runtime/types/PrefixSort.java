package org.atoll.runtime.types;

import org.atoll.runtime.interp.ThreadState;

/// Stable sorting of many keys by 64 bits of each: a radix sort of bit patterns in the keys' order, after which only runs
/// of equal patterns are left to comparisons. Ints and floats are decided by the pattern alone; strs by the eight
/// characters (four, where any lies beyond Latin-1) behind what they all begin with. Tuples are sorted by their first item,
/// runs of equal first items by the second, and so on.
///
/// The keys, and the values that move with them, are a permutation of what they were at every moment at which a
/// comparison may throw.
final class PrefixSort {
  /// Fewer keys are sorted faster by comparisons.
  static final int MINIMUM = 128;

  private final Object[] keys;
  private final Object[] values;
  private final int size;
  private final long[] patterns;
  /// Which items of the tuples are looked at; those before it are equal.
  private final int column;
  /// Whether equal patterns mean equal keys, or equal items of the column.
  private boolean exact = true;

  private PrefixSort(Object[] keys, Object[] values, int size, int column) {
    this.keys = keys;
    this.values = values;
    this.size = size;
    this.column = column;
    this.patterns = new long[size];
  }

  /// Sorts `n` keys of one Java class, and the values with them; false, with nothing done, for keys it knows nothing of.
  static boolean sort(ThreadState ts, Object[] keys, Object[] values, int n) {
    return sort(ts, keys, values, n, 0);
  }

  private static boolean sort(ThreadState ts, Object[] keys, Object[] values, int n, int column) {
    PrefixSort s = new PrefixSort(keys, values, n, column);
    boolean tuples = keys[0] instanceof PyTuple;
    if (!(tuples ? s.patternsOfTuples() : s.patternsOf(keys))) {
      return false;
    }
    s.arrange();
    if (tuples || !s.exact) {
      s.sortRuns(ts, tuples && s.exact);
    }
    return true;
  }

  // Patterns.

  private boolean patternsOfTuples() {
    Object[] looked = new Object[size];
    Class<?> kind = null;
    for (int i = 0; i < size; i++) {
      Object[] items = ((PyTuple) keys[i]).items;
      if (items.length <= column || kind != null && items[column].getClass() != kind) {
        return false;
      }
      looked[i] = items[column];
      kind = items[column].getClass();
    }
    return patternsOf(looked);
  }

  private boolean patternsOf(Object[] a) {
    if (a[0] instanceof Long) {
      for (int i = 0; i < size; i++) {
        patterns[i] = (Long) a[i] ^ Long.MIN_VALUE;
      }
      return true;
    }
    if (a[0] instanceof Double) {
      return patternsOfDoubles(a);
    }
    return a[0] instanceof String && patternsOfStrings(a);
  }

  private boolean patternsOfDoubles(Object[] a) {
    for (int i = 0; i < size; i++) {
      double d = (Double) a[i] + 0.0;
      if (d != d) {
        return false;
      }
      long bits = Double.doubleToRawLongBits(d);
      patterns[i] = bits ^ (bits >> 63 | Long.MIN_VALUE);
    }
    return true;
  }

  private boolean patternsOfStrings(Object[] a) {
    int common = commonPrefix(a);
    if (!pack(a, common, 8)) {
      pack(a, common, 16);
    }
    return true;
  }

  private int commonPrefix(Object[] a) {
    String one = (String) a[0];
    int n = one.length();
    for (int i = 1; i < size && n > 0; i++) {
      String s = (String) a[i];
      n = Math.min(n, s.length());
      int k = 0;
      while (k < n && s.charAt(k) == one.charAt(k)) {
        k++;
      }
      n = k;
    }
    return n;
  }

  /// Packs the characters from `start` on, `bits` for each; false if one does not fit them.
  private boolean pack(Object[] a, int start, int bits) {
    int count = 64 / bits;
    exact = true;
    for (int i = 0; i < size; i++) {
      String s = (String) a[i];
      int n = s.length() - start;
      if (n > count) {
        exact = false;
        n = count;
      }
      long p = 0;
      for (int k = 0; k < n; k++) {
        char c = s.charAt(start + k);
        if (c >>> bits != 0) {
          return false;
        }
        exact &= c != 0;
        p = p << bits | c;
      }
      patterns[i] = n <= 0 ? 0 : p << 64 - bits * n;
    }
    return true;
  }

  // The radix sort.

  /// Brings patterns, keys and values into the order of the patterns.
  private void arrange() {
    boolean sorted = true;
    for (int i = 1; i < size && sorted; i++) {
      sorted = Long.compareUnsigned(patterns[i - 1], patterns[i]) <= 0;
    }
    if (sorted) {
      return;
    }
    int[] order = order();
    permute(keys, order);
    if (values != null) {
      permute(values, order);
    }
  }

  private int[] order() {
    int n = size;
    int[][] counts = new int[8][256];
    for (int i = 0; i < n; i++) {
      long p = patterns[i];
      for (int d = 0; d < 8; d++) {
        counts[d][(int) (p >>> 8 * d) & 0xFF]++;
      }
    }
    long[] from = patterns;
    long[] to = new long[n];
    int[] order = new int[n];
    int[] next = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    for (int d = 0; d < 8; d++) {
      int[] at = counts[d];
      int shift = 8 * d;
      if (at[(int) (from[0] >>> shift) & 0xFF] == n) {
        continue;
      }
      int sum = 0;
      for (int b = 0; b < 256; b++) {
        int c = at[b];
        at[b] = sum;
        sum += c;
      }
      for (int i = 0; i < n; i++) {
        long p = from[i];
        int place = at[(int) (p >>> shift) & 0xFF]++;
        to[place] = p;
        next[place] = order[i];
      }
      long[] swap = from;
      from = to;
      to = swap;
      int[] swapOrder = order;
      order = next;
      next = swapOrder;
    }
    if (from != patterns) {
      System.arraycopy(from, 0, patterns, 0, n);
    }
    return order;
  }

  private void permute(Object[] a, int[] order) {
    Object[] out = new Object[size];
    for (int i = 0; i < size; i++) {
      out[i] = a[order[i]];
    }
    System.arraycopy(out, 0, a, 0, size);
  }

  // What the patterns leave undecided.

  /// Sorts each run of equal patterns; `byNext` if these are tuples whose items are equal up to the column.
  private void sortRuns(ThreadState ts, boolean byNext) {
    int n = size;
    for (int from = 0; from < n; ) {
      int to = from + 1;
      while (to < n && patterns[to] == patterns[from]) {
        to++;
      }
      if (to - from > 1) {
        sortRun(ts, from, to - from, byNext);
      }
      from = to;
    }
  }

  private void sortRun(ThreadState ts, int from, int n, boolean byNext) {
    Object[] k = new Object[n];
    System.arraycopy(keys, from, k, 0, n);
    Object[] v = null;
    if (values != null) {
      v = new Object[n];
      System.arraycopy(values, from, v, 0, n);
    }
    try {
      if (!(byNext && n >= MINIMUM && sort(ts, k, v, n, column + 1))) {
        ListSort.sortByComparing(ts, k, v, n);
      }
    } finally {
      System.arraycopy(k, 0, keys, from, n);
      if (v != null) {
        System.arraycopy(v, 0, values, from, n);
      }
    }
  }
}
