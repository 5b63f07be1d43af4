package org.atoll.runtime.modules.posix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atoll.annotations.PyFunction;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.host.Errno;
import org.atoll.runtime.host.LinuxDescriptors;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.host.ProcessControl;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.Sequences;

/// The functions of `posix` that few systems but Linux have: timers as descriptors, extended attributes, namespaces; and
/// pseudo-terminals and the groups of users.
abstract class PosixLinux extends PosixScheduling {
  private static final long NANOS = 1_000_000_000L;
  private static final int ATTRIBUTE_SIZE_MAX = 65536;
  private static final int GROUP_SIZE = 4;

  // Timers.

  @PyFunction(sig = "(clockid, /, *, flags=0)", name = "timerfd_create", doc = "Create and return a timer file descriptor.")
  long timerfdCreate(int clock, int flags) {
    return checkLong(LinuxDescriptors.timer(clock, flags | Posix.O_CLOEXEC));
  }

  private static byte[] setting(long initialNanos, long intervalNanos) {
    byte[] spec = new byte[LinuxDescriptors.ITIMERSPEC_SIZE];
    Posix.putLong(spec, 0, Math.floorDiv(intervalNanos, NANOS));
    Posix.putLong(spec, 8, Math.floorMod(intervalNanos, NANOS));
    Posix.putLong(spec, 16, Math.floorDiv(initialNanos, NANOS));
    Posix.putLong(spec, 24, Math.floorMod(initialNanos, NANOS));
    return spec;
  }

  private static long nanosAt(byte[] spec, int at) {
    return Posix.longAt(spec, at) * NANOS + Posix.longAt(spec, at + 8);
  }

  private static Object inSeconds(byte[] spec) {
    return PyTuple.of(nanosAt(spec, 16) / 1e9, nanosAt(spec, 0) / 1e9);
  }

  private static Object inNanos(byte[] spec) {
    return PyTuple.of(nanosAt(spec, 16), nanosAt(spec, 0));
  }

  private static byte[] set(int fd, int flags, long initialNanos, long intervalNanos) {
    byte[] spec = setting(initialNanos, intervalNanos);
    check(LinuxDescriptors.setTimer(fd, flags, spec));
    return spec;
  }

  private static byte[] get(int fd) {
    byte[] spec = new byte[LinuxDescriptors.ITIMERSPEC_SIZE];
    check(Posix.callWithMemory("timerfd_gettime", spec, 1, fd));
    return spec;
  }

  /// A number of seconds that has to be a float or an int.
  private static long timerNanos(ThreadState ts, Object seconds) {
    return TimeValue.nanos(ts, Convert.toDouble(ts, seconds));
  }

  @PyFunction(sig = "(fd, /, *, flags=0, initial=0.0, interval=0.0)", name = "timerfd_settime", doc = "Alter a timer file descriptor's internal timer in seconds.")
  Object timerfdSettime(ThreadState ts, Object fd, int flags, Object initial, Object interval) {
    return inSeconds(set(FileDescriptorArg.of(ts, fd), flags, timerNanos(ts, initial), timerNanos(ts, interval)));
  }

  @PyFunction(sig = "(fd, /, *, flags=0, initial=0, interval=0)", name = "timerfd_settime_ns", doc = "Alter a timer file descriptor's internal timer in nanoseconds.")
  Object timerfdSettimeNs(ThreadState ts, Object fd, int flags, long initial, long interval) {
    return inNanos(set(FileDescriptorArg.of(ts, fd), flags, initial, interval));
  }

  @PyFunction(sig = "(fd, /)", name = "timerfd_gettime", doc = "Return a tuple of a timer file descriptor's (interval, next expiration) in float seconds.")
  Object timerfdGettime(ThreadState ts, Object fd) {
    return inSeconds(get(FileDescriptorArg.of(ts, fd)));
  }

  @PyFunction(sig = "(fd, /)", name = "timerfd_gettime_ns", doc = "Return a tuple of a timer file descriptor's (interval, next expiration) in nanoseconds.")
  Object timerfdGettimeNs(ThreadState ts, Object fd) {
    return inNanos(get(FileDescriptorArg.of(ts, fd)));
  }

  // Reading and writing at a place.

  @PyFunction(sig = "(fd, buffers, offset, flags=0, /)", doc = "Reads from a file descriptor into a number of mutable bytes-like objects.")
  long preadv(ThreadState ts, int fd, Object buffers, Object offset, int flags) {
    Object[] targets = sequence(ts, buffers, "preadv2");
    long from = PyNumber.asIndex(ts, offset, PyExc.OverflowError);
    byte[] b = room(ts, targets);
    int n = (int) checkLong(FileCalls.retry(ts, () -> LinuxDescriptors.transferAt("preadv2", fd, b, from, flags)));
    spread(ts, b, n, targets);
    return n;
  }

