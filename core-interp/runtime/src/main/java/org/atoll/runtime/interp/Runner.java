package org.atoll.runtime.interp;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import org.atoll.runtime.host.WakeSignal;

/// A thread as [RunPermits] sees it: something that runs with a permit, waits for one, or sleeps. A sleeper is woken by
/// being queued for a permit, and its thread goes on when it has that: so it need not compete for a core with those that
/// compute before it can ask for its turn.
///
/// [#sleep] is the thread's own, [#wake] is anybody's; the rest belongs to [RunPermits] and [Gil].
public abstract class Runner implements WakeSignal.Sleeper {
  private static final AtomicIntegerFieldUpdater<Runner> SLEEP = AtomicIntegerFieldUpdater.newUpdater(Runner.class, "sleep");
  private static final int AWAKE = 0;
  private static final int ASLEEP = 1;
  /// Woken while awake: the next sleep ends at once.
  private static final int WOKEN = 2;

  /// The thread that runs it.
  public final Thread thread = Thread.currentThread();
  /// The number of the permit that it holds, or -1. Written by whoever grants it, before `granted`.
  int permit = -1;
  /// The one it had last, which is probably free.
  int lastPermit;
  /// When the slice began, in `System.nanoTime()`, and how much of it had been used before; written by who grants.
  long sliceStart;
  long sliceUsed;
  /// When it was granted the permit that it has.
  long grantTime;
  /// Whether what the thread waits for, a permit or GIL and permit, has been given to it.
  volatile boolean granted;
  private volatile int sleep;

  /// What the time it runs is charged to.
  abstract RunAccount account();

  /// The permits that it takes part in.
  abstract RunPermits permits();

  /// Asks it to call [RunPermits#yield] soon; it has, or has just had, a permit.
  abstract void askToYield();

  /// Whether it has been asked and has not come to it yet.
  abstract boolean isAskedToYield();

  /// Waits until the permit has been granted. Interrupts by other Java code are kept for later.
  final void awaitGrant() {
    boolean interrupted = false;
    while (!granted) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      thread.interrupt();
    }
  }

  /// Waits until it is woken or the time is over; negative `nanos` for no limit. May end for no reason. To be called by
  /// the thread itself, without the GIL; it holds a permit afterwards unless it did not have to wait, and gives it back at
  /// the next sleep, or keeps it when it takes the GIL.
  @Override
  public final void sleep(long nanos) {
    granted = false;
    if (permit >= 0) {
      // Before anybody can wake it, which would give it a second one.
      permits().release(this);
    }
    if (!SLEEP.compareAndSet(this, AWAKE, ASLEEP)) {
      sleep = AWAKE;
      return;
    }
    if (nanos < 0) {
      awaitWake();
    } else if (thread.isVirtual()) {
      // Its own timer would have it compete for a carrier.
      try (Ticker.Alarm alarm = permits().ticker().alarm(nanos, this::wake)) {
        awaitWake();
      }
    } else {
      awaitWakeUntil(System.nanoTime() + nanos);
    }
    sleep = AWAKE;
  }

  private void awaitWake() {
    while (!granted) {
      LockSupport.park(this);
      // An interrupt by other Java code would make parking return at once for ever.
      Thread.interrupted();
    }
  }

  private void awaitWakeUntil(long deadline) {
    while (!granted) {
      long left = deadline - System.nanoTime();
      if (left <= 0 && SLEEP.compareAndSet(this, ASLEEP, AWAKE)) {
        return;
      }
      if (left <= 0) {
        awaitWake();
        return;
      }
      LockSupport.parkNanos(this, left);
      Thread.interrupted();
    }
  }

  /// Ends the present sleep, or else the next one before it begins. Thread-safe.
  @Override
  public final void wake() {
    if (SLEEP.getAndSet(this, WOKEN) == ASLEEP) {
      permits().admit(this);
    }
  }
}
