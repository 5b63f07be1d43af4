package org.atoll.runtime.interp;

import org.atoll.runtime.call.Call;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBaseException;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// Exceptions that nobody is there to catch, as in callbacks and finalizers (`PyErr_FormatUnraisable`).
public final class Unraisable {
  private Unraisable() {}

  /// Gives the exception to `sys.unraisablehook`. `message` and `object` say where it happened and may be null. An
  /// exception from outside that was meant for what the thread is doing is raised there instead.
  public static void report(ThreadState ts, PyException thrown, String message, Object object) {
    if (ts.putOff(thrown.value)) {
      return;
    }
    Object sys = ts.interpreter().sys();
    Object hook = sys == null ? null : PyObjects.getOptionalAttr(ts, sys, "unraisablehook");
    Object standard = sys == null ? null : PyObjects.getOptionalAttr(ts, sys, "__unraisablehook__");
    if (hook == null || hook == PyNone.NONE) {
      hook = standard;
    }
    if (hook == null) {
      return;
    }
    try {
      Call.call1(ts, hook, arguments(ts, thrown, message, object));
    } catch (PyException inTheHook) {
      if (hook != standard && standard != null) {
        reportHook(ts, inTheHook, hook, standard);
      }
    }
  }

  private static void reportHook(ThreadState ts, PyException thrown, Object hook, Object standard) {
    try {
      Call.call1(ts, standard, arguments(ts, thrown, "Exception ignored in sys.unraisablehook", hook));
    } catch (PyException e) {
      // Standard error itself is broken: there is no one left to tell.
      return;
    }
  }

  private static Object arguments(ThreadState ts, PyException thrown, String message, Object object) {
    PyBaseException e = thrown.value;
    PyType type = (PyType) PyObjects.getAttr(ts, ts.interpreter().sys(), "UnraisableHookArgs");
    Object traceback = e.traceback == null ? PyNone.NONE : e.traceback;
    Object text = message == null ? PyNone.NONE : PyUnicode.fromUtf16(message);
    return type.call1(ts, PyTuple.of(e.type, e, traceback, text, object == null ? PyNone.NONE : object));
  }

  /// The repr of an object for a message, whatever its `__repr__` does.
  public static String shown(ThreadState ts, Object o) {
    try {
      return PyUnicode.toUtf16(PyObjects.repr(ts, o));
    } catch (PyException e) {
      return "<" + PyObject.typeOf(o).name() + " object; its repr() failed>";
    }
  }
}
