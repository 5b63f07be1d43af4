package org.atoll.runtime.interp;

import org.atoll.runtime.call.Call;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBaseException;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// Exceptions that nobody is there to catch, as in callbacks and finalizers (`PyErr_FormatUnraisable`).
public final class Unraisable {
  private Unraisable() {}

  /// Gives the exception to `sys.unraisablehook`. `message` and `object` say where it happened and may be null.
  public static void report(ThreadState ts, PyException thrown, String message, Object object) {
    PyBaseException e = thrown.value;
    try {
      Object sys = ts.interpreter().importModule(ts, "sys");
      Object hook = PyObjects.getOptionalAttr(ts, sys, "unraisablehook");
      Object make = PyObjects.getOptionalAttr(ts, sys, "UnraisableHookArgs");
      if (hook == null || hook == PyNone.NONE || !(make instanceof PyType type)) {
        return;
      }
      Object traceback = e.traceback == null ? PyNone.NONE : e.traceback;
      Object text = message == null ? PyNone.NONE : PyUnicode.fromUtf16(message);
      Call.call1(ts, hook, type.call1(ts, PyTuple.of(e.type, e, traceback, text, object == null ? PyNone.NONE : object)));
    } catch (PyException inTheHook) {
      // CPython writes both to standard error; there is no one left to tell.
      return;
    }
  }
}
