package org.atoll.runtime.modules.socket;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.atoll.runtime.host.NameService;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.host.Sockets;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.posix.FsPath;
import org.atoll.runtime.modules.posix.WorkingDirectory;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// Addresses between Python, where each family has its own form, and the system (`struct sockaddr_...`). Stateless;
/// requires the GIL, which is released where a host name is looked up.
final class SocketAddress {
  static final int AF_UNIX = 1;
  static final int AF_NETLINK = 16;
  static final int AF_PACKET = 17;
  static final int AF_CAN = 29;
  static final int AF_TIPC = 30;
  static final int AF_ALG = 38;
  static final int AF_VSOCK = 40;
  static final int AF_QIPCRTR = 42;
  private static final int UNIX_PATH_MAX = 108;
  private static final int PORT_MAX = 0xffff;
  private static final int FLOW_INFO_MAX = 0xfffff;

  private SocketAddress() {}

  /// The system's form of an address.
  /// @param function the method's name for messages
  static byte[] encode(ThreadState ts, PySocket socket, Object address, String function) {
    return switch (socket.family) {
      case AF_UNIX -> unix(ts, address);
      case HostNames.AF_INET -> inet(ts, address, function);
      case HostNames.AF_INET6 -> inet6(ts, address, function);
      case AF_NETLINK, AF_VSOCK, AF_QIPCRTR, AF_PACKET, AF_CAN, AF_TIPC, AF_ALG -> LinkAddress.encode(ts, socket, address, function);
      default -> throw PyErr.osError("%s(): bad family", function);
    };
  }

  // To the system.

  private static byte[] unix(ThreadState ts, Object address) {
    byte[] path = PyUnicode.check(address) ? FsPath.bytes(address) : Buffers.toBytes(ts, address);
    boolean named = path.length > 0 && path[0] != 0;
    path = named ? WorkingDirectory.of(ts).resolve(path) : path;
    if (path.length > UNIX_PATH_MAX || named && path.length == UNIX_PATH_MAX) {
      throw PyErr.osError("AF_UNIX path too long");
    }
    byte[] out = start(AF_UNIX, 2 + path.length + (named ? 1 : 0));
    System.arraycopy(path, 0, out, 2, path.length);
    return out;
  }

  /// The items of an address that must be a tuple.
  static Object[] tuple(Object address, String family, String function) {
    if (!(address instanceof PyTuple t)) {
      throw PyErr.typeError("%s(): %s address must be tuple, not %s", function, family, PyObject.typeOf(address).name());
    }
    return t.items;
  }

  static int port(ThreadState ts, Object o, String function) {
    if (!(PyNumber.index(ts, o) instanceof Long port) || port < 0 || port > PORT_MAX) {
      throw PyErr.overflowError("%s(): port must be 0-65535.", function);
    }
    return (int) (long) port;
  }

  private static byte[] inet(ThreadState ts, Object address, String function) {
    Object[] items = tuple(address, "AF_INET", function);
    if (items.length != 2) {
      throw PyErr.typeError("AF_INET address must be a pair (host, port)");
    }
    byte[] host = HostNames.encode(ts, items[0]);
    int port = port(ts, items[1], function);
    return inet(HostNames.resolve(ts, host, HostNames.AF_INET), port);
  }

  static byte[] inet(HostNames.Ip ip, int port) {
    byte[] out = start(HostNames.AF_INET, 16);
    putPort(out, port);
    System.arraycopy(ip.bytes(), 0, out, 4, HostNames.IPV4_SIZE);
    return out;
  }

  private static byte[] inet6(ThreadState ts, Object address, String function) {
    Object[] items = tuple(address, "AF_INET6", function);
    if (items.length < 2 || items.length > 4) {
      throw PyErr.typeError("AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])");
    }
    byte[] host = HostNames.encode(ts, items[0]);
    int port = port(ts, items[1], function);
    int flow = flowInfo(ts, items, function);
    int scope = items.length > 3 ? unsigned(ts, items[3]) : 0;
    HostNames.Ip ip = HostNames.resolve(ts, host, HostNames.AF_INET6);
    return inet6(ip, port, flow, items.length > 3 ? scope : ip.scope());
  }

