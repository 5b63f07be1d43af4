package org.atoll.runtime.modules.thread;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.atoll.runtime.interp.Awaited;
import org.atoll.runtime.interp.ThreadState;

/// The threads that wait for something to become so, the longest waiting first. A waiting thread has released its GIL, and
/// comes back early where it has signal handlers or other pending calls to run, or an exception to raise.
///
/// Thread-safe. Who makes the condition true calls [#signal] or [#signalAll] afterwards.
public final class WaitQueue {
  private static final BooleanSupplier PERHAPS = () -> true;

  private final ConcurrentLinkedQueue<ThreadState> waiters = new ConcurrentLinkedQueue<>();

  /// Waits until `attempt` answers true, and tells whether it did within the time; negative `nanos` for no limit. Each
  /// attempt runs without the GIL. Requires the GIL, and has it again at the end.
  /// @throws org.atoll.runtime.types.PyException what a signal handler or pending call raised
  public boolean await(ThreadState ts, long nanos, BooleanSupplier attempt) {
    return await(ts, nanos, attempt, PERHAPS, true, false);
  }

  /// As [#await], where those who look at the thread meanwhile are to know what it waits for.
  public boolean awaitNamed(ThreadState ts, Awaited what, long nanos, BooleanSupplier attempt) {
    Awaited before = ts.awaits(what);
    try {
      return await(ts, nanos, attempt, PERHAPS, true, false);
    } finally {
      ts.awaits(before);
    }
  }

  /// As [#await], for what is probably about to become so: the thread looks again and again for a moment before it sleeps,
  /// unless others want its core.
  public boolean awaitSoon(ThreadState ts, long nanos, BooleanSupplier attempt) {
    return await(ts, nanos, attempt, PERHAPS, true, true);
  }

  /// As [#awaitSoon], where another may find as well what this thread was not alone in being woken for: where `attempt` has
  /// answered true the next one that waits is woken only if `more`, which tells whether it may find something, does so.
  public boolean awaitSoon(ThreadState ts, long nanos, BooleanSupplier attempt, BooleanSupplier more) {
    return await(ts, nanos, attempt, more, true, true);
  }

  /// As [#await] without a limit, for a thread that has no GIL, which it does not get either. False where the thread has
  /// signal handlers or the like to see to, for which it needs its GIL. Where `attempt` has answered true the next one that
  /// waits is woken only if `more`, which tells whether it may find something, does so.
  public boolean awaitReleased(ThreadState ts, BooleanSupplier attempt, BooleanSupplier more) {
    boolean done = false;
    waiters.add(ts);
    try {
      while (!(done = attempt.getAsBoolean()) && !ts.isWanted()) {
        ts.sleep(-1);
      }
    } finally {
      waiters.remove(ts);
      // A wake-up that came after the last attempt, or one of two that came for one thread.
      if (!done || more.getAsBoolean()) {
        signal();
      }
    }
    return done;
  }

  /// As [#awaitNamed] without a limit; signal handlers and the like have to wait.
  public void awaitUninterruptibly(ThreadState ts, Awaited what, BooleanSupplier attempt) {
    Awaited before = ts.awaits(what);
    try {
      await(ts, -1, attempt, PERHAPS, false, false);
    } finally {
      ts.awaits(before);
    }
  }

  private boolean await(ThreadState ts, long nanos, BooleanSupplier attempt, BooleanSupplier more, boolean interruptible, boolean soon) {
    if (attempt.getAsBoolean()) {
      return true;
    }
    if (nanos == 0) {
      return false;
    }
    long deadline = System.nanoTime() + nanos;
    while (true) {
      boolean done;
      if (soon) {
        ts.beginShortBlocking();
      } else {
        ts.beginBlocking();
      }
      try {
        done = soon && ts.spin(attempt) || sleep(ts, interruptible, nanos < 0, deadline, attempt, more);
      } finally {
        ts.endBlocking();
      }
      if (done) {
        return true;
      }
      if (isToStop(ts, interruptible)) {
        ts.safepointInWait();
      }
      if (nanos >= 0 && deadline - System.nanoTime() <= 0) {
        return false;
      }
    }
  }

  /// Whether the thread has other business: the end of its interpreter is any wait's end.
  private static boolean isToStop(ThreadState ts, boolean interruptible) {
    return interruptible ? ts.isWanted() : ts.isKilled();
  }

  private boolean sleep(ThreadState ts, boolean interruptible, boolean forever, long deadline, BooleanSupplier attempt, BooleanSupplier more) {
    boolean done = false;
    waiters.add(ts);
    try {
      while (!(done = attempt.getAsBoolean())) {
        long left = forever ? -1 : deadline - System.nanoTime();
        if (!forever && left <= 0 || isToStop(ts, interruptible)) {
          done = attempt.getAsBoolean();
          break;
        }
        ts.sleep(left);
      }
    } finally {
      waiters.remove(ts);
      // A wake-up that came after the last attempt, or one of two that came for one thread. Who makes something true after
      // the look at `more` finds this thread waiting no longer, and wakes the next.
      if (!done || more.getAsBoolean()) {
        signal();
      }
    }
    return done;
  }

  /// Wakes the thread that has waited longest. Whoever stops waiting wakes the next, who looks again, if that may find something.
  public void signal() {
    ThreadState first = waiters.peek();
    if (first != null) {
      first.wake();
    }
  }

  /// Wakes all.
  public void signalAll() {
    for (ThreadState t : waiters) {
      t.wake();
    }
  }

  /// How many wait now.
  public int size() {
    return waiters.size();
  }
}
