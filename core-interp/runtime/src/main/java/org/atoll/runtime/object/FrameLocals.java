package org.atoll.runtime.object;

import org.atoll.runtime.types.PyDict;

/// `f_locals` and `locals()` (PEP 667). For a module or class body it is the namespace itself; for a function compiled to
/// keep its variables in an array, a dict of the present values; for other functions nothing is known and it is empty.
public final class FrameLocals {
  private FrameLocals() {}

  /// The variables of a frame: a mapping.
  public static Object of(PyFrame frame) {
    if (frame.locals instanceof Object[] values) {
      return snapshot(frame.function().code, values);
    }
    return frame.locals == null ? new PyDict() : frame.locals;
  }

  private static PyDict snapshot(PyCode code, Object[] values) {
    PyDict d = new PyDict();
    String[] names = code.frameNames();
    for (int i = 0; i < names.length && i < values.length; i++) {
      Object v = values[i] instanceof PyCell c ? c.value : values[i];
      if (v != null && !names[i].startsWith(".")) {
        d.put(names[i], v);
      }
    }
    return d;
  }
}
