package org.atoll.runtime.embed;

import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.sys.ExceptionDisplay;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyLong;

/// The exit status that an exception ends the program with, after it has been reported (`Python/pythonrun.c`,
/// `_PyErr_PrintEx` and `_Py_HandleSystemExit`).
final class ExitStatus {
  private static final int FAILED = 1;

  private ExitStatus() {}

  /// Reports an exception, unless it is SystemExit, and gives the status; [ProcessEnd#INTERRUPTED] for an interrupt.
  static int of(ThreadState ts, PyException e) {
    if (PyErr.matches(e, PyExc.SystemExit)) {
      return ofSystemExit(ts, e);
    }
    PyException exit = report(ts, e);
    if (exit != null) {
      return ofSystemExit(ts, exit);
    }
    return PyErr.matches(e, PyExc.KeyboardInterrupt) ? ProcessEnd.INTERRUPTED : FAILED;
  }

  private static int ofSystemExit(ThreadState ts, PyException e) {
    Object code = PyObjects.getOptionalAttr(ts, e.value, "code");
    if (code == null || code == PyNone.NONE) {
      return 0;
    }
    if (PyLong.check(code)) {
      return PyLong.value(code) instanceof Long l ? (int) (l & 0xff) : 0xff;
    }
    Object err = ts.interpreter().sysAttribute(ts, "stderr");
    if (err != null && err != PyNone.NONE) {
      writeText(ts, err, code);
    }
    return FAILED;
  }

  /// A text that cannot be made or written leaves the line empty.
  private static void writeText(ThreadState ts, Object err, Object code) {
    try {
      PyObjects.callMethod(ts, err, "write", PyObjects.str(ts, code));
    } catch (PyException unprintable) {
      // The exit goes on all the same, with an empty line.
    }
    ExceptionDisplay.write(ts, "\n");
  }

  /// Hands any exception to `sys.excepthook`, SystemExit too. Gives the SystemExit that the hook raises, else null.
  static PyException report(ThreadState ts, PyException e) {
    PyDict sys = ts.interpreter().sys().dict();
    Object traceback = e.value.traceback == null ? PyNone.NONE : e.value.traceback;
    sys.put("last_exc", e.value);
    sys.put("last_type", e.value.type);
    sys.put("last_value", e.value);
    sys.put("last_traceback", traceback);
    Object hook = sys.get("excepthook");
    if (hook == null) {
      ExceptionDisplay.write(ts, "sys.excepthook is missing\n");
      ExceptionDisplay.show(ts, e.value);
      return null;
    }
    try {
      Call.call3(ts, hook, e.value.type, e.value, traceback);
    } catch (PyException inHook) {
      if (PyErr.matches(inHook, PyExc.SystemExit)) {
        return inHook;
      }
      ExceptionDisplay.write(ts, "Error in sys.excepthook:\n");
      ExceptionDisplay.show(ts, inHook.value);
      ExceptionDisplay.write(ts, "\nOriginal exception was:\n");
      ExceptionDisplay.show(ts, e.value);
    }
    return null;
  }
}
