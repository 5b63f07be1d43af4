package org.atoll.runtime.host;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// Calls on names of files past all checks, for those who check. Results are as in [Posix]. Stateless, thread-safe.
final class RawFiles {
  static final int O_CREAT = 0100;
  static final int O_EXCL = 0200;
  static final int O_TRUNC = 01000;
  static final int O_APPEND = 02000;
  static final int O_NOFOLLOW = 0400000;
  static final int O_DIRECTORY = 0200000;
  static final int O_PATH = 010000000;
  static final int O_TMPFILE = 020000000;
  private static final int PATH_MAX = 4096;

  private RawFiles() {}

  static int open(int dir, byte[] path, int flags, int mode) {
    return at("openat", dir, path, flags, mode, 0);
  }

  /// A descriptor that stands for a file's place only: opening it has no effect on the file.
  static int openPlace(int dir, byte[] path, boolean follow) {
    return open(dir, path, O_PATH | Posix.O_CLOEXEC | (follow ? 0 : O_NOFOLLOW), 0);
  }

  static int at(String name, int dir, byte[] path, long c, long d, long e) {
    MemorySegment f = Libc.function(name);
    Scratch s = Scratch.borrow();
    try {
      return Libc.callInt(s, f, dir, s.string(path), c, d, e, 0);
    } finally {
      s.giveBack();
    }
  }

  static int path(String name, byte[] path, long b, long c, long d) {
    MemorySegment f = Libc.function(name);
    Scratch s = Scratch.borrow();
    try {
      return Libc.callInt(s, f, s.string(path), b, c, d, 0, 0);
    } finally {
      s.giveBack();
    }
  }

  static int at2(String name, int dir1, byte[] path1, int dir2, byte[] path2, long flags) {
    MemorySegment f = Libc.function(name);
    Scratch s = Scratch.borrow();
    try {
      return Libc.callInt(s, f, dir1, s.string(path1), dir2, s.string(path2), flags, 0);
    } finally {
      s.giveBack();
    }
  }

  static int symlink(byte[] target, int dir, byte[] path) {
    MemorySegment f = Libc.function("symlinkat");
    Scratch s = Scratch.borrow();
    try {
      return Libc.callInt(s, f, s.string(target), dir, s.string(path), 0, 0, 0);
    } finally {
      s.giveBack();
    }
  }

  static Posix.StatResult fstat(int fd) {
    Scratch s = Scratch.borrow();
    try {
      MemorySegment m = s.allocate(FileStatus.SIZE);
      int r = Libc.callInt(s, Libc.function("fstat"), fd, m.address(), 0, 0, 0, 0);
      return r < 0 ? new Posix.StatResult(null, r) : new Posix.StatResult(FileStatus.read(m), 0);
    } finally {
      s.giveBack();
    }
  }

  static Posix.Text readlink(int dir, byte[] path) {
    MemorySegment f = Libc.function("readlinkat");
    Scratch s = Scratch.borrow();
    try {
      MemorySegment m = s.allocate(PATH_MAX + 1);
      long n = Libc.callLong(s, f, dir, s.string(path), m.address(), PATH_MAX + 1, 0, 0);
      return n < 0 ? new Posix.Text(null, (int) n) : new Posix.Text(m.asSlice(0, n).toArray(ValueLayout.JAVA_BYTE), 0);
    } finally {
      s.giveBack();
    }
  }

  /// The name that leads to the very file that a descriptor stands for, whatever has its name by now.
  static byte[] nameOf(int fd) {
    return ("/proc/self/fd/" + fd).getBytes(StandardCharsets.US_ASCII);
  }

  /// The present name of what a descriptor stands for, without links.
  static Posix.Text realName(int fd) {
    return readlink(Posix.AT_FDCWD, nameOf(fd));
  }

  /// `realpath`, null on error.
  static byte[] realPath(byte[] path) {
    int fd = openPlace(Posix.AT_FDCWD, path, true);
    if (fd < 0) {
      return null;
    }
    try {
      return realName(fd).bytes();
    } finally {
      close(fd);
    }
  }

  static void close(int fd) {
    Libc.invoke("close", fd);
  }
}
