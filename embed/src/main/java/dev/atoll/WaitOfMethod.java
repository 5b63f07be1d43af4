package dev.atoll;

import java.util.concurrent.Future;
import org.atoll.actors.interpreters.ManagedInterpreter;
import org.atoll.runtime.interp.Awaited;
import org.atoll.runtime.interp.ThreadState;

/// The wait of a Java method that Python calls, on that interpreter's thread, for what another interpreter is to do. Those who
/// look at the interpreters see it; and where the wait could never end, since the other one waits for this one, it is refused.
/// Belongs to the waiting thread; others may look.
final class WaitOfMethod implements Awaited, AutoCloseable {
  private static final int MAX_LINKS = 1000;

  private final ThreadState waiter;
  private final Future<?> future;
  private final ManagedInterpreter target;
  private final boolean limited;
  private Awaited before;

  private WaitOfMethod(ThreadState waiter, Future<?> future, ManagedInterpreter target, boolean limited) {
    this.waiter = waiter;
    this.future = future;
    this.target = target;
    this.limited = limited;
  }

  /// The calling thread begins to wait for work of an interpreter; null where the thread is nobody's but Java's.
  ///
  /// @param limited whether the wait has a time limit
  /// @throws IllegalStateException if it could not end
  static WaitOfMethod begin(Future<?> future, ManagedInterpreter target, boolean limited) {
    ThreadState ts = ThreadState.currentOrNull();
    if (ts == null || future.isDone()) {
      return null;
    }
    if (ts.interpreter() == target.interpreter()) {
      throw new IllegalStateException("a method that interpreter " + target.id() + " calls would wait for that interpreter without end: use call() there");
    }
    WaitOfMethod wait = new WaitOfMethod(ts, future, target, limited);
    // First told and then looked at: of several that close a ring, the last one sees the others.
    wait.before = ts.awaits(wait);
    if (!limited && wait.closesRing()) {
      wait.close();
      throw new IllegalStateException("interpreter " + target.id() + " waits for interpreter " + ts.interpreter().id()
          + ", which would wait for interpreter " + target.id() + " in turn: neither could ever go on");
    }
    return wait;
  }

  /// Whether the target's present work waits, by such waits without a limit, for the work that the waiter is part of. That
  /// cannot end before this wait does, and what is waited for comes after it.
  private boolean closesRing() {
    WaitOfMethod wait = this;
    for (int i = 0; i < MAX_LINKS && wait != null && !wait.future.isDone() && !wait.limited; i++) {
      ThreadState worker = wait.target.worker();
      while (worker != null && worker.inner() != null) {
        worker = worker.inner();
      }
      if (worker == waiter) {
        return true;
      }
      wait = worker != null && worker.awaited() instanceof WaitOfMethod next && next != this ? next : null;
    }
    return false;
  }

  @Override
  public void close() {
    waiter.awaits(before);
  }

  @Override
  public String what() {
    return "the answer of interpreter " + target.id();
  }

  @Override
  public String relation() {
    return "from";
  }

  @Override
  public Holder holder(ThreadState who) {
    ThreadState worker = target.worker();
    return worker == null || future.isDone() ? null : new Holder(worker.interpreter(), worker.thread);
  }
}
