package org.atoll.runtime.call;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCell;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PySuper;

/// What compiled code does with attributes besides reading and writing them.
public final class Attributes {
  private Attributes() {}

  /// `del o.name`.
  public static void delete(ThreadState ts, Object o, String name) {
    PyObjects.delAttr(ts, o, name);
  }

  /// `super()`: `callee` is what the name stands for, `cell` the method's `__class__` (null if it has none).
  public static Object superCall(ThreadState ts, Object callee, PyCell cell, Object self) {
    return callee == PySuper.TYPE ? PySuper.ofMethod(ts, cell, self instanceof PyCell c ? c.value : self) : Call.call0(ts, callee);
  }
}
