package org.atoll.runtime.modules.posix;

import org.atoll.runtime.host.Errno;
import org.atoll.runtime.host.HostFiles;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.ThreadState;

/// An interpreter's working directory. The main interpreter's is that of the process; a subinterpreter that changes its own
/// keeps it to itself: its relative paths are resolved here. Guarded by the GIL.
public final class WorkingDirectory {
  private final boolean main;
  /// The directory of a subinterpreter, or null while it is that of the process.
  private byte[] own;

  private WorkingDirectory(Interpreter interpreter) {
    main = !interpreter.config().subinterpreter();
  }

  public static WorkingDirectory of(ThreadState ts) {
    Interpreter i = ts.interpreter();
    return i.state(WorkingDirectory.class, () -> new WorkingDirectory(i));
  }

  /// A path as the process must be told it.
  public byte[] resolve(byte[] path) {
    if (own == null || path.length > 0 && path[0] == '/' || path.length == 0) {
      return path;
    }
    byte[] out = new byte[own.length + 1 + path.length];
    System.arraycopy(own, 0, out, 0, own.length);
    out[own.length] = '/';
    System.arraycopy(path, 0, out, own.length + 1, path.length);
    return out;
  }

  /// The directory of a child process, or null for that of this process.
  public byte[] ownOrNull() {
    return own;
  }

  /// `getcwd`.
  Posix.Text get() {
    byte[] known = own != null ? own : HostFiles.workingDirectory();
    return known != null ? new Posix.Text(known, 0) : Posix.getcwd();
  }

  /// `chdir`: 0 or a negated errno.
  int change(byte[] path) {
    if (main) {
      return Posix.callPath("chdir", path, 0, 0, 0);
    }
    byte[] target = resolve(path);
    Posix.StatResult st = Posix.fstatat(Posix.AT_FDCWD, target, 0);
    if (st.status() == null) {
      return st.error();
    }
    if (!st.status().isDirectory()) {
      return -Errno.ENOTDIR;
    }
    return canonical(target);
  }

  /// `fchdir`.
  int change(int fd) {
    if (main) {
      return Posix.call("fchdir", fd);
    }
    Posix.StatResult st = Posix.fstat(fd);
    if (st.status() == null) {
      return st.error();
    }
    return st.status().isDirectory() ? canonical(("/proc/self/fd/" + fd).getBytes(java.nio.charset.StandardCharsets.US_ASCII)) : -Errno.ENOTDIR;
  }

  private int canonical(byte[] directory) {
    int fd = Posix.open(Posix.AT_FDCWD, directory, 010000000 | 0200000, 0);
    if (fd < 0) {
      return fd;
    }
    Posix.Text real = Posix.readlink(Posix.AT_FDCWD, ("/proc/self/fd/" + fd).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    Posix.close(fd);
    if (real.bytes() == null) {
      return real.error();
    }
    own = real.bytes();
    return 0;
  }
}
