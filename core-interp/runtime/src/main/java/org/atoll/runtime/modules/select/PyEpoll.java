package org.atoll.runtime.modules.select;

import java.lang.ref.Reference;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.host.Epoll;
import org.atoll.runtime.host.Errno;
import org.atoll.runtime.host.OwnedDescriptor;
import org.atoll.runtime.host.Waiting;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.posix.FileCalls;
import org.atoll.runtime.modules.posix.FileDescriptorArg;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;

/// An epoll object (`Modules/selectmodule.c`). Guarded by the GIL, which is released while it waits. Its descriptor is
/// closed when it is collected.
@PyTypeDef(name = "epoll", module = "select", doc = """
    Returns an epolling object.

      sizehint
        The expected number of events to be registered.  It must be positive,
        or -1 to use the default.  It is only used on older systems where
        epoll_create1() is not available; otherwise it has no effect (though its
        value is still checked).
      flags
        Deprecated and completely ignored.  However, when supplied, its value
        must be 0 or select.EPOLL_CLOEXEC, otherwise OSError is raised.""")
public class PyEpoll extends PyInstance {
  public static final PyType TYPE = PyType.builtin(new PyEpollBinder());
  private static final int EPOLL_CLOEXEC = 0x80000;
  private static final int EVENTS_MAX_DEFAULT = 1023;
  private static final int EVENTS_MAX = 1 << 20;

  private final OwnedDescriptor descriptor;

  private PyEpoll(PyType cls, int fd) {
    super(cls);
    descriptor = new OwnedDescriptor(this, fd);
  }

  @PyNew(sig = "(sizehint=-1, flags=0)")
  static Object create(PyType cls, int sizehint, int flags) {
    if (sizehint != -1 && sizehint <= 0) {
      throw PyErr.valueError("negative sizehint");
    }
    if ((flags & ~EPOLL_CLOEXEC) != 0) {
      throw PyErr.osError("invalid flags");
    }
    return new PyEpoll(cls, check(Epoll.create(EPOLL_CLOEXEC)));
  }

  private static int check(int r) {
    if (r < 0) {
      throw PyErr.osError(-r);
    }
    return r;
  }

  @PyMethod(classMethod = true, sig = "(fd, /)", doc = "Create an epoll object from a given control fd.")
  static Object fromfd(PyType cls, int fd) {
    return new PyEpoll(cls, fd);
  }

  private int fd() {
    int fd = descriptor.get();
    if (fd < 0) {
      throw PyErr.valueError("I/O operation on closed epoll object");
    }
    return fd;
  }

  @PyMethod(sig = "()", doc = "Close the epoll control file descriptor.  Further operations on the epoll object will raise an exception.")
  void close(ThreadState ts) {
    int fd = descriptor.release();
    if (fd < 0) {
      return;
    }
    int r = FileCalls.close(ts, fd);
    check(r);
  }

  @PyGetter(doc = "True if the epoll handler is closed")
  boolean closed() {
    return descriptor.get() < 0;
  }

  @PyMethod(sig = "()", doc = "Return the epoll control file descriptor.")
  long fileno() {
    return fd();
  }

  @PyMethod(sig = "()")
  Object __enter__() {
    fd();
    return this;
  }

  @PyMethod(sig = "(exc_type=None, exc_value=None, exc_tb=None, /)")
  void __exit__(ThreadState ts, Object type, Object value, Object traceback) {
    close(ts);
  }

  /// An unsigned mask, of which C takes the low bits.
  private static int mask(ThreadState ts, Object events) {
    Object n = PyNumber.index(ts, events);
    return n instanceof Long l ? (int) (long) l : ((java.math.BigInteger) n).intValue();
  }

  private void control(int operation, int fd, int events) {
    check(Epoll.control(fd(), operation, fd, events));
  }

  @PyMethod(sig = "(fd, eventmask=7)", doc = "Registers a new fd or raises an OSError if the fd is already registered.")
  void register(ThreadState ts, Object fd, Object eventmask) {
    fd();
    control(Epoll.ADD, FileDescriptorArg.of(ts, fd), mask(ts, eventmask));
  }

  @PyMethod(sig = "(fd, eventmask)", doc = "Modify event mask for a registered file descriptor.")
  void modify(ThreadState ts, Object fd, Object eventmask) {
    fd();
    control(Epoll.MODIFY, FileDescriptorArg.of(ts, fd), mask(ts, eventmask));
  }

  @PyMethod(sig = "(fd)", doc = "Remove a registered file descriptor from the epoll object.")
  void unregister(ThreadState ts, Object fd) {
    fd();
    control(Epoll.REMOVE, FileDescriptorArg.of(ts, fd), 0);
  }

  @PyMethod(sig = "(timeout=None, maxevents=-1)", doc = "Wait for events on the epoll file descriptor.  Returns a list containing any descriptors that have events to report as a list of (fd, events) 2-tuples.")
  Object poll(ThreadState ts, Object timeout, int maxevents) {
    fd();
    long nanos = PyPoll.roundedUp(SelectModule.timeout(ts, timeout, "timeout must be an integer or None"), 1_000_000);
    if (maxevents != -1 && maxevents < 1) {
      throw PyErr.valueError("maxevents must be greater than 0, got %d", maxevents);
    }
    int max = maxevents == -1 ? EVENTS_MAX_DEFAULT : Math.min(maxevents, EVENTS_MAX);
    long deadline = System.nanoTime() + nanos;
    int[][] found = {null};
    int fd = fd();
    long r = FileCalls.retry(ts, () -> {
      while (true) {
        int[] events = Epoll.ready(fd, max);
        found[0] = events;
        long left = nanos < 0 ? -1 : Math.max(0, deadline - System.nanoTime());
        if (events.length > 0 || left == 0) {
          return events.length == 1 ? events[0] : 0;
        }
        int ready = Waiting.await(fd, Waiting.POLLIN, left, FileCalls.interrupted(ts));
        if (ready <= 0) {
          return ready;
        }
      }
    });
    Reference.reachabilityFence(this);
    check((int) r);
    SelectModule.runHandlers(ts);
    return list(found[0]);
  }

  private static PyList list(int[] found) {
    PyList out = new PyList();
    for (int i = 0; i + 1 < found.length; i += 2) {
      out.append(PyTuple.of((long) found[i], Integer.toUnsignedLong(found[i + 1])));
    }
    return out;
  }
}
