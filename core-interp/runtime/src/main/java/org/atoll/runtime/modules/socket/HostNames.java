package org.atoll.runtime.modules.socket;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.atoll.runtime.host.NameService;
import org.atoll.runtime.host.Sockets;
import org.atoll.runtime.host.Waiting;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyByteArray;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyUnicode;

/// Names of hosts as Python gives them, and the internet addresses they stand for. Stateless; requires the GIL, which is
/// released while the resolver works.
final class HostNames {
  static final int AF_UNSPEC = 0;
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;
  static final int IPV4_SIZE = 4;
  static final int IPV6_SIZE = 16;
  private static final int SOCK_DGRAM = 2;
  private static final int LABEL_MAX = 63;

  private HostNames() {}

  /// The bytes of a host name: bytes as they are, other str than ASCII by the codec `idna`.
  /// @throws org.atoll.runtime.types.PyException TypeError for other objects and null characters
  static byte[] encode(ThreadState ts, Object host) {
    byte[] name;
    if (host instanceof PyBytes b) {
      name = b.bytes;
    } else if (host instanceof PyByteArray) {
      name = Buffers.toBytes(ts, host).clone();
    } else if (PyUnicode.check(host)) {
      String text = PyUnicode.toUtf16(host);
      name = isAscii(text) ? text.getBytes(StandardCharsets.US_ASCII) : idna(ts, host);
    } else {
      throw PyErr.typeError("str, bytes or bytearray expected, not %s", PyObject.typeOf(host).name());
    }
    for (byte b : name) {
      if (b == 0) {
        throw PyErr.typeError("host name must not contain null character");
      }
    }
    return name;
  }

  /// The same for the resolver, which by the codec is told no empty or overlong labels either.
  static byte[] encodeStrictly(ThreadState ts, Object host) {
    String text = PyUnicode.toUtf16(host);
    return isAscii(text) && hasPlainLabels(text) ? text.getBytes(StandardCharsets.US_ASCII) : idna(ts, host);
  }

  private static byte[] idna(ThreadState ts, Object host) {
    return ((PyBytes) PyObjects.callMethod(ts, host, "encode", "idna")).bytes;
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static boolean hasPlainLabels(String text) {
    int start = 0;
    for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', start)) {
      if (dot == start || dot - start > LABEL_MAX) {
        return false;
      }
      start = dot + 1;
    }
    return text.length() - start <= LABEL_MAX;
  }

  /// `getaddrinfo`, without the GIL.
  static NameService.Addresses query(ThreadState ts, byte[] host, byte[] service, int family, int type, int protocol, int flags) {
    NameService.Addresses[] answer = new NameService.Addresses[1];
    blocking(ts, () -> answer[0] = NameService.addresses(host, service, family, type, protocol, flags));
    if (answer[0].list() == null) {
      throw SocketErrors.resolver(answer[0].error(), answer[0].errno());
    }
    return answer[0];
  }

  /// Asks the resolver without the GIL.
  static void blocking(ThreadState ts, Runnable question) {
    ts.beginBlocking();
    try {
      Waiting.blocking(ts.wakeSignal, () -> {
        question.run();
        return 0;
      });
    } finally {
      ts.endBlocking();
    }
  }

  /// An internet address: its family, its bytes, and for IPv6 the number of the interface it belongs to.
  record Ip(int family, byte[] bytes, int scope) {}

  /// The address that a host name stands for: `""` for any, `<broadcast>`, numbers, or what the resolver finds first.
  static Ip resolve(ThreadState ts, byte[] name, int family) {
    if (name.length == 0) {
      return any(ts, family);
    }
    String text = new String(name, StandardCharsets.ISO_8859_1);
    if (text.equals("<broadcast>") || text.equals("255.255.255.255")) {
      if (family != AF_INET && family != AF_UNSPEC) {
        throw PyErr.osError("address family mismatched");
      }
      return new Ip(AF_INET, new byte[] {-1, -1, -1, -1}, 0);
    }
    Ip numeric = numeric(name, family, text);
    return numeric != null ? numeric : ip(query(ts, name, null, family, 0, 0, 0).list().getFirst());
  }

  private static Ip any(ThreadState ts, int family) {
    NameService.Addresses found = query(ts, null, "0".getBytes(StandardCharsets.US_ASCII), family, SOCK_DGRAM, 0, NameService.AI_PASSIVE);
    if (found.list().size() > 1) {
      throw PyErr.osError("wildcard resolved to multiple address");
    }
    return ip(found.list().getFirst());
  }

  private static Ip numeric(byte[] name, int family, String text) {
    if (family == AF_UNSPEC || family == AF_INET) {
      byte[] v4 = Sockets.parseAddress(AF_INET, name, IPV4_SIZE);
      if (v4 != null) {
        return new Ip(AF_INET, v4, 0);
      }
    }
    if ((family == AF_UNSPEC || family == AF_INET6) && text.indexOf('%') < 0) {
      byte[] v6 = Sockets.parseAddress(AF_INET6, name, IPV6_SIZE);
      if (v6 != null) {
        return new Ip(AF_INET6, v6, 0);
      }
    }
    return null;
  }

  private static Ip ip(NameService.AddressInfo info) {
    byte[] a = info.address();
    return switch (info.family()) {
      case AF_INET -> new Ip(AF_INET, Arrays.copyOfRange(a, 4, 8), 0);
      case AF_INET6 -> new Ip(AF_INET6, Arrays.copyOfRange(a, 8, 24), org.atoll.runtime.host.Posix.intAt(a, 24));
      default -> throw PyErr.osError("unsupported address family");
    };
  }

  /// An address in numbers.
  static String format(int family, byte[] bytes) {
    return Sockets.formatAddress(family, bytes, 0, bytes.length);
  }
}
