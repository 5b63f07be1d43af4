package org.atoll.runtime.host;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.function.IntPredicate;

/// Calls on sockets. Addresses are the bytes of a `struct sockaddr`. Results are those of the C functions, an error is the
/// negated errno. Thread-safe; what may block, blocks the calling thread and its carrier: see [Waiting].
public final class Sockets {
  /// Room for any address (`struct sockaddr_storage`).
  public static final int ADDRESS_MAX = 128;
  public static final int SOL_SOCKET = 1;
  public static final int SO_TYPE = 3;
  public static final int SO_ERROR = 4;
  public static final int SO_ACCEPTCONN = 30;
  public static final int SO_RCVTIMEO = 20;
  public static final int SO_SNDTIMEO = 21;
  public static final int SO_PROTOCOL = 38;
  public static final int SOCK_NONBLOCK = 0x800;
  public static final int SOCK_CLOEXEC = 0x80000;
  public static final int MSG_DONTWAIT = 0x40;
  private static final int AF_UNIX = 1;
  /// Where the name begins in the address of a local socket, and how long it can be.
  private static final int PATH_AT = 2;
  private static final int PATH_MAX = 107;
  private static final int SCM_RIGHTS = 1;
  private static final int CONTROL_HEADER = 16;
  private static final int MSGHDR_SIZE = 56;
  private static final int IOVEC_SIZE = 16;

  private Sockets() {}

  /// The result of a call that tells an address, which is empty where there is none.
  public record Named(int result, byte[] address) {}

  /// `socket`.
  public static int open(int family, int type, int protocol) {
    Access.requireNetwork("socket()");
    return Access.opening(() -> Libc.invoke("socket", family, type, protocol));
  }

  /// `socketpair`: both descriptors, or one negated errno.
  public static int[] pair(int family, int type, int protocol) {
    return Access.openingTwo(() -> {
      byte[] m = new byte[8];
      int r = Posix.rawWithMemory("socketpair", m, 3, family, type, protocol);
      return r < 0 ? new int[] {r} : new int[] {Posix.intAt(m, 0), Posix.intAt(m, 4)};
    });
  }

  /// `bind`.
  public static int bind(int fd, byte[] address) {
    return (int) withName("bind", address, true, a -> Posix.callWithMemory("bind", a.clone(), 1, fd, a.length));
  }

  /// `connect`.
  public static int connect(int fd, byte[] address) {
    return (int) withName("connect", address, false, a -> Posix.callWithMemory("connect", a.clone(), 1, fd, a.length));
  }

  private interface AddressCall {
    long run(byte[] address);
  }

  /// Runs a call with an address. That of a local socket is a file name, which an interpreter with limited capabilities needs
  /// the right to write for.
  private static long withName(String function, byte[] address, boolean made, AddressCall call) {
    Access a = Access.limited();
    if (a == null) {
      return call.run(address);
    }
    Access.requireNetwork(function + "()");
    if (address.length <= PATH_AT || Posix.intAt(Arrays.copyOf(address, 4), 0) % 0x10000 != AF_UNIX || address[PATH_AT] == 0) {
      return call.run(address);
    }
    int end = PATH_AT;
    while (end < address.length && address[end] != 0) {
      end++;
    }
    int[] error = {0};
    byte[] real = GuardedPaths.socketName(a, Arrays.copyOfRange(address, PATH_AT, end), made, error);
    if (real == null) {
      return error[0];
    }
    if (real.length > PATH_MAX) {
      return -Errno.ENAMETOOLONG;
    }
    byte[] checked = Arrays.copyOf(address, PATH_AT + real.length + 1);
    System.arraycopy(real, 0, checked, PATH_AT, real.length);
    checked[checked.length - 1] = 0;
    return call.run(checked);
  }

  /// `getsockname`.
  public static Named name(int fd) {
    return named("getsockname", fd, 0);
  }

  /// `getpeername`.
  public static Named peer(int fd) {
    return named("getpeername", fd, 0);
  }

  /// `accept4`: the new descriptor and whose it is.
  public static Named accept(int fd, int flags) {
    Named[] out = {null};
    int r = Access.opening(() -> {
      out[0] = named("accept4", fd, flags);
      return out[0].result();
    });
    return out[0] == null ? new Named(r, null) : out[0];
  }

