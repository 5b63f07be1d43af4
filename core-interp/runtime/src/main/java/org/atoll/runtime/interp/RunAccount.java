package org.atoll.runtime.interp;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/// How long one interpreter has held a permit to run while it held its GIL, and how much of that it may still do before
/// others. Begun and ended under the GIL; may be read by any thread.
final class RunAccount {
  /// The most that can be saved up, and the most that can be owed.
  static final long CREDIT_NANOS = 5_000_000;
  private static final AtomicLongFieldUpdater<RunAccount> CLOCK = AtomicLongFieldUpdater.newUpdater(RunAccount.class, "clock");
  private static final long RUNNING = 1;

  /// One word, so that it can be read consistently at any time: the nanoseconds run so far; while it runs, those less
  /// `System.nanoTime()` at the beginning, and the lowest bit set.
  private volatile long clock;
  /// What it may run up to, in its own time, before the newly woken no longer comes first.
  private volatile long creditEnd = CREDIT_NANOS;
  /// When that was last added to.
  private final AtomicLong creditTime = new AtomicLong(System.nanoTime());

  void begin(long now) {
    CLOCK.lazySet(this, clock - now | RUNNING);
  }

  void end(long now) {
    CLOCK.lazySet(this, clock + now & ~RUNNING);
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
      long ran = nanos(now);
      long end = creditEnd + (long) ((now - last) * share);
      creditEnd = Math.max(ran - CREDIT_NANOS, Math.min(ran + CREDIT_NANOS, end));
    }
  }
}
