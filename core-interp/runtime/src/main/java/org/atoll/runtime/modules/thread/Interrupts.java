package org.atoll.runtime.modules.thread;

import org.atoll.runtime.call.Call;
import org.atoll.runtime.call.Frames;
import org.atoll.runtime.importlib.BuiltinModules;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;

/// Simulated signals (`PyErr_SetInterruptEx`).
final class Interrupts {
  private static final int SIGNALS = 64;

  private Interrupts() {}

  /// Has the main thread run the Python handler of a signal at its next safepoint, or at once if it is the caller; a signal that is ignored, or left to the
  /// system's default, does nothing.
  static void interruptMain(ThreadState ts, Object signum) {
    long n = PyNumber.asIndex(ts, signum, PyExc.OverflowError);
    if (n < 1 || n > SIGNALS) {
      throw PyErr.valueError("signal number out of range");
    }
    Interpreter interp = ts.interpreter().runtime().main();
    if (ts == interp.mainThread()) {
      handle(ts, n);
      return;
    }
    interp.pendingCalls().add(interp.mainThread(), main -> handle(main, n));
  }

  private static void handle(ThreadState main, long signum) {
    if (!BuiltinModules.has("_signal")) {
      throw PyErr.keyboardInterrupt();
    }
    Object handler = PyObjects.callMethod(main, main.interpreter().importModule(main, "_signal"), "getsignal", signum);
    if (PyObjects.isCallable(handler)) {
      Call.call2(main, handler, signum, main.depth == 0 ? PyNone.NONE : Frames.at(main, main.depth));
    }
  }
}
