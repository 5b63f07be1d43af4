package org.atoll.runtime.modules.array;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyIterator;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.Sequences;

/// Iterates over an array.
@PyTypeDef(name = "arrayiterator", module = "array", basetype = false, instantiable = false)
public final class ArrayIterator extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new ArrayIteratorBinder());

  /// The array; null when exhausted.
  private PyArray array;
  private int index;

  ArrayIterator(PyArray array) {
    super(TYPE);
    this.array = array;
  }

  @Override
  public Object next(ThreadState ts) {
    PyArray a = array;
    if (a == null) {
      return null;
    }
    if (index < a.size()) {
      return a.item(index++);
    }
    a.requireHere();
    array = null;
    return null;
  }

  @PyMethod(sig = "()", doc = "Return state information for pickling.")
  Object __reduce__(ThreadState ts) {
    Object iter = Sequences.builtin(ts, "iter");
    return array == null ? PyTuple.of(iter, PyTuple.of((Object) PyTuple.EMPTY)) : PyTuple.of(iter, PyTuple.of(array), (long) index);
  }

  @PyMethod(sig = "(state, /)", doc = "Set state information for unpickling.")
  void __setstate__(ThreadState ts, Object state) {
    long i = Sequences.toLong(ts, state);
    if (array != null) {
      index = (int) Math.clamp(i, 0, array.size());
    }
  }
}
