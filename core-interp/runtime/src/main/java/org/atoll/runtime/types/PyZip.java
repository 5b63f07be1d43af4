package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// `zip` (`Python/bltinmodule.c`). Guarded by the GIL.
@PyTypeDef(name = "zip", doc = """
    The zip object yields n-length tuples, where n is the number of iterables
    passed as positional arguments to zip().  The i-th element in every tuple
    comes from the i-th iterable argument to zip().  This continues until the
    shortest argument is exhausted.

    If strict is true and one of the arguments is exhausted before the others,
    raise a ValueError.

       >>> list(zip('abcdefg', range(3), range(4)))
       [('a', 0, 0), ('b', 1, 1), ('c', 2, 2)]""")
public final class PyZip extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new PyZipBinder());

  private final Object[] iterators;
  private boolean strict;

  private PyZip(PyType type, Object[] iterators, boolean strict) {
    super(type);
    this.iterators = iterators;
    this.strict = strict;
  }

  @PyNew(sig = "(*iterables, strict=False)")
  static Object create(ThreadState ts, PyType cls, PyTuple iterables, boolean strict) {
    Object[] iterators = new Object[iterables.items.length];
    for (int i = 0; i < iterators.length; i++) {
      iterators[i] = PyObjects.iter(ts, iterables.items[i]);
    }
    return new PyZip(cls, iterators, strict);
  }

  @Override
  public Object next(ThreadState ts) {
    Object[] its = iterators;
    int n = its.length;
    if (n == 0) {
      return null;
    }
    Object[] out = new Object[n];
    for (int i = 0; i < n; i++) {
      Object o = PyObjects.next(ts, its[i]);
      if (o == null) {
        if (strict) {
          checkLengths(ts, its, i, "zip");
        }
        return null;
      }
      out[i] = o;
    }
    return PyTuple.of(out);
  }

  /// Throws ValueError unless all iterators end together, the one at `ended` having come to its end first.
  static void checkLengths(ThreadState ts, Object[] iterators, int ended, String function) {
    if (ended > 0) {
      throw mismatch(function, ended, "shorter");
    }
    for (int i = 1; i < iterators.length; i++) {
      if (PyObjects.next(ts, iterators[i]) != null) {
        throw mismatch(function, i, "longer");
      }
    }
  }

  private static PyException mismatch(String function, int i, String how) {
    return PyErr.valueError("%s() argument %d is %s than argument%s%d", function, i + 1, how, i == 1 ? " " : "s 1-", i);
  }

  @PyMethod(sig = "()", doc = "Return state information for pickling.")
  Object __reduce__() {
    PyTuple its = PyTuple.of(iterators.clone());
    return strict ? PyTuple.of(type, its, true) : PyTuple.of(type, its);
  }

  @PyMethod(sig = "(state, /)", doc = "Set state information for unpickling.")
  Object __setstate__(ThreadState ts, Object state) {
    strict = PyObjects.isTrue(ts, state);
    return PyNone.NONE;
  }
}
