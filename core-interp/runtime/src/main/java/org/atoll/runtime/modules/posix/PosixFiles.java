package org.atoll.runtime.modules.posix;

import java.util.List;
import java.util.function.LongSupplier;
import org.atoll.annotations.PyFunction;
import org.atoll.runtime.host.Directory;
import org.atoll.runtime.host.Errno;
import org.atoll.runtime.host.FileStatus;
import org.atoll.runtime.host.HostFiles;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PySimpleNamespace;
import org.atoll.runtime.types.PyStructSequence;
import org.atoll.runtime.types.PyTuple;

/// The functions of `posix` that work on names of files and directories.
abstract class PosixFiles extends PosixPaths {
  static void check(int result, PathArg path) {
    if (result < 0) {
      throw path.error(result);
    }
  }

  static int call(ThreadState ts, LongSupplier f) {
    return (int) FileCalls.retry(ts, f);
  }

  private static PyStructSequence statOf(ThreadState ts, PathArg p, int dir, boolean follow, String function) {
    Posix.StatResult r;
    if (p.isFd()) {
      if (dir != Posix.AT_FDCWD) {
        throw PyErr.valueError("%s: can't specify dir_fd without matching path", function);
      }
      if (!follow) {
        throw PyErr.valueError("%s: cannot use fd and follow_symlinks together", function);
      }
      r = Posix.fstat(p.fd());
    } else {
      ts.beginBlocking();
      try {
        r = Posix.fstatat(dir, p.relativeTo(dir), follow ? 0 : Posix.AT_SYMLINK_NOFOLLOW);
      } finally {
        ts.endBlocking();
      }
    }
    if (r.status() == null) {
      throw p.error(r.error());
    }
    return Results.stat(r.status());
  }

  @PyFunction(sig = "(path, *, dir_fd=None, follow_symlinks=True)", doc = "Perform a stat system call on the given path.")
  Object stat(ThreadState ts, Object path, Object dirFd, boolean follow) {
    return statOf(ts, PathArg.orFd(ts, "stat", "path", path), PathArg.dirFd(ts, dirFd), follow, "stat");
  }

  @PyFunction(sig = "(path, *, dir_fd=None)", doc = "Perform a stat system call on the given path, without following symbolic links.")
  Object lstat(ThreadState ts, Object path, Object dirFd) {
    return statOf(ts, PathArg.of(ts, "lstat", "path", path), PathArg.dirFd(ts, dirFd), false, "lstat");
  }

  /// What `stat` of a path would say of its kind, errors included: [HostFiles.Kind#NONE] is any of them.
  private static HostFiles.Kind kind(ThreadState ts, Object path, boolean follow) {
    PathArg p;
    try {
      p = follow ? PathArg.orFd(ts, "stat", "path", path) : PathArg.of(ts, "lstat", "path", path);
    } catch (PyException e) {
      if (PyErr.matches(e, PyExc.OSError) || PyErr.matches(e, PyExc.ValueError)) {
        return HostFiles.Kind.NONE;
      }
      throw e;
    }
    ts.beginBlocking();
    try {
      HostFiles.Kind known = p.isFd() ? HostFiles.Kind.UNKNOWN : HostFiles.kind(p.bytes(), follow);
      if (known != HostFiles.Kind.UNKNOWN) {
        return known;
      }
      Posix.StatResult r = p.isFd() ? Posix.fstat(p.fd()) : Posix.fstatat(Posix.AT_FDCWD, p.bytes(), follow ? 0 : Posix.AT_SYMLINK_NOFOLLOW);
      FileStatus s = r.status();
      return s == null ? HostFiles.Kind.NONE : s.isRegular() ? HostFiles.Kind.REGULAR : s.isDirectory() ? HostFiles.Kind.DIRECTORY
          : s.isLink() ? HostFiles.Kind.LINK : HostFiles.Kind.OTHER;
    } catch (PyException refused) {
      // What the interpreter may not look at is not there for it.
      if (PyErr.matches(refused, PyExc.PermissionError)) {
        return HostFiles.Kind.NONE;
      }
      throw refused;
    } finally {
      ts.endBlocking();
    }
  }

