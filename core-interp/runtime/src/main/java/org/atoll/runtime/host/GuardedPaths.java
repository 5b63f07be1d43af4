package org.atoll.runtime.host;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/// Calls on names of files for an interpreter that may not go everywhere.
///
/// A name is not compared with the folders that are granted, since links and `..` lead elsewhere, and may lead elsewhere a
/// moment later. The place is opened first (`O_PATH`, which does nothing to the file), the system is asked for the real
/// name of what was opened, that is compared, and the call then goes to the very thing that was opened. For a name that is
/// made or removed this is done with the folder, and the call goes to the last part of the name in that folder, following
/// no link.
///
/// Of what lies outside the interpreter does not even learn whether it exists.
///
/// Stateless, thread-safe.
final class GuardedPaths {
  private static final int LINKS_MAX = 40;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int ACCESS_MODE = 3;
  private static final int O_WRONLY = 1;
  private static final int O_RDWR = 2;
  private static final int W_OK = 2;
  private static final int R_OK = 4;
  private static final int S_IFMT = 0170000;
  private static final int S_IFCHR = 0020000;
  private static final int S_IFBLK = 0060000;
  private static final byte[] EMPTY = {};
  private static final byte[] DOT = {'.'};
  private static final byte[] ROOT = {'/'};

  private GuardedPaths() {}

  /// An open place: a descriptor to be closed, what it is and its real name; or, without those, an error.
  private record Place(int fd, FileStatus status, byte[] real, int error) implements AutoCloseable {
    @Override
    public void close() {
      if (fd >= 0) {
        RawFiles.close(fd);
      }
    }
  }

  /// A folder and a name in it.
  private record Entry(Place folder, byte[] name) implements AutoCloseable {
    byte[] real() {
      return joined(folder.real, name);
    }

    @Override
    public void close() {
      folder.close();
    }
  }

  private static byte[] joined(byte[] folder, byte[] name) {
    boolean root = folder.length == 1;
    byte[] out = Arrays.copyOf(folder, folder.length + name.length + (root ? 0 : 1));
    if (!root) {
      out[folder.length] = '/';
    }
    System.arraycopy(name, 0, out, out.length - name.length, name.length);
    return out;
  }

  // Finding places.

  /// Opens a place for which the interpreter needs `rights`.
  private static Place place(Access a, int dir, byte[] path, boolean follow, int rights) {
    int fd = RawFiles.openPlace(dir, path, follow);
    if (fd < 0) {
      requireNear(a, dir, path, follow, 0);
      return new Place(-1, null, null, fd);
    }
    boolean kept = false;
    try {
      FileStatus status = RawFiles.fstat(fd).status();
      byte[] real = RawFiles.realName(fd).bytes();
      // What has no name any more, or never had one, was not reached by a name.
      int missing = status == null || real == null || status.nlink() == 0 ? rights : rights & ~a.rights(real, status.isDirectory());
      if (missing != 0) {
        throw a.refusedPath(missing, path);
      }
      kept = true;
      return new Place(fd, status, real, 0);
    } finally {
      if (!kept) {
        RawFiles.close(fd);
      }
    }
  }

  /// Lets an error be told only where it says nothing about places outside: the nearest folder that exists, links followed,
  /// must be one that the interpreter may look at.
  private static void requireNear(Access a, int dir, byte[] path, boolean follow, int depth) {
    if (depth > LINKS_MAX) {
      throw a.refusedPath(Access.READ, path);
    }
    boolean followed = follow;
    byte[] p = path;
    while (true) {
      int fd = RawFiles.openPlace(dir, p, false);
      if (fd >= 0) {
        requireNear(a, dir, p, fd, followed, depth);
        return;
      }
      byte[] parent = parent(p);
      if (parent == null) {
        throw a.refusedPath(Access.READ, path);
      }
      p = parent;
      followed = true;
    }
  }

  private static void requireNear(Access a, int dir, byte[] path, int fd, boolean follow, int depth) {
    try {
      FileStatus status = RawFiles.fstat(fd).status();
      if (status != null && status.isLink() && follow) {
        byte[] target = RawFiles.readlink(fd, EMPTY).bytes();
        byte[] folder = parent(path);
        boolean absolute = target == null || folder == null || target.length > 0 && target[0] == '/';
        requireNear(a, dir, target == null ? ROOT : absolute ? target : joined(folder, target), true, depth + 1);
        return;
      }
      byte[] real = RawFiles.realName(fd).bytes();
      if (real == null || status == null || (a.rights(real, status.isDirectory()) & (Access.LOOK | Access.ABOVE)) != Access.LOOK) {
        throw a.refusedPath(Access.READ, path);
      }
    } finally {
      RawFiles.close(fd);
    }
  }