  /// The third item of an IPv6 address, if there is one.
  static int flowInfo(ThreadState ts, Object[] items, String function) {
    int flow = items.length > 2 ? unsigned(ts, items[2]) : 0;
    if (flow < 0 || flow > FLOW_INFO_MAX) {
      throw PyErr.overflowError("%s(): flowinfo must be 0-1048575.", function);
    }
    return flow;
  }

  static byte[] inet6(HostNames.Ip ip, int port, int flow, int scope) {
    byte[] out = start(HostNames.AF_INET6, 28);
    putPort(out, port);
    Posix.putInt(out, 4, Integer.reverseBytes(flow));
    System.arraycopy(ip.bytes(), 0, out, 8, HostNames.IPV6_SIZE);
    Posix.putInt(out, 24, scope);
    return out;
  }

  /// An unsigned 32-bit number, of which C takes the low bits.
  static int unsigned(ThreadState ts, Object o) {
    Object n = PyNumber.index(ts, o);
    return n instanceof Long l ? (int) (long) l : ((java.math.BigInteger) n).intValue();
  }

  /// An empty address of a family.
  static byte[] start(int family, int size) {
    byte[] out = new byte[size];
    putShort(out, 0, family);
    return out;
  }

  static void putShort(byte[] b, int at, int value) {
    b[at] = (byte) value;
    b[at + 1] = (byte) (value >> 8);
  }

  static void putPort(byte[] b, int port) {
    b[2] = (byte) (port >> 8);
    b[3] = (byte) port;
  }

  // From the system.

  static int family(byte[] address) {
    return address.length < 2 ? HostNames.AF_UNSPEC : address[0] & 0xff | (address[1] & 0xff) << 8;
  }

  static int port(byte[] address) {
    return (address[2] & 0xff) << 8 | address[3] & 0xff;
  }

  /// Python's form of an address: None for an empty one, a pair of family and bytes for a family unknown here.
  static Object decode(byte[] address, int protocol) {
    if (address.length == 0) {
      return PyNone.NONE;
    }
    int family = family(address);
    return switch (family) {
      case AF_UNIX -> unixText(address);
      case HostNames.AF_INET -> PyTuple.of(Sockets.formatAddress(family, address, 4, HostNames.IPV4_SIZE), (long) port(address));
      case HostNames.AF_INET6 -> PyTuple.of(Sockets.formatAddress(family, address, 8, HostNames.IPV6_SIZE), (long) port(address),
          Integer.toUnsignedLong(Integer.reverseBytes(Posix.intAt(address, 4))), Integer.toUnsignedLong(Posix.intAt(address, 24)));
      case AF_NETLINK, AF_VSOCK, AF_QIPCRTR, AF_PACKET, AF_CAN, AF_TIPC -> LinkAddress.decode(address, family, protocol);
      default -> PyTuple.of((long) family, new PyBytes(Arrays.copyOfRange(address, 2, address.length)));
    };
  }

  /// Names of the file system as str, abstract ones as bytes.
  private static Object unixText(byte[] address) {
    if (address.length > 2 && address[2] == 0) {
      return new PyBytes(Arrays.copyOfRange(address, 2, address.length));
    }
    int end = 2;
    while (end < address.length && address[end] != 0) {
      end++;
    }
    return FsPath.decode(Arrays.copyOfRange(address, 2, end));
  }

  /// The index of a network interface, given by name; 0 for an empty name.
  static int interfaceIndex(ThreadState ts, Object name, String family) {
    byte[] n = FsPath.encode(ts, name);
    if (n.length == 0) {
      return 0;
    }
    int index = NameService.interfaceIndex(n);
    if (index <= 0) {
      throw PyErr.osError(index < 0 ? -index : org.atoll.runtime.host.Errno.numbers().get("ENODEV"));
    }
    return index;
  }

  static String interfaceName(int index) {
    byte[] name = index == 0 ? null : NameService.interfaceName(index);
    return name == null ? "" : new String(name, StandardCharsets.UTF_8);
  }
}
