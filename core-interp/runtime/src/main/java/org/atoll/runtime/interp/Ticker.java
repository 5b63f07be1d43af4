package org.atoll.runtime.interp;

import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/// Has short things done after a time, by one platform thread, which does not compete with Python threads for carriers and
/// is started when first needed.
///
/// Nothing here is locked. Virtual threads have their turns because this thread asks those that compute to make room: if it
/// stood in the queue of a lock behind a virtual thread that has no carrier, neither would ever go on. So whoever wants
/// something done puts that into a queue, and only the thread itself sorts it by time.
///
/// Thread-safe. Actions must not block.
final class Ticker {
  /// So many changes are looked at although nothing is due, so that they do not pile up.
  private static final int CHANGES_MAX = 256;
  private static final long LONGEST_NANOS = Long.MAX_VALUE / 4;
  private static final long NO_MEMORY_NANOS = 1_000_000;

  /// What has been asked for, or is no longer needed, since the thread looked last.
  private final ConcurrentLinkedQueue<Alarm> changes = new ConcurrentLinkedQueue<>();
  private final AtomicInteger changed = new AtomicInteger();
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicReference<Thread> thread = new AtomicReference<>();
  /// When the thread looks again by itself. It writes this and looks for changes then; who changes something does the
  /// reverse: so one of the two sees the other.
  private volatile long wakeTime;
  /// The thread's own.
  private final TreeSet<Alarm> alarms = new TreeSet<>();

  /// Something due later that may turn out not to be needed.
  final class Alarm implements AutoCloseable, Comparable<Alarm> {
    private final long due;
    private final long number = numbers.getAndIncrement();
    private final Runnable action;
    private volatile boolean over;

    private Alarm(long nanos, Runnable action) {
      this.due = System.nanoTime() + Math.min(nanos, LONGEST_NANOS);
      this.action = action;
    }

    /// The action is not begun any more; it may be under way.
    @Override
    public void close() {
      if (!over) {
        over = true;
        change(this);
      }
    }

    @Override
    public int compareTo(Alarm other) {
      int order = Long.signum(due - other.due);
      return order != 0 ? order : Long.compare(number, other.number);
    }
  }

  Alarm alarm(long nanos, Runnable action) {
    Alarm alarm = new Alarm(nanos, action);
    change(alarm);
    return alarm;
  }

  void after(long nanos, Runnable action) {
    alarm(nanos, action);
  }

  private void change(Alarm alarm) {
    changes.add(alarm);
    boolean many = changed.incrementAndGet() > CHANGES_MAX;
    Thread t = thread.get();
    if (t == null) {
      start();
    } else if (many || !alarm.over && alarm.due - wakeTime < 0) {
      LockSupport.unpark(t);
    }
  }

  private void start() {
    Thread made = Thread.ofPlatform().daemon(true).name("atoll-ticker").unstarted(this::run);
    if (thread.compareAndSet(null, made)) {
      try {
        made.start();
      } catch (OutOfMemoryError e) {
        // Whoever wants something next tries again.
        thread.set(null);
        throw e;
      }
    }
  }

  private void run() {
    while (true) {
      sortIn();
      long now = System.nanoTime();
      while (!alarms.isEmpty() && alarms.first().due - now <= 0) {
        act(alarms.pollFirst());
      }
      wakeTime = alarms.isEmpty() ? now + LONGEST_NANOS : alarms.first().due;
      if (changes.isEmpty()) {
        LockSupport.parkNanos(this, wakeTime - System.nanoTime());
      }
    }
  }

  private void sortIn() {
    Alarm alarm;
    while ((alarm = changes.poll()) != null) {
      changed.decrementAndGet();
      if (alarm.over) {
        alarms.remove(alarm);
      } else {
        add(alarm);
      }
    }
  }

  /// Others depend on it, so memory has to be found at last.
  private void add(Alarm alarm) {
    while (true) {
      try {
        alarms.add(alarm);
        return;
      } catch (OutOfMemoryError e) {
        LockSupport.parkNanos(NO_MEMORY_NANOS);
      }
    }
  }

  private static void act(Alarm alarm) {
    if (alarm.over) {
      return;
    }
    alarm.over = true;
    try {
      alarm.action.run();
    } catch (RuntimeException | Error e) {
      Thread me = Thread.currentThread();
      me.getUncaughtExceptionHandler().uncaughtException(me, e);
    }
  }
}
