package org.atoll.runtime.modules.thread;

import org.atoll.runtime.host.Access;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.signal.SignalHandlers;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;

/// Simulated signals (`PyErr_SetInterruptEx`).
final class Interrupts {
  private static final int SIGNALS = 64;

  private Interrupts() {}

  /// Has the main thread run the Python handler of a signal at its next safepoint, or at once if it is the caller; a signal
  /// that is ignored, or left to the system's default, does nothing.
  static void interruptMain(ThreadState ts, Object signum) {
    long n = PyNumber.asIndex(ts, signum, PyExc.OverflowError);
    if (n < 1 || n > SIGNALS) {
      throw PyErr.valueError("signal number out of range");
    }
    Access.requireProcess("interrupt_main()");
    SignalHandlers.of(ts.interpreter().runtime().main()).simulate(ts, (int) n);
  }
}
