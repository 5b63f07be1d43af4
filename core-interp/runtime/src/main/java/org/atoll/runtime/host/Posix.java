package org.atoll.runtime.host;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.ToLongBiFunction;

/// POSIX calls on descriptors, files and processes. Results are those of the C functions; an error is the negated errno
/// (never -1 as such). Paths are bytes, as the system has them. Interrupted calls answer `-EINTR` and are the
/// caller's to repeat. Thread-safe; what may block, blocks the calling thread and its carrier: see [Waiting].
public final class Posix {
  public static final int AT_FDCWD = -100;
  public static final int AT_SYMLINK_NOFOLLOW = 0x100;
  public static final int AT_REMOVEDIR = 0x200;
  public static final int AT_EACCESS = 0x200;
  public static final int AT_SYMLINK_FOLLOW = 0x400;
  public static final int O_CLOEXEC = 02000000;
  public static final int F_GETFD = 1;
  public static final int F_SETFD = 2;
  public static final int F_GETFL = 3;
  public static final int F_SETFL = 4;
  public static final int O_NONBLOCK = 04000;
  private static final long TIOCGWINSZ = 0x5413;

  private Posix() {}

  // Any function.

  /// Calls an `int` function of libc that takes integers only.
  public static int call(String name, long... args) {
    return Libc.invoke(name, args);
  }

  /// Calls a function of libc that returns 64 bits and takes integers only.
  public static long callLong(String name, long... args) {
    return Libc.invokeLong(name, args);
  }

  /// Calls an `int` function whose first argument is a path.
  public static int callPath(String name, byte[] path, long b, long c, long d) {
    MemorySegment f = Libc.function(name);
    Scratch s = Scratch.borrow();
    try {
      return Libc.callInt(s, f, s.string(path), b, c, d, 0, 0);
    } finally {
      s.giveBack();
    }
  }

  /// Calls an `int` function whose first two arguments are paths.
  public static int callPaths(String name, byte[] first, byte[] second) {
    MemorySegment f = Libc.function(name);
    Scratch s = Scratch.borrow();
    try {
      return Libc.callInt(s, f, s.string(first), s.string(second), 0, 0, 0, 0);
    } finally {
      s.giveBack();
    }
  }

  /// Calls an `...at` function: directory, path and up to three integers.
  public static int callAt(String name, int dir, byte[] path, long c, long d, long e) {
    MemorySegment f = Libc.function(name);
    Scratch s = Scratch.borrow();
    try {
      return Libc.callInt(s, f, dir, s.string(path), c, d, e, 0);
    } finally {
      s.giveBack();
    }
  }

  /// Calls `renameat`, `linkat` and the like: two directories with a path each, and flags.
  public static int callAt2(String name, int dir1, byte[] path1, int dir2, byte[] path2, long flags) {
    MemorySegment f = Libc.function(name);
    Scratch s = Scratch.borrow();
    try {
      return Libc.callInt(s, f, dir1, s.string(path1), dir2, s.string(path2), flags, 0);
    } finally {
      s.giveBack();
    }
  }

  /// `symlinkat(target, dir, path)`.
  public static int symlink(byte[] target, int dir, byte[] path) {
    MemorySegment f = Libc.function("symlinkat");
    Scratch s = Scratch.borrow();
    try {
      return Libc.callInt(s, f, s.string(target), dir, s.string(path), 0, 0, 0);
    } finally {
      s.giveBack();
    }
  }

  /// Calls an `int` function with memory of its own as the argument at `position`: `in` goes in and comes out changed.
  public static int callWithMemory(String name, byte[] memory, int position, long... args) {
    MemorySegment f = Libc.function(name);
    Scratch s = Scratch.borrow();
    try {
      MemorySegment m = s.allocate(Math.max(memory.length, 8));
      MemorySegment.copy(memory, 0, m, ValueLayout.JAVA_BYTE, 0, memory.length);
      long[] all = new long[6];
      for (int i = 0, k = 0; i < 6 && k <= args.length; i++) {
        all[i] = i == position ? m.address() : k < args.length ? args[k++] : 0;
      }
      int r = Libc.callInt(s, f, all[0], all[1], all[2], all[3], all[4], all[5]);
      MemorySegment.copy(m, ValueLayout.JAVA_BYTE, 0, memory, 0, memory.length);
      return r;
    } finally {
      s.giveBack();
    }
  }

  // Descriptors.

