package org.atoll.runtime.host;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// POSIX calls on descriptors, files and processes. Results are those of the C functions; an error is the negated errno
/// (never -1 as such). Paths are bytes, as the system has them. Interrupted calls answer `-EINTR` and are the
/// caller's to repeat. What the calling thread's interpreter may not do is refused: see [Access]. Thread-safe; what may block, blocks the calling thread and its carrier: see [Waiting].
public final class Posix {
  public static final int AT_FDCWD = -100;
  public static final int AT_SYMLINK_NOFOLLOW = 0x100;
  public static final int AT_REMOVEDIR = 0x200;
  public static final int AT_EACCESS = 0x200;
  public static final int AT_SYMLINK_FOLLOW = 0x400;
  public static final int O_RDONLY = 0;
  public static final int O_WRONLY = 1;
  public static final int O_ACCMODE = 3;
  public static final int O_CLOEXEC = 02000000;
  public static final int F_GETFD = 1;
  public static final int FD_CLOEXEC = 1;
  public static final int F_SETFD = 2;
  public static final int F_GETFL = 3;
  public static final int F_SETFL = 4;
  public static final int O_NONBLOCK = 04000;
  private static final long TIOCGWINSZ = 0x5413;
  private static final long TIOCGPTPEER = 0x5441;
  private static final long PIDFD_OPEN = 434;

  private Posix() {}

  // Any function.

  /// Calls an `int` function of libc that takes integers only.
  public static int call(String name, long... args) {
    ChildPlan plan = ChildPlan.taking(name);
    return plan != null ? plan.add(name, null, -1, args) : (int) HostRules.guarded(name, -1, args, () -> Libc.invoke(name, args));
  }

  /// Calls a function of libc that returns 64 bits and takes integers only.
  public static long callLong(String name, long... args) {
    return HostRules.guarded(name, -1, args, () -> Libc.invokeLong(name, args));
  }

  /// `sysconf`: -1 for an unknown variable and for one without a limit, of which the latter says nothing in errno.
  public static long sysconf(long number) {
    return HostRules.guarded("sysconf", -1, new long[] {number}, () -> {
      Scratch s = Scratch.borrow();
      try {
        return Libc.call(s, Libc.function("sysconf"), number, 0, 0, 0, 0, 0);
      } finally {
        s.giveBack();
      }
    });
  }

  /// Calls `truncate`, `pathconf`, `access`, `chdir` or `chroot`, whose first argument is a path.
  public static int callPath(String name, byte[] path, long b, long c, long d) {
    Access a = Access.sub();
    if (a != null && (name.equals("chdir") || name.equals("chroot"))) {
      Access.requireMain(name + "()");
    }
    if (name.equals("chdir")) {
      return ProcessDirectory.change(() -> RawFiles.path(name, path, 0, 0, 0));
    }
    Access limited = Access.limited();
    return limited == null ? RawFiles.path(name, path, b, c, d) : GuardedPaths.call(limited, name, path, b, c, d);
  }

  /// Calls an `...at` function: directory, path and up to three integers.
  public static int callAt(String name, int dir, byte[] path, long c, long d, long e) {
    Access a = Access.limited();
    return a == null ? RawFiles.at(name, dir, path, c, d, e) : GuardedPaths.at(a, name, dir, path, c, d, e);
  }

  /// `mkdirat`, `mkfifoat` or `mknodat`: as the umask of the interpreter says.
  public static int makeAt(String name, int dir, byte[] path, int mode, long device) {
    return Umask.made(mode, m -> callAt(name, dir, path, m, device, 0), m -> callAt("fchmodat", dir, path, m, 0, 0));
  }

  /// Calls `renameat` or `linkat`: two directories with a path each, and flags.
  public static int callAt2(String name, int dir1, byte[] path1, int dir2, byte[] path2, long flags) {
    Access a = Access.limited();
    return a == null ? RawFiles.at2(name, dir1, path1, dir2, path2, flags) : GuardedPaths.at2(a, name, dir1, path1, dir2, path2, flags);
  }

