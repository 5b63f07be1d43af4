package org.atoll.runtime.modules.socket;

import java.util.Arrays;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// The addresses of Linux's own families: netlink, virtual machines, packets, field buses, the kernel's ciphers. Stateless.
final class LinkAddress {
  private static final int CAN_ISOTP = 6;
  private static final int CAN_J1939 = 7;
  private static final int CAN_SIZE = 24;
  private static final int HARDWARE_MAX = 8;
  private static final int TIPC_ADDR_NAMESEQ = 1;
  private static final int TIPC_ADDR_NAME = 2;
  private static final int TIPC_ADDR_ID = 3;

  private LinkAddress() {}

  static byte[] encode(ThreadState ts, PySocket socket, Object address, String function) {
    return switch (socket.family) {
      case SocketAddress.AF_NETLINK -> pair(ts, items(address, "AF_NETLINK", "pair (pid, groups)", 2, 2, function), socket.family, 12, 4, 8);
      case SocketAddress.AF_QIPCRTR -> pair(ts, items(address, "AF_QIPCRTR", "pair (node, port)", 2, 2, function), socket.family, 12, 4, 8);
      case SocketAddress.AF_VSOCK -> pair(ts, items(address, "AF_VSOCK", "pair (CID, port)", 2, 2, function), socket.family, 16, 8, 4);
      case SocketAddress.AF_PACKET -> packet(ts, address, function);
      case SocketAddress.AF_CAN -> can(ts, socket.proto, address, function);
      case SocketAddress.AF_TIPC -> tipc(ts, address, function);
      default -> cipher(ts, address, function);
    };
  }

  private static Object[] items(Object address, String family, String form, int min, int max, String function) {
    Object[] items = SocketAddress.tuple(address, family, function);
    if (items.length < min || items.length > max) {
      throw PyErr.typeError("%s address must be a %s", family, form);
    }
    return items;
  }

  private static byte[] pair(ThreadState ts, Object[] items, int family, int size, int first, int second) {
    byte[] out = SocketAddress.start(family, size);
    Posix.putInt(out, first, SocketAddress.unsigned(ts, items[0]));
    Posix.putInt(out, second, SocketAddress.unsigned(ts, items[1]));
    return out;
  }

  private static byte[] packet(ThreadState ts, Object address, String function) {
    Object[] items = items(address, "AF_PACKET", "tuple of two to five elements", 2, 5, function);
    int protocol = Convert.toInt(ts, items[1]);
    if (protocol < 0 || protocol > 0xffff) {
      throw PyErr.overflowError("%s(): proto must be 0-65535.", function);
    }
    byte[] hardware = items.length > 4 ? Buffers.toBytes(ts, items[4]) : new byte[0];
    if (hardware.length > HARDWARE_MAX) {
      throw PyErr.valueError("hardware address must be 8 bytes or less");
    }
    byte[] out = SocketAddress.start(SocketAddress.AF_PACKET, 20);
    SocketAddress.putPort(out, protocol);
    Posix.putInt(out, 4, SocketAddress.interfaceIndex(ts, items[0], "AF_PACKET"));
    SocketAddress.putShort(out, 8, items.length > 3 ? Convert.toInt(ts, items[3]) : 0);
    out[10] = (byte) (items.length > 2 ? Convert.toInt(ts, items[2]) : 0);
    out[11] = (byte) hardware.length;
    System.arraycopy(hardware, 0, out, 12, hardware.length);
    return out;
  }

  private static byte[] can(ThreadState ts, int protocol, Object address, String function) {
    byte[] out = SocketAddress.start(SocketAddress.AF_CAN, CAN_SIZE);
    Object[] items;
    switch (protocol) {
      case CAN_ISOTP -> {
        items = items(address, "AF_CAN", "tuple (interface, rx_addr, tx_addr)", 3, 3, function);
        Posix.putInt(out, 8, SocketAddress.unsigned(ts, items[1]));
        Posix.putInt(out, 12, SocketAddress.unsigned(ts, items[2]));
      }
      case CAN_J1939 -> {
        items = items(address, "AF_CAN", "tuple (interface, name, pgn, addr)", 4, 4, function);
        Object name = PyNumber.index(ts, items[1]);
        Posix.putLong(out, 8, name instanceof Long l ? l : ((java.math.BigInteger) name).longValue());
        Posix.putInt(out, 16, SocketAddress.unsigned(ts, items[2]));
        out[20] = (byte) Convert.toInt(ts, items[3]);
      }
      default -> items = items(address, "AF_CAN", "tuple (interface, )", 1, 3, function);
    }
    Posix.putInt(out, 4, SocketAddress.interfaceIndex(ts, items[0], "AF_CAN"));
    return out;
  }

