package org.atoll.actors.interpreters;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.atoll.runtime.interp.Limits;
import org.atoll.runtime.interp.MemoryMeter;

/// Ends an interpreter that has used up its time, and has it count its memory when that is due. It looks no earlier than a
/// limit can be passed, and only while something runs. Thread-safe.
final class LimitWatch {
  private static final long LEAST_WAIT_NANOS = 1_000_000;
  private static final long AFTER_FAILURE_NANOS = 20_000_000;
  private final ManagedInterpreter interpreter;
  private final Limits limits;
  private final ScheduledExecutorService timer;
  private boolean watching;

  private LimitWatch(ManagedInterpreter interpreter, Limits limits, ScheduledExecutorService timer) {
    this.interpreter = interpreter;
    this.limits = limits;
    this.timer = timer;
  }

  /// The watch that an interpreter needs; null where nothing limits it.
  static LimitWatch of(ManagedInterpreter interpreter, InterpreterSystem system) {
    Limits limits = interpreter.limits();
    boolean unlimited = limits.cpuNanos() == Limits.NONE && limits.wallNanos() == Limits.NONE && limits.memoryBytes() == Limits.NONE;
    return unlimited ? null : new LimitWatch(interpreter, limits, system.timer());
  }

  /// Work begins.
  synchronized void begin() {
    if (!watching) {
      watching = true;
      look();
    }
  }

  private synchronized void look() {
    try {
      lookNow();
    } catch (RuntimeException | Error e) {
      // Where nothing can be measured, as for want of memory, the limits hold nevertheless: it is looked again.
      timer.schedule(this::look, AFTER_FAILURE_NANOS, TimeUnit.NANOSECONDS);
    }
  }

  private void lookNow() {
    InterpreterStats now = interpreter.stats();
    watching = now.threads() > 0 && interpreter.ending() == null;
    if (!watching) {
      return;
    }
    long cpuLeft = left(limits.cpuNanos(), now.cpuNanos());
    long wallLeft = left(limits.wallNanos(), now.wallNanos());
    if (cpuLeft <= 0) {
      exceeded(new Termination.LimitExceeded("cpu", Figures.text(now.cpuNanos()), Figures.text(limits.cpuNanos())));
    } else if (wallLeft <= 0) {
      exceeded(new Termination.LimitExceeded("wall", Figures.text(now.wallNanos()), Figures.text(limits.wallNanos())));
    } else {
      MemoryMeter memory = interpreter.interpreter().memory();
      long wait = Math.max(LEAST_WAIT_NANOS, Math.min(cpuLeft, wallLeft));
      timer.schedule(this::look, memory == null ? wait : Math.min(wait, memory.look()), TimeUnit.NANOSECONDS);
    }
  }

  private static long left(long limit, long used) {
    return limit == Limits.NONE ? Long.MAX_VALUE : limit - used;
  }

  private void exceeded(Termination.LimitExceeded why) {
    watching = false;
    interpreter.end(Duration.ofNanos(limits.graceNanos()), why, Interruptions.limit(why));
  }
}