  /// `symlinkat(target, dir, path)`.
  public static int symlink(byte[] target, int dir, byte[] path) {
    Access a = Access.limited();
    return a == null ? RawFiles.symlink(target, dir, path) : GuardedPaths.symlink(a, target, dir, path);
  }

  /// Calls an `int` function with memory of its own as the argument at `position`: `in` goes in and comes out changed.
  public static int callWithMemory(String name, byte[] memory, int position, long... args) {
    ChildPlan plan = ChildPlan.taking(name);
    return plan != null ? plan.add(name, memory, position, args)
        : (int) HostRules.guarded(name, memory.length, args, () -> rawWithMemory(name, memory, position, args));
  }

  static int rawWithMemory(String name, byte[] memory, int position, long... args) {
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
    return Access.opening(() -> Umask.opened(flags, mode, (f, m) -> openPath(dir, path, f, m)));
  }

  static int openPath(int dir, byte[] path, int flags, int mode) {
    Access a = Access.limited();
    return a == null ? RawFiles.open(dir, path, flags, mode) : GuardedPaths.open(a, dir, path, flags, mode);
  }

  public static int close(int fd) {
    return Access.close(fd);
  }

  /// Closes the descriptors from `from` to before `to`; a subinterpreter only its own.
  public static void closeRange(int from, int to) {
    Access.closeRange(from, to);
  }

  /// A duplicate of a descriptor, which programs that are started do not get.
  public static int duplicate(int fd) {
    return duplicate(fd, 0);
  }

  /// As [#duplicate], with a number not below `least`.
  public static int duplicate(int fd, int least) {
    return fcntl(fd, HostRules.F_DUPFD_CLOEXEC, least);
  }

  /// `dup2`, or `dup3` with flags other than 0.
  public static int duplicateTo(int fd, int target, int flags) {
    return Access.duplicate(fd, target, flags);
  }

  /// `eventfd`.
  public static int eventfd(long value, int flags) {
    return Access.opening(() -> Libc.invoke("eventfd", value, flags));
  }

  /// `memfd_create`.
  public static int memoryFile(byte[] name, int flags) {
    return Access.opening(() -> RawFiles.path("memfd_create", name, flags, 0, 0));
  }

  /// `posix_openpt`: the leading end of a new pseudo-terminal.
  public static int openTerminal(int flags) {
    return Access.opening(() -> Libc.invoke("posix_openpt", flags));
  }

  /// The other end of a pseudo-terminal, by the descriptor of the leading one.
  public static int openTerminalPeer(int leader, int flags) {
    return (int) Access.using(leader, () -> Access.opening(() -> Libc.invoke("ioctl", leader, TIOCGPTPEER, flags)));
  }

  /// `pidfd_open`.
  public static int openProcess(int pid, int flags) {
    Access.requireSubprocess("pidfd_open()");
    return Access.opening(() -> (int) Libc.invokeLong("syscall", PIDFD_OPEN, pid, flags));
  }

  /// `shm_open`.
  public static int openSharedMemory(byte[] name, int flags, int mode) {
    requireSharedMemory(name);
    return Access.opening(() -> Umask.opened(flags, mode, (f, m) -> RawFiles.path("shm_open", name, f, m, 0)));
  }

  /// `shm_unlink`.
  public static int unlinkSharedMemory(byte[] name) {
    requireSharedMemory(name);
    return RawFiles.path("shm_unlink", name, 0, 0, 0);
  }

  static void requireSharedMemory(byte[] name) {
    Access a = Access.limited();
    if (a != null) {
      GuardedPaths.requireSharedMemory(a, name);
    }
  }

  /// `umask`: sets the interpreter's and tells the one before.
  public static int umask(int mask) {
    return Umask.set(mask);
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
      int n = (int) Access.using(fd, () -> Libc.callLong(s, f, fd, m.address(), length, position, 0, 0));
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
    return (int) Access.using(fd, () -> Libc.invokeLong("read", fd, target.address(), target.byteSize()));
  }

  /// `write` from foreign memory.
  public static int write(int fd, MemorySegment source) {
    return (int) Access.using(fd, () -> Libc.invokeLong("write", fd, source.address(), source.byteSize()));
  }

  public static long lseek(int fd, long offset, int whence) {
    return Access.using(fd, () -> Libc.invokeLong("lseek", fd, offset, whence));
  }

