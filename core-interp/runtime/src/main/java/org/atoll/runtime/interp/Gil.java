package org.atoll.runtime.interp;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// The lock that the threads of one interpreter take turns on (`Python/ceval_gil.c`). Who holds it also holds a permit to
/// run ([RunPermits]), unless it has been asked to wait for its next slice.
///
/// Taking it while nobody holds it is one compare-and-set. When somebody has waited for the switch interval, the holder is
/// asked to hand over at its next safepoint; a hand-over goes straight to the one that has waited longest, so that the
/// holder cannot win it back at once, and with the permit as long as the slice lasts. Thread-safe.
public final class Gil {
  /// The shortest time between two looks at whether the holder has changed.
  private static final long SHORTEST_LOOK_NANOS = 20_000;
  /// Stands in the holder's place while the next one is chosen.
  private static final ThreadState HANDING_OVER = new ThreadState(null);

  private final AtomicReference<ThreadState> holder = new AtomicReference<>();
  private final ConcurrentLinkedQueue<ThreadState> waiters = new ConcurrentLinkedQueue<>();
  private final RunPermits permits;
  private final RunAccount account;
  private final AtomicBoolean watched = new AtomicBoolean();
  /// Raised with each hand-over.
  private final AtomicInteger turns = new AtomicInteger();
  private volatile long switchIntervalNanos = 5_000_000;

  Gil(RunPermits permits, RunAccount account) {
    this.permits = permits;
    this.account = account;
  }

  /// `sys.getswitchinterval()` in nanoseconds.
  public long switchIntervalNanos() {
    return switchIntervalNanos;
  }

  public void setSwitchIntervalNanos(long nanos) {
    switchIntervalNanos = nanos;
  }

  /// The thread state that holds the GIL, or null. It may be waiting for a permit.
  public ThreadState holder() {
    ThreadState now = holder.get();
    return now == HANDING_OVER ? null : now;
  }

  /// Waits for the GIL and for a permit, uninterruptibly.
  public void acquire(ThreadState ts) {
    boolean isFree = waiters.isEmpty() && holder.compareAndSet(null, ts);
    if (ts.permit >= 0) {
      // It has been woken with a permit.
      if (isFree) {
        account.begin(System.nanoTime());
        return;
      }
      permits.release(ts);
    }
    if (isFree) {
      permits.acquire(ts);
    } else {
      await(ts);
    }
    account.begin(System.nanoTime());
  }

  private void await(ThreadState ts) {
    ts.granted = false;
    waiters.add(ts);
    watch();
    grantIfFree();
    ts.awaitGrant();
  }

  private void grantIfFree() {
    while (!waiters.isEmpty() && holder.compareAndSet(null, HANDING_OVER)) {
      ThreadState next = waiters.poll();
      holder.set(next);
      if (next != null) {
        turns.getAndIncrement();
        permits.admit(next);
        return;
      }
    }
  }

  /// Gives up the GIL, to the longest waiting thread if there is one, and the permit.
  public void release(ThreadState ts) {
    ThreadState next = leave(ts);
    if (next != null) {
      permits.pass(ts, next);
    } else {
      permits.release(ts);
      grantIfFree();
    }
  }

  /// Gives up the GIL of one thread state, but lets another one of the same thread have the permit.
  void releaseTo(ThreadState ts, ThreadState other) {
    ThreadState next = leave(ts);
    permits.transfer(ts, other);
    if (next != null) {
      permits.admit(next);
    } else {
      grantIfFree();
    }
  }

  /// Makes the longest waiting thread the holder and returns it, null if there is none.
  private ThreadState leave(ThreadState ts) {
    if (holder.get() != ts) {
      throw new IllegalStateException("the GIL is released by a thread that does not hold it");
    }
    account.end(System.nanoTime());
    ts.clearPending(ThreadState.PENDING_GIL | ThreadState.PENDING_PERMIT);
    ThreadState next = waiters.poll();
    if (next != null) {
      turns.getAndIncrement();
    }
    holder.set(next);
    return next;
  }

  /// At a safepoint: lets the longest waiting thread run and queues up behind the others.
  void yieldTo(ThreadState ts) {
    ts.clearPending(ThreadState.PENDING_GIL);
    if (!waiters.isEmpty()) {
      release(ts);
      acquire(ts);
    }
  }

  /// At a safepoint: lets other interpreters run, or the next thread of this one.
  void yieldPermit(ThreadState ts) {
    if (!waiters.isEmpty()) {
      release(ts);
      acquire(ts);
    } else {
      yieldPermitOnly(ts);
    }
  }

  /// Lets other interpreters run, but keeps the GIL.
  void yieldPermitOnly(ThreadState ts) {
    ts.clearPending(ThreadState.PENDING_PERMIT);
    account.end(System.nanoTime());
    permits.yield(ts);
    account.begin(System.nanoTime());
  }

  /// Looks now and then, while threads wait, whether the holder has been the same for the switch interval.
  private void watch() {
    if (watched.compareAndSet(false, true)) {
      lookLater(turns.get());
    }
  }

  private void lookLater(int turnsNow) {
    permits.ticker().after(Math.max(SHORTEST_LOOK_NANOS, switchIntervalNanos), () -> look(turnsNow));
  }

  private void look(int turnsBefore) {
    int now = turns.get();
    ThreadState current = holder();
    if (!waiters.isEmpty()) {
      if (now == turnsBefore && current != null) {
        current.setPending(ThreadState.PENDING_GIL);
      }
      lookLater(now);
      return;
    }
    watched.set(false);
    if (!waiters.isEmpty()) {
      watch();
    }
  }
}
