package org.atoll.arena.module;

import java.util.concurrent.atomic.AtomicBoolean;
import org.atoll.arena.lock.Hold;
import org.atoll.runtime.call.Frames;
import org.atoll.runtime.interp.PyRuntime;
import org.atoll.runtime.interp.ThreadState;
import org.slf4j.LoggerFactory;

/// Looks now and then, while there are arenas, whether somebody has held one for longer than is usual, and writes to the log what
/// that thread is at: once for each hold. Thread-safe.
final class LongHolds {
  private static final long LOOK_MIN_MILLIS = 10;
  private static final long LOOK_MAX_MILLIS = 500;

  private final PyRuntime runtime;
  private final Arenas arenas;
  private final AtomicBoolean looking = new AtomicBoolean();

  LongHolds(PyRuntime runtime, Arenas arenas) {
    this.runtime = runtime;
    this.arenas = arenas;
  }

  /// Makes sure that somebody looks.
  void watch() {
    if (looking.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("atoll-arena-holds").start(this::run);
    }
  }

  private void run() {
    try {
      for (long pause = look(); pause >= 0; pause = look()) {
        Thread.sleep(pause);
      }
    } catch (InterruptedException e) {
      // Nobody does that but who ends the process.
    }
    looking.set(false);
    // One that was made just now has found somebody looking.
    if (look() >= 0) {
      watch();
    }
  }

  /// Looks once; how long to wait, in milliseconds, until it is worth to look again: negative where there is nothing to look at.
  private long look() {
    long pause = -1;
    for (PyArena arena : arenas.open()) {
      if (arena.warnAfterNanos < 0) {
        continue;
      }
      long needed = Math.clamp(arena.warnAfterNanos / 4_000_000, LOOK_MIN_MILLIS, LOOK_MAX_MILLIS);
      pause = pause < 0 ? needed : Math.min(pause, needed);
      for (Hold hold : arena.arena.lock.holders(runtime, null)) {
        if (!hold.reported && hold.nanos() > arena.warnAfterNanos) {
          hold.reported = true;
          report(arena, hold);
        }
      }
    }
    return pause;
  }

  private static void report(PyArena arena, Hold hold) {
    ThreadState ts = hold.owner();
    if (ts == null) {
      return;
    }
    StringBuilder text = new StringBuilder();
    text.append(arena.arena.name).append(" has been held for ").append(hold.nanos() / 1_000_000).append(" ms by thread ").append(ts.thread.getName())
        .append(" of interpreter ").append(ts.interpreter().id());
    Frames.Stack stack = Frames.stack(ts);
    for (int i = 0; i < stack.codes().length; i++) {
      text.append("\n  File \"").append(stack.codes()[i].filename()).append("\", line ").append(stack.lines()[i]).append(", in ").append(stack.codes()[i].name());
    }
    LoggerFactory.getLogger("atoll.arena").warn(text.toString());
  }
}
