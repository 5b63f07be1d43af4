package org.atoll.runtime.object;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyList;

/// `object.__dir__` and `type.__dir__`.
public final class Dir {
  private Dir() {}

  public static Object ofObject(ThreadState ts, Object self) {
    PyDict names = new PyDict();
    Object own = PyObjects.getOptionalAttr(ts, self, "__dict__");
    if (own instanceof PyDict d) {
      merge(names, d);
    }
    Object cls = PyObjects.getOptionalAttr(ts, self, "__class__");
    if (cls instanceof PyType t) {
      mergeClass(names, t);
    }
    return PyList.fromIterable(ts, names);
  }

  static Object ofType(ThreadState ts, PyType type) {
    PyDict names = new PyDict();
    mergeClass(names, type);
    return PyList.fromIterable(ts, names);
  }

  private static void mergeClass(PyDict names, PyType type) {
    for (PyType t : type.mro()) {
      merge(names, t.dict());
    }
  }

  private static void merge(PyDict names, PyDict from) {
    for (int i = 0; i < from.used(); i++) {
      if (from.keyAt(i) instanceof String s) {
        names.put(s, PyNone.NONE);
      }
    }
  }
}
