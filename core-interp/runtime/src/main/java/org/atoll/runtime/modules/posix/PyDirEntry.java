package org.atoll.runtime.modules.posix;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.host.Directory;
import org.atoll.runtime.host.Errno;
import org.atoll.runtime.host.FileStatus;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyGenericAlias;
import org.atoll.runtime.types.PyUnicode;

/// One entry of a directory, as `scandir` gives it (`Modules/posixmodule.c`). Guarded by the GIL.
@PyTypeDef(name = "DirEntry", module = "posix", basetype = false, instantiable = false)
public final class PyDirEntry extends PyInstance {
  public static final PyType TYPE = PyType.builtin(new PyDirEntryBinder());
  private static final int DT_DIR = 4;
  private static final int DT_REG = 8;
  private static final int DT_LNK = 10;
  private static final int S_IFMT = 0170000;
  private static final int S_IFDIR = 0040000;
  private static final int S_IFREG = 0100000;
  private static final int S_IFLNK = 0120000;

  private final Object name;
  private final Object path;
  private final int dirFd;
  private final byte[] systemPath;
  private final int type;
  private final long ino;
  private FileStatus linkStatus;
  private FileStatus targetStatus;

  PyDirEntry(Object name, Object path, int dirFd, byte[] systemPath, int type, long ino) {
    super(TYPE);
    this.name = name;
    this.path = path;
    this.dirFd = dirFd;
    this.systemPath = systemPath;
    this.type = type;
    this.ino = ino;
  }

  @PyGetter
  Object name() {
    return name;
  }

  @PyGetter
  Object path() {
    return path;
  }

  private FileStatus status(ThreadState ts, boolean follow) {
    if (follow && isLink(ts)) {
      if (targetStatus == null) {
        targetStatus = fetch(ts, 0);
      }
      return targetStatus;
    }
    if (linkStatus == null) {
      linkStatus = fetch(ts, Posix.AT_SYMLINK_NOFOLLOW);
    }
    return linkStatus;
  }

  private FileStatus fetch(ThreadState ts, int flags) {
    ts.beginBlocking();
    Posix.StatResult r;
    try {
      r = Posix.fstatat(dirFd, systemPath, flags);
    } finally {
      ts.endBlocking();
    }
    if (r.status() == null) {
      throw PyErr.osError(-r.error(), path);
    }
    return r.status();
  }

  private boolean isLink(ThreadState ts) {
    return type == Directory.DT_UNKNOWN ? (status(ts, false).mode() & S_IFMT) == S_IFLNK : type == DT_LNK;
  }

  private boolean is(ThreadState ts, int wantedType, int wantedFormat, boolean follow) {
    if (type != Directory.DT_UNKNOWN && !(follow && type == DT_LNK)) {
      return type == wantedType;
    }
    try {
      return (status(ts, follow).mode() & S_IFMT) == wantedFormat;
    } catch (org.atoll.runtime.types.PyException e) {
      if (e.value instanceof org.atoll.runtime.types.PyOSError os && os.errno instanceof Long n && n == Errno.ENOENT) {
        return false;
      }
      throw e;
    }
  }

  @PyMethod(sig = "(*, follow_symlinks=True)", name = "is_dir")
  boolean isDir(ThreadState ts, boolean follow) {
    return is(ts, DT_DIR, S_IFDIR, follow);
  }

  @PyMethod(sig = "(*, follow_symlinks=True)", name = "is_file")
  boolean isFile(ThreadState ts, boolean follow) {
    return is(ts, DT_REG, S_IFREG, follow);
  }

  @PyMethod(sig = "()", name = "is_symlink")
  boolean isSymlink(ThreadState ts) {
    return is(ts, DT_LNK, S_IFLNK, false);
  }

  @PyMethod(sig = "()", name = "is_junction")
  boolean isJunction() {
    return false;
  }

  @PyMethod(sig = "(*, follow_symlinks=True)")
  Object stat(ThreadState ts, boolean follow) {
    return Results.stat(status(ts, follow));
  }

  @PyMethod(sig = "()")
  long inode() {
    return ino;
  }

  @PyMethod(sig = "()")
  Object __fspath__() {
    return path;
  }

  @PyMethod
  Object __repr__(ThreadState ts) {
    return PyUnicode.concat(PyUnicode.concat("<DirEntry ", PyObjects.repr(ts, name)), ">");
  }

  @PyMethod(sig = "(item, /)", classMethod = true)
  static Object __class_getitem__(PyType cls, Object item) {
    return PyGenericAlias.of(cls, item);
  }

  @PyMethod(sig = "()")
  Object __reduce__() {
    throw PyErr.typeError("cannot pickle 'posix.DirEntry' object");
  }

  @PyMethod(sig = "(protocol, /)")
  Object __reduce_ex__(Object protocol) {
    throw PyErr.typeError("cannot pickle 'posix.DirEntry' object");
  }
}
