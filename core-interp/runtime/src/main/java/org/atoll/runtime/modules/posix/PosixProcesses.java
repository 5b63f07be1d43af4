package org.atoll.runtime.modules.posix;

import java.io.IOException;
import java.util.Map;
import org.atoll.annotations.PyFunction;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.host.Errno;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.host.ProcessControl;
import org.atoll.runtime.host.ProcessFiles;
import org.atoll.runtime.host.Randomness;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyStructSequence;
import org.atoll.runtime.types.PyTuple;

/// The functions of `posix` about processes, users and the system.
abstract class PosixProcesses extends PosixDescriptors {
  // Who and where we are.

  @PyFunction(sig = "()", doc = "Return the current process id.")
  long getpid() {
    return ProcessHandle.current().pid();
  }

  @PyFunction(sig = "()", doc = "Return the parent's process id.")
  long getppid() {
    return Posix.call("getppid");
  }

  private static long unsigned(int id) {
    return id & 0xffffffffL;
  }

  /// Told by the system as text, or by the function: `site` asks before the program's first line, where that function would
  /// be the first call of libc.
  private static long id(String line, int which, String function) {
    try {
      return ProcessFiles.id(line, which);
    } catch (IOException e) {
      return unsigned(Posix.call(function));
    }
  }

  @PyFunction(sig = "()")
  long getuid() {
    return id("Uid", 0, "getuid");
  }

  @PyFunction(sig = "()")
  long geteuid() {
    return id("Uid", 1, "geteuid");
  }

  @PyFunction(sig = "()")
  long getgid() {
    return id("Gid", 0, "getgid");
  }

  @PyFunction(sig = "()")
  long getegid() {
    return id("Gid", 1, "getegid");
  }

  private static Object ids(String function) {
    byte[] m = new byte[12];
    check(ProcessControl.getIds(function, m));
    return PyTuple.of(unsigned(Posix.intAt(m, 0)), unsigned(Posix.intAt(m, 4)), unsigned(Posix.intAt(m, 8)));
  }

  @PyFunction(sig = "()")
  Object getresuid() {
    return ids("getresuid");
  }

  @PyFunction(sig = "()")
  Object getresgid() {
    return ids("getresgid");
  }

  @PyFunction(sig = "(uid, /)")
  void setuid(ThreadState ts, Object uid) {
    check(Posix.call("setuid", id(ts, uid, "uid")));
  }

  @PyFunction(sig = "(euid, /)")
  void seteuid(ThreadState ts, Object euid) {
    check(Posix.call("seteuid", id(ts, euid, "uid")));
  }

  @PyFunction(sig = "(gid, /)")
  void setgid(ThreadState ts, Object gid) {
    check(Posix.call("setgid", id(ts, gid, "gid")));
  }

  @PyFunction(sig = "(egid, /)")
  void setegid(ThreadState ts, Object egid) {
    check(Posix.call("setegid", id(ts, egid, "gid")));
  }

  @PyFunction(sig = "(ruid, euid, /)")
  void setreuid(ThreadState ts, Object ruid, Object euid) {
    check(Posix.call("setreuid", id(ts, ruid, "uid"), id(ts, euid, "uid")));
  }

  @PyFunction(sig = "(rgid, egid, /)")
  void setregid(ThreadState ts, Object rgid, Object egid) {
    check(Posix.call("setregid", id(ts, rgid, "gid"), id(ts, egid, "gid")));
  }

  @PyFunction(sig = "(ruid, euid, suid, /)")
  void setresuid(ThreadState ts, Object ruid, Object euid, Object suid) {
    check(Posix.call("setresuid", id(ts, ruid, "uid"), id(ts, euid, "uid"), id(ts, suid, "uid")));
  }

  @PyFunction(sig = "(rgid, egid, sgid, /)")
  void setresgid(ThreadState ts, Object rgid, Object egid, Object sgid) {
    check(Posix.call("setresgid", id(ts, rgid, "gid"), id(ts, egid, "gid"), id(ts, sgid, "gid")));
  }

  @PyFunction(sig = "()", doc = "Return list of supplemental group IDs for the process.")
  Object getgroups() {
    byte[] m = new byte[4 * 65536];
    int n = Posix.callWithMemory("getgroups", m, 1, 65536);
    check(n);
    PyList out = new PyList();
    for (int i = 0; i < n; i++) {
      out.append(unsigned(Posix.intAt(m, 4 * i)));
    }
    return out;
  }

