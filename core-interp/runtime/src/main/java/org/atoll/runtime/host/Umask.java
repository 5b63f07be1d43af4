package org.atoll.runtime.host;

import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;

/// The umask of an interpreter. The main interpreter's is that of the process. A subinterpreter that sets its own keeps it
/// to itself: it is put into practice here, for what the interpreter makes. Stateless, thread-safe.
final class Umask {
  private static final int BITS = 0777;
  private static final long CLONE_FS = 0x200;

  private Umask() {}

  /// Sets that of the calling thread's interpreter and tells the one before.
  static int set(int mask) {
    Access a = Access.sub();
    if (a == null) {
      return Libc.invoke("umask", mask);
    }
    int before = a.umask();
    a.setUmask(mask & BITS);
    return before >= 0 ? before : ProcessFiles.umask();
  }

  /// That of the calling thread's interpreter, -1 where it is that of the process.
  static int own() {
    Access a = Access.sub();
    return a == null ? -1 : a.umask();
  }

  /// Runs a call that makes something.
  ///
  /// @param mode the permissions that the program wants for it
  /// @param widen sets permissions that the system has held back because of the umask of the process
  static int made(int mode, IntUnaryOperator call, IntUnaryOperator widen) {
    int own = own();
    if (own < 0) {
      return call.applyAsInt(mode);
    }
    int wanted = mode & ~own;
    int r = call.applyAsInt(wanted);
    return r < 0 || (wanted & ProcessFiles.umask()) == 0 ? r : widen.applyAsInt(wanted & BITS);
  }

  /// Runs a call that starts a program, which begins with the umask of the thread that calls: so that has one of its own from
  /// then on, and should end soon.
  static int during(int mask, IntSupplier call) {
    if (Libc.invoke("unshare", CLONE_FS) >= 0) {
      Libc.invoke("umask", mask);
      return call.getAsInt();
    }
    // Some containers do not let a thread have its own: then it is that of the process for a moment.
    synchronized (Umask.class) {
      int before = Libc.invoke("umask", mask);
      try {
        return call.getAsInt();
      } finally {
        Libc.invoke("umask", before);
      }
    }
  }

  /// A call that opens a file.
  interface Open {
    int open(int flags, int mode);
  }

  /// Runs a call that opens a file and may make it.
  static int opened(int flags, int mode, Open call) {
    boolean unnamed = (flags & RawFiles.O_TMPFILE) != 0;
    int own = (flags & RawFiles.O_CREAT) == 0 && !unnamed ? -1 : own();
    if (own < 0) {
      return call.open(flags, mode);
    }
    int wanted = mode & ~own;
    if ((wanted & ProcessFiles.umask()) == 0) {
      return call.open(flags, wanted);
    }
    // The permissions of a file that was there before are not touched: so it must be known which it is.
    int r = call.open(unnamed ? flags : flags | RawFiles.O_EXCL, wanted);
    if (r == -Errno.EEXIST && (flags & RawFiles.O_EXCL) == 0) {
      return call.open(flags, wanted);
    }
    if (r >= 0) {
      Libc.invoke("fchmod", r, wanted & BITS);
    }
    return r;
  }
}
