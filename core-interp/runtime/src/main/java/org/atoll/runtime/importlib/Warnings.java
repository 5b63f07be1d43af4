package org.atoll.runtime.importlib;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyUnicode;

/// Warnings that the compiler finds.
final class Warnings {
  private Warnings() {}

  /// A SyntaxWarning at a line of a file.
  static void syntax(ThreadState ts, String message, String filename, int line) {
    Object warnings = ts.interpreter().importModule(ts, "warnings");
    PyObjects.callMethod(ts, warnings, "warn_explicit", PyUnicode.fromUtf16(message), PyExc.SyntaxWarning, PyUnicode.fromUtf16(filename), (long) line);
  }
}
