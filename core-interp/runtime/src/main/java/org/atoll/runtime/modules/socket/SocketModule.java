package org.atoll.runtime.modules.socket;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.host.Errno;
import org.atoll.runtime.host.NameService;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.host.Sockets;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ByteArgs;
import org.atoll.runtime.modules.posix.ConstantTable;
import org.atoll.runtime.modules.posix.FileCalls;
import org.atoll.runtime.modules.posix.FsPath;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;

/// The module `_socket` (`Modules/socketmodule.c`): its functions but for those that look names up.
@PyModuleDef(value = "_socket", doc = """
    Implementation module for socket operations.

    See the socket module for documentation.""")
final class SocketModule extends NameFunctions {
  @PyConstant(name = "socket")
  static final PyType SOCKET = PySocket.TYPE;
  @PyConstant(name = "SocketType")
  static final PyType SOCKET_TYPE = PySocket.TYPE;
  @PyConstant(name = "error")
  static final PyType ERROR = PyExc.OSError;
  @PyConstant(name = "timeout")
  static final PyType TIMEOUT = PyExc.TimeoutError;
  @PyConstant(name = "herror")
  static final PyType HERROR = SocketErrors.HERROR;
  @PyConstant(name = "gaierror")
  static final PyType GAIERROR = SocketErrors.GAIERROR;

  void exec(ThreadState ts, PyModule module) {
    ConstantTable.add(module, SocketConstants.TABLE);
    module.dict().put("has_ipv6", Boolean.TRUE);
  }

  // Descriptors.

  @PyFunction(sig = "(fd, /)", doc = "Close an integer socket file descriptor.  This is like os.close(), but for sockets.")
  void close(ThreadState ts, int fd) {
    int r = FileCalls.close(ts, fd);
    if (r != -Errno.ECONNRESET) {
      SocketErrors.check(r);
    }
  }

  @PyFunction(sig = "(fd, /)", doc = "Duplicate an integer socket file descriptor.  This is like os.dup(), but for sockets.")
  long dup(int fd) {
    return SocketErrors.check(Posix.duplicate(fd));
  }

  @PyFunction(sig = "(family=1, type=1, proto=0, /)", doc = "Create a pair of socket objects from the sockets returned by the platform socketpair() function.")
  Object socketpair(ThreadState ts, int family, int type, int proto) {
    int[] fds = Sockets.pair(family, type | Sockets.SOCK_CLOEXEC, proto);
    SocketErrors.check(fds[0]);
    PySocket first = new PySocket(PySocket.TYPE);
    first.adopt(ts, fds[0], family, type, proto);
    PySocket second = new PySocket(PySocket.TYPE);
    second.adopt(ts, fds[1], family, type, proto);
    return PyTuple.of(first, second);
  }

  @PyFunction(sig = "()", doc = "Returns the default timeout in seconds (float) for new socket objects.")
  Object getdefaulttimeout(ThreadState ts) {
    return SocketBase.seconds(SocketDefaults.of(ts).timeoutNanos);
  }

  @PyFunction(sig = "(timeout, /)", doc = "Set the default timeout in seconds (float) for new socket objects.")
  void setdefaulttimeout(ThreadState ts, Object timeout) {
    SocketDefaults.of(ts).timeoutNanos = SocketBase.timeout(ts, timeout);
  }

  // Byte order.

  private static long unsigned(ThreadState ts, Object o, long max, String cType) {
    Object n = PyNumber.index(ts, o);
    if (n instanceof Long l ? l < 0 : ((java.math.BigInteger) n).signum() < 0) {
      throw PyErr.valueError("Cannot convert negative int");
    }
    if (!(n instanceof Long l) || l > max) {
      throw PyErr.overflowError("Python int too large for C %s", cType);
    }
    return l;
  }

  private static long swapShort(ThreadState ts, Object o) {
    return Short.toUnsignedLong(Short.reverseBytes((short) unsigned(ts, o, 0xffff, "uint16_t")));
  }

  private static long swapInt(ThreadState ts, Object o) {
    return Integer.toUnsignedLong(Integer.reverseBytes((int) unsigned(ts, o, 0xffffffffL, "uint32_t")));
  }

  @PyFunction(sig = "(integer, /)", doc = "Convert a 16-bit unsigned integer from host to network byte order.")
  long htons(ThreadState ts, Object integer) {
    return swapShort(ts, integer);
  }

  @PyFunction(sig = "(integer, /)", doc = "Convert a 16-bit unsigned integer from network to host byte order.")
  long ntohs(ThreadState ts, Object integer) {
    return swapShort(ts, integer);
  }

  @PyFunction(sig = "(integer, /)", doc = "Convert a 32-bit unsigned integer from host to network byte order.")
  long htonl(ThreadState ts, Object integer) {
    return swapInt(ts, integer);
  }