  @PyFunction(sig = "(fd, buffers, offset, flags=0, /)", doc = "Writes the contents of bytes-like objects to a file descriptor at a given offset.")
  long pwritev(ThreadState ts, int fd, Object buffers, Object offset, int flags) {
    java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
    for (Object o : sequence(ts, buffers, "pwritev")) {
      all.writeBytes(Buffers.toBytes(ts, o));
    }
    long to = PyNumber.asIndex(ts, offset, PyExc.OverflowError);
    return checkLong(FileCalls.retry(ts, () -> LinuxDescriptors.transferAt("pwritev2", fd, all.toByteArray(), to, flags)));
  }

  private static Long offset(ThreadState ts, Object o) {
    return o == PyNone.NONE ? null : (Long) PyNumber.asIndex(ts, o, PyExc.OverflowError);
  }

  @PyFunction(sig = "(src, dst, count, offset_src=None, offset_dst=None, flags=0)", doc = "Transfer count bytes from one pipe to a descriptor or vice versa.")
  long splice(ThreadState ts, int source, int target, long count, Object sourceOffset, Object targetOffset, int flags) {
    if (count < 0) {
      throw PyErr.valueError("negative value for 'count' not allowed");
    }
    Long from = offset(ts, sourceOffset);
    Long to = offset(ts, targetOffset);
    return checkLong(FileCalls.splice(ts, source, target, count, from, to, flags));
  }

  // Extended attributes.

  /// Which of a function's three forms is meant: by name, by the name of a link, by descriptor.
  private static String form(String function, PathArg file, boolean follow) {
    if (file.isFd() && !follow) {
      throw PyErr.valueError("%s: cannot use fd and follow_symlinks together", function);
    }
    return file.isFd() ? "f" + function : follow ? function : "l" + function;
  }

  /// Reads what may grow meanwhile.
  private static byte[] attribute(ThreadState ts, String function, PathArg file, byte[] name, boolean follow) {
    String form = form(function, file, follow);
    for (int size = 128;; size = ATTRIBUTE_SIZE_MAX) {
      byte[] memory = new byte[size];
      int n = call(ts, () -> LinuxDescriptors.attribute(form, file.bytes(), file.fd(), name, memory, -1));
      if (n != -Errno.ERANGE || size == ATTRIBUTE_SIZE_MAX) {
        check(n, file);
        return Arrays.copyOf(memory, n);
      }
    }
  }

  @PyFunction(sig = "(path, attribute, *, follow_symlinks=True)", doc = "Return the value of extended attribute attribute on path.")
  Object getxattr(ThreadState ts, Object path, Object attribute, boolean follow) {
    PathArg file = PathArg.orFd(ts, "getxattr", "path", path);
    return new PyBytes(attribute(ts, "getxattr", file, PathArg.of(ts, "getxattr", "attribute", attribute).plain(), follow));
  }

  @PyFunction(sig = "(path=None, *, follow_symlinks=True)", doc = "Return a list of extended attributes on path.")
  Object listxattr(ThreadState ts, Object path, boolean follow) {
    PathArg file = PathArg.orFdOrNone(ts, "listxattr", "path", path);
    byte[] names = attribute(ts, "listxattr", file, null, follow);
    PyList out = new PyList();
    for (int from = 0, i = 0; i < names.length; i++) {
      if (names[i] == 0) {
        out.append(FsPath.decode(Arrays.copyOfRange(names, from, i)));
        from = i + 1;
      }
    }
    return out;
  }

  @PyFunction(sig = "(path, attribute, value, flags=0, *, follow_symlinks=True)", doc = "Set extended attribute attribute on path to value.")
  void setxattr(ThreadState ts, Object path, Object attribute, Object value, int flags, boolean follow) {
    PathArg file = PathArg.orFd(ts, "setxattr", "path", path);
    byte[] name = PathArg.of(ts, "setxattr", "attribute", attribute).plain();
    byte[] bytes = Buffers.toBytes(ts, value);
    String form = form("setxattr", file, follow);
    check(call(ts, () -> LinuxDescriptors.attribute(form, file.bytes(), file.fd(), name, bytes, flags)), file);
  }

  @PyFunction(sig = "(path, attribute, *, follow_symlinks=True)", doc = "Remove extended attribute attribute on path.")
  void removexattr(ThreadState ts, Object path, Object attribute, boolean follow) {
    PathArg file = PathArg.orFd(ts, "removexattr", "path", path);
    byte[] name = PathArg.of(ts, "removexattr", "attribute", attribute).plain();
    String form = form("removexattr", file, follow);
    check(call(ts, () -> LinuxDescriptors.attribute(form, file.bytes(), file.fd(), name, null, -1)), file);
  }

  // Namespaces.

  @PyFunction(sig = "(flags)", doc = "Disassociate parts of a process (or thread) execution context.")
  void unshare(int flags) {
    check(Posix.call("unshare", flags));
  }