  // As on Windows, os.path has the following written natively: they need less than all of a status.

  @PyFunction(sig = "(path)", doc = "Test whether a path exists.  Returns False for broken symbolic links.")
  boolean _path_exists(ThreadState ts, Object path) {
    return kind(ts, path, true) != HostFiles.Kind.NONE;
  }

  @PyFunction(sig = "(path)", doc = "Test whether a path exists.  Returns True for broken symbolic links.")
  boolean _path_lexists(ThreadState ts, Object path) {
    return kind(ts, path, false) != HostFiles.Kind.NONE;
  }

  @PyFunction(sig = "(path)", doc = "Test whether a path is a regular file")
  boolean _path_isfile(ThreadState ts, Object path) {
    return kind(ts, path, true) == HostFiles.Kind.REGULAR;
  }

  @PyFunction(sig = "(s)", doc = "Return true if the pathname refers to an existing directory.")
  boolean _path_isdir(ThreadState ts, Object path) {
    return kind(ts, path, true) == HostFiles.Kind.DIRECTORY;
  }

  @PyFunction(sig = "(path)", doc = "Test whether a path is a symbolic link")
  boolean _path_islink(ThreadState ts, Object path) {
    return kind(ts, path, false) == HostFiles.Kind.LINK;
  }

  @PyFunction(sig = "(path, /)", doc = "Type and permissions, size and time of modification of a file, as importlib asks for them.")
  Object _path_summary(ThreadState ts, Object path) {
    PathArg p = PathArg.orFd(ts, "stat", "path", path);
    HostFiles.Summary known = p.isFd() ? null : HostFiles.summary(p.bytes());
    if (known == null) {
      return statOf(ts, p, Posix.AT_FDCWD, true, "stat");
    }
    if (known == HostFiles.Summary.NONE) {
      throw p.error(-Errno.ENOENT);
    }
    PySimpleNamespace out = new PySimpleNamespace(PySimpleNamespace.TYPE);
    out.dict().put("st_mode", (long) known.mode());
    out.dict().put("st_size", known.size());
    out.dict().put("st_mtime", Results.seconds(known.mtimeNanos()));
    return out;
  }

  @PyFunction(sig = "(fd)", doc = "Perform a stat system call on the given file descriptor.")
  Object fstat(ThreadState ts, int fd) {
    Posix.StatResult r = Posix.fstat(fd);
    if (r.status() == null) {
      throw PyErr.osError(-r.error());
    }
    return Results.stat(r.status());
  }

  @PyFunction(sig = "(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)", doc = "Use the real uid/gid to test for access to a path.")
  boolean access(ThreadState ts, Object path, int mode, Object dirFd, boolean effective, boolean follow) {
    PathArg p = PathArg.of(ts, "access", "path", path);
    int dir = PathArg.dirFd(ts, dirFd);
    int flags = (follow ? 0 : Posix.AT_SYMLINK_NOFOLLOW) | (effective ? Posix.AT_EACCESS : 0);
    try {
      return call(ts, () -> Posix.callAt("faccessat", dir, p.relativeTo(dir), mode, flags, 0)) == 0;
    } catch (PyException refused) {
      if (PyErr.matches(refused, PyExc.PermissionError)) {
        return false;
      }
      throw refused;
    }
  }

  @PyFunction(sig = "(path)", doc = "Change the current working directory to the specified path.")
  void chdir(ThreadState ts, Object path) {
    PathArg p = PathArg.orFd(ts, "chdir", "path", path);
    check(p.isFd() ? WorkingDirectory.of(ts).change(p.fd()) : WorkingDirectory.of(ts).change(p.plain()), p);
  }

  @PyFunction(sig = "(fd)", doc = "Change to the directory of the given file descriptor.")
  void fchdir(ThreadState ts, Object fd) {
    check(WorkingDirectory.of(ts).change(FileDescriptorArg.of(ts, fd)));
  }

  static void check(int result) {
    if (result < 0) {
      throw PyErr.osError(-result);
    }
  }