  @PyFunction(sig = "(integer, /)", doc = "Convert a 32-bit unsigned integer from network to host byte order.")
  long ntohl(ThreadState ts, Object integer) {
    return swapInt(ts, integer);
  }

  // Addresses as bytes.

  private static byte[] text(String s) {
    return s.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  @PyFunction(sig = "(ip_addr, /)", name = "inet_aton", doc = "Convert an IP address in string format (123.45.67.89) to the 32-bit packed binary format used in low-level network functions.")
  Object inetAton(String ip) {
    byte[] packed = Sockets.parseClassic(text(ip));
    if (packed == null) {
      throw PyErr.osError("illegal IP address string passed to inet_aton");
    }
    return new PyBytes(packed);
  }

  @PyFunction(sig = "(packed_ip, /)", name = "inet_ntoa", doc = "Convert an IP address from 32-bit packed binary format to string format.")
  Object inetNtoa(ThreadState ts, Object packed) {
    byte[] b = ByteArgs.bytes(ts, packed);
    if (b.length != HostNames.IPV4_SIZE) {
      throw PyErr.osError("packed IP wrong length for inet_ntoa");
    }
    return HostNames.format(HostNames.AF_INET, b);
  }

  /// The size of an address, 0 for a family that has no such addresses.
  private static int size(int family) {
    return family == HostNames.AF_INET ? HostNames.IPV4_SIZE : family == HostNames.AF_INET6 ? HostNames.IPV6_SIZE : 0;
  }

  @PyFunction(sig = "(af, ip, /)", name = "inet_pton", doc = "Convert an IP address from string format to a packed string suitable for use with low-level network functions.")
  Object inetPton(int family, String ip) {
    if (size(family) == 0) {
      throw PyErr.osError(Errno.numbers().get("EAFNOSUPPORT"));
    }
    byte[] packed = Sockets.parseAddress(family, text(ip), size(family));
    if (packed == null) {
      throw PyErr.osError("illegal IP address string passed to inet_pton");
    }
    return new PyBytes(packed);
  }

  @PyFunction(sig = "(af, packed_ip, /)", name = "inet_ntop", doc = "Convert a packed IP address of the given family to string format.")
  Object inetNtop(ThreadState ts, int family, Object packed) {
    byte[] b = ByteArgs.bytes(ts, packed);
    if (size(family) == 0) {
      throw PyErr.valueError("unknown address family %d", family);
    }
    if (b.length != size(family)) {
      throw PyErr.valueError("invalid length of packed IP address string");
    }
    return HostNames.format(family, b);
  }

  // Ancillary data.

  @PyFunction(sig = "(length, /)", name = "CMSG_LEN", doc = "Return the total length, without trailing padding, of an ancillary data item with associated data of the given length.")
  long cmsgLen(long length) {
    return inRange(ControlMessages.length(length), "CMSG_LEN");
  }

  @PyFunction(sig = "(length, /)", name = "CMSG_SPACE", doc = "Return the buffer size needed for recvmsg() to receive an ancillary data item with associated data of the given length, along with any trailing padding.")
  long cmsgSpace(long length) {
    return inRange(ControlMessages.space(length), "CMSG_SPACE");
  }

  private static long inRange(long size, String function) {
    if (size < 0) {
      throw PyErr.overflowError("%s() argument out of range", function);
    }
    return size;
  }

  // Interfaces.

  @PyFunction(sig = "()", name = "if_nameindex", doc = "Returns a list of network interface information (index, name) tuples.")
  Object ifNameindex() {
    PyList out = new PyList();
    java.util.List<NameService.Interface> all = NameService.interfaces();
    if (all == null) {
      throw PyErr.osError(Errno.ENOMEM);
    }
    for (NameService.Interface i : all) {
      out.append(PyTuple.of((long) i.index(), FsPath.decode(i.name())));
    }
    return out;
  }

  @PyFunction(sig = "(oname, /)", name = "if_nametoindex", doc = "Returns the interface index corresponding to the interface name if_name.")
  long ifNametoindex(ThreadState ts, Object name) {
    int index = NameService.interfaceIndex(FsPath.encode(ts, name));
    if (index <= 0) {
      throw PyErr.osError(Errno.numbers().get("ENODEV"));
    }
    return index;
  }

  @PyFunction(sig = "(if_index, /)", name = "if_indextoname", doc = "Returns the interface name corresponding to the interface index if_index.")
  Object ifIndextoname(ThreadState ts, Object index) {
    byte[] name = NameService.interfaceName(unsigned(ts, index, 0xffffffffL, "unsigned int"));
    if (name == null) {
      throw PyErr.osError(Errno.numbers().get("ENXIO"));
    }
    return FsPath.decode(name);
  }
}
