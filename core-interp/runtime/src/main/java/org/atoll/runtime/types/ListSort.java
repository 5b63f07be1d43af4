package org.atoll.runtime.types;

import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;

/// A stable merge sort that makes use of runs that are there already (Tim Peters' timsort, `Objects/listsort.txt`, with
/// the merge order of Munro and Wild's powersort). Keys that are all ints, all floats or all strs are compared without
/// the general protocol; many of them are sorted by [PrefixSort].
///
/// Whatever comparing throws, the array is left as a permutation of its items.
abstract class ListSort {
  private static final int MIN_MERGE = 64;
  private static final int MIN_GALLOP = 7;

  private final Object[] keys;
  /// The items that move with the keys; null where the keys are the items.
  private final Object[] values;
  private final int size;
  private Object[] keyTemp = Sequences.NO_ITEMS;
  private Object[] valueTemp;
  private int minGallop = MIN_GALLOP;
  private final int[] runStart = new int[85];
  private final int[] runLength = new int[85];
  private final int[] runPower = new int[85];
  private int runs;

  private ListSort(Object[] keys, Object[] values, int size) {
    this.keys = keys;
    this.values = values;
    this.size = size;
  }

  /// Sorts the first `n` items of `a` by the key function, or by themselves if it is null.
  static void sort(ThreadState ts, Object[] a, int n, Object keyFunction, boolean reverse) {
    Object[] keys = a;
    Object[] values = null;
    if (keyFunction != null) {
      keys = new Object[n];
      for (int i = 0; i < n; i++) {
        ts.poll();
        keys[i] = Call.call1(ts, keyFunction, a[i]);
      }
      values = a;
    }
    if (n < 2) {
      return;
    }
    if (reverse) {
      reverseAll(keys, values, n);
    }
    try {
      sortKeys(ts, keys, values, n);
    } finally {
      if (reverse) {
        reverseAll(keys, values, n);
      }
    }
  }

  private static void reverseAll(Object[] keys, Object[] values, int n) {
    Sequences.reverse(keys, 0, n);
    if (values != null) {
      Sequences.reverse(values, 0, n);
    }
  }

  static void sortKeys(ThreadState ts, Object[] keys, Object[] values, int n) {
    Class<?> kind = commonClass(keys, n);
    boolean many = n >= PrefixSort.MINIMUM && kind != null && (kind != PyTuple.class || allPlainTuples(keys, n));
    if (!many || !PrefixSort.sort(ts, keys, values, n)) {
      sortByComparing(ts, keys, values, n);
    }
  }

  private static Class<?> commonClass(Object[] keys, int n) {
    Class<?> kind = keys[0].getClass();
    for (int i = 1; i < n; i++) {
      if (keys[i].getClass() != kind) {
        return null;
      }
    }
    return kind;
  }

  /// Merge sort by the cheapest comparison that all keys allow.
  static void sortByComparing(ThreadState ts, Object[] keys, Object[] values, int n) {
    Class<?> kind = commonClass(keys, n);
    if (kind == Long.class) {
      new OfLongs(keys, values, n).run();
    } else if (kind == String.class) {
      new OfStrings(keys, values, n).run();
    } else if (kind == Double.class) {
      new OfDoubles(keys, values, n).run();
    } else if (kind == PyTuple.class && allPlainTuples(keys, n)) {
      new OfTuples(ts, keys, values, n).run();
    } else {
      new OfAny(ts, keys, values, n).run();
    }
  }

  private static boolean allPlainTuples(Object[] keys, int n) {
    for (int i = 0; i < n; i++) {
      if (((PyTuple) keys[i]).type != PyTuple.TYPE) {
        return false;
      }
    }
    return true;
  }

  // The ways to compare.

  abstract boolean less(Object a, Object b);

  private static final class OfLongs extends ListSort {
    OfLongs(Object[] keys, Object[] values, int size) {
      super(keys, values, size);
    }

    @Override
    boolean less(Object a, Object b) {
      return (Long) a < (Long) b;
    }
  }

  private static final class OfDoubles extends ListSort {
    OfDoubles(Object[] keys, Object[] values, int size) {
      super(keys, values, size);
    }

