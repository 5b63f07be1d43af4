package org.atoll.runtime.modules.socket;

import java.lang.ref.Reference;
import java.util.function.LongSupplier;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.runtime.host.Errno;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.host.Sockets;
import org.atoll.runtime.host.Waiting;
import org.atoll.runtime.interp.Finalizers;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.interp.Unraisable;
import org.atoll.runtime.modules.posix.FileCalls;
import org.atoll.runtime.modules.posix.TimeValue;
import org.atoll.runtime.modules.warnings.Warnings;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyUnicode;

/// What all methods of a socket rest on: the descriptor, the timeout, and waiting for it.
///
/// No call of libc waits: a call is tried, and where it would have to wait, the thread polls, without the GIL and open to
/// interruptions. So a blocking socket needs no different calls than one with a timeout, and a thread that waits for a
/// socket can always be woken.
///
/// Guarded by the GIL, which is released during system calls.
abstract class SocketBase extends PyInstance {
  static final int SOCK_STREAM = 1;
  /// What a call that has timed out answers instead of an errno.
  static final long TIMED_OUT = Long.MIN_VALUE;
  private static final long NO_DEADLINE = Long.MAX_VALUE;

  @PyMember(doc = "the socket family")
  public int family;
  @PyMember(name = "type", doc = "the socket type")
  public int kind;
  @PyMember(doc = "the socket protocol")
  public int proto;
  private volatile int descriptor = -1;
  /// Closes a socket that was forgotten; null for one that has no descriptor.
  private Finalizers.Watch watch;
  /// -1 for none, 0 not to wait.
  private long timeoutNanos = -1;

  SocketBase(PyType cls) {
    super(cls);
  }

  final int fd() {
    return descriptor;
  }

  /// Takes a descriptor over, whose timeout is the interpreter's default unless it is one that never waits.
  final void adopt(ThreadState ts, int fd, int family, int type, int protocol) {
    descriptor = fd;
    watch = ts.interpreter().finalizers().watch(this::forgotten);
    this.family = family;
    this.kind = type & ~(Sockets.SOCK_CLOEXEC | Sockets.SOCK_NONBLOCK);
    this.proto = protocol;
    if ((type & Sockets.SOCK_NONBLOCK) != 0) {
      timeoutNanos = 0;
      return;
    }
    timeoutNanos = SocketDefaults.of(ts).timeoutNanos;
    if (timeoutNanos >= 0) {
      SocketErrors.check(Sockets.setBlocking(fd, false));
    }
  }

  final int releaseDescriptor() {
    int fd = descriptor;
    descriptor = -1;
    if (watch != null) {
      watch.cancel();
      watch = null;
    }
    return fd;
  }

  private void forgotten(ThreadState ts) {
    watch = null;
    if (descriptor < 0) {
      return;
    }
    try {
      Warnings.warnAbout(ts, PyExc.ResourceWarning, PyUnicode.concat("unclosed ", PyObjects.repr(ts, this)), 1, this);
    } catch (PyException e) {
      Unraisable.report(ts, e, null, this);
    }
    int fd = releaseDescriptor();
    if (fd >= 0) {
      Posix.close(fd);
    }
  }

  // Timeouts.

  final boolean blocks() {
    return timeoutNanos < 0;
  }

  /// The timeout that Python gives in seconds or as None, -1 for none.
  static long timeout(ThreadState ts, Object seconds) {
    if (seconds == PyNone.NONE) {
      return -1;
    }
    long nanos = TimeValue.timeoutNanos(ts, seconds);
    if (nanos < 0) {
      throw PyErr.valueError("Timeout value out of range");
    }
    return nanos;
  }

  static Object seconds(long timeoutNanos) {
    return timeoutNanos < 0 ? PyNone.NONE : (Object) (timeoutNanos / 1e9);
  }

  @PyMethod(sig = "(timeout, /)", doc = "Set a timeout on socket operations.")
  void settimeout(ThreadState ts, Object timeout) {
    setTimeout(timeout(ts, timeout));
  }

