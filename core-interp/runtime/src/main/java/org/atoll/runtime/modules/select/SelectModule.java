package org.atoll.runtime.modules.select;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.host.Errno;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.host.Waiting;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.posix.ConstantTable;
import org.atoll.runtime.modules.posix.FileCalls;
import org.atoll.runtime.modules.posix.FileDescriptorArg;
import org.atoll.runtime.modules.posix.TimeValue;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyFloat;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.Sequences;

/// The module `select` (`Modules/selectmodule.c`): `select` and `poll`, both by way of poll(2).
@PyModuleDef(value = "select", doc = "This module supports asynchronous I/O on multiple file descriptors.")
final class SelectModule {
  @PyConstant(name = "error")
  static final PyType ERROR = PyExc.OSError;
  @PyConstant(name = "epoll")
  static final PyType EPOLL = PyEpoll.TYPE;
  private static final String CONSTANTS = """
      EPOLLERR=8 EPOLLET=2147483648 EPOLLEXCLUSIVE=268435456 EPOLLHUP=16 EPOLLIN=1 EPOLLMSG=1024 EPOLLONESHOT=1073741824 EPOLLOUT=4
      EPOLLPRI=2 EPOLLRDBAND=128 EPOLLRDHUP=8192 EPOLLRDNORM=64 EPOLLWAKEUP=536870912 EPOLLWRBAND=512 EPOLLWRNORM=256
      EPOLL_CLOEXEC=524288 PIPE_BUF=4096 POLLERR=8 POLLHUP=16 POLLIN=1 POLLMSG=1024 POLLNVAL=32 POLLOUT=4 POLLPRI=2 POLLRDBAND=128
      POLLRDHUP=8192 POLLRDNORM=64 POLLWRBAND=512 POLLWRNORM=256""";
  private static final int FD_SETSIZE = 1024;

  void exec(ThreadState ts, PyModule module) {
    ConstantTable.add(module, CONSTANTS);
  }

  /// A timeout in nanoseconds, -1 for none.
  static long timeout(ThreadState ts, Object seconds, String otherwise) {
    if (seconds == PyNone.NONE) {
      return -1;
    }
    if (!PyFloat.check(seconds) && !PyLong.check(seconds) && PyObject.typeOf(seconds).slot(Slot.INDEX) == null) {
      throw PyErr.typeError(otherwise);
    }
    return TimeValue.timeoutNanos(ts, seconds);
  }

  /// Polls until something is ready or the time is over; interruptions run signal handlers and go on.
  static int poll(ThreadState ts, byte[] fds, long timeoutNanos) {
    long deadline = timeoutNanos < 0 ? -1 : System.nanoTime() + timeoutNanos;
    int n = (int) FileCalls.retry(ts, () -> Waiting.poll(fds, deadline < 0 ? -1 : Math.max(0, deadline - System.nanoTime()), FileCalls.interrupted(ts)));
    if (n < 0) {
      throw PyErr.osError(-n);
    }
    runHandlers(ts);
    return n;
  }

  /// Runs what became due while a thread was waiting, as the handler of a signal whose byte it was woken by: the caller's
  /// next step must not come before that.
  static void runHandlers(ThreadState ts) {
    if (ts.isWanted()) {
      ts.safepoint();
    }
  }

  @PyFunction(sig = "(rlist, wlist, xlist, timeout=None, /)", doc = "Wait until one or more file descriptors are ready for some kind of I/O.")
  Object select(ThreadState ts, Object rlist, Object wlist, Object xlist, Object timeout) {
    long nanos = timeout(ts, timeout, "timeout must be a float or None");
    if (timeout != PyNone.NONE && nanos < 0) {
      throw PyErr.valueError("timeout must be non-negative");
    }
    List<Object> r = new ArrayList<>();
    List<Object> w = new ArrayList<>();
    List<Object> x = new ArrayList<>();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    collect(ts, all, rlist, r, Waiting.POLLIN);
    collect(ts, all, wlist, w, Waiting.POLLOUT);
    collect(ts, all, xlist, x, Waiting.POLLPRI);
    byte[] fds = all.toByteArray();
    poll(ts, fds, nanos);
    for (int i = 0; i < fds.length / Waiting.POLLFD_SIZE; i++) {
      if ((revents(fds, i) & Waiting.POLLNVAL) != 0) {
        throw PyErr.osError(Errno.EBADF);
      }
    }
    return PyTuple.of(ready(fds, 0, r, Waiting.POLLIN | Waiting.POLLHUP | Waiting.POLLERR), ready(fds, r.size(), w, Waiting.POLLOUT | Waiting.POLLERR),
        ready(fds, r.size() + w.size(), x, Waiting.POLLPRI));
  }

  /// Takes the descriptors of a sequence, which the objects' `fileno` may change meanwhile.
  private static void collect(ThreadState ts, ByteArrayOutputStream fds, Object sequence, List<Object> objects, int events) {
    PyList list = sequence instanceof PyList l ? l : new PyList(items(ts, sequence));
    for (int i = 0; i < list.size(); i++) {
      Object o = list.get(i);
      int fd = FileDescriptorArg.of(ts, o);
      if (fd >= FD_SETSIZE) {
        throw PyErr.valueError("filedescriptor out of range in select()");
      }
      byte[] entry = new byte[Waiting.POLLFD_SIZE];
      Posix.putInt(entry, 0, fd);
      entry[4] = (byte) events;
      fds.writeBytes(entry);
      objects.add(o);
    }
  }

  private static Object[] items(ThreadState ts, Object sequence) {
    try {
      return Sequences.toArray(ts, sequence);
    } catch (PyException e) {
      if (PyErr.matches(e, PyExc.TypeError)) {
        throw PyErr.typeError("arguments 1-3 must be sequences");
      }
      throw e;
    }
  }

  static int revents(byte[] fds, int i) {
    return fds[i * Waiting.POLLFD_SIZE + 6] & 0xff | (fds[i * Waiting.POLLFD_SIZE + 7] & 0xff) << 8;
  }

  private static PyList ready(byte[] fds, int from, List<Object> objects, int mask) {
    PyList out = new PyList();
    for (int i = 0; i < objects.size(); i++) {
      if ((revents(fds, from + i) & mask) != 0) {
        out.append(objects.get(i));
      }
    }
    return out;
  }

  @PyFunction(sig = "()", doc = "Returns a polling object.")
  Object poll() {
    return new PyPoll();
  }
}
