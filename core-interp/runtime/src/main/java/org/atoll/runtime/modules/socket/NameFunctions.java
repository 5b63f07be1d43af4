package org.atoll.runtime.modules.socket;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.atoll.annotations.PyFunction;
import org.atoll.runtime.host.NameService;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.posix.FsPath;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.types.PyByteArray;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// The functions of `_socket` that look up hosts, services and protocols. They release the GIL while the resolver works.
abstract class NameFunctions {
  private static final int SOCK_DGRAM = 2;
  private static final int PORT_MAX = 0xffff;

  // The computer's own name.

  @PyFunction(sig = "()", doc = "Return the current host name.")
  Object gethostname() {
    Posix.Text name = NameService.hostName();
    if (name.bytes() == null) {
      throw PyErr.osError(-name.error());
    }
    return FsPath.decode(name.bytes());
  }

  @PyFunction(sig = "(name, /)", doc = "Sets the hostname to name.")
  void sethostname(ThreadState ts, Object name) {
    byte[] n = FsPath.encode(ts, name);
    SocketErrors.check(NameService.setHostName(n));
  }

  // Hosts.

  private static byte[] host(ThreadState ts, Object host, String function) {
    if (!PyUnicode.check(host) && !(host instanceof PyBytes) && !(host instanceof PyByteArray)) {
      throw PyErr.typeError("%s() argument 1 must be str, bytes or bytearray, not %s", function, PyObject.typeOf(host).name());
    }
    return HostNames.encode(ts, host);
  }

  @PyFunction(sig = "(host, /)", doc = "Return the IP address (a string of the form '255.255.255.255') for a host.")
  Object gethostbyname(ThreadState ts, Object host) {
    HostNames.Ip ip = HostNames.resolve(ts, host(ts, host, "gethostbyname"), HostNames.AF_INET);
    return HostNames.format(HostNames.AF_INET, ip.bytes());
  }

  @PyFunction(sig = "(host, /)", name = "gethostbyname_ex", doc = "Return the true host name, a list of aliases, and a list of IP addresses, for a host.")
  Object gethostbynameEx(ThreadState ts, Object host) {
    byte[] name = host(ts, host, "gethostbyname_ex");
    HostNames.resolve(ts, name, HostNames.AF_INET);
    NameService.Host[] found = new NameService.Host[1];
    HostNames.blocking(ts, () -> found[0] = NameService.hostByName(name));
    return entry(found[0]);
  }

  @PyFunction(sig = "(host, /)", doc = "Return the true host name, a list of aliases, and a list of IP addresses, for a host.")
  Object gethostbyaddr(ThreadState ts, Object host) {
    HostNames.Ip ip = HostNames.resolve(ts, host(ts, host, "gethostbyaddr"), HostNames.AF_UNSPEC);
    NameService.Host[] found = new NameService.Host[1];
    HostNames.blocking(ts, () -> found[0] = NameService.hostByAddress(ip.bytes(), ip.family()));
    return entry(found[0]);
  }

  private static Object entry(NameService.Host host) {
    if (host.name() == null) {
      throw SocketErrors.host(host.error());
    }
    PyList aliases = new PyList();
    host.aliases().forEach(a -> aliases.append(FsPath.decode(a)));
    PyList addresses = new PyList();
    host.addresses().forEach(a -> addresses.append(HostNames.format(host.family(), a)));
    return PyTuple.of(FsPath.decode(host.name()), aliases, addresses);
  }

  // Addresses.

  @PyFunction(sig = "(host, port, family=0, type=0, proto=0, flags=0)", doc = "Resolve host and port into addrinfo struct.")
  Object getaddrinfo(ThreadState ts, Object host, Object port, int family, int type, int proto, int flags) {
    byte[] name;
    if (host == PyNone.NONE) {
      name = null;
    } else if (PyUnicode.check(host)) {
      name = HostNames.encodeStrictly(ts, host);
    } else if (host instanceof PyBytes b) {
      name = b.bytes;
    } else {
      throw PyErr.typeError("getaddrinfo() argument 1 must be string or None");
    }
    PyList out = new PyList();
    for (NameService.AddressInfo info : HostNames.query(ts, name, service(ts, port), family, type, proto, flags).list()) {
      Object canonical = info.canonicalName() == null ? "" : FsPath.decode(info.canonicalName());
      out.append(PyTuple.of((long) info.family(), (long) info.type(), (long) info.protocol(), canonical,
          SocketAddress.decode(info.address(), info.protocol())));
    }
    return out;
  }