  @PyFunction(sig = "()", doc = "Return a unicode string representing the current working directory.")
  Object getcwd(ThreadState ts) {
    return FsPath.decode(cwd(ts));
  }

  @PyFunction(sig = "()", doc = "Return a bytes string representing the current working directory.")
  Object getcwdb(ThreadState ts) {
    return FsPath.decodeLike(cwd(ts), true);
  }

  private static byte[] cwd(ThreadState ts) {
    Posix.Text t = WorkingDirectory.of(ts).get();
    if (t.bytes() == null) {
      throw PyErr.osError(-t.error());
    }
    return t.bytes();
  }

  private static Directory openDirectory(PathArg p) {
    Directory d;
    if (p.isFd()) {
      int copy = Posix.duplicate(p.fd());
      if (copy < 0) {
        throw p.error(copy);
      }
      d = Directory.open(copy);
      if (d.error() != 0) {
        Posix.close(copy);
      }
    } else {
      d = Directory.open(p.bytes());
    }
    if (d.error() != 0) {
      throw p.error(-d.error());
    }
    return d;
  }

  @PyFunction(sig = "(path=None)", doc = "Return a list containing the names of the files in the directory.")
  Object listdir(ThreadState ts, Object path) {
    PathArg p = PathArg.orFdOrNone(ts, "listdir", "path", path);
    PyList names = new PyList();
    List<byte[]> known = p.isFd() ? null : listed(ts, p);
    if (known != null) {
      known.forEach(name -> names.append(FsPath.decodeLike(name, p.isBytes())));
      return names;
    }
    try (Directory d = openDirectory(p)) {
      int r;
      while ((r = d.next()) > 0) {
        names.append(FsPath.decodeLike(d.name(), p.isBytes()));
      }
      check(r, p);
    }
    return names;
  }

  private static List<byte[]> listed(ThreadState ts, PathArg p) {
    ts.beginBlocking();
    try {
      return HostFiles.list(p.bytes());
    } finally {
      ts.endBlocking();
    }
  }

  @PyFunction(sig = "(path=None)", doc = "Return an iterator of DirEntry objects for given path.")
  Object scandir(ThreadState ts, Object path) {
    PathArg p = PathArg.orFdOrNone(ts, "scandir", "path", path);
    return new PyScandirIterator(p, openDirectory(p));
  }

  @PyFunction(sig = "(path, mode=511, *, dir_fd=None)", doc = "Create a directory.")
  void mkdir(ThreadState ts, Object path, int mode, Object dirFd) {
    PathArg p = PathArg.of(ts, "mkdir", "path", path);
    int dir = PathArg.dirFd(ts, dirFd);
    check(call(ts, () -> Posix.makeAt("mkdirat", dir, p.relativeTo(dir), mode, 0)), p);
  }

  @PyFunction(sig = "(path, *, dir_fd=None)", doc = "Remove a directory.")
  void rmdir(ThreadState ts, Object path, Object dirFd) {
    unlinkAt(ts, PathArg.of(ts, "rmdir", "path", path), dirFd, Posix.AT_REMOVEDIR);
  }

  @PyFunction(sig = "(path, *, dir_fd=None)", doc = "Remove a file (same as remove()).")
  void unlink(ThreadState ts, Object path, Object dirFd) {
    unlinkAt(ts, PathArg.of(ts, "unlink", "path", path), dirFd, 0);
  }

  @PyFunction(sig = "(path, *, dir_fd=None)", doc = "Remove a file (same as unlink()).")
  void remove(ThreadState ts, Object path, Object dirFd) {
    unlinkAt(ts, PathArg.of(ts, "remove", "path", path), dirFd, 0);
  }

  private static void unlinkAt(ThreadState ts, PathArg p, Object dirFd, int flags) {
    int dir = PathArg.dirFd(ts, dirFd);
    check(call(ts, () -> Posix.callAt("unlinkat", dir, p.relativeTo(dir), flags, 0, 0)), p);
  }

