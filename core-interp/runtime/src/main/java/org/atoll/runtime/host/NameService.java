package org.atoll.runtime.host;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// Names of hosts, services, protocols and network interfaces, by the system's C library and its configuration. Looking up
/// a host may take long and blocks the calling thread: see [Waiting#blocking]. Thread-safe.
public final class NameService {
  public static final int AI_PASSIVE = 1;
  public static final int AI_NUMERICHOST = 4;
  private static final int EAI_SYSTEM = -11;
  private static final int ADDRINFO_SIZE = 48;
  private static final int HOST_MAX = 1025;
  private static final int SERVICE_MAX = 32;
  private static final int BUFFER_SIZE = 16384;
  private static final int HOST_BUFFER_SIZE = 65536;
  private static final int NAME_MAX = 16;

  private NameService() {}

  /// One entry of a list of addresses; `canonicalName` may be null.
  public record AddressInfo(int family, int type, int protocol, byte[] canonicalName, byte[] address) {}

  /// The answer to a question for addresses: a list, or null with the resolver's error number (`EAI_...`) and, for
  /// `EAI_SYSTEM`, errno.
  public record Addresses(List<AddressInfo> list, int error, int errno) {}

  /// `getaddrinfo`; host and service may be null.
  public static Addresses addresses(byte[] host, byte[] service, int family, int type, int protocol, int flags) {
    Access.requireNetwork("getaddrinfo()");
    MemorySegment f = Libc.function("getaddrinfo");
    Scratch s = Scratch.borrow();
    try {
      MemorySegment hints = s.cleared(ADDRINFO_SIZE);
      hints.set(ValueLayout.JAVA_INT, 0, flags);
      hints.set(ValueLayout.JAVA_INT, 4, family);
      hints.set(ValueLayout.JAVA_INT, 8, type);
      hints.set(ValueLayout.JAVA_INT, 12, protocol);
      MemorySegment result = s.cleared(8);
      int r = (int) Libc.call(s, f, host == null ? 0 : s.string(host), service == null ? 0 : s.string(service), hints.address(), result.address(), 0, 0);
      if (r != 0) {
        return new Addresses(null, r, r == EAI_SYSTEM ? s.errno() : 0);
      }
      long first = result.get(ValueLayout.JAVA_LONG, 0);
      try {
        return new Addresses(list(first), 0, 0);
      } finally {
        Libc.call(s, Libc.function("freeaddrinfo"), first, 0, 0, 0, 0, 0);
      }
    } finally {
      s.giveBack();
    }
  }

  private static List<AddressInfo> list(long first) {
    List<AddressInfo> out = new ArrayList<>();
    for (long at = first; at != 0;) {
      MemorySegment info = MemorySegment.ofAddress(at).reinterpret(ADDRINFO_SIZE);
      int length = info.get(ValueLayout.JAVA_INT, 16);
      byte[] address = MemorySegment.ofAddress(info.get(ValueLayout.JAVA_LONG, 24)).reinterpret(length).toArray(ValueLayout.JAVA_BYTE);
      long name = info.get(ValueLayout.JAVA_LONG, 32);
      out.add(new AddressInfo(info.get(ValueLayout.JAVA_INT, 4), info.get(ValueLayout.JAVA_INT, 8), info.get(ValueLayout.JAVA_INT, 12),
          name == 0 ? null : Libc.string(name), address));
      at = info.get(ValueLayout.JAVA_LONG, 40);
    }
    return out;
  }

  /// `gai_strerror`.
  public static String message(int resolverError) {
    Scratch s = Scratch.borrow();
    try {
      return new String(Libc.string(Libc.call(s, Libc.function("gai_strerror"), resolverError, 0, 0, 0, 0, 0)), java.nio.charset.StandardCharsets.UTF_8);
    } finally {
      s.giveBack();
    }
  }

  /// The names of an address, or null with the error as in [Addresses].
  public record Names(byte[] host, byte[] service, int error, int errno) {}

