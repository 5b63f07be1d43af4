package org.atoll.runtime.embed;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.io.OpenStreams;
import org.atoll.runtime.modules.sys.ExceptionDisplay;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyException;

/// The end of a program: waits for threads, runs `atexit` functions and the `__del__` of what is left, flushes the
/// streams (`Py_FinalizeEx`).
public final class Shutdown {
  private static final int FLUSH_FAILED = 120;

  private Shutdown() {}

  /// Finishes the program whose status so far is `status`, with the GIL held; gives the final one.
  public static int finish(ThreadState ts, int statusSoFar) {
    int status = statusSoFar;
    PyDict modules = ts.interpreter().modules();
    if (modules.get("threading") instanceof PyModule threading) {
      guarded(ts, () -> PyObjects.callMethod(ts, threading, "_shutdown"));
    }
    if (modules.get("atexit") instanceof PyModule atexit) {
      guarded(ts, () -> PyObjects.callMethod(ts, atexit, "_run_exitfuncs"));
    }
    if (!ts.interpreter().config().subinterpreter()) {
      ts.interpreter().runtime().setStatus(status);
      int left = guarded(ts, () -> ts.interpreter().runtime().leave(ts));
      status = status == 0 ? left : status;
    }
    ts.interpreter().setFinalizing();
    if (!ts.interpreter().config().subinterpreter()) {
      ts.interpreter().endThreadsBut(ts);
    }
    guarded(ts, () -> ts.interpreter().finalizers().runAll(ts));
    if (!ts.interpreter().config().subinterpreter()) {
      guarded(ts, () -> ts.interpreter().runtime().end(ts));
    }
    boolean flushed = flush(ts, "stdout") & flush(ts, "stderr");
    OpenStreams.of(ts).flushLast(ts);
    return flushed ? status : FLUSH_FAILED;
  }

  /// The status that an exception of the action stands for; 0 where there is none.
  private static int guarded(ThreadState ts, Runnable action) {
    try {
      action.run();
      return 0;
    } catch (PyException e) {
      return ExitStatus.of(ts, e);
    }
  }

  private static boolean flush(ThreadState ts, String name) {
    PyModule sys = ts.interpreter().sys();
    Object stream = sys == null ? null : sys.dict().get(name);
    if (stream == null || stream == PyNone.NONE) {
      return true;
    }
    try {
      Object closed = PyObjects.getOptionalAttr(ts, stream, "closed");
      if (closed == null || !PyObjects.isTrue(ts, closed)) {
        PyObjects.callMethod(ts, stream, "flush");
      }
      return true;
    } catch (PyException e) {
      if (name.equals("stdout")) {
        reportFlush(ts, e);
      }
      return false;
    }
  }

  private static void reportFlush(ThreadState ts, PyException e) {
    ExceptionDisplay.write(ts, "Exception ignored while flushing sys.stdout:\n");
    ExceptionDisplay.show(ts, e.value);
  }
}
