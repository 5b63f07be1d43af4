package org.atoll.runtime.modules.itertools;

import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyIterator;
import org.atoll.runtime.types.PyTuple;

/// `itertools.zip_longest`: tuples up to the end of the longest. Guarded by the GIL.
@PyTypeDef(name = "zip_longest", module = "itertools", doc = """
    Return a zip_longest object whose .__next__() method returns a tuple where
    the i-th element comes from the i-th iterable argument.  The .__next__()
    method continues until the longest iterable in the argument sequence
    is exhausted and then it raises StopIteration.  When the shorter iterables
    are exhausted, the fillvalue is substituted in their place.  The fillvalue
    defaults to None or can be specified by a keyword argument.""")
public final class ZipLongest extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new ZipLongestBinder());

  private final Object[] iterators;
  private final Object fill;
  private int active;

  private ZipLongest(PyType type, Object[] iterators, Object fill) {
    super(type);
    this.iterators = iterators;
    this.fill = fill;
    this.active = iterators.length;
  }

  @PyNew(sig = "(*iterables, fillvalue=None)")
  static Object create(ThreadState ts, PyType cls, PyTuple iterables, Object fillvalue) {
    Object[] iterators = new Object[iterables.items.length];
    for (int i = 0; i < iterators.length; i++) {
      iterators[i] = PyObjects.iter(ts, iterables.items[i]);
    }
    return new ZipLongest(cls, iterators, fillvalue);
  }

  @Override
  public Object next(ThreadState ts) {
    if (active == 0) {
      return null;
    }
    Object[] out = new Object[iterators.length];
    for (int i = 0; i < out.length; i++) {
      Object o = null;
      if (iterators[i] != null) {
        try {
          o = PyObjects.next(ts, iterators[i]);
        } catch (PyException e) {
          active = 0;
          throw e;
        }
        if (o == null) {
          iterators[i] = null;
          if (--active == 0) {
            return null;
          }
        }
      }
      out[i] = o == null ? fill : o;
    }
    return PyTuple.of(out);
  }
}