  private static Named named(String function, int fd, long flags) {
    MemorySegment f = Libc.function(function);
    Scratch s = Scratch.borrow();
    try {
      AddressRoom room = new AddressRoom(s);
      int r = (int) Access.using(fd, () -> Libc.callInt(s, f, fd, room.address(), room.lengthAddress(), flags, 0, 0));
      return new Named(r, r < 0 ? null : room.bytes());
    } finally {
      s.giveBack();
    }
  }

  /// Memory where the system puts an address and its length.
  private static final class AddressRoom {
    private final MemorySegment memory;

    AddressRoom(Scratch s) {
      memory = s.cleared(ADDRESS_MAX + 8L);
      memory.set(ValueLayout.JAVA_INT, ADDRESS_MAX, ADDRESS_MAX);
    }

    long address() {
      return memory.address();
    }

    long lengthAddress() {
      return memory.address() + ADDRESS_MAX;
    }

    byte[] bytes() {
      return bytes(memory.get(ValueLayout.JAVA_INT, ADDRESS_MAX));
    }

    byte[] bytes(int length) {
      return memory.asSlice(0, Math.min(Math.max(length, 0), ADDRESS_MAX)).toArray(ValueLayout.JAVA_BYTE);
    }
  }

  // Options.

  /// `setsockopt`; a null value stands for a null pointer, of which `length` tells.
  public static int setOption(int fd, int level, int option, byte[] value, int length) {
    return value == null ? Posix.call("setsockopt", fd, level, option, 0, length)
        : Posix.callWithMemory("setsockopt", value.clone(), 3, fd, level, option, length);
  }

  /// `getsockopt` into `value`: the length of the option, or a negated errno.
  public static int getOption(int fd, int level, int option, byte[] value) {
    MemorySegment f = Libc.function("getsockopt");
    Scratch s = Scratch.borrow();
    try {
      MemorySegment m = s.cleared(value.length + 8L);
      MemorySegment length = s.allocate(4);
      length.set(ValueLayout.JAVA_INT, 0, value.length);
      int r = (int) Access.using(fd, () -> Libc.callInt(s, f, fd, level, option, m.address(), length.address(), 0));
      if (r < 0) {
        return r;
      }
      int n = Math.min(length.get(ValueLayout.JAVA_INT, 0), value.length);
      MemorySegment.copy(m, ValueLayout.JAVA_BYTE, 0, value, 0, n);
      return n;
    } finally {
      s.giveBack();
    }
  }

  /// An option that is an `int`; `orElse` where it cannot be read.
  public static int intOption(int fd, int level, int option, int orElse) {
    byte[] value = new byte[4];
    return getOption(fd, level, option, value) < 0 ? orElse : Posix.intAt(value, 0);
  }

  /// What the system itself says of a wait on a socket: 0 not to wait at all (`O_NONBLOCK`), a number of nanoseconds
  /// (`SO_RCVTIMEO`, `SO_SNDTIMEO`), or -1 for no limit.
  public static long waitLimitNanos(int fd, boolean receiving) {
    int flags = Posix.fcntl(fd, Posix.F_GETFL, 0);
    if (flags < 0 || (flags & Posix.O_NONBLOCK) != 0) {
      return 0;
    }
    byte[] time = new byte[16];
    int n = getOption(fd, SOL_SOCKET, receiving ? SO_RCVTIMEO : SO_SNDTIMEO, time);
    long nanos = n == time.length ? Posix.longAt(time, 0) * 1_000_000_000 + Posix.longAt(time, 8) * 1000 : 0;
    return nanos > 0 ? nanos : -1;
  }

  /// Makes calls on a descriptor wait or not: 0 or a negated errno.
  public static int setBlocking(int fd, boolean blocking) {
    int flags = Posix.fcntl(fd, Posix.F_GETFL, 0);
    if (flags < 0) {
      return flags;
    }
    int wanted = blocking ? flags & ~Posix.O_NONBLOCK : flags | Posix.O_NONBLOCK;
    return wanted == flags ? 0 : Posix.fcntl(fd, Posix.F_SETFL, wanted);
  }

  // Data.

  /// `recv` into `b[offset ..]`; never waits.
  public static int receive(int fd, byte[] b, int offset, int length, int flags) {
    return receiveFrom(fd, b, offset, length, flags, null);
  }