  @PyFunction(sig = "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", doc = "Rename a file or directory.")
  void rename(ThreadState ts, Object src, Object dst, Object srcDir, Object dstDir) {
    move(ts, "rename", src, dst, srcDir, dstDir);
  }

  @PyFunction(sig = "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", doc = "Rename a file or directory, overwriting the destination.")
  void replace(ThreadState ts, Object src, Object dst, Object srcDir, Object dstDir) {
    move(ts, "replace", src, dst, srcDir, dstDir);
  }

  private static void move(ThreadState ts, String function, Object src, Object dst, Object srcDir, Object dstDir) {
    PathArg from = PathArg.of(ts, function, "src", src);
    PathArg to = PathArg.of(ts, function, "dst", dst);
    int a = PathArg.dirFd(ts, srcDir);
    int b = PathArg.dirFd(ts, dstDir);
    int r = call(ts, () -> Posix.callAt2("renameat", a, from.relativeTo(a), b, to.relativeTo(b), 0));
    if (r < 0) {
      throw from.error(r, to);
    }
  }

  @PyFunction(sig = "(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)", doc = "Create a hard link to a file.")
  void link(ThreadState ts, Object src, Object dst, Object srcDir, Object dstDir, boolean follow) {
    PathArg from = PathArg.of(ts, "link", "src", src);
    PathArg to = PathArg.of(ts, "link", "dst", dst);
    int a = PathArg.dirFd(ts, srcDir);
    int b = PathArg.dirFd(ts, dstDir);
    int r = call(ts, () -> Posix.callAt2("linkat", a, from.relativeTo(a), b, to.relativeTo(b), follow ? Posix.AT_SYMLINK_FOLLOW : 0));
    if (r < 0) {
      throw from.error(r, to);
    }
  }

  @PyFunction(sig = "(src, dst, target_is_directory=False, *, dir_fd=None)", doc = "Create a symbolic link pointing to src named dst.")
  void symlink(ThreadState ts, Object src, Object dst, boolean targetIsDirectory, Object dirFd) {
    PathArg from = PathArg.of(ts, "symlink", "src", src);
    PathArg to = PathArg.of(ts, "symlink", "dst", dst);
    int dir = PathArg.dirFd(ts, dirFd);
    int r = call(ts, () -> Posix.symlink(from.plain(), dir, to.relativeTo(dir)));
    if (r < 0) {
      throw from.error(r, to);
    }
  }

  @PyFunction(sig = "(path, *, dir_fd=None)", doc = "Return a string representing the path to which the symbolic link points.")
  Object readlink(ThreadState ts, Object path, Object dirFd) {
    PathArg p = PathArg.of(ts, "readlink", "path", path);
    int dir = PathArg.dirFd(ts, dirFd);
    Posix.Text t = Posix.readlink(dir, p.relativeTo(dir));
    if (t.bytes() == null) {
      throw p.error(t.error());
    }
    return FsPath.decodeLike(t.bytes(), p.isBytes());
  }

  @PyFunction(sig = "(path, mode, *, dir_fd=None, follow_symlinks=True)", doc = "Change the access permissions of a file.")
  void chmod(ThreadState ts, Object path, int mode, Object dirFd, boolean follow) {
    PathArg p = PathArg.orFd(ts, "chmod", "path", path);
    int dir = PathArg.dirFd(ts, dirFd);
    if (p.isFd()) {
      check(call(ts, () -> Posix.call("fchmod", p.fd(), mode)), p);
      return;
    }
    int r = call(ts, () -> Posix.callAt("fchmodat", dir, p.relativeTo(dir), mode, follow ? 0 : Posix.AT_SYMLINK_NOFOLLOW, 0));
    if (r == -Errno.ENOTSUP && !follow) {
      throw PyErr.notImplementedError("chmod: follow_symlinks unavailable on this platform");
    }
    check(r, p);
  }

  @PyFunction(sig = "(fd, mode)", doc = "Change the access permissions of the file given by file descriptor fd.")
  void fchmod(ThreadState ts, int fd, int mode) {
    check(call(ts, () -> Posix.call("fchmod", fd, mode)));
  }

