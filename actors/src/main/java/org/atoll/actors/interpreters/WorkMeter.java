package org.atoll.actors.interpreters;

import java.util.concurrent.atomic.AtomicLong;

/// Counts the work of one interpreter, which does one piece at a time. Thread-safe.
final class WorkMeter {
  private final AtomicLong interrupts = new AtomicLong();
  private long calls;
  private long wallNanos;
  private long begunNanoTime;
  private boolean atWork;

  /// A piece of work begins.
  synchronized void begin() {
    calls++;
    begunNanoTime = System.nanoTime();
    atWork = true;
  }

  /// It has ended, and the next one begins.
  synchronized void next() {
    calls++;
  }

  /// It has ended.
  synchronized void end() {
    wallNanos += System.nanoTime() - begunNanoTime;
    atWork = false;
  }

  void countInterrupt() {
    interrupts.incrementAndGet();
  }

  synchronized long calls() {
    return calls;
  }

  long interrupts() {
    return interrupts.get();
  }

  /// Time at work, the present piece included.
  synchronized long wallNanos() {
    return atWork ? wallNanos + System.nanoTime() - begunNanoTime : wallNanos;
  }
}
