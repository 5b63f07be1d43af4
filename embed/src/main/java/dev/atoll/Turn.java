package dev.atoll;

import org.atoll.actors.interpreters.Interruptions;
import org.atoll.runtime.interp.ThreadState;

/// The time in which a thread of an interpreter makes one call for a Java program: it can be interrupted from outside meanwhile,
/// and never after. Thread-safe.
final class Turn {
  private ThreadState running;
  private boolean interrupted;
  private boolean overdue;

  /// Begins with the calling thread, which is that of the state.
  Turn(ThreadState ts) {
    running = ts;
  }

  /// Raises `Interrupted` in it, unless it is over.
  synchronized void interrupt() {
    if (running != null) {
      interrupted = true;
      running.setAsyncException(Interruptions.interrupted(""));
    }
  }

  /// The same, since its time is over.
  synchronized void expire() {
    overdue |= running != null;
    interrupt();
  }

  synchronized boolean isOverdue() {
    return overdue;
  }

  /// Ends it. To be called again does nothing.
  synchronized void end() {
    if (running != null && interrupted) {
      // It may not have come to a safepoint since.
      running.setAsyncException(null);
    }
    running = null;
  }
}
