package org.atoll.runtime.call;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.atoll.runtime.interp.InterpreterKilled;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyUnicode;

/// Turns what the JVM throws into Python exceptions: the one place where that is decided.
public final class HostErrors {
  private HostErrors() {}

  /// A stack overflow is a RecursionError, exhausted memory a MemoryError, memory that its owner has taken back a ValueError; other exceptions are faults of the runtime and
  /// become SystemErrors that carry the Java stack trace as a note.
  ///
  /// @throws InterpreterKilled if it is that, which Python code never sees
  public static PyException translate(ThreadState ts, Throwable thrown) {
    if (thrown instanceof PyException e) {
      return e;
    }
    if (thrown instanceof InterpreterKilled killed) {
      throw killed;
    }
    if (thrown instanceof StackOverflowError) {
      return PyErr.recursionError("maximum recursion depth exceeded (Java stack exhausted)");
    }
    if (thrown instanceof OutOfMemoryError) {
      return PyErr.memoryError();
    }
    if (thrown instanceof InternalError fault && ts.explain(fault) instanceof PyException e) {
      return e;
    }
    if (isDeadMemory(thrown)) {
      return PyErr.valueError("operation forbidden on released memoryview object");
    }
    PyException e = PyErr.systemError("%s", String.valueOf(thrown));
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    e.value.setOwn("__notes__", PyList.of(PyUnicode.fromUtf16(trace.toString())));
    return e;
  }

  /// Whether a memory segment was used after the end of its session, or by another thread than the one that it is for.
  private static boolean isDeadMemory(Throwable thrown) {
    return thrown instanceof WrongThreadException || thrown.getClass() == IllegalStateException.class && "Already closed".equals(thrown.getMessage());
  }
}
