package org.atoll.runtime.call;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyFrame;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.types.PyBaseException;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;

/// Hands what happens in watched threads to the tools of `sys.monitoring`, then to the profile function, then to the trace
/// function, as CPython does (`Python/instrumentation.c`, `Python/legacy_tracing.c`).
///
/// While one of them runs, its thread is not watched. Used by the thread itself, with the GIL.
final class Events {
  private static final int LEGACY = ThreadState.WATCH_TRACE | ThreadState.WATCH_PROFILE;

  private Events() {}

  /// A frame begins, or goes on where it was suspended, perhaps with an exception.
  static void started(ThreadState ts, PyFrame frame, boolean again, PyException thrown) {
    Monitoring m = monitoring(ts);
    if (m != null) {
      if (thrown != null) {
        m.exception(ts, Monitoring.PY_THROW, frame, thrown.value);
      } else {
        m.place(ts, again ? Monitoring.PY_RESUME : Monitoring.PY_START, frame);
      }
    }
    if ((ts.watch & ThreadState.WATCH_PROFILE) != 0) {
      profile(ts, frame, "call", PyNone.NONE);
    }
    if ((ts.watch & ThreadState.WATCH_TRACE) != 0) {
      Object local = trace(ts, frame, ts.traceFunction, "call", PyNone.NONE);
      frame.trace = local;
    }
  }

  static void line(ThreadState ts, PyFrame frame, int line) {
    Monitoring m = monitoring(ts);
    if (m != null) {
      m.line(ts, frame, line);
    }
    if ((ts.watch & ThreadState.WATCH_TRACE) != 0 && frame.trace != PyNone.NONE && frame.tracesLines()) {
      local(ts, frame, "line", PyNone.NONE);
    }
  }

  static void returned(ThreadState ts, PyFrame frame, Object value, boolean suspended) {
    Monitoring m = monitoring(ts);
    if (m != null) {
      m.value(ts, suspended ? Monitoring.PY_YIELD : Monitoring.PY_RETURN, frame, value);
    }
    left(ts, frame, value);
  }

  private static void left(ThreadState ts, PyFrame frame, Object value) {
    if ((ts.watch & ThreadState.WATCH_PROFILE) != 0) {
      profile(ts, frame, "return", value);
    }
    if ((ts.watch & ThreadState.WATCH_TRACE) != 0 && frame.trace != PyNone.NONE) {
      local(ts, frame, "return", value);
    }
  }

  /// An exception is raised in the frame, or comes into it from a call.
  static void raised(ThreadState ts, PyFrame frame, PyBaseException e) {
    Monitoring m = monitoring(ts);
    if (m != null) {
      m.exception(ts, Monitoring.RAISE, frame, e);
    }
    if ((ts.watch & ThreadState.WATCH_TRACE) != 0 && frame.trace != PyNone.NONE) {
      local(ts, frame, "exception", PyTuple.of(e.type, e, e.traceback == null ? PyNone.NONE : e.traceback));
    }
  }

  static void reraised(ThreadState ts, PyFrame frame, PyBaseException e) {
    Monitoring m = monitoring(ts);
    if (m != null) {
      m.exception(ts, Monitoring.RERAISE, frame, e);
    }
  }

  static void handled(ThreadState ts, PyFrame frame, PyBaseException e) {
    Monitoring m = monitoring(ts);
    if (m != null) {
      m.exception(ts, Monitoring.EXCEPTION_HANDLED, frame, e);
    }
  }

  /// An exception leaves the frame.
  static void unwound(ThreadState ts, PyFrame frame, PyBaseException e) {
    Monitoring m = monitoring(ts);
    if (m != null) {
      m.exception(ts, Monitoring.PY_UNWIND, frame, e);
    }
    left(ts, frame, PyNone.NONE);
  }

  // Calls; `first` is the first argument or null, `builtin` the function that profilers see, or null.

  static void called(ThreadState ts, int d, Object callee, Object first) {
    Monitoring m = monitoring(ts);
    if (m != null) {
      m.call(ts, Monitoring.CALL, Frames.at(ts, d), callee, first);
    }
  }

  static void builtinCalled(ThreadState ts, int d, Object builtin) {
    if (builtin != null && (ts.watch & ThreadState.WATCH_PROFILE) != 0) {
      profile(ts, Frames.at(ts, d), "c_call", builtin);
    }
  }

  static void builtinReturned(ThreadState ts, int d, Object callee, Object first, Object builtin) {
    ended(ts, d, Monitoring.C_RETURN, "c_return", callee, first, builtin);
  }

  static void builtinRaised(ThreadState ts, int d, Object callee, Object first, Object builtin) {
    ended(ts, d, Monitoring.C_RAISE, "c_exception", callee, first, builtin);
  }

  private static void ended(ThreadState ts, int d, int event, String name, Object callee, Object first, Object builtin) {
    Monitoring m = monitoring(ts);
    if (m != null) {
      m.call(ts, event, Frames.at(ts, d), callee, first);
    }
    if (builtin != null && (ts.watch & ThreadState.WATCH_PROFILE) != 0) {
      profile(ts, Frames.at(ts, d), name, builtin);
    }
  }

  // The functions of sys.settrace and sys.setprofile.

  private static Monitoring monitoring(ThreadState ts) {
    return (ts.watch & ~LEGACY) != 0 ? Monitoring.of(ts.interpreter()) : null;
  }

  private static void local(ThreadState ts, PyFrame frame, String event, Object arg) {
    Object result = trace(ts, frame, frame.trace, event, arg);
    if (result != PyNone.NONE) {
      frame.trace = result;
    }
  }

  private static Object trace(ThreadState ts, PyFrame frame, Object function, String event, Object arg) {
    try {
      return call(ts, frame, function, event, arg);
    } catch (PyException e) {
      ts.setTrace(null);
      frame.trace = PyNone.NONE;
      e.line = frame.presentLine();
      throw e;
    }
  }

  private static void profile(ThreadState ts, PyFrame frame, String event, Object arg) {
    try {
      call(ts, frame, ts.profileFunction, event, arg);
    } catch (PyException e) {
      ts.setProfile(null);
      e.line = frame.presentLine();
      throw e;
    }
  }

  private static Object call(ThreadState ts, PyFrame frame, Object function, String event, Object arg) {
    PyBaseException handled = ts.handled;
    int depth = ts.depth;
    ts.beginUnwatched();
    try {
      return Call.call3(ts, function, frame, event, arg);
    } finally {
      ts.endUnwatched();
      ts.handled = handled;
      ts.depth = depth;
    }
  }
}
