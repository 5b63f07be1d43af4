package org.atoll.runtime.modules.itertools;

import java.util.Arrays;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyIterator;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.Sequences;

/// `itertools.permutations`, in the order of positions. Guarded by the GIL.
@PyTypeDef(name = "permutations", module = "itertools", doc = """
    Return successive r-length permutations of elements in the iterable.
    
    permutations(range(3), 2) --> (0,1), (0,2), (1,0), (1,2), (2,0), (2,1)""")
public final class Permutations extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new PermutationsBinder());

  private final Object[] pool;
  private final int r;
  private int[] indices;
  private int[] cycles;
  private Object[] last;
  private boolean stopped;

  private Permutations(PyType type, Object[] pool, long r) {
    super(type);
    this.pool = pool;
    this.stopped = r > pool.length;
    this.r = (int) Math.min(r, pool.length);
  }

  @PyNew(sig = "(iterable, r=None)")
  static Object create(ThreadState ts, PyType cls, Object iterable, Object r) {
    Object[] pool = Sequences.toArray(ts, iterable);
    long n = pool.length;
    if (r != PyNone.NONE) {
      if (!Sequences.isIndex(r)) {
        throw PyErr.typeError("Expected int as r");
      }
      n = Sequences.toLong(ts, r);
      if (n < 0) {
        throw PyErr.valueError("r must be non-negative");
      }
    }
    return new Permutations(cls, pool, n);
  }

  @Override
  public Object next(ThreadState ts) {
    ts.poll();
    if (stopped) {
      return null;
    }
    if (indices == null) {
      start();
    } else {
      Object[] result = advance();
      if (result == null) {
        stopped = true;
        return null;
      }
      last = result;
    }
    return PyTuple.of(last);
  }

  private void start() {
    int n = pool.length;
    indices = new int[n];
    for (int i = 0; i < n; i++) {
      indices[i] = i;
    }
    cycles = new int[r];
    for (int i = 0; i < r; i++) {
      cycles[i] = n - i;
    }
    last = Arrays.copyOf(pool, r);
  }

  private Object[] advance() {
    int n = pool.length;
    for (int i = r - 1; i >= 0; i--) {
      if (--cycles[i] == 0) {
        int index = indices[i];
        System.arraycopy(indices, i + 1, indices, i, n - 1 - i);
        indices[n - 1] = index;
        cycles[i] = n - i;
        continue;
      }
      int j = n - cycles[i];
      int swap = indices[i];
      indices[i] = indices[j];
      indices[j] = swap;
      Object[] result = last.clone();
      for (int k = i; k < r; k++) {
        result[k] = pool[indices[k]];
      }
      return result;
    }
    return null;
  }

  @PyMethod(sig = "()", doc = "Returns size in memory, in bytes.")
  long __sizeof__() {
    return 64 + 8L * (pool.length + r);
  }
}