  /// The name without its last part; null where nothing is left.
  private static byte[] parent(byte[] path) {
    int end = withoutSlashes(path, path.length);
    if (end == 0 || end == 1 && path[0] == '/' || Arrays.equals(path, DOT)) {
      return null;
    }
    int slash = end - 1;
    while (slash >= 0 && path[slash] != '/') {
      slash--;
    }
    return slash < 0 ? DOT : slash == 0 ? ROOT : Arrays.copyOf(path, Math.max(withoutSlashes(path, slash), 1));
  }

  /// Where the slashes begin that stand before `end`.
  private static int withoutSlashes(byte[] path, int end) {
    int e = end;
    while (e > 1 && path[e - 1] == '/') {
      e--;
    }
    return e;
  }

  private static byte[] lastPart(byte[] path) {
    int end = withoutSlashes(path, path.length);
    int from = end;
    while (from > 0 && path[from - 1] != '/') {
      from--;
    }
    return Arrays.copyOfRange(path, from, end);
  }

  private static boolean isDots(byte[] name) {
    return name.length == 0 || name[0] == '.' && (name.length == 1 || name.length == 2 && name[1] == '.') || name.length == 1 && name[0] == '/';
  }

  /// Opens the folder of a name, or null where the name ends in dots or is empty; the folder may be an error.
  private static Entry entry(Access a, int dir, byte[] path, int rights) {
    byte[] name = lastPart(path);
    byte[] folder = isDots(name) ? null : parent(path);
    return folder == null ? null : new Entry(place(a, dir, folder, true, rights), name);
  }

  private static int using(int dir, byte[] path, java.util.function.LongSupplier call) {
    return (int) Access.usingDirectory(dir, path, call);
  }

  // Opening.

  private static int rightsToOpen(int flags) {
    int mode = flags & ACCESS_MODE;
    boolean changes = mode == O_WRONLY || mode == O_RDWR || (flags & (RawFiles.O_CREAT | RawFiles.O_TRUNC)) != 0;
    boolean reads = mode != O_WRONLY;
    return (flags & RawFiles.O_PATH) != 0 ? Access.LOOK : (changes ? Access.WRITE : 0) | (reads ? Access.READ : 0);
  }

  /// `openat`.
  static int open(Access a, int dir, byte[] path, int flags, int mode) {
    return using(dir, path, () -> (flags & RawFiles.O_CREAT) != 0 && (flags & RawFiles.O_PATH) == 0 ? create(a, dir, path, flags, mode, 0)
        : openExisting(a, dir, path, flags, mode));
  }

  private static int openExisting(Access a, int dir, byte[] path, int flags, int mode) {
    boolean follow = (flags & RawFiles.O_NOFOLLOW) == 0;
    try (Place p = place(a, dir, path, follow, rightsToOpen(flags))) {
      if (p.error < 0) {
        return p.error;
      }
      if (p.status.isLink()) {
        return (flags & RawFiles.O_PATH) != 0 ? Libc.invoke("fcntl", p.fd, HostRules.F_DUPFD_CLOEXEC, 0) : -Errno.ELOOP;
      }
      return RawFiles.open(Posix.AT_FDCWD, RawFiles.nameOf(p.fd), flags & ~(RawFiles.O_NOFOLLOW | RawFiles.O_EXCL), mode);
    }
  }

  private static int create(Access a, int dir, byte[] path, int flags, int mode, int depth) {
    if (depth > LINKS_MAX) {
      return -Errno.ELOOP;
    }
    try (Entry e = entry(a, dir, path, 0)) {
      if (e == null) {
        return openExisting(a, dir, path, flags & ~RawFiles.O_CREAT, mode);
      }
      if (e.folder.error < 0) {
        return e.folder.error;
      }
      byte[] target = (flags & (RawFiles.O_EXCL | RawFiles.O_NOFOLLOW)) == 0 ? RawFiles.readlink(e.folder.fd, e.name).bytes() : null;
      if (target != null) {
        return create(a, e.folder.fd, target, flags, mode, depth + 1);
      }
      int missing = rightsToOpen(flags) & ~a.rights(e.real(), false);
      if (missing != 0) {
        throw a.refusedPath(missing, path);
      }
      boolean device = (a.rights(e.folder.real, true) & Access.WRITE) == 0;
      int r = RawFiles.open(e.folder.fd, e.name, (device ? flags & ~RawFiles.O_CREAT : flags) | RawFiles.O_NOFOLLOW, mode);
      // A link has taken the name's place since.
      return r == -Errno.ELOOP && (flags & RawFiles.O_NOFOLLOW) == 0 ? create(a, dir, path, flags, mode, depth + 1) : r;
    }
  }

