package org.atoll.runtime.host;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.BooleanSupplier;

/// The system's named semaphores, which processes share (`sem_open`). A semaphore is told by its address. Errors are
/// negated errno. Stateless, thread-safe.
public final class NamedSemaphore {
  public static final int VALUE_MAX = Integer.MAX_VALUE;
  private static final int O_CREAT = 0100;
  private static final int O_EXCL = 0200;
  private static final int MODE = 0600;
  private static final int CLOCK_REALTIME = 0;
  private static final long SLICE_NANOS = 50_000_000;
  private static final long NANOS = 1_000_000_000;

  private NamedSemaphore() {}

  /// Creates a semaphore that must not exist yet: its address, or a negated errno.
  public static long create(byte[] name, int value) {
    return opened(name, O_CREAT | O_EXCL, value);
  }

  /// Opens an existing semaphore: its address, or a negated errno.
  public static long open(byte[] name) {
    return opened(name, 0, 0);
  }

  private static long opened(byte[] name, int flags, int value) {
    Access.requireSubprocess("a semaphore between processes");
    MemorySegment f = Libc.function("sem_open");
    Scratch s = Scratch.borrow();
    try {
      long r = Libc.call(s, f, s.string(name), flags, MODE, value, 0, 0);
      return r == 0 ? -s.errno() : r;
    } finally {
      s.giveBack();
    }
  }

  public static int unlink(byte[] name) {
    Access.requireSubprocess("a semaphore between processes");
    return RawFiles.path("sem_unlink", name, 0, 0, 0);
  }

  public static int close(long semaphore) {
    return Posix.call("sem_close", semaphore);
  }

  public static int post(long semaphore) {
    return Posix.call("sem_post", semaphore);
  }

  /// The present value, or a negated errno.
  public static int value(long semaphore) {
    byte[] m = new byte[4];
    int r = Posix.callWithMemory("sem_getvalue", m, 1, semaphore);
    return r < 0 ? r : Posix.intAt(m, 0);
  }

  /// `sem_trywait`: 0, or `-EAGAIN`.
  public static int tryAcquire(long semaphore) {
    return Posix.call("sem_trywait", semaphore);
  }

  /// Waits for the semaphore up to a time: 0, `-ETIMEDOUT`, or `-EINTR` when interrupted. What can be waited for in C only is
  /// waited for in slices.
  ///
  /// @param timeoutNanos negative for no limit
  public static int acquire(long semaphore, long timeoutNanos, BooleanSupplier interrupted) {
    long deadline = System.nanoTime() + timeoutNanos;
    while (!interrupted.getAsBoolean()) {
      long left = timeoutNanos < 0 ? SLICE_NANOS : deadline - System.nanoTime();
      int r = waitOnce(semaphore, Math.clamp(left, 0, SLICE_NANOS));
      if (r != -Errno.ETIMEDOUT && r != -Errno.EINTR || timeoutNanos >= 0 && left <= SLICE_NANOS) {
        return r;
      }
    }
    return -Errno.EINTR;
  }

  private static int waitOnce(long semaphore, long nanos) {
    Access.requireSubprocess("a semaphore between processes");
    long until = Posix.clock("clock_gettime", CLOCK_REALTIME) + nanos;
    MemorySegment f = Libc.function("sem_timedwait");
    Scratch s = Scratch.borrow();
    try {
      MemorySegment time = s.allocate(16);
      time.set(ValueLayout.JAVA_LONG, 0, until / NANOS);
      time.set(ValueLayout.JAVA_LONG, 8, until % NANOS);
      return Libc.callInt(s, f, semaphore, time.address(), 0, 0, 0, 0);
    } finally {
      s.giveBack();
    }
  }
}
