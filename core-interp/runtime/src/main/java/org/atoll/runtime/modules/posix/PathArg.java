package org.atoll.runtime.modules.posix;

import org.atoll.runtime.call.Convert;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyUnicode;

/// A path argument (`path_t` in `Modules/posixmodule.c`): a name, or where that is allowed an open descriptor.
///
/// @param original what the caller gave, for errors; null for an omitted path
/// @param bytes the name for the system, or null if it is a descriptor
/// @param fd the descriptor, or -1
/// @param isBytes whether the name was given as bytes
record PathArg(Object original, byte[] bytes, int fd, boolean isBytes) {
  private static final byte[] DOT = {'.'};

  /// A name.
  static PathArg of(ThreadState ts, String function, String argument, Object o) {
    return convert(ts, function, argument, o, false, false);
  }

  /// A name or a descriptor.
  static PathArg orFd(ThreadState ts, String function, String argument, Object o) {
    return convert(ts, function, argument, o, true, false);
  }

  /// A name, a descriptor, or None for the working directory.
  static PathArg orFdOrNone(ThreadState ts, String function, String argument, Object o) {
    return convert(ts, function, argument, o, true, true);
  }

  private static PathArg convert(ThreadState ts, String function, String argument, Object o, boolean fds, boolean none) {
    if (o == PyNone.NONE && none) {
      return new PathArg(null, WorkingDirectory.of(ts).resolve(DOT), -1, false);
    }
    if (fds && isInteger(ts, o)) {
      if (o instanceof Boolean) {
        PyObjects.callMethod(ts, ts.interpreter().importModule(ts, "_warnings"), "warn", "bool is used as a file descriptor",
            org.atoll.runtime.types.PyExc.RuntimeWarning, 1L);
      }
      return new PathArg(o, null, Convert.toInt(ts, o), false);
    }
    Object p = o;
    if (!PyUnicode.check(o) && !(o instanceof PyBytes)) {
      Object method = PyObject.typeOf(o).slot(Slot.FSPATH);
      if (method == null || method == PyNone.NONE) {
        throw PyErr.typeError("%s: %s should be %s, not %s", function, argument, expected(fds, none), PyObject.typeOf(o).name());
      }
      p = PyObjects.fspath(ts, o);
    }
    byte[] b = FsPath.bytes(p);
    for (byte c : b) {
      if (c == 0) {
        throw PyErr.valueError("%s: embedded null character in %s", function, argument);
      }
    }
    return new PathArg(p, WorkingDirectory.of(ts).resolve(b), -1, p instanceof PyBytes);
  }

  private static boolean isInteger(ThreadState ts, Object o) {
    return PyLong.check(o) || o instanceof Boolean || !PyUnicode.check(o) && PyObject.typeOf(o).slot(Slot.INDEX) != null;
  }

  private static String expected(boolean fds, boolean none) {
    if (fds) {
      return none ? "string, bytes, os.PathLike, integer or None" : "string, bytes, os.PathLike or integer";
    }
    return none ? "string, bytes, os.PathLike or None" : "string, bytes or os.PathLike";
  }

  boolean isFd() {
    return bytes == null;
  }

  /// The name as the caller wrote it, unresolved.
  byte[] plain() {
    return original == null ? DOT : FsPath.bytes(original);
  }

  /// The name to use with a directory descriptor: resolved only if there is none.
  byte[] relativeTo(int dirFd) {
    return dirFd == Posix.AT_FDCWD ? bytes : plain();
  }

  PyException error(int result) {
    return original == null ? PyErr.osError(-result) : PyErr.osError(-result, original);
  }

  PyException error(int result, PathArg second) {
    return PyErr.osError(-result, original, second.original);
  }

  /// The argument `dir_fd`.
  static int dirFd(ThreadState ts, Object o) {
    if (o == PyNone.NONE) {
      return Posix.AT_FDCWD;
    }
    if (!PyLong.check(o) && PyObject.typeOf(o).slot(Slot.INDEX) == null) {
      throw PyErr.typeError("argument should be integer or None, not %s", PyObject.typeOf(o).name());
    }
    return Convert.toInt(ts, o);
  }
}
