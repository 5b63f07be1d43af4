package org.atoll.runtime.host;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// Waiting for descriptors and for time. A virtual thread that waits here parks, and a platform thread polls in its stead, so
/// that no carrier is pinned; what has become ready is then read or written by the waiting thread itself, so that
/// nothing is lost when it gives up waiting. Thread-safe; the caller has released its GIL.
public final class Waiting {
  public static final int POLLIN = 1;
  public static final int POLLPRI = 2;
  public static final int POLLOUT = 4;
  public static final int POLLERR = 8;
  public static final int POLLHUP = 16;
  public static final int POLLNVAL = 32;
  /// The size of one `struct pollfd`.
  public static final int POLLFD_SIZE = 8;
  private static final long SLICE_NANOS = 50_000_000;
  private static final int SLICE_MS = 50;
  private static final long LEAST_PAUSE_NANOS = 500_000;
  private static final long MOST_PAUSE_NANOS = 20_000_000;
  private static final int MOST_ATTEMPTS = 1000;
  private static final int O_ACCMODE = 3;
  private static final int O_WRONLY = 1;
  private static final ExecutorService POLLERS = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("atoll-poller-", 0).factory());

  private Waiting() {}

  /// Waits until one descriptor is ready.
  ///
  /// @param timeoutNanos negative for no limit
  /// @param interrupted true ends the wait; a [WakeSignal] is obeyed at once, anything else is asked now and then
  /// @return what it is ready for, 0 after the timeout, `-EINTR` when interrupted, or another negated errno
  public static int await(int fd, int events, long timeoutNanos, BooleanSupplier interrupted) {
    byte[] fds = new byte[POLLFD_SIZE];
    Posix.putInt(fds, 0, fd);
    fds[4] = (byte) events;
    int n = poll(fds, timeoutNanos, interrupted);
    return n <= 0 ? n : fds[6] & 0xff | (fds[7] & 0xff) << 8;
  }

  /// Waits for any of the descriptors in an array of `struct pollfd`, whose `revents` are filled in: how many are ready,
  /// else as [#await].
  public static int poll(byte[] fds, long timeoutNanos, BooleanSupplier interrupted) {
    int unknown = Access.isLimited() ? markUnknown(fds) : 0;
    if (unknown > 0) {
      return unknown;
    }
    int n = pollOnce(fds, 0);
    if (n != 0 || timeoutNanos == 0) {
      return n;
    }
    long deadline = timeoutNanos < 0 ? Long.MAX_VALUE : System.nanoTime() + timeoutNanos;
    return Thread.currentThread().isVirtual() ? pollElsewhere(fds, deadline, interrupted) : pollHere(fds, deadline, interrupted);
  }

  /// Says of descriptors that the interpreter may not use that they are not open: how many those are.
  private static int markUnknown(byte[] fds) {
    int n = 0;
    for (int at = 0; at < fds.length; at += POLLFD_SIZE) {
      int fd = Posix.intAt(fds, at);
      boolean unknown = fd >= 0 && !Access.mayUse(fd);
      fds[at + 6] = (byte) (unknown ? POLLNVAL : 0);
      fds[at + 7] = 0;
      n += unknown ? 1 : 0;
    }
    return n;
  }

  private static int pollOnce(byte[] fds, int timeoutMs) {
    return Posix.rawWithMemory("poll", fds, 0, fds.length / POLLFD_SIZE, timeoutMs);
  }

  private static int pollHere(byte[] fds, long deadline, BooleanSupplier interrupted) {
    int wake = interrupted instanceof WakeSignal ? WakeDescriptors.borrow() : -1;
    if (wake < 0) {
      return pollInSlices(fds, deadline, interrupted);
    }
    WakeSignal signal = (WakeSignal) interrupted;
    signal.listen(wake);
    try {
      byte[] all = with(fds, wake);
      while (!signal.getAsBoolean()) {
        long left = deadline == Long.MAX_VALUE ? -1 : deadline - System.nanoTime();
        if (deadline != Long.MAX_VALUE && left <= 0) {
          return 0;
        }
        int n = pollOnce(all, left < 0 ? -1 : (int) Math.min(Integer.MAX_VALUE, (left + 999_999) / 1_000_000));
        int ready = readyBesides(fds, all, n, wake);
        if (ready != 0 && ready != -Errno.EINTR) {
          return ready;
        }
      }
      return -Errno.EINTR;
    } finally {
      signal.listen(-1);
      WakeDescriptors.giveBack(wake);
    }
  }

  private static int pollInSlices(byte[] fds, long deadline, BooleanSupplier interrupted) {
    while (!interrupted.getAsBoolean()) {
      long left = deadline == Long.MAX_VALUE ? SLICE_NANOS : deadline - System.nanoTime();
      if (left <= 0) {
        return 0;
      }
      int n = pollOnce(fds, (int) Math.min(SLICE_MS, (left + 999_999) / 1_000_000));
      if (n != 0 && n != -Errno.EINTR) {
        return n;
      }
    }
    return -Errno.EINTR;
  }

  /// The same descriptors and one to be woken by.
  private static byte[] with(byte[] fds, int wake) {
    byte[] all = java.util.Arrays.copyOf(fds, fds.length + POLLFD_SIZE);
    Posix.putInt(all, fds.length, wake);
    all[fds.length + 4] = POLLIN;
    return all;
  }

  /// Takes what a poll that answered `n` has found over into `fds`, and answers the same without the last descriptor.
  private static int readyBesides(byte[] fds, byte[] all, int n, int wake) {
    if (n <= 0) {
      return n;
    }
    boolean woken = (all[fds.length + 6] | all[fds.length + 7]) != 0;
    if (woken) {
      WakeDescriptors.reset(wake);
    }
    System.arraycopy(all, 0, fds, 0, fds.length);
    return woken ? n - 1 : n;
  }

  /// One wait that a platform thread does for a virtual one.
  private static final class Errand implements Runnable {
    final byte[] fds;
    final Thread waiter = Thread.currentThread();
    /// Null where the waiter just parks.
    final WakeSignal.Sleeper sleeper;
    final int wake = WakeDescriptors.borrow();
    volatile boolean cancelled;
    volatile boolean done;
    volatile int result;

    Errand(byte[] fds, WakeSignal.Sleeper sleeper) {
      this.fds = fds.clone();
      this.sleeper = sleeper;
    }

    @Override
    public void run() {
      int n = 0;
      byte[] all = wake < 0 ? fds : with(fds, wake);
      while (!cancelled && (n == 0 || n == -Errno.EINTR)) {
        n = pollOnce(all, wake < 0 ? SLICE_MS : -1);
        n = wake < 0 ? n : readyBesides(fds, all, n, wake);
      }
      result = n;
      done = true;
      wakeWaiter();
      if (wake >= 0) {
        WakeDescriptors.giveBack(wake);
      }
    }

    private void wakeWaiter() {
      if (sleeper != null) {
        sleeper.wake();
      } else {
        LockSupport.unpark(waiter);
      }
    }

    void cancel() {
      cancelled = true;
      if (!done && wake >= 0) {
        WakeDescriptors.wake(wake);
      }
    }
  }

  private static int pollElsewhere(byte[] fds, long deadline, BooleanSupplier interrupted) {
    WakeSignal.Sleeper sleeper = interrupted instanceof WakeSignal signal ? signal.sleeper() : null;
    Errand errand = new Errand(fds, sleeper);
    POLLERS.execute(errand);
    try {
      while (!errand.done) {
        if (interrupted.getAsBoolean()) {
          return -Errno.EINTR;
        }
        long left = deadline == Long.MAX_VALUE ? Long.MAX_VALUE : deadline - System.nanoTime();
        if (left <= 0) {
          return 0;
        }
        if (sleeper != null) {
          sleeper.sleep(deadline == Long.MAX_VALUE ? -1 : left);
        } else {
          LockSupport.parkNanos(errand, Math.min(left, SLICE_NANOS));
        }
      }
    } finally {
      errand.cancel();
    }
    System.arraycopy(errand.fds, 0, fds, 0, fds.length);
    return errand.result;
  }

  /// Sleeps until a point of `System.nanoTime()`; false if it was interrupted before.
  public static boolean sleepUntil(long nanoTime, BooleanSupplier interrupted) {
    while (true) {
      long left = nanoTime - System.nanoTime();
      if (left <= 0) {
        return true;
      }
      if (interrupted.getAsBoolean()) {
        return false;
      }
      if (interrupted instanceof WakeSignal signal) {
        signal.sleeper().sleep(left);
      } else {
        LockSupport.parkNanos(Math.min(left, SLICE_NANOS));
        Thread.interrupted();
      }
    }
  }

  /// Repeats a call that would have to wait, until it need not: for what cannot be polled for and has no end that another
  /// thread could bring about, such as a file lock.
  ///
  /// @param attempt answers `-EAGAIN` where it would have to wait
  /// @return what the last attempt has answered, or `-EINTR` when interrupted
  public static long repeating(WakeSignal caller, LongSupplier attempt) {
    long pause = LEAST_PAUSE_NANOS;
    while (true) {
      long r = attempt.getAsLong();
      if (r != -Errno.EAGAIN) {
        return r;
      }
      if (caller.getAsBoolean()) {
        return -Errno.EINTR;
      }
      caller.sleeper().sleep(pause);
      pause = Math.min(pause * 2, MOST_PAUSE_NANOS);
    }
  }

  /// Opens one end of a FIFO, which waits for the other: the descriptor, `-EINTR` when interrupted, or another negated errno.
  public static long openFifo(WakeSignal caller, int dir, byte[] path, int flags) {
    CompletableFuture<Long> opened = CompletableFuture.supplyAsync(Access.onBehalf(() -> Posix.open(dir, path, flags, 0))::getAsLong, POLLERS);
    opened.whenComplete((fd, refused) -> caller.sleeper().wake());
    while (!opened.isDone()) {
      if (caller.getAsBoolean()) {
        giveUpFifo(opened, dir, path, flags);
        return -Errno.EINTR;
      }
      caller.sleeper().sleep(-1);
    }
    return result(opened);
  }

  /// As [#openFifo], for a caller who may open this end only: it is opened without waiting, and then waited for that the other
  /// end does something, or, to write, tried again and again.
  public static long openOwnEnd(WakeSignal caller, int dir, byte[] path, int flags) {
    boolean reads = (flags & O_ACCMODE) == 0;
    long fd = reads ? Posix.open(dir, path, flags | Posix.O_NONBLOCK, 0) : repeating(caller, () -> {
      int opened = Posix.open(dir, path, flags | Posix.O_NONBLOCK, 0);
      // There is nobody to read yet.
      return opened == -Errno.ENXIO ? -Errno.EAGAIN : opened;
    });
    if (fd < 0) {
      return fd;
    }
    int ready = reads ? await((int) fd, POLLIN, -1, caller) : POLLOUT;
    if (ready < 0) {
      Posix.close((int) fd);
      return ready;
    }
    Posix.fcntl((int) fd, Posix.F_SETFL, flags & ~O_ACCMODE & ~Posix.O_NONBLOCK);
    return fd;
  }

  /// Ends the wait of another thread for the other end of a FIFO, by opening that for a moment.
  private static void giveUpFifo(CompletableFuture<Long> opened, int dir, byte[] path, int flags) {
    int other = (flags & ~O_ACCMODE) | ((flags & O_ACCMODE) == 0 ? O_WRONLY : 0) | Posix.O_NONBLOCK;
    long pause = LEAST_PAUSE_NANOS;
    for (int i = 0; i < MOST_ATTEMPTS && !opened.isDone(); i++) {
      int fd = Posix.open(dir, path, other, 0);
      if (fd >= 0) {
        Posix.close(fd);
      }
      LockSupport.parkNanos(pause);
      pause = Math.min(pause * 2, MOST_PAUSE_NANOS);
    }
    opened.thenAccept(Access.onBehalf((long fd) -> {
      if (fd >= 0) {
        Posix.close((int) fd);
      }
    })::accept);
  }

  private static long result(CompletableFuture<Long> done) {
    try {
      return done.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException refused ? refused : new IllegalStateException(e.getCause());
    }
  }

  /// Runs something that blocks in C and cannot be polled for, on a platform thread if the caller is a virtual one. It is
  /// waited for to its end, whatever else wants the caller.
  ///
  /// @param caller how the calling thread sleeps meanwhile
  public static long blocking(WakeSignal caller, LongSupplier call) {
    if (!Thread.currentThread().isVirtual()) {
      return call.getAsLong();
    }
    CompletableFuture<Long> result = CompletableFuture.supplyAsync(Access.onBehalf(call)::getAsLong, POLLERS);
    result.whenComplete((r, e) -> caller.sleeper().wake());
    while (!result.isDone()) {
      caller.sleeper().sleep(-1);
    }
    return result(result);
  }
}