  @PyFunction(sig = "(fd, nstype=0)", doc = "Move the calling thread into different namespaces.")
  void setns(ThreadState ts, Object fd, int type) {
    check(Posix.call("setns", FileDescriptorArg.of(ts, fd), type));
  }

  // Pseudo-terminals.

  @PyFunction(sig = "(oflag, /)", name = "posix_openpt", doc = "Open and return a file descriptor for a master pseudo-terminal device.")
  long posixOpenpt(int flags) {
    return checkLong(Posix.openTerminal(flags | Posix.O_CLOEXEC));
  }

  @PyFunction(sig = "(fd, /)", doc = "Grant access to the slave pseudo-terminal device.")
  void grantpt(ThreadState ts, Object fd) {
    check(Posix.call("grantpt", FileDescriptorArg.of(ts, fd)));
  }

  @PyFunction(sig = "(fd, /)", doc = "Unlock a pseudo-terminal master/slave pair.")
  void unlockpt(ThreadState ts, Object fd) {
    check(Posix.call("unlockpt", FileDescriptorArg.of(ts, fd)));
  }

  @PyFunction(sig = "(fd, /)", doc = "Return the name of the slave pseudo-terminal device.")
  Object ptsname(ThreadState ts, Object fd) {
    byte[] name = new byte[128];
    int r = Posix.callWithMemory("ptsname_r", name, 1, FileDescriptorArg.of(ts, fd), name.length);
    if (r != 0) {
      throw PyErr.osError(Math.abs(r));
    }
    return FsPath.decode(ProcessControl.cString(name));
  }

  @PyFunction(sig = "(fd, /)", name = "login_tty", doc = "Prepare the tty of which fd is a file descriptor for a new login session.")
  void loginTty(ThreadState ts, Object fd) {
    int terminal = FileDescriptorArg.of(ts, fd);
    Posix.call("setsid");
    check(LinuxDescriptors.controlTerminal(terminal));
    for (int standard = 0; standard < 3; standard++) {
      check(Posix.duplicateTo(terminal, standard, 0));
    }
    if (terminal > 2) {
      FileCalls.close(ts, terminal);
    }
  }

  // Groups.

  /// The groups of a user as the database has them, and one more.
  private static List<Long> groupsOf(String user, long more) {
    List<Long> out = new ArrayList<>(List.of(more));
    for (String[] group : PwdModule.read("/etc/group", 4)) {
      if (Arrays.asList(group[3].split(",")).contains(user) && !out.contains(Long.valueOf(group[2]))) {
        out.add(Long.valueOf(group[2]));
      }
    }
    return out;
  }

  private static String user(ThreadState ts, String function, Object name) {
    if (!PyUnicode.check(name)) {
      throw PyErr.typeError("%s() argument 1 must be str, not %s", function, PyObject.typeOf(name).name());
    }
    return new String(FsPath.encode(ts, name), java.nio.charset.StandardCharsets.UTF_8);
  }

  private static long group(ThreadState ts, Object gid) {
    Long id = PwdModule.id(ts, gid, "gid");
    if (id == null) {
      boolean negative = PyObjects.isTrue(ts, PyObjects.richCompare(ts, PyNumber.index(ts, gid), 0L, PyObjects.LT));
      throw PyErr.overflowError(negative ? "gid is less than minimum" : "gid is greater than maximum");
    }
    return id;
  }

  private static void setGroups(List<Long> groups) {
    byte[] ids = new byte[GROUP_SIZE * groups.size()];
    for (int i = 0; i < groups.size(); i++) {
      Posix.putInt(ids, GROUP_SIZE * i, groups.get(i).intValue());
    }
    check(Posix.callWithMemory("setgroups", ids, 1, groups.size()));
  }

  @PyFunction(sig = "(user, group, /)", doc = "Returns a list of groups to which a user belongs.")
  Object getgrouplist(ThreadState ts, Object user, Object group) {
    PyList out = new PyList();
    groupsOf(user(ts, "getgrouplist", user), group(ts, group)).forEach(out::append);
    return out;
  }

  @PyFunction(sig = "(groups, /)", doc = "Set the groups of the current process to list.")
  void setgroups(ThreadState ts, Object groups) {
    if (!(groups instanceof PyList) && !(groups instanceof PyTuple) && !PyObjects.hasAttr(ts, groups, "__getitem__")) {
      throw PyErr.typeError("setgroups argument must be a sequence");
    }
    List<Long> ids = new ArrayList<>();
    for (Object gid : Sequences.toArray(ts, groups)) {
      if (!Sequences.isIndex(gid)) {
        throw PyErr.typeError("groups must be integers");
      }
      ids.add(group(ts, gid));
    }
    setGroups(ids);
  }

  @PyFunction(sig = "(username, gid, /)", doc = "Initialize the group access list.")
  void initgroups(ThreadState ts, Object username, Object gid) {
    setGroups(groupsOf(user(ts, "initgroups", username), group(ts, gid)));
  }
}