  /// `openat`.
  public static int open(int dir, byte[] path, int flags, int mode) {
    return callAt("openat", dir, path, flags, mode, 0);
  }

  public static int close(int fd) {
    return Libc.invoke("close", fd);
  }

  /// `read` into `b[offset ..]`.
  public static int read(int fd, byte[] b, int offset, int length) {
    return transfer("read", fd, b, offset, length, -1, true);
  }

  public static int pread(int fd, byte[] b, int offset, int length, long position) {
    return transfer("pread", fd, b, offset, length, position, true);
  }

  /// `write` of `b[offset ..]`.
  public static int write(int fd, byte[] b, int offset, int length) {
    return transfer("write", fd, b, offset, length, -1, false);
  }

  public static int pwrite(int fd, byte[] b, int offset, int length, long position) {
    return transfer("pwrite", fd, b, offset, length, position, false);
  }

  private static int transfer(String name, int fd, byte[] b, int offset, int length, long position, boolean in) {
    MemorySegment f = Libc.function(name);
    Scratch s = Scratch.borrow();
    try {
      MemorySegment m = s.allocate(Math.max(length, 1));
      if (!in) {
        MemorySegment.copy(b, offset, m, ValueLayout.JAVA_BYTE, 0, length);
      }
      int n = (int) Libc.callLong(s, f, fd, m.address(), length, position, 0, 0);
      if (in && n > 0) {
        MemorySegment.copy(m, ValueLayout.JAVA_BYTE, 0, b, offset, n);
      }
      return n;
    } finally {
      s.giveBack();
    }
  }

  /// `read` into foreign memory.
  public static int read(int fd, MemorySegment target) {
    return (int) Libc.invokeLong("read", fd, target.address(), target.byteSize());
  }

  /// `write` from foreign memory.
  public static int write(int fd, MemorySegment source) {
    return (int) Libc.invokeLong("write", fd, source.address(), source.byteSize());
  }

  public static long lseek(int fd, long offset, int whence) {
    return Libc.invokeLong("lseek", fd, offset, whence);
  }

  public static int ftruncate(int fd, long length) {
    return Libc.invoke("ftruncate", fd, length);
  }

  public static int fcntl(int fd, int command, long argument) {
    return Libc.invoke("fcntl", fd, command, argument);
  }

  /// `isatty`. For the standard streams without libc where what they are linked to shows that they are no terminal.
  public static boolean isatty(int fd) {
    if (StandardStreams.isStandard(fd) && !StandardStreams.mayBeTerminal(fd)) {
      return false;
    }
    return Libc.invoke("isatty", fd) == 1;
  }

  /// `pipe2`: the reading end and the writing end, or one negated errno.
  public static int[] pipe(int flags) {
    byte[] m = new byte[8];
    int r = callWithMemory("pipe2", m, 0, flags);
    return r < 0 ? new int[] {r} : new int[] {intAt(m, 0), intAt(m, 4)};
  }

  /// Columns and lines of a terminal, or one negated errno.
  public static int[] windowSize(int fd) {
    byte[] m = new byte[8];
    int r = callWithMemory("ioctl", m, 2, fd, TIOCGWINSZ);
    return r < 0 ? new int[] {r} : new int[] {m[2] & 0xff | (m[3] & 0xff) << 8, m[0] & 0xff | (m[1] & 0xff) << 8};
  }

  public static int intAt(byte[] m, int at) {
    return m[at] & 0xff | (m[at + 1] & 0xff) << 8 | (m[at + 2] & 0xff) << 16 | m[at + 3] << 24;
  }

  public static long longAt(byte[] m, int at) {
    return intAt(m, at) & 0xffffffffL | (long) intAt(m, at + 4) << 32;
  }

  public static void putInt(byte[] m, int at, int value) {
    for (int i = 0; i < 4; i++) {
      m[at + i] = (byte) (value >> 8 * i);
    }
  }

  public static void putLong(byte[] m, int at, long value) {
    for (int i = 0; i < 8; i++) {
      m[at + i] = (byte) (value >> 8 * i);
    }
  }

  // Files.

  /// What a status call delivers: the status, or the negated errno.
  public record StatResult(FileStatus status, int error) {}

  public static StatResult fstat(int fd) {
    return stat((s, m) -> Libc.callInt(s, Libc.function("fstat"), fd, m.address(), 0, 0, 0, 0));
  }

