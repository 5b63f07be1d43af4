package org.atoll.runtime.object;

import org.atoll.runtime.call.TextAccumulator;
import org.atoll.runtime.types.PyDict;

/// `f_locals` and `locals()` (PEP 667). For a module or class body both are the namespace itself. For a function compiled
/// to keep its variables in an array `f_locals` is a proxy that shows and sets them, and `locals()` a dict of the present
/// values. For other functions they are empty, except that `f_locals` of a frame that an exception has passed shows the
/// variables as they were then.
public final class FrameLocals {
  private FrameLocals() {}

  /// `f_locals` of a frame: a mapping.
  public static Object of(PyFrame frame) {
    Object known = frame.variables();
    if (known instanceof Object[] values) {
      return new PyFrameLocalsProxy(frame, frame.function().code.frameNames(), values);
    }
    return known == null ? new PyDict() : known;
  }

  /// `locals()` in a frame: a mapping.
  public static Object present(PyFrame frame) {
    Object shown = of(frame);
    return shown instanceof PyFrameLocalsProxy p ? p.snapshot() : shown;
  }

  /// The variables that are bound now; those without a name that Python code could write are left out.
  static PyDict snapshot(String[] names, Object[] values) {
    PyDict d = new PyDict();
    for (int i = 0; i < names.length && i < values.length; i++) {
      Object v = value(values[i]);
      if (v != null && !names[i].startsWith(".")) {
        d.put(names[i], v);
      }
    }
    return d;
  }

  /// The value of a variable from what a frame keeps of it; null where it is unbound.
  static Object value(Object kept) {
    return kept instanceof PyCell c ? c.value : TextAccumulator.settled(kept);
  }
}