  /// A user or group id: -1 means to leave it.
  static int id(ThreadState ts, Object o, String what) {
    long n = PyNumber.asIndex(ts, PyNumber.index(ts, o), PyExc.OverflowError);
    if (n < -1) {
      throw PyErr.overflowError("%s is less than minimum", what);
    }
    if (n > 0xffffffffL) {
      throw PyErr.overflowError("%s is greater than maximum", what);
    }
    return (int) n;
  }

  @PyFunction(sig = "(path, uid, gid, *, dir_fd=None, follow_symlinks=True)", doc = "Change the owner and group id of path to the numeric uid and gid.")
  void chown(ThreadState ts, Object path, Object uid, Object gid, Object dirFd, boolean follow) {
    PathArg p = PathArg.orFd(ts, "chown", "path", path);
    int dir = PathArg.dirFd(ts, dirFd);
    int u = id(ts, uid, "uid");
    int g = id(ts, gid, "gid");
    check(p.isFd() ? call(ts, () -> Posix.call("fchown", p.fd(), u, g))
        : call(ts, () -> Posix.callAt("fchownat", dir, p.relativeTo(dir), u, g, follow ? 0 : Posix.AT_SYMLINK_NOFOLLOW)), p);
  }

  @PyFunction(sig = "(path, uid, gid)", doc = "Change the owner and group id of path, without following symbolic links.")
  void lchown(ThreadState ts, Object path, Object uid, Object gid) {
    chown(ts, PathArg.of(ts, "lchown", "path", path).original(), uid, gid, PyNone.NONE, false);
  }

  @PyFunction(sig = "(fd, uid, gid)", doc = "Change the owner and group id of the file specified by file descriptor.")
  void fchown(ThreadState ts, int fd, Object uid, Object gid) {
    int u = id(ts, uid, "uid");
    int g = id(ts, gid, "gid");
    check(call(ts, () -> Posix.call("fchown", fd, u, g)));
  }

  @PyFunction(sig = "(path, times=None, *, ns=<absent>, dir_fd=None, follow_symlinks=True)", doc = "Set the access and modified time of path.")
  void utime(ThreadState ts, Object path, Object times, Object ns, Object dirFd, boolean follow) {
    PathArg p = PathArg.orFd(ts, "utime", "path", path);
    int dir = PathArg.dirFd(ts, dirFd);
    if (times != PyNone.NONE && ns != null) {
      throw PyErr.valueError("utime: you may specify either 'times' or 'ns' but not both");
    }
    long[] nanos = null;
    if (times != PyNone.NONE) {
      Object[] pair = pair(times, "utime: 'times' must be either a tuple of two ints or None");
      nanos = new long[] {TimeValue.nanos(ts, pair[0]), TimeValue.nanos(ts, pair[1])};
    } else if (ns != null) {
      Object[] pair = pair(ns, "utime: 'ns' must be a tuple of two ints");
      nanos = new long[] {TimeValue.exactNanos(ts, pair[0]), TimeValue.exactNanos(ts, pair[1])};
    }
    long[] set = nanos;
    if (p.isFd()) {
      if (!follow) {
        throw PyErr.valueError("utime: cannot use fd and follow_symlinks together");
      }
      check(call(ts, () -> Posix.utimens(p.fd(), null, set, 0)), p);
      return;
    }
    check(call(ts, () -> Posix.utimens(dir, p.relativeTo(dir), set, follow ? 0 : Posix.AT_SYMLINK_NOFOLLOW)), p);
  }

  private static Object[] pair(Object o, String message) {
    if (o instanceof PyTuple t && t.items.length == 2) {
      return t.items;
    }
    throw PyErr.typeError(message);
  }

  @PyFunction(sig = "(path, length)", doc = "Truncate a file, specified by path, to a specific length.")
  void truncate(ThreadState ts, Object path, long length) {
    PathArg p = PathArg.orFd(ts, "truncate", "path", path);
    check(p.isFd() ? call(ts, () -> Posix.ftruncate(p.fd(), length)) : call(ts, () -> Posix.callPath("truncate", p.bytes(), length, 0, 0)), p);
  }