  @PyFunction(sig = "()", doc = "Return the actual login name.")
  Object getlogin() {
    byte[] m = new byte[256];
    int r = Posix.callWithMemory("getlogin_r", m, 0, m.length);
    if (r != 0) {
      throw PyErr.osError(Math.abs(r));
    }
    return FsPath.decode(ProcessControl.cString(m));
  }

  @PyFunction(sig = "(pid)")
  long getpgid(int pid) {
    return checkLong(Posix.call("getpgid", pid));
  }

  @PyFunction(sig = "()")
  long getpgrp() {
    return Posix.call("getpgrp");
  }

  @PyFunction(sig = "(pid, pgrp, /)")
  void setpgid(int pid, int group) {
    check(Posix.call("setpgid", pid, group));
  }

  @PyFunction(sig = "()")
  void setpgrp() {
    check(Posix.call("setpgid", 0, 0));
  }

  @PyFunction(sig = "(pid, /)")
  long getsid(int pid) {
    return checkLong(Posix.call("getsid", pid));
  }

  @PyFunction(sig = "()")
  void setsid() {
    check(Posix.call("setsid"));
  }

  @PyFunction(sig = "(fd, /)")
  long tcgetpgrp(int fd) {
    return checkLong(Posix.call("tcgetpgrp", fd));
  }

  @PyFunction(sig = "(fd, pgid, /)")
  void tcsetpgrp(int fd, int group) {
    check(Posix.call("tcsetpgrp", fd, group));
  }

  @PyFunction(sig = "(mask, /)", doc = "Set the current numeric umask and return the previous umask.")
  long umask(int mask) {
    return checkLong(Posix.umask(mask));
  }

  @PyFunction(sig = "(increment, /)", doc = "Add increment to the priority of process and return the new priority.")
  long nice(int increment) {
    int r = Posix.call("nice", increment);
    if (r == -Errno.EPERM || r == -Errno.EACCES) {
      throw PyErr.osError(-r);
    }
    return getpriority(0, 0);
  }

  @PyFunction(sig = "(which, who)")
  long getpriority(int which, int who) {
    // The system call answers 20 minus the priority, so that no answer looks like an error.
    long r = Posix.callLong("syscall", 140, which, who);
    return 20 - checkLong(r);
  }

  @PyFunction(sig = "(which, who, priority)")
  void setpriority(int which, int who, int priority) {
    check(Posix.call("setpriority", which, who, priority));
  }

  // The system.

  @PyFunction(sig = "()", doc = "Return an object identifying the current operating system.")
  Object uname() {
    byte[] m = new byte[6 * 65];
    check(Posix.callWithMemory("uname", m, 0));
    Object[] parts = new Object[5];
    for (int i = 0; i < 5; i++) {
      parts[i] = FsPath.decode(ProcessControl.cString(java.util.Arrays.copyOfRange(m, 65 * i, 65 * (i + 1))));
    }
    return PyStructSequence.of(Results.UNAME, parts);
  }

  @PyFunction(sig = "()", doc = "Return a collection containing process timing information.")
  Object times() {
    byte[] m = new byte[32];
    long elapsed = ProcessControl.times(m);
    double[] v = new double[5];
    for (int i = 0; i < 4; i++) {
      v[i] = Posix.longAt(m, 8 * i) / 100.0;
    }
    return PyStructSequence.of(Results.TIMES, v[0], v[1], v[2], v[3], elapsed / 100.0);
  }

  @PyFunction(sig = "()", name = "cpu_count", doc = "Return the number of logical CPUs in the system.")
  Object cpuCount(ThreadState ts) {
    int set = ts.interpreter().config().flag("cpu_count");
    int n = set > 0 ? set : Posix.call("sysconf", 84);
    return n < 1 ? PyNone.NONE : (Object) (long) n;
  }

  @PyFunction(sig = "()", doc = "Return average recent system load information.")
  Object getloadavg() {
    byte[] m = new byte[24];
    if (Posix.callWithMemory("getloadavg", m, 0, 3) != 3) {
      throw PyErr.osError("Load averages are unobtainable");
    }
    return PyTuple.of(Double.longBitsToDouble(Posix.longAt(m, 0)), Double.longBitsToDouble(Posix.longAt(m, 8)), Double.longBitsToDouble(Posix.longAt(m, 16)));
  }

  @PyFunction(sig = "(code, /)", doc = "Translate an error code to a message string.")
  Object strerror(int code) {
    return Errno.message(code);
  }

