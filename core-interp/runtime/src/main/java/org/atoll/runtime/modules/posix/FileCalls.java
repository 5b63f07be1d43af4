package org.atoll.runtime.modules.posix;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.atoll.runtime.host.Errno;
import org.atoll.runtime.host.FileStatus;
import org.atoll.runtime.host.HostFiles;
import org.atoll.runtime.host.LinuxDescriptors;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.host.Sockets;
import org.atoll.runtime.host.StandardStreams;
import org.atoll.runtime.host.Waiting;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyException;

/// System calls as Python makes them (`Python/fileutils.c`): with the GIL released, and repeated after an interruption once
/// the signal handlers have run (PEP 475). Results are counts or negated error numbers.
public final class FileCalls {
  /// A write that a pipe takes at once when it has room at all.
  private static final int PIPE_BUF = 4096;
  private static final int O_RDWR = 2;
  private static final int SEEK_SET = 0;
  private static final int SEEK_CUR = 1;
  private static final int SPLICE_F_NONBLOCK = 2;
  /// What a socket takes once it has room at all.
  private static final long SPLICED_AT_ONCE = 1 << 16;
  private static final int SENT_AT_ONCE = 1 << 17;

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
    return (int) retry(ts, () -> !isFifo(ts, dir, path, flags) ? Posix.open(dir, path, flags, mode)
        : ts.access().permissions().unlimited() ? Waiting.openFifo(ts.wakeSignal, dir, path, flags) : Waiting.openOwnEnd(ts.wakeSignal, dir, path, flags));
  }

  /// Whether an open may have to wait for somebody else to open the same.
  private static boolean isFifo(ThreadState ts, int dir, byte[] path, int flags) {
    if ((flags & (Posix.O_NONBLOCK | O_RDWR)) != 0) {
      return false;
    }
    if (!ts.access().permissions().unlimited()) {
      try {
        return isFifo(dir, path);
      } catch (PyException refused) {
        // It may not be looked at; opening it says what is refused.
        return false;
      }
    }
    boolean isSpecial = dir != Posix.AT_FDCWD || switch (HostFiles.kind(path, true)) {
      case OTHER, UNKNOWN -> true;
      default -> false;
    };
    return isSpecial && isFifo(dir, path);
  }

  private static boolean isFifo(int dir, byte[] path) {
    return Posix.fstatat(dir, path, 0).status() instanceof FileStatus found && found.isFifo();
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
    if ((fd == 1 || fd == 2) && !OutputSoFar.of(ts).mayBlock(fd, length)) {
      ts.beginBlocking();
      try {
        return StandardStreams.write(fd, b, offset, length);
      } finally {
        ts.endBlocking();
      }
    }
    return (int) retry(ts, () -> regular ? Posix.write(fd, b, offset, length) : writeWaiting(ts, fd, b, offset, length));
  }

  /// How much the process has written to its standard output and standard error. The first of it goes by way of the JDK, which
  /// needs no libc and starts sooner, but cannot be interrupted; a pipe takes as much as that without blocking. Thread-safe.
  private static final class OutputSoFar {
    private final AtomicLong bytes = new AtomicLong();

    static OutputSoFar of(ThreadState ts) {
      return ts.interpreter().runtime().state(OutputSoFar.class, OutputSoFar::new);
    }

    /// Whether writing so much more may have to wait for somebody who reads it.
    boolean mayBlock(int fd, int length) {
      return bytes.addAndGet(length) > PIPE_BUF && !isRegular(fd);
    }
  }

  /// Waits until a descriptor has something to read, or room to write, as a call that blocks does. `-EINTR` when interrupted,
  /// else 0: also where the call will answer at once.
  private static long awaitReady(ThreadState ts, int fd, int events) {
    int ready = Waiting.await(fd, events, 0, interrupted(ts));
    if (ready == 0 && !answersAtOnce(fd, events == Waiting.POLLIN ? Posix.O_WRONLY : Posix.O_RDONLY)) {
      ready = Waiting.await(fd, events, -1, interrupted(ts));
    }
    return ready == -Errno.EINTR ? ready : 0;
  }

  /// `splice`, waiting for both descriptors where they wait.
  static long splice(ThreadState ts, int source, int target, long count, Long from, Long to, int flags) {
    return retry(ts, () -> {
      long r;
      do {
        r = awaitReady(ts, source, Waiting.POLLIN);
        r = r < 0 ? r : awaitReady(ts, target, Waiting.POLLOUT);
        r = r < 0 ? r : LinuxDescriptors.splice(source, from, target, to, Math.min(count, SPLICED_AT_ONCE), flags | SPLICE_F_NONBLOCK);
      } while (r == -Errno.EAGAIN && (flags & SPLICE_F_NONBLOCK) == 0 && !answersAtOnce(source, -1) && !answersAtOnce(target, -1));
      return r;
    });
  }

  /// `sendfile`; `offset` null for the position of the source, which moves then.
  static long sendfile(ThreadState ts, int target, int source, Long offset, long count) {
    return retry(ts, () -> isRegular(target) || answersAtOnce(target, Posix.O_RDONLY) ? sendAtOnce(target, source, offset, count)
        : sendWaiting(ts, target, source, offset, count));
  }

  private static boolean isRegular(int fd) {
    return Posix.fstat(fd).status() instanceof FileStatus found && found.isRegular();
  }

  private static long sendAtOnce(int target, int source, Long offset, long count) {
    if (offset == null) {
      return Posix.callLong("sendfile", target, source, 0, count);
    }
    byte[] at = new byte[Long.BYTES];
    Posix.putLong(at, 0, offset);
    return Posix.callWithMemory("sendfile", at, 2, target, source, count);
  }

  /// In pieces that a descriptor takes without blocking once there is room: a whole `sendfile` could not be interrupted.
  private static long sendWaiting(ThreadState ts, int target, int source, Long offset, long count) {
    long start = offset != null ? offset : Posix.lseek(source, 0, SEEK_CUR);
    if (start < 0 || count < 0) {
      return sendAtOnce(target, source, offset, count);
    }
    byte[] piece = new byte[(int) Math.min(Math.max(count, 1), SENT_AT_ONCE)];
    long done = 0;
    long n = 1;
    while (done < count && n > 0) {
      n = awaitReady(ts, target, Waiting.POLLOUT);
      if (n == 0) {
        n = Posix.pread(source, piece, 0, (int) Math.min(count - done, piece.length), start + done);
        n = n <= 0 ? n : sendPiece(target, piece, (int) n);
        done += Math.max(n, 0);
      }
      if (n == -Errno.EAGAIN || n == -Errno.EINTR && !ts.isWanted()) {
        n = 1;
      }
    }
    if (offset == null && done > 0) {
      Posix.lseek(source, start + done, SEEK_SET);
    }
    return done > 0 ? done : n;
  }

  private static long sendPiece(int target, byte[] piece, int length) {
    int n = Sockets.send(target, piece, 0, length, 0, null);
    return n != -Errno.ENOTSOCK ? n : Posix.write(target, piece, 0, Math.min(length, PIPE_BUF));
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
