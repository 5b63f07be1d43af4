package org.atoll.runtime.host;

import java.time.Instant;

/// The clocks. Thread-safe.
public final class Clock {
  public static final int CLOCK_PROCESS_CPUTIME = 2;
  public static final int CLOCK_THREAD_CPUTIME = 3;

  private Clock() {}

  /// Nanoseconds since 1970.
  public static long wallNanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000 + now.getNano();
  }

  /// Nanoseconds of a clock that never goes back, since the machine was started.
  public static long monotonicNanos() {
    return System.nanoTime();
  }

  /// CPU time of the process in nanoseconds.
  public static long processNanos() {
    return Posix.clock("clock_gettime", CLOCK_PROCESS_CPUTIME);
  }

  /// CPU time of the calling thread, or of the carrier of a virtual one, in nanoseconds.
  public static long threadNanos() {
    return Posix.clock("clock_gettime", CLOCK_THREAD_CPUTIME);
  }
}