  // What is there.

  /// `fstatat`.
  static Posix.StatResult stat(Access a, int dir, byte[] path, int flags) {
    Posix.StatResult[] out = {null};
    int r = using(dir, path, () -> {
      try (Place p = place(a, dir, path, (flags & Posix.AT_SYMLINK_NOFOLLOW) == 0, Access.LOOK)) {
        out[0] = new Posix.StatResult(p.status, p.error);
        return 0;
      }
    });
    return r < 0 ? new Posix.StatResult(null, r) : out[0];
  }

  /// `readlinkat`.
  static Posix.Text readlink(Access a, int dir, byte[] path) {
    Posix.Text[] out = {null};
    int r = using(dir, path, () -> {
      try (Place p = place(a, dir, path, false, Access.LOOK)) {
        out[0] = p.error < 0 ? new Posix.Text(null, p.error) : p.status.isLink() ? RawFiles.readlink(p.fd, EMPTY) : new Posix.Text(null, -Errno.EINVAL);
        return 0;
      }
    });
    return r < 0 ? new Posix.Text(null, r) : out[0];
  }

  /// The words of `statvfs`, or one negated errno.
  static long[] statvfs(Access a, byte[] path) {
    try (Place p = place(a, Posix.AT_FDCWD, path, true, Access.LOOK)) {
      return p.error < 0 ? new long[] {p.error} : Posix.rawStatvfs(p.fd, null);
    }
  }

  /// A folder opened for reading its names: a descriptor or a negated errno.
  static int openFolder(Access a, byte[] path) {
    return open(a, Posix.AT_FDCWD, path, RawFiles.O_DIRECTORY | Posix.O_CLOEXEC, 0);
  }

  /// Runs a call with a name that leads to the very file, for which the interpreter needs `rights`.
  private static int withFile(Access a, int dir, byte[] path, int rights, IntUnaryOperator call) {
    return using(dir, path, () -> {
      try (Place p = place(a, dir, path, true, rights)) {
        return p.error < 0 ? p.error : call.applyAsInt(p.fd);
      }
    });
  }

  /// `truncate`, `pathconf` or `access`, by their name.
  static int call(Access a, String name, byte[] path, long b, long c, long d) {
    int rights = name.equals("truncate") ? Access.WRITE : Access.LOOK;
    return withFile(a, Posix.AT_FDCWD, path, rights, fd -> RawFiles.path(name, RawFiles.nameOf(fd), b, c, d));
  }

  /// `utimensat`.
  static int utimens(Access a, int dir, byte[] path, long[] times, int flags) {
    if ((flags & Posix.AT_SYMLINK_NOFOLLOW) == 0) {
      return withFile(a, dir, path, Access.WRITE, fd -> Posix.rawUtimens(Posix.AT_FDCWD, RawFiles.nameOf(fd), times, 0));
    }
    return withEntry(a, dir, path, (folder, name) -> Posix.rawUtimens(folder, name, times, flags));
  }

  /// The `...at` functions with one name.
  static int at(Access a, String name, int dir, byte[] path, long c, long d, long e) {
    switch (name) {
      case "faccessat":
        return access(a, dir, path, (int) c, (int) d);
      case "fchmodat":
        return (d & Posix.AT_SYMLINK_NOFOLLOW) != 0 ? withEntry(a, dir, path, (folder, n) -> RawFiles.at(name, folder, n, c, d, e))
            : withFile(a, dir, path, Access.WRITE, fd -> RawFiles.at(name, Posix.AT_FDCWD, RawFiles.nameOf(fd), c, 0, 0));
      case "fchownat":
        return (e & Posix.AT_SYMLINK_NOFOLLOW) != 0 ? withEntry(a, dir, path, (folder, n) -> RawFiles.at(name, folder, n, c, d, e))
            : withFile(a, dir, path, Access.WRITE, fd -> RawFiles.at(name, fd, EMPTY, c, d, AT_EMPTY_PATH));
      case "mknodat":
        if ((c & S_IFMT) == S_IFCHR || (c & S_IFMT) == S_IFBLK) {
          throw a.refused("making a device", "process", "'process': True");
        }
        return withEntry(a, dir, path, (folder, n) -> RawFiles.at(name, folder, n, c, d, e));
      case "unlinkat":
        if ((c & Posix.AT_REMOVEDIR) == 0 && path.length > 1 && path[path.length - 1] == '/') {
          return -Errno.ENOTDIR;
        }
        return withEntry(a, dir, path, (folder, n) -> RawFiles.at(name, folder, n, c, d, e));
      case "mkdirat", "mkfifoat":
        return withEntry(a, dir, path, (folder, n) -> RawFiles.at(name, folder, n, c, d, e));
      default:
        throw HostRules.unknown(a, name);
    }
  }

