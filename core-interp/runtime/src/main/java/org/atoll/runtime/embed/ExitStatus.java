package org.atoll.runtime.embed;

import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyTraceback;
import org.atoll.runtime.types.PyUnicode;

/// The exit status that an exception ends the program with, after it has been reported (`Python/pythonrun.c`,
/// `_Py_HandleSystemExit`).
final class ExitStatus {
  private ExitStatus() {}

  static int of(ThreadState ts, PyException e) {
    if (PyErr.matches(e, PyExc.SystemExit)) {
      return ofSystemExit(ts, e);
    }
    report(ts, e);
    return PyErr.matches(e, PyExc.KeyboardInterrupt) ? ProcessEnd.INTERRUPTED : 1;
  }

  /// Reports any exception, SystemExit too, as the interactive prompt does.
  static int reported(ThreadState ts, PyException e) {
    report(ts, e);
    return 1;
  }

  private static int ofSystemExit(ThreadState ts, PyException e) {
    Object code = PyObjects.getOptionalAttr(ts, e.value, "code");
    if (code == null || code == PyNone.NONE) {
      return 0;
    }
    if (PyLong.check(code)) {
      return PyLong.value(code) instanceof Long l ? (int) (l & 0xff) : 255;
    }
    Object err = ts.interpreter().sysAttribute(ts, "stderr");
    if (err != null && err != PyNone.NONE) {
      PyObjects.callMethod(ts, err, "write", PyUnicode.concat(PyObjects.str(ts, code), "\n"));
    }
    return 1;
  }

  private static void report(ThreadState ts, PyException e) {
    CommandSource command = ts.interpreter().state(CommandSource.class, CommandSource::new);
    command.tellLinecache(ts);
    PyDict sys = ts.interpreter().sys().dict();
    sys.put("last_exc", e.value);
    sys.put("last_type", e.value.type);
    sys.put("last_value", e.value);
    sys.put("last_traceback", e.value.traceback == null ? PyNone.NONE : e.value.traceback);
    Object hook = sys.get("excepthook");
    Object tb = e.value.traceback == null ? PyNone.NONE : e.value.traceback;
    try {
      if (hook != null && sys.get("stderr") != null) {
        Call.call3(ts, hook, e.value.type, e.value, tb);
        return;
      }
    } catch (PyException inHook) {
      fallback(ts, inHook);
    }
    fallback(ts, e);
  }

  /// Where the hook itself fails: the bare exception, on the process's standard error.
  private static void fallback(ThreadState ts, PyException e) {
    StringBuilder b = new StringBuilder("Traceback (most recent call last):\n");
    for (PyTraceback tb = e.value.traceback; tb != null; tb = tb.next) {
      PyCode code = tb.frame.function().code;
      b.append("  File \"").append(code.filename()).append("\", line ").append(tb.lineno).append(", in ").append(code.name()).append('\n');
    }
    b.append(e.value.type.fullName()).append(": ").append(e.getMessage()).append('\n');
    Object notes = e.value.getOwn("__notes__");
    if (notes instanceof PyList l) {
      for (int i = 0; i < l.size; i++) {
        b.append(l.items[i]).append('\n');
      }
    }
    byte[] bytes = b.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    org.atoll.runtime.host.StandardStreams.write(2, bytes, 0, bytes.length);
  }
}
