package org.atoll.runtime.interp;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/// How long one interpreter has held a permit to run while it held its GIL, and how much of that it may still do before
/// others: its credit grows with time by an equal share, and what it has saved by a quarter of the time in which it slept.
/// Running uses up both at once. Begun and ended under the GIL; may be read by any thread.
final class RunAccount {
  /// The most that can be saved up, and the most that can be owed.
  static final long CREDIT_NANOS = 5_000_000;
  private static final AtomicLongFieldUpdater<RunAccount> CLOCK = AtomicLongFieldUpdater.newUpdater(RunAccount.class, "clock");
  private static final AtomicLongFieldUpdater<RunAccount> IDLE = AtomicLongFieldUpdater.newUpdater(RunAccount.class, "idleSince");
  private static final long RUNNING = 1;
  private static final int SAVED_OF_SLEEP = 4;

  /// One word, so that it can be read consistently at any time: the nanoseconds run so far; while it runs, those less
  /// `System.nanoTime()` at the beginning, and the lowest bit set.
  private volatile long clock;
  /// What it may run up to, in its own time, before the newly woken no longer comes first.
  private volatile long creditEnd = CREDIT_NANOS;
  /// When that was last added to.
  private final AtomicLong creditTime = new AtomicLong(System.nanoTime());
  /// What it may run up to, in its own time, and still sleeps most of the time.
  private volatile long savedEnd = CREDIT_NANOS;
  /// When it ran last, or was last paid for its sleep.
  private volatile long idleSince = System.nanoTime();
  /// What it had run when it was last let go first for what it had saved.
  private volatile long favouredAt;

  void begin(long now) {
    CLOCK.lazySet(this, clock - now | RUNNING);
  }

  void end(long now) {
    CLOCK.lazySet(this, clock + now & ~RUNNING);
    IDLE.lazySet(this, now);
  }

  /// The time run so far.
  long nanos(long now) {
    long c = clock;
    return (c & RUNNING) == 0 ? c : Math.max(0, (c & ~RUNNING) + now);
  }

  /// Whether it is still before the others.
  boolean hasCredit(long now) {
    return creditEnd - nanos(now) > 0;
  }

  /// Adds what has been earned since the last time: its share of the time that has passed.
  void earn(long now, double share) {
    long last = creditTime.get();
    if (now > last && creditTime.compareAndSet(last, now)) {
      creditEnd = limited(creditEnd + (long) ((now - last) * share), nanos(now));
    }
  }

  private static long limited(long end, long ran) {
    return Math.max(ran - CREDIT_NANOS, Math.min(ran + CREDIT_NANOS, end));
  }

  /// Adds the part of its sleep that it may run before others for later; to be called when it has been woken.
  void save(long now) {
    long since = idleSince;
    if (now > since && (clock & RUNNING) == 0 && IDLE.compareAndSet(this, since, now)) {
      savedEnd = limited(savedEnd + (now - since) / SAVED_OF_SLEEP, nanos(now));
    }
  }

  /// Whether it has slept so much for what it has run that it takes little from anybody.
  boolean hasSaved(long now) {
    return savedEnd - nanos(now) > 0;
  }

  /// What it has run since it was last let go first for what it had saved.
  long ranSinceFavoured(long now) {
    long ran = nanos(now);
    long before = favouredAt;
    favouredAt = ran;
    return ran - before;
  }
}
