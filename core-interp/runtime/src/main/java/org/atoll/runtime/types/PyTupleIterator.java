package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// Iterates over a tuple.
@PyTypeDef(name = "tuple_iterator", basetype = false, instantiable = false)
public final class PyTupleIterator extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new PyTupleIteratorBinder());

  /// The tuple; null when exhausted.
  private PyTuple tuple;
  private int index;

  public PyTupleIterator(PyTuple tuple) {
    super(TYPE);
    this.tuple = tuple;
  }

  @Override
  public Object next(ThreadState ts) {
    PyTuple l = tuple;
    if (l == null) {
      return null;
    }
    int i = index;
    if (i < l.items.length) {
      index = i + 1;
      return l.items[i];
    }
    tuple = null;
    return null;
  }

  @PyMethod(sig = "()", doc = "Private method returning an estimate of len(list(it)).")
  int __length_hint__() {
    PyTuple l = tuple;
    return l == null ? 0 : Math.max(0, l.items.length - index);
  }

  @PyMethod(sig = "()", doc = "Return state information for pickling.")
  Object __reduce__(ThreadState ts) {
    Object iter = Sequences.builtin(ts, "iter");
    return tuple == null ? PyTuple.of(iter, PyTuple.of((Object) PyTuple.EMPTY)) : PyTuple.of(iter, PyTuple.of((Object) tuple), (long) index);
  }

  @PyMethod(sig = "(state, /)", doc = "Set state information for unpickling.")
  void __setstate__(ThreadState ts, Object state) {
    long i = Sequences.state(ts, state);
    PyTuple l = tuple;
    if (l != null) {
      index = (int) Math.clamp(i, 0, l.items.length);
    }
  }
}
