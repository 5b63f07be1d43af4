package dev.atoll;

import java.time.Duration;
import org.atoll.actors.interpreters.InterpreterSystem;
import org.atoll.actors.interpreters.Interruptions;
import org.atoll.actors.interpreters.ManagedInterpreter;
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

  /// The same, since its time is over. What goes on nevertheless for the interpreter's grace takes that with it.
  ///
  /// @param allowed how long it was
  void expire(Duration allowed) {
    InterpreterSystem system;
    ManagedInterpreter interpreter;
    synchronized (this) {
      if (running == null) {
        return;
      }
      overdue = true;
      interrupt();
      system = InterpreterSystem.of(running);
      interpreter = system.get(running.interpreter().id());
    }
    if (interpreter != null) {
      system.after(Duration.ofNanos(interpreter.limits().graceNanos()), () -> giveUp(interpreter, allowed));
    }
  }

  private void giveUp(ManagedInterpreter interpreter, Duration allowed) {
    synchronized (this) {
      if (running == null) {
        return;
      }
    }
    interpreter.giveUp(allowed);
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