  /// `recvfrom` into `b[offset ..]`; never waits. The sender's address is put into `from[0]`.
  public static int receiveFrom(int fd, byte[] b, int offset, int length, int flags, byte[][] from) {
    MemorySegment f = Libc.function("recvfrom");
    Scratch s = Scratch.borrow();
    try {
      MemorySegment m = s.allocate(Math.max(length, 1));
      AddressRoom room = from == null ? null : new AddressRoom(s);
      long address = room == null ? 0 : room.address();
      long addressLength = room == null ? 0 : room.lengthAddress();
      int n = (int) Access.using(fd, () -> Libc.callLong(s, f, fd, m.address(), length, flags | MSG_DONTWAIT, address, addressLength));
      if (n > 0) {
        MemorySegment.copy(m, ValueLayout.JAVA_BYTE, 0, b, offset, Math.min(n, length));
      }
      if (n >= 0 && room != null) {
        from[0] = room.bytes();
      }
      return n;
    } finally {
      s.giveBack();
    }
  }

  /// `sendto` of `b[offset ..]`, or `send` where `to` is null; never waits.
  public static int send(int fd, byte[] b, int offset, int length, int flags, byte[] to) {
    if (to == null || !Access.isLimited()) {
      return sendTo(fd, b, offset, length, flags, to);
    }
    return (int) withName("sendto", to, false, a -> sendTo(fd, b, offset, length, flags, a));
  }

  private static int sendTo(int fd, byte[] b, int offset, int length, int flags, byte[] to) {
    MemorySegment f = Libc.function("sendto");
    Scratch s = Scratch.borrow();
    try {
      MemorySegment m = s.allocate(Math.max(length, 1));
      MemorySegment.copy(b, offset, m, ValueLayout.JAVA_BYTE, 0, length);
      long address = to == null ? 0 : copied(s, to).address();
      int addressLength = to == null ? 0 : to.length;
      return (int) Access.using(fd, () -> Libc.callLong(s, f, fd, m.address(), length, flags | MSG_DONTWAIT, address, addressLength));
    } finally {
      s.giveBack();
    }
  }

  // Messages.

  /// What `recvmsg` delivers beside the data, or the negated errno as result.
  public record Message(int result, byte[] address, byte[] control, int flags) {}

  /// `recvmsg` into `b`; never waits.
  public static Message receiveMessage(int fd, byte[] b, int controlSize, int flags) {
    MemorySegment f = Libc.function("recvmsg");
    Scratch s = Scratch.borrow();
    try {
      AddressRoom room = new AddressRoom(s);
      MemorySegment data = s.allocate(Math.max(b.length, 1));
      MemorySegment control = s.cleared(Math.max(controlSize, 1));
      MemorySegment header = header(s, data, b.length, control, controlSize, room.address(), ADDRESS_MAX);
      int n = (int) Access.using(fd, () -> Libc.callLong(s, f, fd, header.address(), flags | MSG_DONTWAIT, 0, 0, 0));
      if (n < 0) {
        return new Message(n, null, null, 0);
      }
      MemorySegment.copy(data, ValueLayout.JAVA_BYTE, 0, b, 0, Math.min(n, b.length));
      int controlLength = (int) Math.min(header.get(ValueLayout.JAVA_LONG, 40), controlSize);
      byte[] got = control.asSlice(0, controlLength).toArray(ValueLayout.JAVA_BYTE);
      forEachDescriptor(got, received -> {
        Access.received(received);
        return true;
      });
      return new Message(n, room.bytes(header.get(ValueLayout.JAVA_INT, 8)), got,
          header.get(ValueLayout.JAVA_INT, 48));
    } finally {
      s.giveBack();
    }
  }

  /// `sendmsg`; never waits. `control` is empty and `to` null where there is none.
  public static int sendMessage(int fd, byte[] b, byte[] control, int flags, byte[] to) {
    if (!Access.isLimited()) {
      return sendMessageTo(fd, b, control, flags, to);
    }
    if (!forEachDescriptor(control, Access::mayUse)) {
      return -Errno.EBADF;
    }
    return to == null ? sendMessageTo(fd, b, control, flags, null) : (int) withName("sendmsg", to, false, a -> sendMessageTo(fd, b, control, flags, a));
  }

