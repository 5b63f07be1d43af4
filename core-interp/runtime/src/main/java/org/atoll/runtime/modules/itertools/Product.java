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

/// `itertools.product`: the Cartesian product. Guarded by the GIL.
@PyTypeDef(name = "product", module = "itertools", doc = """
    Cartesian product of input iterables. Equivalent to nested for-loops.
    
    For example, product(A, B) returns the same as:  ((x,y) for x in A for y in B).
    The leftmost iterators are in the outermost for-loop, so the output tuples
    cycle in a manner similar to an odometer (with the rightmost element changing
    on every iteration).""")
public final class Product extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new ProductBinder());

  private final Object[][] pools;
  private int[] indices;
  private Object[] last;
  private boolean stopped;

  private Product(PyType type, Object[][] pools) {
    super(type);
    this.pools = pools;
    for (Object[] p : pools) {
      stopped |= p.length == 0;
    }
  }

  @PyNew(sig = "(*iterables, repeat=1)")
  static Object create(ThreadState ts, PyType cls, PyTuple iterables, long repeat) {
    if (repeat < 0) {
      throw PyErr.valueError("repeat argument cannot be negative");
    }
    int n = repeat == 0 ? 0 : iterables.items.length;
    if (n * repeat > Integer.MAX_VALUE - 8 || n * repeat < 0) {
      throw PyErr.overflowError("repeat argument too large");
    }
    Object[][] pools = new Object[(int) (n * repeat)][];
    for (int i = 0; i < pools.length; i++) {
      pools[i] = i < n ? Sequences.toArray(ts, iterables.items[i]) : pools[i - n];
      if (i < n && !(iterables.items[i] instanceof PyTuple) && pools[i].length > 0) {
        pools[i] = pools[i].clone();
      }
    }
    return new Product(cls, pools);
  }

  @Override
  public Object next(ThreadState ts) {
    ts.poll();
    if (stopped) {
      return null;
    }
    Object[] result;
    if (indices == null) {
      indices = new int[pools.length];
      result = new Object[pools.length];
      for (int i = 0; i < pools.length; i++) {
        result[i] = pools[i][0];
      }
    } else {
      result = last.clone();
      int i = pools.length - 1;
      while (i >= 0 && ++indices[i] == pools[i].length) {
        indices[i] = 0;
        result[i] = pools[i][0];
        i--;
      }
      if (i < 0) {
        stopped = true;
        return null;
      }
      result[i] = pools[i][indices[i]];
    }
    last = result;
    return PyTuple.of(result);
  }

  @PyMethod(sig = "()", doc = "Returns size in memory, in bytes.")
  long __sizeof__() {
    return 48 + 8L * pools.length;
  }
}