  /// `getnameinfo`.
  public static Names names(byte[] address, int flags) {
    Access.requireNetwork("getnameinfo()");
    MemorySegment f = Libc.function("getnameinfo");
    Scratch s = Scratch.borrow();
    try {
      MemorySegment a = s.allocate(address.length);
      MemorySegment.copy(address, 0, a, ValueLayout.JAVA_BYTE, 0, address.length);
      MemorySegment host = s.cleared(HOST_MAX);
      MemorySegment service = s.cleared(SERVICE_MAX);
      int r = (int) Libc.callLonger(s, f, a.address(), address.length, host.address(), HOST_MAX, service.address(), SERVICE_MAX, flags, 0);
      return r != 0 ? new Names(null, null, r, r == EAI_SYSTEM ? s.errno() : 0) : new Names(Libc.string(host.address()), Libc.string(service.address()), 0, 0);
    } finally {
      s.giveBack();
    }
  }

  /// A host as the old functions tell it (`struct hostent`), or null with their error (`h_errno`).
  public record Host(byte[] name, List<byte[]> aliases, int family, List<byte[]> addresses, int error) {}

  /// `gethostbyname`.
  public static Host hostByName(byte[] name) {
    Access.requireNetwork("gethostbyname()");
    MemorySegment f = Libc.function("gethostbyname_r");
    return host((s, entry, buffer, result, error) -> Libc.call(s, f, s.string(name), entry, buffer, HOST_BUFFER_SIZE, result, error));
  }

  /// `gethostbyaddr` of the bytes of an internet address.
  public static Host hostByAddress(byte[] address, int family) {
    Access.requireNetwork("gethostbyaddr()");
    MemorySegment f = Libc.function("gethostbyaddr_r");
    return host((s, entry, buffer, result, error) -> {
      MemorySegment a = s.allocate(address.length);
      MemorySegment.copy(address, 0, a, ValueLayout.JAVA_BYTE, 0, address.length);
      return Libc.callLonger(s, f, a.address(), address.length, family, entry, buffer, HOST_BUFFER_SIZE, result, error);
    });
  }

  private interface HostQuery {
    long run(Scratch s, long entry, long buffer, long result, long error);
  }

  private static Host host(HostQuery query) {
    Scratch s = Scratch.borrow();
    try {
      MemorySegment entry = s.cleared(32);
      MemorySegment buffer = s.allocate(HOST_BUFFER_SIZE);
      MemorySegment result = s.cleared(16);
      query.run(s, entry.address(), buffer.address(), result.address(), result.address() + 8);
      if (result.get(ValueLayout.JAVA_LONG, 0) == 0) {
        return new Host(null, null, 0, null, result.get(ValueLayout.JAVA_INT, 8));
      }
      int length = entry.get(ValueLayout.JAVA_INT, 20);
      List<byte[]> addresses = new ArrayList<>();
      for (long p : pointers(entry.get(ValueLayout.JAVA_LONG, 24))) {
        addresses.add(MemorySegment.ofAddress(p).reinterpret(length).toArray(ValueLayout.JAVA_BYTE));
      }
      List<byte[]> aliases = new ArrayList<>();
      for (long p : pointers(entry.get(ValueLayout.JAVA_LONG, 8))) {
        aliases.add(Libc.string(p));
      }
      return new Host(Libc.string(entry.get(ValueLayout.JAVA_LONG, 0)), aliases, entry.get(ValueLayout.JAVA_INT, 16), addresses, 0);
    } finally {
      s.giveBack();
    }
  }

  private static List<Long> pointers(long array) {
    List<Long> out = new ArrayList<>();
    if (array != 0) {
      MemorySegment m = MemorySegment.ofAddress(array).reinterpret(Integer.MAX_VALUE);
      for (long i = 0; m.get(ValueLayout.JAVA_LONG, i) != 0; i += 8) {
        out.add(m.get(ValueLayout.JAVA_LONG, i));
      }
    }
    return out;
  }

  /// `getservbyname`: the port, or -1; `protocol` may be null.
  public static int servicePort(byte[] name, byte[] protocol) {
    MemorySegment f = Libc.function("getservbyname_r");
    return entry(32, (s, entry, buffer, result) -> Libc.call(s, f, s.string(name), protocol == null ? 0 : s.string(protocol), entry, buffer, BUFFER_SIZE, result),
        m -> Short.toUnsignedInt(Short.reverseBytes((short) m.get(ValueLayout.JAVA_INT, 16))), -1);
  }

