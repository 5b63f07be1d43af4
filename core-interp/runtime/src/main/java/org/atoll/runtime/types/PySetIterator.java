package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// Iterates over a set or frozenset.
@PyTypeDef(name = "set_iterator", basetype = false, instantiable = false)
public final class PySetIterator extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new PySetIteratorBinder());

  /// The set; null when exhausted.
  private SetTable set;
  private int place;
  private int sizeAtStart;
  private int left;

  PySetIterator(SetTable set) {
    super(TYPE);
    this.set = set;
    sizeAtStart = set.size();
    left = sizeAtStart;
  }

  @Override
  public Object next(ThreadState ts) {
    SetTable s = set;
    if (s == null) {
      return null;
    }
    if (s.size() != sizeAtStart) {
      sizeAtStart = -1;
      throw PyErr.runtimeError("Set changed size during iteration");
    }
    int i = s.nextPlace(place);
    if (i < 0) {
      set = null;
      return null;
    }
    place = i + 1;
    left--;
    return s.keyAtPlace(i);
  }

  @PyMethod(sig = "()", doc = "Private method returning an estimate of len(list(it)).")
  int __length_hint__() {
    return set != null && set.size() == sizeAtStart ? left : 0;
  }

  @PyMethod(sig = "()", doc = "Return state information for pickling.")
  Object __reduce__(ThreadState ts) {
    PyList rest = new PyList();
    SetTable s = set;
    if (s != null) {
      if (s.size() != sizeAtStart) {
        throw PyErr.runtimeError("Set changed size during iteration");
      }
      for (int i = s.nextPlace(place); i >= 0; i = s.nextPlace(i + 1)) {
        rest.append(s.keyAtPlace(i));
      }
    }
    return PyTuple.of(Sequences.builtin(ts, "iter"), PyTuple.of(rest));
  }
}