  @PyFunction(sig = "(name, /)", doc = "Return an integer-valued system configuration variable.")
  long sysconf(ThreadState ts, Object name) {
    int number = SystemConfiguration.number(ts, name, SystemConfiguration.SYSCONF);
    long r = Posix.sysconf(number);
    if (r == -1 && !SystemConfiguration.isKnown(number, SystemConfiguration.SYSCONF)) {
      throw PyErr.osError(Errno.EINVAL);
    }
    return r;
  }

  @PyFunction(sig = "(name, /)", doc = "Return a string-valued system configuration variable.")
  Object confstr(ThreadState ts, Object name) {
    byte[] m = new byte[1024];
    int n = Posix.callWithMemory("confstr", m, 1, SystemConfiguration.number(ts, name, SystemConfiguration.CONFSTR), m.length);
    check(n);
    return n == 0 ? PyNone.NONE : FsPath.decode(ProcessControl.cString(m));
  }

  @PyFunction(sig = "(size, /)", doc = "Return a bytes object containing random bytes suitable for cryptographic use.")
  Object urandom(ThreadState ts, long size) {
    if (size < 0) {
      throw PyErr.valueError("negative argument not allowed");
    }
    return new PyBytes(Randomness.bytes((int) size));
  }

  @PyFunction(sig = "(size, flags=0)", doc = "Obtain a series of random bytes.")
  Object getrandom(ThreadState ts, long size, int flags) {
    if (size < 0) {
      throw PyErr.osError(Errno.EINVAL);
    }
    return new PyBytes(Randomness.bytes((int) size));
  }

  // Environment.

  private static String text(ThreadState ts, Object o) {
    return new String(FsPath.encode(ts, o), java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  @PyFunction(sig = "(name, value, /)", doc = "Change or add an environment variable.")
  void putenv(ThreadState ts, Object name, Object value) {
    String n = text(ts, name);
    if (n.isEmpty() || n.indexOf('=') >= 0) {
      throw PyErr.valueError("illegal environment variable name");
    }
    EnvironmentState.of(ts).put(n, text(ts, value));
  }

  @PyFunction(sig = "(name, /)", doc = "Delete an environment variable.")
  void unsetenv(ThreadState ts, Object name) {
    String n = text(ts, name);
    if (n.isEmpty() || n.indexOf('=') >= 0) {
      throw PyErr.osError(Errno.EINVAL);
    }
    EnvironmentState.of(ts).remove(n);
  }

  @PyFunction(sig = "()", name = "_create_environ", doc = "Create the environment dictionary.")
  Object createEnviron(ThreadState ts) {
    org.atoll.runtime.types.PyDict d = new org.atoll.runtime.types.PyDict();
    for (Map.Entry<String, String> e : EnvironmentState.of(ts).variables().entrySet()) {
      d.put(ts, PyBytes.latin1(e.getKey()), PyBytes.latin1(e.getValue()));
    }
    return d;
  }

  @PyFunction(sig = "(path, argv, /)", doc = "Execute an executable path with arguments, replacing current process.")
  void execv(ThreadState ts, Object path, Object argv) {
    SpawnCall.exec(ts, "execv", path, argv, null);
  }

  @PyFunction(sig = "(path, argv, env)", doc = "Execute an executable path with arguments, replacing current process.")
  void execve(ThreadState ts, Object path, Object argv, Object env) {
    SpawnCall.exec(ts, "execve", path, argv, env);
  }

  @PyFunction(sig = "(status)", name = "_exit", doc = "Exit to the system with specified status, without normal exit processing.")
  void exitNow(int status) {
    ProcessControl.halt(status);
  }

  @PyFunction(sig = "()", doc = "Abort the interpreter immediately.")
  void abort() {
    Posix.call("abort");
  }

  @PyFunction(sig = "(*, before=<absent>, after_in_child=<absent>, after_in_parent=<absent>)", name = "register_at_fork", doc = "Register callables to be called when forking a new process.")
  void registerAtFork(ThreadState ts, Object before, Object child, Object parent) {
    if (before == null && child == null && parent == null) {
      throw PyErr.typeError("At least one argument is required.");
    }
  }

  @PyFunction(sig = "()", name = "_inputhook")
  void inputhook() {}

  @PyFunction(sig = "()", name = "_is_inputhook_installed")
  boolean isInputhookInstalled() {
    return false;
  }
}
