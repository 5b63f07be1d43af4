package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// What the six iterators over dicts share (`Objects/dictobject.c`, `dictiter_iternextkey`). Guarded by the GIL.
abstract class DictIterator extends PyIterator {
  /// The dict; null when exhausted.
  PyDict dict;
  private int position;
  private int sizeAtStart;
  private int left;

  DictIterator(PyType type, PyDict dict, boolean backwards) {
    super(type);
    dict.requireHere();
    this.dict = dict;
    sizeAtStart = dict.size;
    left = dict.size;
    position = backwards ? dict.used - 1 : dict.first;
  }

  /// The next entry's number, or -1.
  final int advance() {
    PyDict d = dict;
    if (d == null) {
      return -1;
    }
    if (d.size != sizeAtStart) {
      sizeAtStart = -1;
      throw PyErr.runtimeError("dictionary changed size during iteration");
    }
    int e = position;
    int n = d.used;
    Object[] t = d.entries;
    while (e < n && t[2 * e] == null) {
      e++;
    }
    if (e >= n) {
      dict = null;
      return -1;
    }
    if (left == 0) {
      dict = null;
      throw PyErr.runtimeError("dictionary keys changed during iteration");
    }
    left--;
    position = e + 1;
    return e;
  }

  /// As [#advance], from the last entry to the first.
  final int retreat() {
    PyDict d = dict;
    if (d == null) {
      return -1;
    }
    if (d.size != sizeAtStart) {
      sizeAtStart = -1;
      throw PyErr.runtimeError("dictionary changed size during iteration");
    }
    int e = Math.min(position, d.used - 1);
    while (e >= 0 && d.entries[2 * e] == null) {
      e--;
    }
    if (e < 0) {
      dict = null;
      return -1;
    }
    left--;
    position = e - 1;
    return e;
  }

  @PyMethod(sig = "()", doc = "Private method returning an estimate of len(list(it)).")
  int __length_hint__() {
    return dict != null && sizeAtStart == dict.size ? left : 0;
  }

  @PyMethod(sig = "()", doc = "Return state information for pickling.")
  Object __reduce__(ThreadState ts) {
    PyDict d = dict;
    int position = this.position;
    int left = this.left;
    PyList rest = new PyList();
    for (Object o; (o = next(ts)) != null; ) {
      rest.append(o);
    }
    dict = d;
    this.position = position;
    this.left = left;
    return PyTuple.of(Sequences.builtin(ts, "iter"), PyTuple.of(rest));
  }
}
