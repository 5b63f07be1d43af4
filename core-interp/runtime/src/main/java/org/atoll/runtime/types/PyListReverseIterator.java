package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// Iterates over a list from its end.
@PyTypeDef(name = "list_reverseiterator", basetype = false, instantiable = false)
public final class PyListReverseIterator extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new PyListReverseIteratorBinder());

  /// The list; null when exhausted.
  private PyList list;
  private int index;

  public PyListReverseIterator(PyList list) {
    super(TYPE);
    this.list = list;
    index = list.size - 1;
  }

  @Override
  public Object next(ThreadState ts) {
    PyList l = list;
    if (l == null) {
      return null;
    }
    int i = index;
    if (i >= 0 && i < l.size) {
      index = i - 1;
      return l.items[i];
    }
    index = -1;
    l.requireHere();
    list = null;
    return null;
  }

  @PyMethod(sig = "()", doc = "Private method returning an estimate of len(list(it)).")
  int __length_hint__() {
    return list == null || list.size < index + 1 ? 0 : index + 1;
  }

  @PyMethod(sig = "()", doc = "Return state information for pickling.")
  Object __reduce__(ThreadState ts) {
    if (list == null) {
      return PyTuple.of(Sequences.builtin(ts, "iter"), PyTuple.of(new PyList()));
    }
    return PyTuple.of(Sequences.builtin(ts, "reversed"), PyTuple.of(list), (long) index);
  }

  @PyMethod(sig = "(state, /)", doc = "Set state information for unpickling.")
  void __setstate__(ThreadState ts, Object state) {
    long i = Sequences.state(ts, state);
    if (list != null) {
      index = (int) Math.clamp(i, -1, list.size - 1);
    }
  }
}