  /// Shows the descriptors that go with a message until one is answered with false.
  private static boolean forEachDescriptor(byte[] control, IntPredicate use) {
    for (long at = 0; at + CONTROL_HEADER <= control.length;) {
      int header = (int) at;
      long length = Posix.longAt(control, header);
      if (length < CONTROL_HEADER) {
        return true;
      }
      long end = Math.min(control.length, at + length);
      if (Posix.intAt(control, header + 8) == SOL_SOCKET && Posix.intAt(control, header + 12) == SCM_RIGHTS) {
        for (int i = header + CONTROL_HEADER; i + 4 <= end; i += 4) {
          if (!use.test(Posix.intAt(control, i))) {
            return false;
          }
        }
      }
      at = Math.min(control.length, end + 7 & ~7L);
    }
    return true;
  }

  private static int sendMessageTo(int fd, byte[] b, byte[] control, int flags, byte[] to) {
    MemorySegment f = Libc.function("sendmsg");
    Scratch s = Scratch.borrow();
    try {
      MemorySegment data = copied(s, b);
      MemorySegment header = header(s, data, b.length, copied(s, control), control.length, to == null ? 0 : copied(s, to).address(),
          to == null ? 0 : to.length);
      return (int) Access.using(fd, () -> Libc.callLong(s, f, fd, header.address(), flags | MSG_DONTWAIT, 0, 0, 0));
    } finally {
      s.giveBack();
    }
  }

  private static MemorySegment copied(Scratch s, byte[] b) {
    MemorySegment m = s.allocate(Math.max(b.length, 1));
    MemorySegment.copy(b, 0, m, ValueLayout.JAVA_BYTE, 0, b.length);
    return m;
  }

  private static MemorySegment header(Scratch s, MemorySegment data, int length, MemorySegment control, int controlLength, long address, int addressLength) {
    MemorySegment vector = s.allocate(IOVEC_SIZE);
    vector.set(ValueLayout.JAVA_LONG, 0, data.address());
    vector.set(ValueLayout.JAVA_LONG, 8, length);
    MemorySegment h = s.cleared(MSGHDR_SIZE);
    h.set(ValueLayout.JAVA_LONG, 0, address);
    h.set(ValueLayout.JAVA_INT, 8, addressLength);
    h.set(ValueLayout.JAVA_LONG, 16, vector.address());
    h.set(ValueLayout.JAVA_LONG, 24, 1);
    h.set(ValueLayout.JAVA_LONG, 32, controlLength == 0 ? 0 : control.address());
    h.set(ValueLayout.JAVA_LONG, 40, controlLength);
    return h;
  }

  // Addresses as text.

  /// `inet_pton`: the bytes of a numeric address, or null where it is none.
  public static byte[] parseAddress(int family, byte[] text, int size) {
    MemorySegment f = Libc.function("inet_pton");
    return parsed(text, size, (s, source, target) -> (int) Libc.call(s, f, family, source, target, 0, 0, 0));
  }

  /// `inet_aton`, which also knows addresses with less than four numbers; null where it is no address.
  public static byte[] parseClassic(byte[] text) {
    MemorySegment f = Libc.function("inet_aton");
    return parsed(text, 4, (s, source, target) -> (int) Libc.call(s, f, source, target, 0, 0, 0, 0));
  }

  private interface Parser {
    int parse(Scratch s, long source, long target);
  }

  private static byte[] parsed(byte[] text, int size, Parser parser) {
    Scratch s = Scratch.borrow();
    try {
      MemorySegment m = s.cleared(size);
      return parser.parse(s, s.string(text), m.address()) == 1 ? m.toArray(ValueLayout.JAVA_BYTE) : null;
    } finally {
      s.giveBack();
    }
  }

  /// `inet_ntop` of `address[offset ..]`.
  public static String formatAddress(int family, byte[] address, int offset, int length) {
    MemorySegment f = Libc.function("inet_ntop");
    Scratch s = Scratch.borrow();
    try {
      MemorySegment source = copied(s, Arrays.copyOfRange(address, offset, offset + length));
      MemorySegment m = s.cleared(64);
      Libc.call(s, f, family, source.address(), m.address(), 64, 0, 0);
      return m.getString(0);
    } finally {
      s.giveBack();
    }
  }
}