  /// `getservbyport`: the name, or null.
  public static byte[] serviceName(int port, byte[] protocol) {
    MemorySegment f = Libc.function("getservbyport_r");
    int networkOrder = Short.toUnsignedInt(Short.reverseBytes((short) port));
    return entry(32, (s, entry, buffer, result) -> Libc.call(s, f, networkOrder, protocol == null ? 0 : s.string(protocol), entry, buffer, BUFFER_SIZE, result),
        m -> Libc.string(m.get(ValueLayout.JAVA_LONG, 0)), null);
  }

  /// `getprotobyname`: the number, or -1.
  public static int protocol(byte[] name) {
    MemorySegment f = Libc.function("getprotobyname_r");
    return entry(24, (s, entry, buffer, result) -> Libc.call(s, f, s.string(name), entry, buffer, BUFFER_SIZE, result, 0),
        m -> m.get(ValueLayout.JAVA_INT, 16), -1);
  }

  private interface EntryQuery {
    long run(Scratch s, long entry, long buffer, long result);
  }

  private static <T> T entry(int size, EntryQuery query, java.util.function.Function<MemorySegment, T> read, T none) {
    Scratch s = Scratch.borrow();
    try {
      MemorySegment entry = s.cleared(size);
      MemorySegment result = s.cleared(8);
      query.run(s, entry.address(), s.allocate(BUFFER_SIZE).address(), result.address());
      return result.get(ValueLayout.JAVA_LONG, 0) == 0 ? none : read.apply(entry);
    } finally {
      s.giveBack();
    }
  }

  // Interfaces.

  /// One network interface.
  public record Interface(int index, byte[] name) {}

  /// `if_nameindex`; null on error.
  public static List<Interface> interfaces() {
    Scratch s = Scratch.borrow();
    try {
      long array = Libc.call(s, Libc.function("if_nameindex"), 0, 0, 0, 0, 0, 0);
      if (array == 0) {
        return null;
      }
      List<Interface> out = new ArrayList<>();
      MemorySegment m = MemorySegment.ofAddress(array).reinterpret(Integer.MAX_VALUE);
      for (long i = 0; m.get(ValueLayout.JAVA_INT, i) != 0; i += 16) {
        out.add(new Interface(m.get(ValueLayout.JAVA_INT, i), Libc.string(m.get(ValueLayout.JAVA_LONG, i + 8))));
      }
      Libc.call(s, Libc.function("if_freenameindex"), array, 0, 0, 0, 0, 0);
      return out;
    } finally {
      s.giveBack();
    }
  }

  /// `if_nametoindex`: 0 where there is none of this name.
  public static int interfaceIndex(byte[] name) {
    return RawFiles.path("if_nametoindex", name, 0, 0, 0);
  }

  /// `if_indextoname`: null where there is none of this index.
  public static byte[] interfaceName(long index) {
    Scratch s = Scratch.borrow();
    try {
      MemorySegment m = s.cleared(NAME_MAX);
      return Libc.call(s, Libc.function("if_indextoname"), index, m.address(), 0, 0, 0, 0) == 0 ? null : Libc.string(m.address());
    } finally {
      s.giveBack();
    }
  }

  /// `sethostname`.
  public static int setHostName(byte[] name) {
    Access.requireMain("sethostname()");
    return RawFiles.path("sethostname", name, name.length, 0, 0);
  }

  /// `gethostname`.
  public static Posix.Text hostName() {
    Scratch s = Scratch.borrow();
    try {
      MemorySegment m = s.cleared(HOST_MAX);
      int r = Libc.callInt(s, Libc.function("gethostname"), m.address(), HOST_MAX - 1, 0, 0, 0, 0);
      return r < 0 ? new Posix.Text(null, r) : new Posix.Text(Libc.string(m.address()), 0);
    } finally {
      s.giveBack();
    }
  }
}
