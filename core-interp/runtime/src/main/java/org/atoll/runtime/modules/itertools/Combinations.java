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

/// `itertools.combinations`, in the order of positions. Guarded by the GIL.
@PyTypeDef(name = "combinations", module = "itertools", doc = """
    Return successive r-length combinations of elements in the iterable.
    
    combinations(range(4), 3) --> (0,1,2), (0,1,3), (0,2,3), (1,2,3)""")
public final class Combinations extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new CombinationsBinder());

  private final Object[] pool;
  /// The positions of the last result; null before the first.
  private int[] indices;
  private Object[] last;
  private final int r;
  private boolean stopped;

  private Combinations(PyType type, Object[] pool, int r) {
    super(type);
    this.pool = pool;
    this.r = r;
    this.stopped = r > pool.length;
  }

  @PyNew(sig = "(iterable, r)")
  static Object create(ThreadState ts, PyType cls, Object iterable, long r) {
    Object[] pool = Sequences.toArray(ts, iterable);
    if (r < 0) {
      throw PyErr.valueError("r must be non-negative");
    }
    return new Combinations(cls, pool, (int) Math.min(r, Integer.MAX_VALUE - 8));
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
        indices[i] = i;
        result[i] = pool[i];
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
    while (i >= 0 && indices[i] == i + n - r) {
      i--;
    }
    if (i < 0) {
      return null;
    }
    Object[] result = last.clone();
    int index = ++indices[i];
    result[i] = pool[index];
    for (int j = i + 1; j < r; j++) {
      indices[j] = ++index;
      result[j] = pool[index];
    }
    return result;
  }

  @PyMethod(sig = "()", doc = "Returns size in memory, in bytes.")
  long __sizeof__() {
    return 56 + 8L * r;
  }
}
