package org.atoll.runtime.modules.posix;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.atoll.runtime.host.Errno;
import org.atoll.runtime.host.FileStatus;
import org.atoll.runtime.host.HostFiles;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.host.StandardStreams;
import org.atoll.runtime.host.Waiting;
import org.atoll.runtime.interp.ThreadState;

/// System calls as Python makes them (`Python/fileutils.c`): with the GIL released, and repeated after an interruption once
/// the signal handlers have run (PEP 475). Results are counts or negated error numbers.
public final class FileCalls {
  /// A write that a pipe takes at once when it has room at all.
  private static final int PIPE_BUF = 4096;
  private static final int O_RDWR = 2;

  private FileCalls() {}

  /// Whether something other than the GIL wants this thread to come to a safepoint.
  public static BooleanSupplier interrupted(ThreadState ts) {
    return ts.wakeSignal;
  }

  /// Runs a call without the GIL, again and again while it answers `-EINTR`.
  public static long retry(ThreadState ts, LongSupplier call) {
    while (true) {
      long r;
      ts.beginBlocking();
      try {
        r = call.getAsLong();
      } finally {
        ts.endBlocking();
      }
      if (r != -Errno.EINTR) {
        return r;
      }
      if (ts.pending != 0) {
        ts.safepoint();
      }
    }
  }

  /// `openat`. An end of a FIFO waits for the other one.
  public static int open(ThreadState ts, int dir, byte[] path, int flags, int mode) {
    return (int) retry(ts, () -> isFifo(ts, dir, path, flags) ? Waiting.openFifo(ts.wakeSignal, dir, path, flags) : Posix.open(dir, path, flags, mode));
  }

  /// Whether an open may have to wait for somebody else to open the same. Where rights are limited nobody looks: the wait is
  /// given up by opening the other end, which the rights need not allow.
  private static boolean isFifo(ThreadState ts, int dir, byte[] path, int flags) {
    if ((flags & (Posix.O_NONBLOCK | O_RDWR)) != 0 || !ts.access().permissions().unlimited()) {
      return false;
    }
    boolean isSpecial = dir != Posix.AT_FDCWD || switch (HostFiles.kind(path, true)) {
      case OTHER, UNKNOWN -> true;
      default -> false;
    };
    return isSpecial && Posix.fstatat(dir, path, 0).status() instanceof FileStatus found && found.isFifo();
  }

  /// `close`, which is never repeated: an interrupted one has closed the descriptor.
  public static int close(ThreadState ts, int fd) {
    ts.beginBlocking();
    try {
      return Posix.close(fd);
    } finally {
      ts.endBlocking();
    }
  }

  /// `read`; `regular` says that the descriptor is known to be a file, which never keeps one waiting.
  public static int read(ThreadState ts, int fd, byte[] b, int offset, int length, boolean regular) {
    if (fd == 0 && StandardStreams.isRegularInput()) {
      return StandardStreams.read(b, offset, length);
    }
    return (int) retry(ts, () -> regular || length == 0 ? Posix.read(fd, b, offset, length) : readWaiting(ts, fd, b, offset, length));
  }

  private static long readWaiting(ThreadState ts, int fd, byte[] b, int offset, int length) {
    int ready = Waiting.await(fd, Waiting.POLLIN, 0, interrupted(ts));
    if (ready == 0 && !answersAtOnce(fd, Posix.O_WRONLY)) {
      ready = Waiting.await(fd, Waiting.POLLIN, -1, interrupted(ts));
      if (ready == -Errno.EINTR) {
        return ready;
      }
    }
    return Posix.read(fd, b, offset, length);
  }

  /// Whether a call on a descriptor that is not ready comes back nevertheless: it was told not to wait, or it is open for
  /// `other` alone, as the wrong end of a pipe is.
  private static boolean answersAtOnce(int fd, int other) {
    int flags = Posix.fcntl(fd, Posix.F_GETFL, 0);
    return flags < 0 || (flags & Posix.O_NONBLOCK) != 0 || (flags & Posix.O_ACCMODE) == other;
  }

  /// `write`.
  public static int write(ThreadState ts, int fd, byte[] b, int offset, int length, boolean regular) {
    if (fd == 1 || fd == 2) {
      ts.beginBlocking();
      try {
        return StandardStreams.write(fd, b, offset, length);
      } finally {
        ts.endBlocking();
      }
    }
    return (int) retry(ts, () -> regular ? Posix.write(fd, b, offset, length) : writeWaiting(ts, fd, b, offset, length));
  }

  /// Writes to a pipe or the like in pieces that do not block once there is room.
  private static long writeWaiting(ThreadState ts, int fd, byte[] b, int offset, int length) {
    int done = 0;
    do {
      int ready = Waiting.await(fd, Waiting.POLLOUT, 0, interrupted(ts));
      if (ready == 0) {
        if (answersAtOnce(fd, Posix.O_RDONLY)) {
          int n = Posix.write(fd, b, offset + done, length - done);
          return n >= 0 ? done + n : done > 0 ? done : n;
        }
        ready = Waiting.await(fd, Waiting.POLLOUT, -1, interrupted(ts));
        if (ready == -Errno.EINTR) {
          return done > 0 ? done : ready;
        }
      }
      int n = Posix.write(fd, b, offset + done, Math.min(length - done, PIPE_BUF));
      if (n < 0) {
        return done > 0 && n != -Errno.EPIPE ? done : n;
      }
      done += n;
    } while (done < length);
    return done;
  }
}
