package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// Iterates over a list.
@PyTypeDef(name = "list_iterator", basetype = false, instantiable = false)
public final class PyListIterator extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new PyListIteratorBinder());

  /// The list; null when exhausted.
  private PyList list;
  private int index;

  public PyListIterator(PyList list) {
    super(TYPE);
    this.list = list;
  }

  @Override
  public Object next(ThreadState ts) {
    ts.poll();
    PyList l = list;
    if (l == null) {
      return null;
    }
    int i = index;
    if (i < l.size) {
      index = i + 1;
      return l.items[i];
    }
    l.requireHere();
    list = null;
    return null;
  }

  @PyMethod(sig = "()", doc = "Private method returning an estimate of len(list(it)).")
  int __length_hint__() {
    PyList l = list;
    return l == null ? 0 : Math.max(0, l.size - index);
  }

  @PyMethod(sig = "()", doc = "Return state information for pickling.")
  Object __reduce__(ThreadState ts) {
    Object iter = Sequences.builtin(ts, "iter");
    return list == null ? PyTuple.of(iter, PyTuple.of(new PyList())) : PyTuple.of(iter, PyTuple.of(list), (long) index);
  }

  @PyMethod(sig = "(state, /)", doc = "Set state information for unpickling.")
  void __setstate__(ThreadState ts, Object state) {
    long i = Sequences.state(ts, state);
    PyList l = list;
    if (l != null) {
      index = (int) Math.clamp(i, 0, l.size);
    }
  }
}
