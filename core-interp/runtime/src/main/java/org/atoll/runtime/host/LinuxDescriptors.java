package org.atoll.runtime.host;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Calls on descriptors that need more than one piece of memory or that only Linux has. Results are as in [Posix].
/// Thread-safe.
public final class LinuxDescriptors {
  /// The size of `struct itimerspec`: interval and first expiry, each in seconds and nanoseconds.
  public static final int ITIMERSPEC_SIZE = 32;
  private static final int IOVEC_SIZE = 16;
  private static final long TIOCSCTTY = 0x540e;

  private LinuxDescriptors() {}

  /// `timerfd_create`.
  public static int timer(int clock, int flags) {
    return Access.opening(() -> Libc.invoke("timerfd_create", clock, flags));
  }

  /// `timerfd_settime`: `spec` is the new setting, and afterwards the one before.
  public static int setTimer(int fd, int flags, byte[] spec) {
    return (int) Access.using(fd, () -> {
      Scratch s = Scratch.borrow();
      try {
        MemorySegment set = s.allocate(ITIMERSPEC_SIZE);
        MemorySegment before = s.cleared(ITIMERSPEC_SIZE);
        MemorySegment.copy(spec, 0, set, ValueLayout.JAVA_BYTE, 0, ITIMERSPEC_SIZE);
        int r = Libc.callInt(s, Libc.function("timerfd_settime"), fd, flags, set.address(), before.address(), 0, 0);
        MemorySegment.copy(before, ValueLayout.JAVA_BYTE, 0, spec, 0, ITIMERSPEC_SIZE);
        return r;
      } finally {
        s.giveBack();
      }
    });
  }

  /// `preadv2` or `pwritev2` with a single piece of memory.
  public static long transferAt(String function, int fd, byte[] b, long offset, int flags) {
    return Access.using(fd, () -> {
      Scratch s = Scratch.borrow();
      try {
        MemorySegment vector = s.allocate(IOVEC_SIZE);
        MemorySegment data = s.allocate(Math.max(b.length, 1));
        MemorySegment.copy(b, 0, data, ValueLayout.JAVA_BYTE, 0, b.length);
        vector.set(ValueLayout.JAVA_LONG, 0, data.address());
        vector.set(ValueLayout.JAVA_LONG, 8, b.length);
        // The offset takes two arguments of which the second is the high half on machines of 32 bits.
        long r = Libc.callLong(s, Libc.function(function), fd, vector.address(), 1, offset, flags, 0);
        MemorySegment.copy(data, ValueLayout.JAVA_BYTE, 0, b, 0, b.length);
        return r;
      } finally {
        s.giveBack();
      }
    });
  }

  /// `splice`; null for an offset stands for the position of the descriptor.
  public static long splice(int source, Long sourceOffset, int target, Long targetOffset, long count, int flags) {
    return Access.using(source, target, () -> {
      Scratch s = Scratch.borrow();
      try {
        return Libc.callLong(s, Libc.function("splice"), source, offset(s, sourceOffset), target, offset(s, targetOffset), count, flags);
      } finally {
        s.giveBack();
      }
    });
  }

  private static long offset(Scratch s, Long value) {
    if (value == null) {
      return 0;
    }
    MemorySegment m = s.allocate(8);
    m.set(ValueLayout.JAVA_LONG, 0, value);
    return m.address();
  }

  /// Makes a terminal the controlling one of this process's session.
  public static int controlTerminal(int fd) {
    Access.requireMain("login_tty()");
    return Libc.invoke("ioctl", fd, TIOCSCTTY, 0);
  }

  /// `getxattr`, `listxattr`, `setxattr`, `removexattr` and those of their kind, refused where files are limited.
  ///
  /// @param path null where `fd` stands for the file
  /// @param name the attribute, null for `listxattr`
  /// @param memory the value or the room for it, null for `removexattr`
  /// @param flags -1 for a function without
  public static int attribute(String function, byte[] path, int fd, byte[] name, byte[] memory, int flags) {
    Access limited = Access.limited();
    if (limited != null) {
      throw HostRules.unknown(limited, function);
    }
    Scratch s = Scratch.borrow();
    try {
      long[] a = new long[6];
      int n = 0;
      a[n++] = path == null ? fd : s.string(path);
      if (name != null) {
        a[n++] = s.string(name);
      }
      MemorySegment m = memory == null ? null : s.allocate(Math.max(memory.length, 1));
      if (m != null) {
        MemorySegment.copy(memory, 0, m, ValueLayout.JAVA_BYTE, 0, memory.length);
        a[n++] = m.address();
        a[n++] = memory.length;
      }
      a[n] = Math.max(flags, 0);
      int r = Libc.callInt(s, Libc.function(function), a[0], a[1], a[2], a[3], a[4], a[5]);
      if (m != null && flags < 0) {
        MemorySegment.copy(m, ValueLayout.JAVA_BYTE, 0, memory, 0, memory.length);
      }
      return r;
    } finally {
      s.giveBack();
    }
  }
}