  private static byte[] tipc(ThreadState ts, Object address, String function) {
    Object[] items = items(address, "AF_TIPC", "tuple (addr_type, v1, v2, v3[, scope])", 4, 5, function);
    int kind = Convert.toInt(ts, items[0]);
    if (kind < TIPC_ADDR_NAMESEQ || kind > TIPC_ADDR_ID) {
      throw PyErr.typeError("Invalid address type");
    }
    byte[] out = SocketAddress.start(SocketAddress.AF_TIPC, 16);
    out[2] = (byte) kind;
    out[3] = (byte) (items.length > 4 ? Convert.toInt(ts, items[4]) : 2);
    Posix.putInt(out, 4, SocketAddress.unsigned(ts, items[1]));
    Posix.putInt(out, 8, SocketAddress.unsigned(ts, items[2]));
    Posix.putInt(out, 12, kind == TIPC_ADDR_NAMESEQ ? SocketAddress.unsigned(ts, items[3]) : 0);
    return out;
  }

  private static byte[] cipher(ThreadState ts, Object address, String function) {
    Object[] items = items(address, "AF_ALG", "tuple (type, name[, feat[, mask]])", 2, 4, function);
    byte[] out = SocketAddress.start(SocketAddress.AF_ALG, 88);
    putName(out, 2, 14, items[0], "AF_ALG type too long.");
    Posix.putInt(out, 16, items.length > 2 ? SocketAddress.unsigned(ts, items[2]) : 0);
    Posix.putInt(out, 20, items.length > 3 ? SocketAddress.unsigned(ts, items[3]) : 0);
    putName(out, 24, 64, items[1], "AF_ALG name too long.");
    return out;
  }

  private static void putName(byte[] out, int at, int size, Object name, String tooLong) {
    if (!PyUnicode.check(name)) {
      throw PyErr.typeError("AF_ALG address must be a tuple (type, name[, feat[, mask]])");
    }
    byte[] b = PyUnicode.toUtf16(name).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    if (b.length >= size) {
      throw PyErr.valueError(tooLong);
    }
    System.arraycopy(b, 0, out, at, b.length);
  }

  static Object decode(byte[] address, int family, int protocol) {
    byte[] a = Arrays.copyOf(address, Math.max(address.length, CAN_SIZE));
    return switch (family) {
      case SocketAddress.AF_NETLINK, SocketAddress.AF_QIPCRTR -> PyTuple.of(word(a, 4), word(a, 8));
      case SocketAddress.AF_VSOCK -> PyTuple.of(word(a, 8), word(a, 4));
      case SocketAddress.AF_PACKET -> PyTuple.of(SocketAddress.interfaceName(Posix.intAt(a, 4)), (long) SocketAddress.port(a), (long) (a[10] & 0xff),
          (long) (a[8] & 0xff | (a[9] & 0xff) << 8), new PyBytes(Arrays.copyOfRange(a, 12, 12 + Math.min(a[11] & 0xff, HARDWARE_MAX))));
      case SocketAddress.AF_CAN -> {
        String name = SocketAddress.interfaceName(Posix.intAt(a, 4));
        yield switch (protocol) {
          case CAN_ISOTP -> PyTuple.of(name, word(a, 8), word(a, 12));
          case CAN_J1939 -> PyTuple.of(name, org.atoll.runtime.types.IntMath.ofUnsigned(Posix.longAt(a, 8)), word(a, 16), (long) (a[20] & 0xff));
          default -> PyTuple.of((Object) name);
        };
      }
      default -> PyTuple.of((long) a[2], word(a, 4), word(a, 8), a[2] == TIPC_ADDR_NAMESEQ ? word(a, 12) : a[2] == TIPC_ADDR_NAME ? word(a, 8) : 0L,
          (long) a[3]);
    };
  }

  private static Long word(byte[] a, int at) {
    return Integer.toUnsignedLong(Posix.intAt(a, at));
  }
}