    @Override
    boolean less(Object a, Object b) {
      return (Double) a < (Double) b;
    }
  }

  private static final class OfStrings extends ListSort {
    OfStrings(Object[] keys, Object[] values, int size) {
      super(keys, values, size);
    }

    @Override
    boolean less(Object a, Object b) {
      return ((String) a).compareTo((String) b) < 0;
    }
  }

  private static final class OfAny extends ListSort {
    private final ThreadState ts;

    OfAny(ThreadState ts, Object[] keys, Object[] values, int size) {
      super(keys, values, size);
      this.ts = ts;
    }

    @Override
    boolean less(Object a, Object b) {
      return lessThan(ts, a, b);
    }
  }

  private static final class OfTuples extends ListSort {
    private final ThreadState ts;

    OfTuples(ThreadState ts, Object[] keys, Object[] values, int size) {
      super(keys, values, size);
      this.ts = ts;
    }

    @Override
    boolean less(Object a, Object b) {
      Object[] x = ((PyTuple) a).items;
      Object[] y = ((PyTuple) b).items;
      int n = Math.min(x.length, y.length);
      for (int i = 0; i < n; i++) {
        if (x[i] != y[i] && !PyObjects.equal(ts, x[i], y[i])) {
          return lessThan(ts, x[i], y[i]);
        }
      }
      return x.length < y.length;
    }
  }

