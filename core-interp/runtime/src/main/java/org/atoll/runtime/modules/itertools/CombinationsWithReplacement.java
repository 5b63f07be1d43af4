package org.atoll.runtime.modules.itertools;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyIterator;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.Sequences;

/// `itertools.combinations_with_replacement`, in the order of positions. Guarded by the GIL.
@PyTypeDef(name = "combinations_with_replacement", module = "itertools", doc = """
    Return successive r-length combinations of elements in the iterable allowing individual elements to have successive repeats.
    
    combinations_with_replacement('ABC', 2) --> ('A','A'), ('A','B'), ('A','C'), ('B','B'), ('B','C'), ('C','C')""")
public final class CombinationsWithReplacement extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new CombinationsWithReplacementBinder());

  private final Object[] pool;
  /// The positions of the last result; null before the first.
  private int[] indices;
  private Object[] last;
  private final int r;
  private boolean stopped;

  private CombinationsWithReplacement(PyType type, Object[] pool, int r) {
    super(type);
    this.pool = pool;
    this.r = r;
    this.stopped = pool.length == 0 && r > 0;
  }

  @PyNew(sig = "(iterable, r)")
  static Object create(ThreadState ts, PyType cls, Object iterable, long r) {
    Object[] pool = Sequences.toArray(ts, iterable);
    if (r < 0) {
      throw PyErr.valueError("r must be non-negative");
    }
    return new CombinationsWithReplacement(cls, pool, (int) Math.min(r, Integer.MAX_VALUE - 8));
  }

  @Override
  public Object next(ThreadState ts) {
    ts.poll();
    if (stopped) {
      return null;
    }
    Object[] result;
    if (indices == null) {
      indices = new int[r];
      result = new Object[r];
      for (int i = 0; i < r; i++) {
        result[i] = pool[0];
      }
    } else {
      result = advance();
      if (result == null) {
        stopped = true;
        return null;
      }
    }
    last = result;
    return PyTuple.of(result);
  }

  private Object[] advance() {
    int n = pool.length;
    int i = r - 1;
    while (i >= 0 && indices[i] == n - 1) {
      i--;
    }
    if (i < 0) {
      return null;
    }
    Object[] result = last.clone();
    int index = ++indices[i];
    result[i] = pool[index];
    for (int j = i + 1; j < r; j++) {
      indices[j] = index;
      result[j] = pool[index];
    }
    return result;
  }

  @PyMethod(sig = "()", doc = "Returns size in memory, in bytes.")
  long __sizeof__() {
    return 56 + 8L * r;
  }
}
