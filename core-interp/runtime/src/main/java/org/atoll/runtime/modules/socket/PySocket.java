package org.atoll.runtime.modules.socket;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.host.Errno;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.host.Sockets;
import org.atoll.runtime.host.Waiting;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ByteArgs;
import org.atoll.runtime.modules.posix.FileCalls;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyFloat;
import org.atoll.runtime.types.PyTuple;

/// `_socket.socket` (`Modules/socketmodule.c`): a socket of the system. Guarded by the GIL, which is released during system
/// calls. The descriptor of a socket that was forgotten is closed once it is collected.
@PyTypeDef(name = "socket", module = "_socket", doc = """
    socket(family=AF_INET, type=SOCK_STREAM, proto=0) -> socket object
    socket(family=-1, type=-1, proto=-1, fileno=None) -> socket object

    Open a socket of the given type.  The family argument specifies the
    address family; it defaults to AF_INET.  The type argument specifies
    whether this is a stream (SOCK_STREAM, this is the default)
    or datagram (SOCK_DGRAM) socket.  The protocol argument defaults to 0,
    specifying the default protocol.  Keyword arguments are accepted.""")
public class PySocket extends SocketMessages {
  public static final PyType TYPE = PyType.builtin(new PySocketBinder());
  private static final int OPTION_MAX = 1024;
  private static final int VSOCK_SIZES_MAX = 2;

  PySocket(PyType cls) {
    super(cls);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PySocket(cls);
  }

  @PyMethod(sig = "(family=-1, type=-1, proto=-1, fileno=None)")
  void __init__(ThreadState ts, int family, int type, int proto, Object fileno) {
    if (fileno != PyNone.NONE) {
      open(ts, family, type, proto, fileno);
      return;
    }
    int f = family == -1 ? HostNames.AF_INET : family;
    int t = type == -1 ? SOCK_STREAM : type;
    int p = proto == -1 ? 0 : proto;
    ts.beginBlocking();
    int fd;
    try {
      fd = Sockets.open(f, t | Sockets.SOCK_CLOEXEC, p);
    } finally {
      ts.endBlocking();
    }
    adopt(ts, SocketErrors.check(fd), f, t, p);
  }

  /// Makes it a socket for a descriptor that there is already, which is asked for what was not given.
  private void open(ThreadState ts, int family, int type, int proto, Object fileno) {
    if (PyFloat.check(fileno)) {
      throw PyErr.typeError("'float' object cannot be interpreted as an integer");
    }
    int fd = Convert.toInt(ts, fileno);
    if (fd < 0) {
      throw PyErr.valueError("negative file descriptor");
    }
    Sockets.Named name = Sockets.name(fd);
    if (name.result() < 0 && (family == -1 || name.result() == -Errno.EBADF || name.result() == -Errno.ENOTSOCK)) {
      throw PyErr.osError(-name.result());
    }
    int f = family != -1 ? family : SocketAddress.family(name.address());
    int t = type != -1 ? type : SocketErrors.check(option(fd, Sockets.SO_TYPE));
    int p = proto != -1 ? proto : SocketErrors.check(option(fd, Sockets.SO_PROTOCOL));
    adopt(ts, fd, f, t, p);
  }

  private static int option(int fd, int option) {
    byte[] value = new byte[4];
    int r = Sockets.getOption(fd, Sockets.SOL_SOCKET, option, value);
    return r < 0 ? r : Posix.intAt(value, 0);
  }

  // Connections.

  @PyMethod(sig = "(address, /)", doc = "Bind the socket to a local address.")
  void bind(ThreadState ts, Object address) {
    byte[] a = SocketAddress.encode(ts, this, address, "bind");
    ts.beginBlocking();
    int r;
    try {
      r = Sockets.bind(fd(), a);
    } finally {
      ts.endBlocking();
    }
    SocketErrors.check(r);
  }

  @PyMethod(sig = "(backlog=<absent>, /)", doc = "Enable a server to accept connections.")
  void listen(ThreadState ts, Object backlog) {
    int n = backlog == null ? 128 : Math.max(0, Convert.toInt(ts, backlog));
    SocketErrors.check(Posix.call("listen", fd(), n));
  }

  @PyMethod(sig = "()", name = "_accept", doc = "Wait for an incoming connection.  Return a new socket file descriptor and the client's address.")
  Object accept(ThreadState ts) {
    Sockets.Named[] peer = new Sockets.Named[1];
    int fd = result(io(ts, true, 0, deadline(), () -> {
      if (getblocking() && Waiting.await(fd(), Waiting.POLLIN, 0, FileCalls.interrupted(ts)) == 0
          && Sockets.intOption(fd(), Sockets.SOL_SOCKET, Sockets.SO_ACCEPTCONN, 0) != 0) {
        return -Errno.EAGAIN;
      }
      peer[0] = Sockets.accept(fd(), Sockets.SOCK_CLOEXEC);
      return peer[0].result();
    }));
    return PyTuple.of((long) fd, SocketAddress.decode(peer[0].address(), proto));
  }

  @PyMethod(sig = "(address, /)", doc = "Connect the socket to a remote address.")
  void connect(ThreadState ts, Object address) {
    byte[] a = SocketAddress.encode(ts, this, address, "connect");
    result(connect(ts, a));
  }

  @PyMethod(sig = "(address, /)", name = "connect_ex", doc = "This is like connect(address), but returns an error code instead of raising an exception when an error occurs.")
  long connectEx(ThreadState ts, Object address) {
    byte[] a = SocketAddress.encode(ts, this, address, "connect_ex");
    long r = connect(ts, a);
    return r == TIMED_OUT ? Errno.EAGAIN : -r;
  }

