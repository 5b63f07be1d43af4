package org.atoll.arena.lock;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.atoll.runtime.interp.Awaited;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.PyRuntime;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.thread.WaitQueue;

/// A lock of an arena. Thread-safe.
public abstract class ArenaLock implements Awaited {
  /// The numbers of arenas that several processes have begin here.
  public static final long FILES = 1L << 62;
  private static final long LEAST_PAUSE_NANOS = 20_000;
  private static final long MOST_PAUSE_NANOS = 1_000_000;

  /// The arena's number: the order in which locks are taken.
  public final long number;
  /// What the arena is called in messages.
  public final String name;
  /// What it guards, which this package knows nothing of.
  private Object guarded;
  /// What has to be had as well; null for nothing.
  private Gate gate;
  /// Those that have the lock and wait for the gate, one for each reader at most.
  private final WaitQueue atGate = new WaitQueue();
  private final AtomicLong waits = new AtomicLong();
  private final AtomicLong waitNanos = new AtomicLong();

  /// Called, on any thread, when the thread of a hold has ended within it, before the lock is given back.
  private volatile Consumer<Hold> whenAbandoned = hold -> {};
  /// Called, on any thread, when a hold has ended; null for nobody.
  private volatile Runnable whenReleased;

  ArenaLock(long number, String name) {
    this.number = number;
    this.name = name;
  }

  /// Says what it guards, once, before anybody takes it.
  public final void guards(Object what) {
    guarded = what;
  }

  /// Says what has to be had as well, once, before anybody takes it.
  public final void behind(Gate behind) {
    gate = behind;
  }

  public final Object guarded() {
    return guarded;
  }

  /// What is to be done when the thread of a hold ends within it, before anybody else gets the lock.
  public final void whenAbandoned(Consumer<Hold> action) {
    whenAbandoned = action;
  }

  final void abandoned(Hold hold) {
    whenAbandoned.accept(hold);
  }

  /// Whom to tell, on any thread, that the lock was given back, or might be taken now for another reason: it must return soon. Null for nobody any
  /// more.
  public final void whenReleased(Runnable action) {
    whenReleased = action;
  }

  final void released() {
    Runnable action = whenReleased;
    if (action != null) {
      action.run();
    }
  }

  /// How often it was taken.
  public abstract long holds();

  /// Takes the lock if that is possible now.
  abstract boolean tryAcquire(Hold hold);

  /// Gives it back, and wakes who waits.
  public abstract void release(Hold hold);

  /// Those that wait for this access.
  abstract WaitQueue waiters(Access access);

  /// Tells the lock of one that is about to wait, and of its end; for locks that prefer some to others. Answers whether others can get it by that.
  boolean waiting(Access access, int change) {
    return false;
  }

  /// One that has tried or waited does so no more and has not got the lock. Answers whether it had claimed it, and so kept others out.
  boolean giveUp(Hold hold) {
    return false;
  }

  /// Who keeps others from taking it; null for nobody, or nobody in particular.
  public abstract Hold holder();

  /// Takes the lock within a time; negative `nanos` for no limit. Whoever has to wait gives up GIL and permit meanwhile.
  ///
  /// @throws org.atoll.runtime.types.PyException what a signal handler or pending call raised
  public final boolean acquire(ThreadState ts, Hold hold, long nanos) {
    if (gate == null) {
      return acquireHere(ts, hold, nanos);
    }
    long begun = System.nanoTime();
    return acquireHere(ts, hold, nanos) && goThrough(ts, hold, nanos < 0 ? -1 : Math.max(0, nanos - (System.nanoTime() - begun)));
  }

  /// Gives back what [#acquire] has taken, and wakes who waits.
  final void giveBack(Hold hold) {
    if (gate != null) {
      gate.leave(hold.access);
    }
    release(hold);
  }

  /// What is to be raised where an access to memory has failed; null where that has nothing to do with what this guards.
  final RuntimeException explain() {
    return gate == null ? null : gate.explain();
  }

