package org.atoll.runtime.host;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Calls about the process itself. Results are as in [Posix]. Thread-safe.
public final class ProcessControl {
  private ProcessControl() {}

  /// Ends the process at once: no shutdown hooks, nothing flushed.
  public static void halt(int status) {
    Access.requireProcess("_exit()");
    Runtime.getRuntime().halt(status & 0xff);
  }

  /// The id of the process that a pid file descriptor, or an open folder of /proc, stands for, or -1.
  public static long processOf(int pidfd) {
    try {
      String opened = java.nio.file.Files.readSymbolicLink(java.nio.file.Path.of("/proc/self/fd/" + pidfd)).toString();
      if (opened.matches("/proc/[0-9]+")) {
        return Long.parseLong(opened.substring(6));
      }
      for (String line : java.nio.file.Files.readAllLines(java.nio.file.Path.of("/proc/self/fdinfo/" + pidfd))) {
        if (line.startsWith("Pid:")) {
          return Long.parseLong(line.substring(4).strip());
        }
      }
    } catch (java.io.IOException e) {
      // Not a descriptor of this process.
    }
    return -1;
  }

  /// `execve`: replaces the process by another program; comes back only with a negated errno.
  public static int exec(byte[] path, byte[][] argv, byte[][] envp) {
    Access.requireSubprocess("exec()");
    Access.requireProcess("exec()");
    Scratch s = Scratch.borrow();
    try {
      return Libc.callInt(s, Libc.function("execve"), s.string(path), s.strings(argv), s.strings(envp), 0, 0, 0);
    } finally {
      s.giveBack();
    }
  }

  /// `getresuid` or `getresgid`: three ids of 4 bytes.
  public static int getIds(String function, byte[] ids) {
    Scratch s = Scratch.borrow();
    try {
      MemorySegment m = s.allocate(12);
      int r = Libc.callInt(s, Libc.function(function), m.address(), m.address() + 4, m.address() + 8, 0, 0, 0);
      MemorySegment.copy(m, ValueLayout.JAVA_BYTE, 0, ids, 0, 12);
      return r;
    } finally {
      s.giveBack();
    }
  }

  /// `times`: fills in `struct tms` and answers the ticks since some point of the past.
  public static long times(byte[] tms) {
    Scratch s = Scratch.borrow();
    try {
      MemorySegment m = s.allocate(32);
      long r = Libc.call(s, Libc.function("times"), m.address(), 0, 0, 0, 0, 0);
      MemorySegment.copy(m, ValueLayout.JAVA_BYTE, 0, tms, 0, 32);
      return r;
    } finally {
      s.giveBack();
    }
  }

  /// The text before the first null byte.
  public static byte[] cString(byte[] m) {
    int n = 0;
    while (n < m.length && m[n] != 0) {
      n++;
    }
    return Arrays.copyOf(m, n);
  }
}
