package org.atoll.runtime.modules.itertools;

import java.util.Arrays;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyIterator;
import org.atoll.runtime.types.PyTuple;

/// `itertools.batched`: tuples of consecutive items. Guarded by the GIL.
@PyTypeDef(name = "batched", module = "itertools", doc = """
    Batch data into tuples of length n. The last batch may be shorter than n.
    
    Loops over the input iterable and accumulates data into tuples
    up to size n.  The input is consumed lazily, just enough to
    fill a batch.  The result is yielded as soon as a batch is full
    or when the input iterable is exhausted.
    
        >>> for batch in batched('ABCDEFG', 3):
        ...     print(batch)
        ...
        ('A', 'B', 'C')
        ('D', 'E', 'F')
        ('G',)
    
    If "strict" is True, raises a ValueError if the final batch is shorter
    than n.""")
public final class Batched extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new BatchedBinder());

  /// The source; null when exhausted.
  private Object iterator;
  private final int size;
  private final boolean strict;

  private Batched(PyType type, Object iterator, int size, boolean strict) {
    super(type);
    this.iterator = iterator;
    this.size = size;
    this.strict = strict;
  }

  @PyNew(sig = "(iterable, n, *, strict=False)")
  static Object create(ThreadState ts, PyType cls, Object iterable, long n, boolean strict) {
    if (n < 1) {
      throw PyErr.valueError("n must be at least one");
    }
    return new Batched(cls, PyObjects.iter(ts, iterable), (int) Math.min(n, Integer.MAX_VALUE), strict);
  }

  @Override
  public Object next(ThreadState ts) {
    Object it = iterator;
    if (it == null) {
      return null;
    }
    Object[] batch = new Object[Math.min(size, 1024)];
    int n = 0;
    while (n < size) {
      Object o = PyObjects.next(ts, it);
      if (o == null) {
        return last(batch, n);
      }
      if (n == batch.length) {
        batch = Arrays.copyOf(batch, (int) Math.min(size, 2L * n));
      }
      batch[n++] = o;
    }
    return PyTuple.of(batch);
  }

  private Object last(Object[] batch, int n) {
    iterator = null;
    if (n == 0) {
      return null;
    }
    if (strict) {
      throw PyErr.valueError("batched(): incomplete batch");
    }
    return PyTuple.copyOf(batch, 0, n);
  }
}
