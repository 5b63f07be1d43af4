package org.atoll.runtime.importlib;

import org.atoll.compiler.CompileError;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.syntax.ast.Position;

/// Warnings that the compiler finds.
final class Warnings {
  /// What the warning of an escape sequence says, and not the error.
  private static final String ONLY_WARNED = " Such sequences will not work in the future.";

  private Warnings() {}

  /// A SyntaxWarning at a place in a file. Where a filter makes it an error, that is a SyntaxError.
  static void syntax(ThreadState ts, String message, Object source, String filename, Position at) {
    Object warnings = ts.interpreter().importModule(ts, "warnings");
    long line = at == null ? 1 : at.lineno();
    try {
      PyObjects.callMethod(ts, warnings, "warn_explicit", PyUnicode.fromUtf16(message), PyExc.SyntaxWarning, PyUnicode.fromUtf16(filename), line);
    } catch (PyException e) {
      if (e.is(PyExc.SyntaxWarning)) {
        throw SyntaxErrors.of(new CompileError(message.replace(ONLY_WARNED, ""), at), filename);
      }
      throw e;
    }
  }
}