  @PyMethod(sig = "(flag, /)", doc = "Set the socket to blocking (flag is true) or non-blocking (false).")
  void setblocking(boolean flag) {
    setTimeout(flag ? -1 : 0);
  }

  private void setTimeout(long nanos) {
    SocketErrors.check(Sockets.setBlocking(fd(), nanos < 0));
    timeoutNanos = nanos;
  }

  @PyMethod(sig = "()", doc = "Returns the timeout in seconds (float) associated with socket operations.")
  Object gettimeout() {
    return seconds(timeoutNanos);
  }

  @PyGetter(name = "timeout", doc = "the socket timeout")
  Object timeoutAttribute() {
    return seconds(timeoutNanos);
  }

  @PyMethod(sig = "()", doc = "Returns True if socket is in blocking mode, or False if it is in non-blocking mode.")
  boolean getblocking() {
    return timeoutNanos != 0;
  }

  /// When an operation that begins now times out, in `System.nanoTime()`.
  final long deadline() {
    if (timeoutNanos <= 0) {
      return NO_DEADLINE;
    }
    long at = System.nanoTime() + timeoutNanos;
    return timeoutNanos > NO_DEADLINE / 2 ? NO_DEADLINE : at;
  }

  // Waiting.

  /// Runs a call that does not wait, without the GIL, until it answers something else than that it would have to wait.
  /// The result is the call's own, a negated errno or [#TIMED_OUT]. `flags` are those of the call: some forbid to wait.
  final long io(ThreadState ts, boolean receiving, int flags, long deadline, LongSupplier attempt) {
    try {
      return FileCalls.retry(ts, () -> {
        while (true) {
          long r = attempt.getAsLong();
          if (r != -Errno.EAGAIN || timeoutNanos == 0 || (flags & Sockets.MSG_DONTWAIT) != 0) {
            return r;
          }
          long ready = await(ts, receiving ? Waiting.POLLIN : Waiting.POLLOUT, deadline);
          if (ready < 0) {
            return ready;
          }
        }
      });
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /// Waits for the socket without the GIL: not negative when it is ready, else an answer for [#io].
  final long await(ThreadState ts, int events, long deadline) {
    long left = -1;
    boolean limited = false;
    if (deadline != NO_DEADLINE) {
      left = Math.max(0, deadline - System.nanoTime());
    } else if (timeoutNanos < 0) {
      left = Sockets.waitLimitNanos(fd(), events == Waiting.POLLIN);
      limited = left >= 0;
      if (left == 0) {
        return -Errno.EAGAIN;
      }
    }
    int ready = Waiting.await(fd(), events, left, FileCalls.interrupted(ts));
    return ready != 0 ? ready : limited ? -Errno.EAGAIN : TIMED_OUT;
  }

  /// The result of a call where it is none of the errors, which are thrown.
  static int result(long r) {
    if (r == TIMED_OUT) {
      throw SocketErrors.timedOut();
    }
    return SocketErrors.check((int) r);
  }

  // The descriptor.

  @PyMethod(sig = "()", doc = "Return the integer file descriptor of the socket.")
  long fileno() {
    return fd();
  }

  @PyMethod(sig = "()", doc = "Close the socket object without closing the underlying file descriptor.")
  long detach() {
    return releaseDescriptor();
  }

  @PyMethod(sig = "()", doc = "Close the socket.  It cannot be used after this call.")
  void close(ThreadState ts) {
    int fd = releaseDescriptor();
    if (fd < 0) {
      return;
    }
    int r = FileCalls.close(ts, fd);
    if (r < 0 && r != -Errno.ECONNRESET && r != -Errno.EINTR) {
      throw PyErr.osError(-r);
    }
  }

  @PyMethod(name = "__repr__")
  String repr() {
    return "<socket object, fd=" + fd() + ", family=" + family + ", type=" + kind + ", proto=" + proto + ">";
  }
}
