package org.atoll.runtime.object;

import org.atoll.runtime.types.PyDict;

/// `f_locals` and `locals()` (PEP 667). For a module or class body both are the namespace itself. For a function compiled
/// to keep its variables in an array `f_locals` is a proxy that shows and sets them, and `locals()` a dict of the present
/// values; for other functions nothing is known and both are empty.
public final class FrameLocals {
  private FrameLocals() {}

  /// `f_locals` of a frame: a mapping.
  public static Object of(PyFrame frame) {
    if (frame.locals instanceof Object[] values) {
      return new PyFrameLocalsProxy(frame, frame.function().code.frameNames(), values);
    }
    return frame.locals == null ? new PyDict() : frame.locals;
  }

  /// `locals()` in a frame: a mapping.
  public static Object present(PyFrame frame) {
    if (frame.locals instanceof Object[] values) {
      return new PyFrameLocalsProxy(frame, frame.function().code.frameNames(), values).snapshot();
    }
    return frame.locals == null ? new PyDict() : frame.locals;
  }

  /// The variables that are bound now; those without a name that Python code could write are left out.
  static PyDict snapshot(String[] names, Object[] values) {
    PyDict d = new PyDict();
    for (int i = 0; i < names.length && i < values.length; i++) {
      Object v = values[i] instanceof PyCell c ? c.value : values[i];
      if (v != null && !names[i].startsWith(".")) {
        d.put(names[i], v);
      }
    }
    return d;
  }
}