  private static boolean lessThan(ThreadState ts, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x < y;
    }
    if (a instanceof String x && b instanceof String y) {
      return x.compareTo(y) < 0;
    }
    if (a instanceof Double x && b instanceof Double y) {
      return x < y;
    }
    return PyObjects.isTrue(ts, PyObjects.richCompare(ts, a, b, PyObjects.LT));
  }

  // Runs.

  final void run() {
    int n = size;
    int minRun = minRun(n);
    int at = 0;
    while (at < n) {
      int length = countRun(at, n);
      if (length < minRun) {
        int forced = Math.min(minRun, n - at);
        insertionSort(at, at + forced, at + length);
        length = forced;
      }
      push(at, length);
      at += length;
    }
    while (runs > 1) {
      mergeLast();
    }
  }

  private static int minRun(int n) {
    int odd = 0;
    while (n >= MIN_MERGE) {
      odd |= n & 1;
      n >>= 1;
    }
    return n + odd;
  }

  /// The length of the run that begins at `lo`; a strictly falling one is turned round.
  private int countRun(int lo, int hi) {
    Object[] k = keys;
    int i = lo + 1;
    if (i == hi) {
      return 1;
    }
    if (less(k[i], k[lo])) {
      i++;
      while (i < hi && less(k[i], k[i - 1])) {
        i++;
      }
      Sequences.reverse(k, lo, i);
      if (values != null) {
        Sequences.reverse(values, lo, i);
      }
    } else {
      i++;
      while (i < hi && !less(k[i], k[i - 1])) {
        i++;
      }
    }
    return i - lo;
  }

  /// Binary insertion of `[start, hi)` into the sorted `[lo, start)`.
  private void insertionSort(int lo, int hi, int start) {
    Object[] k = keys;
    Object[] v = values;
    for (int i = start; i < hi; i++) {
      Object pivot = k[i];
      int left = lo;
      int right = i;
      while (left < right) {
        int mid = left + right >>> 1;
        if (less(pivot, k[mid])) {
          right = mid;
        } else {
          left = mid + 1;
        }
      }
      System.arraycopy(k, left, k, left + 1, i - left);
      k[left] = pivot;
      if (v != null) {
        Object value = v[i];
        System.arraycopy(v, left, v, left + 1, i - left);
        v[left] = value;
      }
    }
  }

  /// Notes a run, after merging those before it whose boundary lies deeper in the ideal merge tree than the new one.
  private void push(int start, int length) {
    if (runs > 0) {
      int power = power(runStart[runs - 1], runLength[runs - 1], length);
      while (runs > 1 && runPower[runs - 2] > power) {
        mergeLast();
      }
      runPower[runs - 1] = power;
    }
    runStart[runs] = start;
    runLength[runs++] = length;
  }

  private int power(int start, int length, int nextLength) {
    long a = 2L * start + length;
    long b = a + length + nextLength;
    int result = 0;
    while (true) {
      result++;
      if (a >= size) {
        a -= size;
        b -= size;
      } else if (b >= size) {
        return result;
      }
      a <<= 1;
      b <<= 1;
    }
  }

  // Merging.

  private void mergeLast() {
    // Between merges the array is a permutation of its items.
    ThreadState.pollCurrent();
    int i = runs - 2;
    int a = runStart[i];
    int an = runLength[i];
    int b = runStart[i + 1];
    int bn = runLength[i + 1];
    runLength[i] = an + bn;
    runs--;
    int skip = gallopRight(keys[b], keys, a, an);
    a += skip;
    an -= skip;
    if (an == 0) {
      return;
    }
    bn = gallopLeftFromEnd(keys[a + an - 1], keys, b, bn);
    if (bn == 0) {
      return;
    }
    if (an <= bn) {
      mergeLow(a, an, b, bn);
    } else {
      mergeHigh(a, an, b, bn);
    }
  }

  private void toTemp(int from, int n) {
    if (keyTemp.length < n) {
      int room = Math.min(size / 2 + 1, Math.max(n, keyTemp.length * 2));
      keyTemp = new Object[Math.max(room, n)];
      valueTemp = values == null ? null : new Object[keyTemp.length];
    }
    System.arraycopy(keys, from, keyTemp, 0, n);
    if (values != null) {
      System.arraycopy(values, from, valueTemp, 0, n);
    }
  }

  /// How many of the `n` items from `base` are not greater than `key`; looks near the beginning first.
  private int gallopRight(Object key, Object[] a, int base, int n) {
    int last = 0;
    int offset = 1;
    if (n == 0 || less(key, a[base])) {
      return 0;
    }
    while (offset < n && !less(key, a[base + offset])) {
      last = offset;
      offset = offset * 2 + 1;
      if (offset < 0) {
        offset = n;
      }
    }
    int lo = last + 1;
    int hi = Math.min(offset, n);
    while (lo < hi) {
      int mid = lo + hi >>> 1;
      if (less(key, a[base + mid])) {
        hi = mid;
      } else {
        lo = mid + 1;
      }
    }
    return lo;
  }

  /// How many of the `n` items from `base` are less than `key`; looks near the beginning first.
  private int gallopLeft(Object key, Object[] a, int base, int n) {
    int last = 0;
    int offset = 1;
    if (n == 0 || !less(a[base], key)) {
      return 0;
    }
    while (offset < n && less(a[base + offset], key)) {
      last = offset;
      offset = offset * 2 + 1;
      if (offset < 0) {
        offset = n;
      }
    }
    int lo = last + 1;
    int hi = Math.min(offset, n);
    while (lo < hi) {
      int mid = lo + hi >>> 1;
      if (less(a[base + mid], key)) {
        lo = mid + 1;
      } else {
        hi = mid;
      }
    }
    return lo;
  }

  /// As [#gallopRight], looking near the end first.
  private int gallopRightFromEnd(Object key, Object[] a, int base, int n) {
    int hi = n;
    int offset = 1;
    while (hi > 0 && less(key, a[base + Math.max(n - offset, 0)])) {
      hi = Math.max(n - offset, 0);
      offset = offset * 2 + 1;
      if (offset < 0) {
        offset = n;
      }
    }
    int lo = hi == 0 ? 0 : Math.max(n - offset, 0) + 1;
    while (lo < hi) {
      int mid = lo + hi >>> 1;
      if (less(key, a[base + mid])) {
        hi = mid;
      } else {
        lo = mid + 1;
      }
    }
    return hi;
  }

  /// As [#gallopLeft], looking near the end first.
  private int gallopLeftFromEnd(Object key, Object[] a, int base, int n) {
    int hi = n;
    int offset = 1;
    while (hi > 0 && !less(a[base + Math.max(n - offset, 0)], key)) {
      hi = Math.max(n - offset, 0);
      offset = offset * 2 + 1;
      if (offset < 0) {
        offset = n;
      }
    }
    int lo = hi == 0 ? 0 : Math.max(n - offset, 0) + 1;
    while (lo < hi) {
      int mid = lo + hi >>> 1;
      if (less(a[base + mid], key)) {
        lo = mid + 1;
      } else {
        hi = mid;
      }
    }
    return hi;
  }

  /// Merges from the front, with the first run in the temporary array.
  private void mergeLow(int a, int an, int b, int bn) {
    toTemp(a, an);
    Object[] k = keys;
    Object[] v = values;
    Object[] tk = keyTemp;
    Object[] tv = valueTemp;
    int i = 0;
    int j = b;
    int end = b + bn;
    int to = a;
    try {
      while (true) {
        int fromA = 0;
        int fromB = 0;
        while (fromA < minGallop && fromB < minGallop) {
          if (less(k[j], tk[i])) {
            if (v != null) {
              v[to] = v[j];
            }
            k[to++] = k[j++];
            fromB++;
            fromA = 0;
            if (j == end) {
              return;
            }
          } else {
            if (v != null) {
              v[to] = tv[i];
            }
            k[to++] = tk[i++];
            fromA++;
            fromB = 0;
            if (i == an) {
              return;
            }
          }
        }
        do {
          fromA = gallopRight(k[j], tk, i, an - i);
          System.arraycopy(tk, i, k, to, fromA);
          if (v != null) {
            System.arraycopy(tv, i, v, to, fromA);
          }
          i += fromA;
          to += fromA;
          if (i == an) {
            return;
          }
          fromB = gallopLeft(tk[i], k, j, end - j);
          System.arraycopy(k, j, k, to, fromB);
          if (v != null) {
            System.arraycopy(v, j, v, to, fromB);
          }
          j += fromB;
          to += fromB;
          if (j == end) {
            return;
          }
          minGallop = Math.max(1, minGallop - 1);
        } while (fromA >= MIN_GALLOP || fromB >= MIN_GALLOP);
        minGallop += 2;
      }
    } finally {
      System.arraycopy(tk, i, k, to, an - i);
      if (v != null) {
        System.arraycopy(tv, i, v, to, an - i);
      }
    }
  }

  /// Merges from the back, with the second run in the temporary array.
  private void mergeHigh(int a, int an, int b, int bn) {
    toTemp(b, bn);
    Object[] k = keys;
    Object[] v = values;
    Object[] tk = keyTemp;
    Object[] tv = valueTemp;
    // What is left of the runs ends before i and j; the next item goes before `to`.
    int i = a + an;
    int j = bn;
    int to = b + bn;
    try {
      while (true) {
        int fromA = 0;
        int fromB = 0;
        while (fromA < minGallop && fromB < minGallop) {
          if (less(tk[j - 1], k[i - 1])) {
            to--;
            i--;
            k[to] = k[i];
            if (v != null) {
              v[to] = v[i];
            }
            fromA++;
            fromB = 0;
            if (i == a) {
              return;
            }
          } else {
            to--;
            j--;
            k[to] = tk[j];
            if (v != null) {
              v[to] = tv[j];
            }
            fromB++;
            fromA = 0;
            if (j == 0) {
              return;
            }
          }
        }
        do {
          fromA = i - a - gallopRightFromEnd(tk[j - 1], k, a, i - a);
          i -= fromA;
          to -= fromA;
          System.arraycopy(k, i, k, to, fromA);
          if (v != null) {
            System.arraycopy(v, i, v, to, fromA);
          }
          if (i == a) {
            return;
          }
          fromB = j - gallopLeftFromEnd(k[i - 1], tk, 0, j);
          j -= fromB;
          to -= fromB;
          System.arraycopy(tk, j, k, to, fromB);
          if (v != null) {
            System.arraycopy(tv, j, v, to, fromB);
          }
          if (j == 0) {
            return;
          }
          minGallop = Math.max(1, minGallop - 1);
        } while (fromA >= MIN_GALLOP || fromB >= MIN_GALLOP);
        minGallop += 2;
      }
    } finally {
      System.arraycopy(tk, 0, k, to - j, j);
      if (v != null) {
        System.arraycopy(tv, 0, v, to - j, j);
      }
    }
  }
}