  /// Begins to connect without waiting, then waits for the outcome.
  private long connect(ThreadState ts, byte[] address) {
    long deadline = deadline();
    long r = FileCalls.retry(ts, () -> begin(ts, address));
    if (r != -Errno.EINPROGRESS || !getblocking()) {
      return r;
    }
    long ready = FileCalls.retry(ts, () -> await(ts, Waiting.POLLOUT, deadline));
    if (ready < 0) {
      return ready == -Errno.EAGAIN ? -Errno.EINPROGRESS : ready;
    }
    int error = option(fd(), Sockets.SO_ERROR);
    return error == Errno.EISCONN ? 0 : -Math.abs(error);
  }

  /// A local connection is made at once, or has to be tried again (`EAGAIN`) as long as the other's queue is full; any other
  /// that was begun goes on by itself (`EINPROGRESS`).
  private long begin(ThreadState ts, byte[] address) {
    int flags = Posix.fcntl(fd(), Posix.F_GETFL, 0);
    if (!blocks() || flags < 0 || (flags & Posix.O_NONBLOCK) != 0) {
      return underWay(Sockets.connect(fd(), address));
    }
    return family == SocketAddress.AF_UNIX ? Waiting.repeating(ts.wakeSignal, () -> beginConnect(address, flags)) : underWay(beginConnect(address, flags));
  }

  /// A call that was broken off goes on connecting.
  private static int underWay(int connected) {
    return connected == -Errno.EINTR ? -Errno.EINPROGRESS : connected;
  }

  private int beginConnect(byte[] address, int flags) {
    int fd = fd();
    Posix.fcntl(fd, Posix.F_SETFL, flags | Posix.O_NONBLOCK);
    try {
      return Sockets.connect(fd, address);
    } finally {
      Posix.fcntl(fd, Posix.F_SETFL, flags);
    }
  }

  @PyMethod(sig = "(flag, /)", doc = "Shut down the reading side of the socket (flag == SHUT_RD), the writing side (SHUT_WR), or both ends (SHUT_RDWR).")
  void shutdown(ThreadState ts, int how) {
    ts.beginBlocking();
    int r;
    try {
      r = Posix.call("shutdown", fd(), how);
    } finally {
      ts.endBlocking();
    }
    SocketErrors.check(r);
  }

  @PyMethod(sig = "()", doc = "Return the address of the local endpoint.")
  Object getsockname() {
    return address(Sockets.name(fd()));
  }

  @PyMethod(sig = "()", doc = "Return the address of the remote endpoint.")
  Object getpeername() {
    return address(Sockets.peer(fd()));
  }

  private Object address(Sockets.Named named) {
    SocketErrors.check(named.result());
    return SocketAddress.decode(named.address(), proto);
  }

  // Options.

  @PyMethod(sig = "(*args)", doc = "Set a socket option.  See the Unix manual for level and option.")
  void setsockopt(ThreadState ts, PyTuple args) {
    Object[] a = args.items;
    boolean withLength = a.length == 4 && a[2] == PyNone.NONE;
    if (a.length != 3 && !withLength) {
      throw PyErr.typeError("setsockopt() takes exactly 3 arguments (%d given)", a.length);
    }
    int level = Convert.toInt(ts, a[0]);
    int option = Convert.toInt(ts, a[1]);
    int r;
    if (withLength) {
      r = Sockets.setOption(fd(), level, option, null, Convert.toInt(ts, a[3]));
    } else {
      byte[] value = optionValue(ts, level, option, a[2]);
      r = Sockets.setOption(fd(), level, option, value, value.length);
    }
    SocketErrors.check(r);
  }

  private byte[] optionValue(ThreadState ts, int level, int option, Object value) {
    if (Buffers.check(value)) {
      return ByteArgs.bytes(ts, value);
    }
    boolean number = value instanceof Boolean || org.atoll.runtime.types.PyLong.check(value);
    Object n = number ? PyNumber.index(ts, value) : null;
    if (n instanceof Long l && isVsockSize(level, option)) {
      byte[] b = new byte[8];
      Posix.putLong(b, 0, l);
      return b;
    }
    if (!(n instanceof Long l) || l != l.intValue() && l >>> 32 != 0) {
      throw PyErr.typeError("a bytes-like object is required, not '%s'", org.atoll.runtime.object.PyObject.typeOf(value).messageName());
    }
    byte[] b = new byte[4];
    Posix.putInt(b, 0, (int) (long) l);
    return b;
  }

  private boolean isVsockSize(int level, int option) {
    return family == SocketAddress.AF_VSOCK && level == SocketAddress.AF_VSOCK && option >= 0 && option <= VSOCK_SIZES_MAX;
  }

  @PyMethod(sig = "(level, option, buffersize=0, /)", doc = "Get a socket option.  See the Unix manual for level and option.")
  Object getsockopt(int level, int option, int size) {
    if (size == 0) {
      byte[] value = new byte[isVsockSize(level, option) ? 8 : 4];
      SocketErrors.check(Sockets.getOption(fd(), level, option, value));
      return value.length == 8 ? Posix.longAt(value, 0) : (long) Posix.intAt(value, 0);
    }
    if (size < 0 || size > OPTION_MAX) {
      throw PyErr.osError("getsockopt buflen out of range");
    }
    byte[] value = new byte[size];
    int n = SocketErrors.check(Sockets.getOption(fd(), level, option, value));
    return new PyBytes(java.util.Arrays.copyOf(value, n));
  }
}