  private static int access(Access a, int dir, byte[] path, int mode, int flags) {
    int rights = Access.LOOK | ((mode & W_OK) != 0 ? Access.WRITE : 0) | ((mode & R_OK) != 0 ? Access.READ : 0);
    return using(dir, path, () -> {
      try (Place p = place(a, dir, path, (flags & Posix.AT_SYMLINK_NOFOLLOW) == 0, Access.LOOK)) {
        if (p.error < 0 || (rights & ~a.rights(p.real, p.status.isDirectory())) != 0) {
          return p.error < 0 ? p.error : -Errno.EACCES;
        }
        return RawFiles.at("faccessat", Posix.AT_FDCWD, RawFiles.nameOf(p.fd), mode, flags & ~Posix.AT_SYMLINK_NOFOLLOW, 0);
      }
    });
  }

  private interface EntryCall {
    int run(int folder, byte[] name);
  }

  /// Runs a call that changes what a folder holds, so that the interpreter must be allowed to change the folder.
  private static int withEntry(Access a, int dir, byte[] path, EntryCall call) {
    return using(dir, path, () -> {
      try (Entry e = entry(a, dir, path, Access.WRITE)) {
        if (e == null) {
          return path.length == 0 ? -Errno.ENOENT : -Errno.EINVAL;
        }
        return e.folder.error < 0 ? e.folder.error : call.run(e.folder.fd, e.name);
      }
    });
  }

  /// `symlinkat`: a link may say what it likes, since it is followed by the rights of who follows it.
  static int symlink(Access a, byte[] target, int dir, byte[] path) {
    return withEntry(a, dir, path, (folder, name) -> RawFiles.symlink(target, folder, name));
  }

  /// `renameat` and `linkat`. A file must not come to a place where more is allowed with it than where it was; and a second
  /// name must not be given to what may not be changed by its first.
  static int at2(Access a, String function, int dir1, byte[] path1, int dir2, byte[] path2, long flags) {
    boolean link = function.equals("linkat");
    return using(dir1, path1, () -> using(dir2, path2, () -> {
      if (link && (flags & Posix.AT_SYMLINK_FOLLOW) != 0) {
        return withFile(a, dir1, path1, Access.WRITE, fd -> withEntry(a, dir2, path2, (folder, name) -> {
          requireNoMore(a, RawFiles.realName(fd).bytes(), folder, path1);
          return RawFiles.at2(function, Posix.AT_FDCWD, RawFiles.nameOf(fd), folder, name, flags);
        }));
      }
      return withEntry(a, dir1, path1, (folder1, name1) -> withEntry(a, dir2, path2, (folder2, name2) -> {
        byte[] from = RawFiles.realName(folder1).bytes();
        requireNoMore(a, from == null ? null : joined(from, name1), folder2, path1);
        return RawFiles.at2(function, folder1, name1, folder2, name2, flags);
      }));
    }));
  }

  private static void requireNoMore(Access a, byte[] from, int folder, byte[] path) {
    byte[] to = RawFiles.realName(folder).bytes();
    int had = from == null ? 0 : a.rights(from, false);
    int gets = to == null ? 0 : a.rights(to, true) & (Access.READ | Access.WRITE);
    if ((gets & ~had) != 0) {
      throw a.refusedPath(gets & ~had, path);
    }
  }

  /// Checks the name of a local socket: to be made, or to be connected with. The name to use for it, or null if it cannot be
  /// used and the error that goes with it is told by `error`.
  static byte[] socketName(Access a, byte[] path, boolean made, int[] error) {
    if (made) {
      try (Entry e = entry(a, Posix.AT_FDCWD, path, Access.WRITE)) {
        error[0] = e == null ? -Errno.EINVAL : e.folder.error;
        return error[0] < 0 ? null : e.real();
      }
    }
    try (Place p = place(a, Posix.AT_FDCWD, path, true, Access.WRITE)) {
      error[0] = p.error;
      return p.error < 0 ? null : p.real;
    }
  }

  /// Shared memory and semaphores have names of their own, which Linux keeps in a folder.
  static void requireSharedMemory(Access a, byte[] name) {
    int missing = (Access.READ | Access.WRITE) & ~a.rights("/dev/shm".getBytes(StandardCharsets.US_ASCII), true);
    if (missing != 0) {
      throw a.refusedPath(missing, joined("/dev/shm".getBytes(StandardCharsets.US_ASCII), lastPart(name)));
    }
  }
}