  public static StatResult fstatat(int dir, byte[] path, int flags) {
    return stat((s, m) -> Libc.callInt(s, Libc.function("fstatat"), dir, s.string(path), m.address(), flags, 0, 0));
  }

  private static StatResult stat(ToLongBiFunction<Scratch, MemorySegment> call) {
    Scratch s = Scratch.borrow();
    try {
      MemorySegment m = s.allocate(FileStatus.SIZE);
      int r = (int) call.applyAsLong(s, m);
      return r < 0 ? new StatResult(null, r) : new StatResult(FileStatus.read(m), 0);
    } finally {
      s.giveBack();
    }
  }

  /// What a call that delivers a text gives: the text, or null and the negated errno.
  public record Text(byte[] bytes, int error) {}

  /// `readlinkat`.
  public static Text readlink(int dir, byte[] path) {
    MemorySegment f = Libc.function("readlinkat");
    Scratch s = Scratch.borrow();
    try {
      MemorySegment m = s.allocate(4097);
      long n = Libc.callLong(s, f, dir, s.string(path), m.address(), 4097, 0, 0);
      return n < 0 ? new Text(null, (int) n) : new Text(m.asSlice(0, n).toArray(ValueLayout.JAVA_BYTE), 0);
    } finally {
      s.giveBack();
    }
  }

  /// `getcwd`.
  public static Text getcwd() {
    return text("getcwd", 4096, -1);
  }

  /// `ttyname`.
  public static Text ttyname(int fd) {
    Scratch s = Scratch.borrow();
    try {
      MemorySegment m = s.allocate(1024);
      int r = (int) Libc.call(s, Libc.function("ttyname_r"), fd, m.address(), 1024, 0, 0, 0);
      return r != 0 ? new Text(null, -r) : new Text(Libc.string(m.address()), 0);
    } finally {
      s.giveBack();
    }
  }

  private static Text text(String name, int size, long unused) {
    Scratch s = Scratch.borrow();
    try {
      MemorySegment m = s.allocate(size);
      long r = Libc.call(s, Libc.function(name), m.address(), size, 0, 0, 0, 0);
      return r == 0 ? new Text(null, -s.errno()) : new Text(Libc.string(m.address()), 0);
    } finally {
      s.giveBack();
    }
  }

  /// `utimensat`, times in nanoseconds; null for now. A null path means the descriptor `dir` itself.
  public static int utimens(int dir, byte[] path, long[] times, int flags) {
    Scratch s = Scratch.borrow();
    try {
      long address = 0;
      if (times != null) {
        MemorySegment m = s.allocate(32);
        for (int i = 0; i < 2; i++) {
          m.set(ValueLayout.JAVA_LONG, 16L * i, Math.floorDiv(times[i], 1_000_000_000L));
          m.set(ValueLayout.JAVA_LONG, 16L * i + 8, Math.floorMod(times[i], 1_000_000_000L));
        }
        address = m.address();
      }
      if (path == null) {
        return Libc.callInt(s, Libc.function("futimens"), dir, address, 0, 0, 0, 0);
      }
      return Libc.callInt(s, Libc.function("utimensat"), dir, s.string(path), address, flags, 0, 0);
    } finally {
      s.giveBack();
    }
  }

  /// `statvfs` or `fstatvfs` (where `path` is null), as the words of the C struct; or one negated errno.
  public static long[] statvfs(int fd, byte[] path) {
    Scratch s = Scratch.borrow();
    try {
      MemorySegment m = s.cleared(128);
      int r = path == null ? Libc.callInt(s, Libc.function("fstatvfs"), fd, m.address(), 0, 0, 0, 0)
          : Libc.callInt(s, Libc.function("statvfs"), s.string(path), m.address(), 0, 0, 0, 0);
      if (r < 0) {
        return new long[] {r};
      }
      long[] words = new long[11];
      for (int i = 0; i < words.length; i++) {
        words[i] = m.get(ValueLayout.JAVA_LONG, 8L * i);
      }
      return words;
    } finally {
      s.giveBack();
    }
  }

  // Time.

  /// `clock_gettime` (or another function of the same form) in nanoseconds; `Long.MIN_VALUE` plus errno on error.
  public static long clock(String function, int clock) {
    byte[] m = new byte[16];
    int r = callWithMemory(function, m, 1, clock);
    return r < 0 ? Long.MIN_VALUE - r : longAt(m, 0) * 1_000_000_000 + longAt(m, 8);
  }
}
