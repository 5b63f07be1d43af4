package org.atoll.runtime.modules.select;

import java.util.Map;
import java.util.TreeMap;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.host.Errno;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.host.Waiting;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.posix.FileDescriptorArg;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyFloat;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyTuple;

/// A polling object. Guarded by the GIL.
@PyTypeDef(name = "poll", module = "select", basetype = false, instantiable = false)
public final class PyPoll extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyPollBinder());
  private static final long MS = 1_000_000;

  private final Map<Integer, Integer> registered = new TreeMap<>();
  private boolean polling;

  PyPoll() {
    super(TYPE);
  }

  private static int events(ThreadState ts, Object mask) {
    Object n = PyNumber.index(ts, mask);
    if (!(n instanceof Long l) || l > 0xffff) {
      throw PyErr.overflowError("Python int too large for C unsigned short");
    }
    if (l < 0) {
      throw PyErr.valueError("value must be positive");
    }
    return (int) (long) l;
  }

  @PyMethod(sig = "(fd, eventmask=7, /)", doc = "Register a file descriptor with the polling object.")
  void register(ThreadState ts, Object fd, Object mask) {
    registered.put(FileDescriptorArg.of(ts, fd), events(ts, mask));
  }

  @PyMethod(sig = "(fd, eventmask, /)", doc = "Modify an already registered file descriptor.")
  void modify(ThreadState ts, Object fd, Object mask) {
    int f = FileDescriptorArg.of(ts, fd);
    int e = events(ts, mask);
    if (registered.replace(f, e) == null) {
      throw PyErr.osError(Errno.ENOENT);
    }
  }

  @PyMethod(sig = "(fd, /)", doc = "Remove a file descriptor being tracked by the polling object.")
  void unregister(ThreadState ts, Object fd) {
    int f = FileDescriptorArg.of(ts, fd);
    if (registered.remove(f) == null) {
      throw PyErr.keyError((long) f);
    }
  }

  private static long timeoutNanos(ThreadState ts, Object ms) {
    if (ms == PyNone.NONE) {
      return -1;
    }
    if (!PyFloat.check(ms) && !PyLong.check(ms) && PyObject.typeOf(ms).slot(Slot.INDEX) == null) {
      throw PyErr.typeError("timeout must be an integer or None");
    }
    long wanted;
    if (PyFloat.check(ms)) {
      double d = PyNumber.asDouble(ts, ms);
      if (Double.isNaN(d)) {
        throw PyErr.valueError("Invalid value NaN (not a number)");
      }
      if (Math.abs(d) > Long.MAX_VALUE / (double) MS) {
        throw PyErr.overflowError("timestamp out of range for platform time_t");
      }
      wanted = d < 0 ? -1 : (long) Math.ceil(d);
    } else if (PyNumber.index(ts, ms) instanceof Long l && Math.abs(l) <= Long.MAX_VALUE / MS) {
      wanted = l;
    } else {
      throw PyErr.overflowError("timestamp too large to convert to C PyTime_t");
    }
    if (Math.abs(wanted) > Integer.MAX_VALUE) {
      throw PyErr.overflowError("timeout is too large");
    }
    return wanted < 0 ? -1 : wanted * MS;
  }

  /// A timeout in whole units, negative for none.
  static long roundedUp(long nanos, long unit) {
    if (nanos < 0) {
      return -1;
    }
    long units = (nanos + unit - 1) / unit;
    if (units > Integer.MAX_VALUE) {
      throw PyErr.overflowError("timeout is too large");
    }
    return units * unit;
  }

  @PyMethod(sig = "(timeout=None, /)", doc = "Polls the set of registered file descriptors.")
  Object poll(ThreadState ts, Object timeout) {
    long nanos = timeoutNanos(ts, timeout);
    if (polling) {
      throw PyErr.runtimeError("concurrent poll() invocation");
    }
    byte[] fds = new byte[Waiting.POLLFD_SIZE * registered.size()];
    int i = 0;
    for (Map.Entry<Integer, Integer> e : registered.entrySet()) {
      Posix.putInt(fds, i, e.getKey());
      fds[i + 4] = (byte) (int) e.getValue();
      fds[i + 5] = (byte) (e.getValue() >> 8);
      i += Waiting.POLLFD_SIZE;
    }
    polling = true;
    try {
      SelectModule.poll(ts, fds, nanos);
    } finally {
      polling = false;
    }
    PyList out = new PyList();
    for (int k = 0; k < fds.length / Waiting.POLLFD_SIZE; k++) {
      int r = SelectModule.revents(fds, k);
      if (r != 0) {
        out.append(PyTuple.of((long) Posix.intAt(fds, k * Waiting.POLLFD_SIZE), (long) r));
      }
    }
    return out;
  }
}