  public static int ftruncate(int fd, long length) {
    return (int) Access.using(fd, () -> Libc.invoke("ftruncate", fd, length));
  }

  public static int fcntl(int fd, int command, long argument) {
    if (command == HostRules.F_DUPFD || command == HostRules.F_DUPFD_CLOEXEC) {
      return (int) Access.using(fd, () -> Access.opening(() -> Libc.invoke("fcntl", fd, command, argument)));
    }
    return call("fcntl", fd, command, argument);
  }

  /// `isatty`. For the standard streams without libc where what they are linked to shows that they are no terminal.
  public static boolean isatty(int fd) {
    if (StandardStreams.isStandard(fd) && !StandardStreams.mayBeTerminal(fd)) {
      return false;
    }
    return StandardStreams.isStandard(fd) ? Libc.invoke("isatty", fd) == 1 : Access.using(fd, () -> Libc.invoke("isatty", fd)) == 1;
  }

  /// `pipe2`: the reading end and the writing end, or one negated errno.
  public static int[] pipe(int flags) {
    return Access.openingTwo(() -> {
      byte[] m = new byte[8];
      int r = rawWithMemory("pipe2", m, 0, flags);
      return r < 0 ? new int[] {r} : new int[] {intAt(m, 0), intAt(m, 4)};
    });
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
    StatResult[] out = {null};
    int r = (int) Access.using(fd, () -> {
      out[0] = RawFiles.fstat(fd);
      return 0;
    });
    return r < 0 ? new StatResult(null, r) : out[0];
  }

  public static StatResult fstatat(int dir, byte[] path, int flags) {
    Access a = Access.limited();
    if (a != null) {
      return GuardedPaths.stat(a, dir, path, flags);
    }
    Scratch s = Scratch.borrow();
    try {
      MemorySegment m = s.allocate(FileStatus.SIZE);
      int r = Libc.callInt(s, Libc.function("fstatat"), dir, s.string(path), m.address(), flags, 0, 0);
      return r < 0 ? new StatResult(null, r) : new StatResult(FileStatus.read(m), 0);
    } finally {
      s.giveBack();
    }
  }

  /// What a call that delivers a text gives: the text, or null and the negated errno.
  public record Text(byte[] bytes, int error) {}

  /// `readlinkat`.
  public static Text readlink(int dir, byte[] path) {
    Access a = Access.limited();
    return a == null ? RawFiles.readlink(dir, path) : GuardedPaths.readlink(a, dir, path);
  }

  /// `getcwd`.
  public static Text getcwd() {
    return text("getcwd", 4096, -1);
  }

  /// `fchdir` of the process.
  public static int changeDirectory(int fd) {
    Access.requireMain("fchdir()");
    return ProcessDirectory.change(() -> Libc.invoke("fchdir", fd));
  }

  /// The name, without links, of what a descriptor stands for.
  public static Text nameOf(int fd) {
    return Access.mayUse(fd) ? RawFiles.realName(fd) : new Text(null, -Errno.EBADF);
  }

  /// `ttyname`.
  public static Text ttyname(int fd) {
    if (!StandardStreams.isStandard(fd) && !Access.mayUse(fd)) {
      return new Text(null, -Errno.EBADF);
    }
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
    Access a = Access.limited();
    return a == null ? rawUtimens(dir, path, times, flags)
        : path == null ? (int) Access.using(dir, () -> rawUtimens(dir, null, times, flags)) : GuardedPaths.utimens(a, dir, path, times, flags);
  }

  static int rawUtimens(int dir, byte[] path, long[] times, int flags) {
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
    Access a = Access.limited();
    if (a == null || path == null && Access.mayUse(fd)) {
      return rawStatvfs(fd, path);
    }
    return path == null ? new long[] {-Errno.EBADF} : GuardedPaths.statvfs(a, path);
  }

  static long[] rawStatvfs(int fd, byte[] path) {
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
    int r = rawWithMemory(function, m, 1, clock);
    return r < 0 ? Long.MIN_VALUE - r : longAt(m, 0) * 1_000_000_000 + longAt(m, 8);
  }
}
