package org.atoll.runtime.modules.bisect;

import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyList;

/// Bisection of sorted sequences.
@PyModuleDef(value = "_bisect", doc = "Finds places in sorted sequences by bisection.")
public final class BisectModule {
  @PyFunction(sig = "(a, x, lo=0, hi=None, *, key=None)", doc = "Where to insert x before any items equal to it.")
  long bisect_left(ThreadState ts, Object a, Object x, long lo, Object hi, Object key) {
    return find(ts, a, x, lo, hi, key, true);
  }

  @PyFunction(sig = "(a, x, lo=0, hi=None, *, key=None)", doc = "Where to insert x behind any items equal to it.")
  long bisect_right(ThreadState ts, Object a, Object x, long lo, Object hi, Object key) {
    return find(ts, a, x, lo, hi, key, false);
  }

  @PyFunction(sig = "(a, x, lo=0, hi=None, *, key=None)", doc = "Inserts x before any items equal to it.")
  void insort_left(ThreadState ts, Object a, Object x, long lo, Object hi, Object key) {
    insert(ts, a, find(ts, a, keyOf(ts, x, key), lo, hi, key, true), x);
  }

  @PyFunction(sig = "(a, x, lo=0, hi=None, *, key=None)", doc = "Inserts x behind any items equal to it.")
  void insort_right(ThreadState ts, Object a, Object x, long lo, Object hi, Object key) {
    insert(ts, a, find(ts, a, keyOf(ts, x, key), lo, hi, key, false), x);
  }

  private static Object keyOf(ThreadState ts, Object x, Object key) {
    return key == PyNone.NONE ? x : Call.call1(ts, key, x);
  }

  private static void insert(ThreadState ts, Object a, long index, Object x) {
    PyObjects.callMethod(ts, a, "insert", index, x);
  }

  private static long find(ThreadState ts, Object a, Object x, long lo, Object hi, Object key, boolean left) {
    if (lo < 0) {
      throw PyErr.valueError("lo must be non-negative");
    }
    long high = hi == PyNone.NONE ? PyObjects.len(ts, a) : Convert.toLong(ts, hi);
    if (high == -1) {
      high = PyObjects.len(ts, a);
    }
    boolean plain = a instanceof PyList l && l.type == PyList.TYPE;
    while (lo < high) {
      long middle = lo + high >>> 1;
      // Comparing may change the list, so its size is read every time.
      Object item = plain && middle < ((PyList) a).size() ? ((PyList) a).get((int) middle) : PyObjects.getItem(ts, a, middle);
      if (key != PyNone.NONE) {
        item = Call.call1(ts, key, item);
      }
      boolean right = left ? less(ts, item, x) : !less(ts, x, item);
      if (right) {
        lo = middle + 1;
      } else {
        high = middle;
      }
    }
    return lo;
  }

  private static boolean less(ThreadState ts, Object a, Object b) {
    if (a instanceof Long p && b instanceof Long q) {
      return p < q;
    }
    if (a instanceof String p && b instanceof String q) {
      return p.compareTo(q) < 0;
    }
    return PyObjects.isTrue(ts, PyObjects.richCompare(ts, a, b, PyObjects.LT));
  }
}
