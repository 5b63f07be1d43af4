package org.atoll.runtime.interp;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/// The lock that the threads of one interpreter take turns on (`Python/ceval_gil.c`).
///
/// Taking it while nobody holds it is one compare-and-set. Who has waited for the switch interval asks the holder to
/// hand over at its next safepoint; a hand-over goes straight to the one that has waited longest, so that the holder
/// cannot win it back at once. Thread-safe.
public final class Gil {
  private final AtomicReference<ThreadState> holder = new AtomicReference<>();
  private final ConcurrentLinkedQueue<Waiter> waiters = new ConcurrentLinkedQueue<>();
  private volatile long switchIntervalNanos = 5_000_000;

  private static final class Waiter {
    final Thread thread = Thread.currentThread();
    volatile boolean granted;
  }

  /// `sys.getswitchinterval()` in nanoseconds.
  public long switchIntervalNanos() {
    return switchIntervalNanos;
  }

  public void setSwitchIntervalNanos(long nanos) {
    switchIntervalNanos = nanos;
  }

  /// The thread state that holds the GIL, or null.
  public ThreadState holder() {
    ThreadState now = holder.get();
    return now == HANDING_OVER ? null : now;
  }

  /// Waits for the GIL, uninterruptibly.
  public void acquire(ThreadState ts) {
    if (waiters.isEmpty() && holder.compareAndSet(null, ts)) {
      return;
    }
    await(ts);
  }

  private void await(ThreadState ts) {
    Waiter me = new Waiter();
    waiters.add(me);
    boolean interrupted = false;
    grantIfFree();
    while (!me.granted) {
      LockSupport.parkNanos(this, switchIntervalNanos);
      interrupted |= Thread.interrupted();
      if (!me.granted) {
        ThreadState other = holder.get();
        if (other == null) {
          grantIfFree();
        } else if (other != HANDING_OVER) {
          other.setPending(ThreadState.PENDING_GIL);
        }
      }
    }
    holder.set(ts);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Stands in the holder's place between a hand-over and the new holder's awakening.
  private static final ThreadState HANDING_OVER = new ThreadState(null);

  private void grantIfFree() {
    while (!waiters.isEmpty() && holder.compareAndSet(null, HANDING_OVER)) {
      if (grantNext()) {
        return;
      }
      holder.set(null);
    }
  }

  private boolean grantNext() {
    Waiter next = waiters.poll();
    if (next == null) {
      return false;
    }
    next.granted = true;
    LockSupport.unpark(next.thread);
    return true;
  }

  /// Gives the GIL up, to the longest waiting thread if there is one.
  public void release(ThreadState ts) {
    if (holder.get() != ts) {
      throw new IllegalStateException("the GIL is released by a thread that does not hold it");
    }
    ts.clearPending(ThreadState.PENDING_GIL);
    holder.set(HANDING_OVER);
    if (!grantNext()) {
      holder.set(null);
      grantIfFree();
    }
  }

  /// At a safepoint: lets the longest waiting thread run and queues up behind the others.
  void yieldTo(ThreadState ts) {
    ts.clearPending(ThreadState.PENDING_GIL);
    if (!waiters.isEmpty()) {
      release(ts);
      acquire(ts);
    }
  }
}
