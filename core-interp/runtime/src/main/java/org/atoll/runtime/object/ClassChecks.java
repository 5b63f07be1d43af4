package org.atoll.runtime.object;

import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;

/// `isinstance` and `issubclass` (`Objects/abstract.c`).
final class ClassChecks {
  private ClassChecks() {}

  static boolean isInstance(ThreadState ts, Object o, Object cls) {
    if (PyObject.typeOf(o) == cls) {
      return true;
    }
    if (cls instanceof PyType t && t.type == PyType.TYPE) {
      return realIsInstance(ts, o, cls);
    }
    if (cls instanceof PyTuple alternatives) {
      ts.enterJava(" in __instancecheck__");
      try {
        for (Object c : alternatives.items) {
          if (isInstance(ts, o, c)) {
            return true;
          }
        }
      } finally {
        ts.leaveJava();
      }
      return false;
    }
    Object check = PyObject.typeOf(cls).slot(Slot.INSTANCECHECK);
    return check != null ? PyObjects.isTrue(ts, Call.withSelf(ts, check, cls, o)) : realIsInstance(ts, o, cls);
  }

  /// Without asking `__instancecheck__`.
  static boolean realIsInstance(ThreadState ts, Object o, Object cls) {
    if (cls instanceof PyType t) {
      PyType ot = PyObject.typeOf(o);
      if (ot.isSubtype(t)) {
        return true;
      }
      Object claimed = ot.isHeapType() || o instanceof ClaimsClass ? PyObjects.getOptionalAttr(ts, o, "__class__") : null;
      return claimed instanceof PyType c && c != ot && c.isSubtype(t);
    }
    checkClass(ts, cls, "isinstance() arg 2 must be a type, a tuple of types, or a union");
    Object claimed = PyObjects.getOptionalAttr(ts, o, "__class__");
    return claimed != null && abstractIsSubclass(ts, claimed, cls);
  }

  static boolean isSubclass(ThreadState ts, Object derived, Object cls) {
    if (cls instanceof PyType t && t.type == PyType.TYPE) {
      return derived == cls || realIsSubclass(ts, derived, cls);
    }
    if (cls instanceof PyTuple alternatives) {
      ts.enterJava(" in __subclasscheck__");
      try {
        for (Object c : alternatives.items) {
          if (isSubclass(ts, derived, c)) {
            return true;
          }
        }
      } finally {
        ts.leaveJava();
      }
      return false;
    }
    Object check = PyObject.typeOf(cls).slot(Slot.SUBCLASSCHECK);
    return check != null ? PyObjects.isTrue(ts, Call.withSelf(ts, check, cls, derived)) : realIsSubclass(ts, derived, cls);
  }

  static boolean realIsSubclass(ThreadState ts, Object derived, Object cls) {
    if (cls instanceof PyType c && derived instanceof PyType d) {
      return d.isSubtype(c);
    }
    checkClass(ts, derived, "issubclass() arg 1 must be a class");
    checkClass(ts, cls, "issubclass() arg 2 must be a class, a tuple of classes, or a union");
    return abstractIsSubclass(ts, derived, cls);
  }

  private static void checkClass(ThreadState ts, Object cls, String message) {
    if (!(PyObjects.getOptionalAttr(ts, cls, "__bases__") instanceof PyTuple)) {
      throw PyErr.typeError("%s", message);
    }
  }

  private static boolean abstractIsSubclass(ThreadState ts, Object derived, Object cls) {
    if (derived == cls) {
      return true;
    }
    if (!(PyObjects.getOptionalAttr(ts, derived, "__bases__") instanceof PyTuple bases)) {
      return false;
    }
    ts.enterJava(" in __issubclass__");
    try {
      for (Object b : bases.items) {
        if (abstractIsSubclass(ts, b, cls)) {
          return true;
        }
      }
    } finally {
      ts.leaveJava();
    }
    return false;
  }
}
