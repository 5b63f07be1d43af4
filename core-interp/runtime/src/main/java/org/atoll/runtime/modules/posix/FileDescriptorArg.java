package org.atoll.runtime.modules.posix;

import org.atoll.runtime.call.Convert;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyLong;

/// A descriptor argument: an int or an object with `fileno()` (`PyObject_AsFileDescriptor`).
public final class FileDescriptorArg {
  private FileDescriptorArg() {}

  public static int of(ThreadState ts, Object o) {
    Object n = o;
    if (!PyLong.check(o) && !(o instanceof Boolean)) {
      Object method = PyObjects.getOptionalAttr(ts, o, "fileno");
      if (method == null) {
        throw PyErr.typeError("argument must be an int, or have a fileno() method.");
      }
      n = org.atoll.runtime.call.Call.call0(ts, method);
      if (!PyLong.check(n)) {
        throw PyErr.typeError("fileno() returned a non-integer");
      }
    }
    int fd = Convert.toInt(ts, n);
    if (fd < 0) {
      throw PyErr.valueError("file descriptor cannot be a negative integer (%d)", fd);
    }
    return fd;
  }

}
