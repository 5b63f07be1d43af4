package org.atoll.runtime.modules.sys;

import java.nio.charset.StandardCharsets;
import org.atoll.runtime.host.StandardStreams;
import org.atoll.runtime.importlib.Importer;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyBaseException;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTraceback;
import org.atoll.runtime.types.PyUnicode;

/// Shows exceptions on `sys.stderr` as the default `sys.excepthook` does, by way of the module `traceback`
/// (`PyErr_DisplayException`). Raises nothing. Stateless; the GIL is held.
public final class ExceptionDisplay {
  private ExceptionDisplay() {}

  /// Shows an exception with its traceback and what led to it; nothing where `sys.stderr` is None.
  public static void show(ThreadState ts, PyBaseException e) {
    Object err = ts.interpreter().sysAttribute(ts, "stderr");
    if (err == null) {
      writeToProcess("lost sys.stderr\n");
      return;
    }
    if (err == PyNone.NONE) {
      return;
    }
    try {
      PyObjects.callMethod(ts, Importer.importModule(ts, "traceback"), "_print_exception_bltin", e);
      PyObjects.callMethod(ts, err, "flush");
    } catch (PyException failed) {
      write(ts, plain(ts, e));
    }
  }

  /// Writes to `sys.stderr`, or to the process's own where there is none; what that does not take is lost.
  public static void write(ThreadState ts, String text) {
    Object err = ts.interpreter().sysAttribute(ts, "stderr");
    if (err == null) {
      writeToProcess(text);
    } else if (err != PyNone.NONE) {
      try {
        PyObjects.callMethod(ts, err, "write", PyUnicode.fromUtf16(text));
      } catch (PyException unwritable) {
        // There is no other place to tell it.
        return;
      }
    }
  }

  /// Writes to descriptor 2, whatever `sys.stderr` is.
  public static void writeToProcess(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    StandardStreams.write(2, bytes, 0, bytes.length);
  }

  /// Where the library cannot show the exception: no more than its places and its text.
  private static String plain(ThreadState ts, PyBaseException e) {
    StringBuilder b = new StringBuilder("Traceback (most recent call last):\n");
    for (PyTraceback tb = e.traceback; tb != null; tb = tb.next) {
      PyCode code = tb.frame.function().code;
      b.append("  File \"").append(code.filename()).append("\", line ").append(tb.lineno).append(", in ").append(code.name()).append('\n');
    }
    String text;
    try {
      text = PyUnicode.toUtf16(PyObjects.str(ts, e));
    } catch (PyException unprintable) {
      text = "<exception str() failed>";
    }
    return b.append(e.type.fullName()).append(text.isEmpty() ? "" : ": " + text).append('\n').toString();
  }
}