  private static byte[] service(ThreadState ts, Object port) {
    if (PyLong.check(port) || port instanceof Boolean) {
      return PyNumber.index(ts, port).toString().getBytes(StandardCharsets.US_ASCII);
    }
    if (PyUnicode.check(port)) {
      return ((PyBytes) org.atoll.runtime.object.PyObjects.callMethod(ts, port, "encode", "utf-8")).bytes;
    }
    if (port instanceof PyBytes b) {
      return b.bytes;
    }
    if (port == PyNone.NONE) {
      return null;
    }
    throw PyErr.osError("Int or String expected");
  }

  @PyFunction(sig = "(sockaddr, flags, /)", doc = "Get host and port for a sockaddr.")
  Object getnameinfo(ThreadState ts, Object sockaddr, int flags) {
    if (!(sockaddr instanceof PyTuple t)) {
      throw PyErr.typeError("getnameinfo() argument 1 must be a tuple");
    }
    Object[] items = t.items;
    if (items.length < 2 || items.length > 4 || !PyUnicode.check(items[0])) {
      throw PyErr.typeError("getnameinfo(): illegal sockaddr argument");
    }
    int port = org.atoll.runtime.call.Convert.toInt(ts, items[1]);
    int flow = SocketAddress.flowInfo(ts, items, "getnameinfo");
    int scope = items.length > 3 ? SocketAddress.unsigned(ts, items[3]) : 0;
    byte[] name = PyUnicode.toUtf16(items[0]).getBytes(StandardCharsets.UTF_8);
    byte[] service = Integer.toString(port).getBytes(StandardCharsets.US_ASCII);
    List<NameService.AddressInfo> found = HostNames.query(ts, name, service, HostNames.AF_UNSPEC, SOCK_DGRAM, 0, NameService.AI_NUMERICHOST).list();
    if (found.size() > 1) {
      throw PyErr.osError("sockaddr resolved to multiple addresses");
    }
    NameService.AddressInfo info = found.getFirst();
    byte[] address = info.address();
    if (info.family() == HostNames.AF_INET && items.length != 2) {
      throw PyErr.osError("IPv4 sockaddr must be 2 tuple");
    }
    if (info.family() == HostNames.AF_INET6) {
      Posix.putInt(address, 4, Integer.reverseBytes(flow));
      if (scope != 0) {
        Posix.putInt(address, 24, scope);
      }
    }
    NameService.Names[] names = new NameService.Names[1];
    HostNames.blocking(ts, () -> names[0] = NameService.names(address, flags));
    if (names[0].host() == null) {
      throw SocketErrors.resolver(names[0].error(), names[0].errno());
    }
    return PyTuple.of(FsPath.decode(names[0].host()), FsPath.decode(names[0].service()));
  }

  // Services and protocols.

  private static byte[] bytes(String s) {
    return s == null ? null : s.getBytes(StandardCharsets.UTF_8);
  }

  @PyFunction(sig = "(servicename, protocolname=None, /)", doc = "Return a port number from a service name and protocol name.")
  long getservbyname(ThreadState ts, String service, String protocol) {
    int[] port = new int[1];
    HostNames.blocking(ts, () -> port[0] = NameService.servicePort(bytes(service), bytes(protocol)));
    if (port[0] < 0) {
      throw PyErr.osError("service/proto not found");
    }
    return port[0];
  }

  @PyFunction(sig = "(port, protocolname=None, /)", doc = "Return the service name from a port number and protocol name.")
  Object getservbyport(ThreadState ts, int port, String protocol) {
    if (port < 0 || port > PORT_MAX) {
      throw PyErr.overflowError("getservbyport: port must be 0-65535.");
    }
    byte[][] name = new byte[1][];
    HostNames.blocking(ts, () -> name[0] = NameService.serviceName(port, bytes(protocol)));
    if (name[0] == null) {
      throw PyErr.osError("port/proto not found");
    }
    return FsPath.decode(name[0]);
  }

  @PyFunction(sig = "(name, /)", doc = "Return the protocol number for the named protocol.")
  long getprotobyname(String name) {
    int number = NameService.protocol(bytes(name));
    if (number < 0) {
      throw PyErr.osError("protocol not found");
    }
    return number;
  }
}
