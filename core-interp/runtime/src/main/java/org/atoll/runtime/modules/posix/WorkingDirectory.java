package org.atoll.runtime.modules.posix;

import org.atoll.runtime.host.Access;
import org.atoll.runtime.host.Errno;
import org.atoll.runtime.host.HostFiles;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.interp.ThreadState;

/// An interpreter's working directory. The main interpreter's is that of the process. A subinterpreter begins where the one
/// was that made it; when it changes its own, it keeps that to itself: its relative paths are resolved here. Guarded by
/// the GIL.
public record WorkingDirectory(Access access) {
  private static final int O_PATH = 010000000;
  private static final int O_DIRECTORY = 0200000;
  private static final int X_OK = 1;

  public static WorkingDirectory of(ThreadState ts) {
    return new WorkingDirectory(ts.access());
  }

  /// A path as the process must be told it.
  public byte[] resolve(byte[] path) {
    byte[] own = access.directory();
    return own == null || path.length > 0 && path[0] == '/' || path.length == 0 ? path : joined(own, path);
  }

  /// A path that does not depend on the working directory any more.
  byte[] absolute(byte[] path) {
    byte[] resolved = resolve(path);
    byte[] present = resolved[0] == '/' ? null : get().bytes();
    return present == null ? resolved : joined(present, resolved);
  }

  private static byte[] joined(byte[] folder, byte[] path) {
    byte[] out = new byte[folder.length + 1 + path.length];
    System.arraycopy(folder, 0, out, 0, folder.length);
    out[folder.length] = '/';
    System.arraycopy(path, 0, out, folder.length + 1, path.length);
    return out;
  }

  /// The directory of a child process, or null for that of this process.
  public byte[] ownOrNull() {
    return access.directory();
  }

  /// `getcwd`.
  Posix.Text get() {
    byte[] own = access.directory();
    byte[] known = own != null ? own : HostFiles.workingDirectory();
    return known != null ? new Posix.Text(known, 0) : Posix.getcwd();
  }

  /// `chdir`: 0 or a negated errno.
  int change(byte[] path) {
    if (access.isMain()) {
      return Posix.callPath("chdir", path, 0, 0, 0);
    }
    return path.length == 0 ? -Errno.ENOENT : enter(Posix.open(Posix.AT_FDCWD, resolve(path), O_PATH | O_DIRECTORY | Posix.O_CLOEXEC, 0));
  }

  /// `fchdir`.
  int change(int fd) {
    if (access.isMain()) {
      return Posix.changeDirectory(fd);
    }
    return enter(Posix.open(fd, new byte[] {'.'}, O_PATH | O_DIRECTORY | Posix.O_CLOEXEC, 0));
  }

  /// Makes an open directory the present one; takes a negated errno as the answer.
  private int enter(int directory) {
    if (directory < 0) {
      return directory;
    }
    try {
      if (Posix.callAt("faccessat", directory, new byte[] {'.'}, X_OK, 0, 0) < 0) {
        return -Errno.EACCES;
      }
      Posix.Text real = Posix.nameOf(directory);
      if (real.bytes() == null) {
        return real.error();
      }
      access.setDirectory(real.bytes());
      return 0;
    } finally {
      Posix.close(directory);
    }
  }
}
