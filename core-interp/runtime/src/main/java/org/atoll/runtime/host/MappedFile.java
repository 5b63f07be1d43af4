package org.atoll.runtime.host;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A file that memory is mapped from, and that processes lock against each other.
///
/// Its descriptor is the runtime's own: it was opened with the rights of the interpreter that the calling thread ran then, is none of the
/// interpreter's, and stays open when that ends. Locks belong to the open file, as those of `fcntl(F_OFD_SETLK)`: they are
/// gone when the process is, whatever else of it has had the same file open, and threads of one process share them.
///
/// Results are those of [Posix]. Thread-safe; after [#close] nothing else may be called.
public final class MappedFile {
  private static final int O_RDWR = 2;
  private static final int READ_WRITE = 1 | 2;
  private static final int SHARED_FIXED = 0x01 | 0x10;
  private static final int SEEK_END = 2;
  private static final int F_OFD_SETLK = 37;
  /// The size of `struct flock`, whose first two bytes are the kind of lock; all of the others are 0 for the whole file.
  private static final int FLOCK_SIZE = 32;

  /// The kinds of locks.
  public enum Lock {
    SHARED, EXCLUSIVE, NONE
  }

  /// What opening delivers: the file, or the negated errno.
  public record Opened(MappedFile file, int error) {}

  private final int fd;
  private boolean closed;
  private final MemorySegment locks = Arena.ofAuto().allocate((long) FLOCK_SIZE * Lock.values().length, 8);

  private MappedFile(int fd) {
    this.fd = fd;
    for (Lock l : Lock.values()) {
      locks.set(ValueLayout.JAVA_SHORT, (long) FLOCK_SIZE * l.ordinal(), (short) l.ordinal());
    }
  }

  /// Opens a file to read and to write.
  ///
  /// @param make makes it, and refuses (`EEXIST`) where there is one
  public static Opened open(byte[] path, boolean make) {
    int flags = O_RDWR | Posix.O_CLOEXEC | (make ? RawFiles.O_CREAT | RawFiles.O_EXCL : 0);
    int fd = Umask.opened(flags, 0666, (f, m) -> Posix.openPath(Posix.AT_FDCWD, path, f, m));
    return fd < 0 ? new Opened(null, fd) : new Opened(new MappedFile(fd), 0);
  }

  public Posix.StatResult status() {
    return RawFiles.fstat(fd);
  }

  /// How long the file is at the moment.
  public long size() {
    return Libc.invokeLong("lseek", fd, 0, SEEK_END);
  }

  /// The first bytes of the file, up to so many.
  public byte[] head(int length) {
    Scratch s = Scratch.borrow();
    try {
      MemorySegment m = s.allocate(length);
      long n = Libc.callLong(s, Libc.function("pread"), fd, m.address(), length, 0, 0, 0);
      return m.asSlice(0, Math.max(n, 0)).toArray(ValueLayout.JAVA_BYTE);
    } finally {
      s.giveBack();
    }
  }

  /// Gives the file memory of its own for a range, and so much length: storing to it cannot fail for want of room then.
  ///
  /// @return 0 or the negated errno
  public int allocate(long from, long length) {
    int r;
    do {
      r = Libc.invoke("posix_fallocate", fd, from, length);
    } while (r == Errno.EINTR);
    return -r;
  }

  public int truncate(long length) {
    return Libc.invoke("ftruncate", fd, length);
  }

  /// Maps a part of the file over memory that is the caller's.
  ///
  /// @return 0 or the negated errno
  public int map(long address, long from, long length) {
    long at = Libc.invokeLong("mmap", address, length, READ_WRITE, SHARED_FIXED, fd, from);
    return MemoryMap.isError(at) ? (int) at : 0;
  }

  /// Takes a lock on the whole file in the place of the one that this has, unless another open file has one against it.
  ///
  /// @return 0, `-EAGAIN` where it cannot be had now, or another negated errno
  public int lock(Lock kind) {
    int r = Libc.invoke("fcntl", fd, F_OFD_SETLK, locks.address() + (long) FLOCK_SIZE * kind.ordinal());
    return r == -Errno.EACCES ? -Errno.EAGAIN : r;
  }

  /// A second time does nothing.
  public synchronized void close() {
    if (!closed) {
      closed = true;
      Libc.invoke("close", fd);
    }
  }
}