  @PyFunction(sig = "(path, mode=438, *, dir_fd=None)", doc = "Create a \"fifo\" (a POSIX named pipe).")
  void mkfifo(ThreadState ts, Object path, int mode, Object dirFd) {
    PathArg p = PathArg.of(ts, "mkfifo", "path", path);
    int dir = PathArg.dirFd(ts, dirFd);
    check(call(ts, () -> Posix.makeAt("mkfifoat", dir, p.relativeTo(dir), mode, 0)), p);
  }

  @PyFunction(sig = "(path, mode=384, device=0, *, dir_fd=None)", doc = "Create a node in the file system.")
  void mknod(ThreadState ts, Object path, int mode, long device, Object dirFd) {
    PathArg p = PathArg.of(ts, "mknod", "path", path);
    int dir = PathArg.dirFd(ts, dirFd);
    check(call(ts, () -> Posix.makeAt("mknodat", dir, p.relativeTo(dir), mode, device)), p);
  }

  @PyFunction(sig = "(path)", doc = "Perform a statvfs system call on the given path.")
  Object statvfs(ThreadState ts, Object path) {
    PathArg p = PathArg.orFd(ts, "statvfs", "path", path);
    return statvfsResult(Posix.statvfs(p.fd(), p.bytes()), p);
  }

  @PyFunction(sig = "(fd)", doc = "Perform an fstatvfs system call on the given fd.")
  Object fstatvfs(ThreadState ts, int fd) {
    return statvfsResult(Posix.statvfs(fd, null), new PathArg(null, null, fd, false));
  }

  private static Object statvfsResult(long[] w, PathArg p) {
    if (w.length == 1) {
      throw p.error((int) w[0]);
    }
    return PyStructSequence.of(Results.STATVFS, w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], w[9], w[10], w[8]);
  }

  @PyFunction(sig = "(path)", doc = "Change root directory to path.")
  void chroot(ThreadState ts, Object path) {
    PathArg p = PathArg.of(ts, "chroot", "path", path);
    check(Posix.callPath("chroot", p.bytes(), 0, 0, 0), p);
  }

  @PyFunction(sig = "(path, name)", doc = "Return the configuration limit name for the file or directory path.")
  Object pathconf(ThreadState ts, Object path, Object name) {
    PathArg p = PathArg.orFd(ts, "pathconf", "path", path);
    int number = SystemConfiguration.number(ts, name, SystemConfiguration.PATHCONF);
    int r = p.isFd() ? Posix.call("fpathconf", p.fd(), number) : Posix.callPath("pathconf", p.bytes(), number, 0, 0);
    if (r < 0 && r != -0 && r != -1) {
      throw p.error(r);
    }
    return (long) r;
  }

  @PyFunction(sig = "(fd, name, /)", doc = "Return the configuration limit name for the file descriptor fd.")
  Object fpathconf(ThreadState ts, Object fd, Object name) {
    return pathconf(ts, (long) FileDescriptorArg.of(ts, fd), name);
  }

  @PyFunction(sig = "(path)", doc = "Return the file system path representation of the object.")
  Object fspath(ThreadState ts, Object path) {
    return PyObjects.fspath(ts, path);
  }

  @PyFunction(sig = "(device, /)")
  long major(ThreadState ts, Object device) {
    long d = PyNumber.asIndex(ts, device, PyExc.OverflowError);
    return d >>> 8 & 0xfff | d >>> 32 & 0xfffff000L;
  }

  @PyFunction(sig = "(device, /)")
  long minor(ThreadState ts, Object device) {
    long d = PyNumber.asIndex(ts, device, PyExc.OverflowError);
    return d & 0xff | d >>> 12 & 0xffffff00L;
  }

  @PyFunction(sig = "(major, minor, /)")
  long makedev(ThreadState ts, long major, long minor) {
    return (minor & 0xff) | (major & 0xfff) << 8 | (minor & 0xffffff00L) << 12 | (major & 0xfffff000L) << 32;
  }
}