  /// Nobody wakes who waits for another process: it looks again and again.
  private boolean goThrough(ThreadState ts, Hold hold, long nanos) {
    boolean through = false;
    try {
      through = gate.tryEnter(hold.access) || nanos != 0 && waitAtGate(ts, hold, nanos);
      return through;
    } finally {
      if (!through) {
        release(hold);
        released();
      }
    }
  }

  private boolean waitAtGate(ThreadState ts, Hold hold, long nanos) {
    waits.incrementAndGet();
    long begun = System.nanoTime();
    Awaited before = ts.awaits(this);
    try {
      for (long pause = LEAST_PAUSE_NANOS; ; pause = Math.min(2 * pause, MOST_PAUSE_NANOS)) {
        long left = nanos < 0 ? MOST_PAUSE_NANOS : nanos - (System.nanoTime() - begun);
        if (atGate.await(ts, Math.max(1, Math.min(pause, left)), () -> gate.tryEnter(hold.access))) {
          return true;
        }
        if (left <= 0) {
          return false;
        }
      }
    } finally {
      ts.awaits(before);
      waitNanos.addAndGet(System.nanoTime() - begun);
    }
  }

  private boolean acquireHere(ThreadState ts, Hold hold, long nanos) {
    if (tryAcquire(hold)) {
      return true;
    }
    if (nanos == 0) {
      if (giveUp(hold)) {
        released();
      }
      return false;
    }
    waits.incrementAndGet();
    long begun = System.nanoTime();
    waiting(hold.access, 1);
    Awaited before = ts.awaits(this);
    boolean taken = false;
    try {
      taken = waiters(hold.access).awaitSoon(ts, nanos, () -> tryAcquire(hold));
      return taken;
    } finally {
      // What is raised within the wait comes from a safepoint, where no attempt has succeeded.
      boolean claimed = !taken && giveUp(hold);
      ts.awaits(before);
      if (waiting(hold.access, -1) || claimed) {
        released();
      }
      waitNanos.addAndGet(System.nanoTime() - begun);
    }
  }

  /// How many threads wait for it now.
  public final int waiting() {
    WaitQueue writers = waiters(Access.WRITE);
    WaitQueue readers = waiters(Access.READ);
    return writers.size() + (readers == writers ? 0 : readers.size());
  }

  /// How often somebody had to wait.
  public final long waits() {
    return waits.get();
  }

  /// How long all waits together have taken.
  public final long waitNanos() {
    return waitNanos.get();
  }

  @Override
  public final String what() {
    return name;
  }

  @Override
  public final String relation() {
    return "held by";
  }

  /// Those who hold it at the moment, as far as can be told from outside, besides one that waits.
  ///
  /// @param runtime whose threads are looked at
  public final List<Hold> holders(PyRuntime runtime, ThreadState waiter) {
    List<Hold> found = new ArrayList<>();
    collect(runtime.main(), waiter, found);
    runtime.others().forEach(i -> collect(i, waiter, found));
    return found;
  }

  private void collect(Interpreter interpreter, ThreadState waiter, List<Hold> found) {
    if (interpreter == null) {
      return;
    }
    for (ThreadState ts : interpreter.threads()) {
      Hold hold = ts == waiter ? null : heldBy(ts);
      if (hold != null) {
        found.add(hold);
      }
    }
  }

  private Hold heldBy(ThreadState ts) {
    Holdings holdings = ts.holding(Holdings.class);
    return holdings == null ? null : holdings.find(this);
  }

  @Override
  public final Holder holder(ThreadState waiter) {
    Hold h = holder();
    ThreadState owner = h == null ? null : h.owner();
    if (owner == null || owner == waiter) {
      // Readers, for whom a writer waits.
      List<Hold> found = holders(waiter.interpreter().runtime(), waiter);
      owner = found.isEmpty() ? null : found.getFirst().owner();
    }
    return owner == null ? null : new Holder(owner.interpreter(), owner.thread);
  }
}
