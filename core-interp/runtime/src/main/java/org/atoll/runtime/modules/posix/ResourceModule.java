package org.atoll.runtime.modules.posix;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.host.Access;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.IntMath;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.Sequences;

/// The module `resource` (`Modules/resource.c`). Limits are those of the process.
@PyModuleDef(value = "resource", doc = "")
final class ResourceModule {
  @PyConstant(name = "error")
  static final PyType ERROR = PyExc.OSError;
  @PyConstant(name = "struct_rusage")
  static final PyType STRUCT_RUSAGE = ResourceUsage.TYPE;
  private static final String CONSTANTS = """
      RLIMIT_AS=9 RLIMIT_CORE=4 RLIMIT_CPU=0 RLIMIT_DATA=2 RLIMIT_FSIZE=1 RLIMIT_MEMLOCK=8 RLIMIT_MSGQUEUE=12 RLIMIT_NICE=13
      RLIMIT_NOFILE=7 RLIMIT_NPROC=6 RLIMIT_OFILE=7 RLIMIT_RSS=5 RLIMIT_RTPRIO=14 RLIMIT_RTTIME=15 RLIMIT_SIGPENDING=11 RLIMIT_STACK=3
      RLIM_INFINITY=-1 RUSAGE_CHILDREN=-1 RUSAGE_SELF=0 RUSAGE_THREAD=1""";
  private static final int LIMITS = 16;

  void exec(ThreadState ts, PyModule module) {
    ConstantTable.add(module, CONSTANTS);
  }

  @PyFunction(sig = "(who, /)")
  Object getrusage(int who) {
    return ResourceUsage.of(who);
  }

  private static void check(int resource) {
    if (resource < 0 || resource >= LIMITS) {
      throw PyErr.valueError("invalid resource specified");
    }
  }

  private static Object pair(byte[] m) {
    return PyTuple.of(shown(Posix.longAt(m, 0)), shown(Posix.longAt(m, 8)));
  }

  @PyFunction(sig = "(resource, /)")
  Object getrlimit(int resource) {
    check(resource);
    byte[] m = new byte[16];
    int r = Posix.callWithMemory("getrlimit", m, 1, resource);
    if (r < 0) {
      throw PyErr.osError(-r);
    }
    return pair(m);
  }

  /// A limit is unsigned; -1 stands for none.
  private static long limit(ThreadState ts, Object o) {
    Object n = PyNumber.index(ts, o);
    if (n instanceof Long l) {
      if (l < -1) {
        throw PyErr.valueError("Cannot convert negative int");
      }
      return l;
    }
    java.math.BigInteger big = (java.math.BigInteger) n;
    if (big.signum() < 0) {
      throw PyErr.valueError("Cannot convert negative int");
    }
    if (big.bitLength() > Long.SIZE) {
      throw PyErr.overflowError("Python int too large to convert to C rlim_t");
    }
    return big.longValue();
  }

  /// A limit as Python shows it: unsigned, but -1 for none.
  private static Object shown(long limit) {
    return limit == -1 ? (Object) (-1L) : IntMath.ofUnsigned(limit);
  }

  private static byte[] limits(ThreadState ts, Object limits) {
    Object[] items = Sequences.toArray(ts, limits);
    if (items.length != 2) {
      throw PyErr.valueError("expected a tuple of 2 integers");
    }
    byte[] m = new byte[16];
    Posix.putLong(m, 0, limit(ts, items[0]));
    Posix.putLong(m, 8, limit(ts, items[1]));
    return m;
  }

  @PyFunction(sig = "(resource, limits, /)")
  void setrlimit(ThreadState ts, int resource, Object limits) {
    check(resource);
    int r = Posix.callWithMemory("setrlimit", limits(ts, limits), 1, resource);
    if (r == -22) {
      throw PyErr.valueError("current limit exceeds maximum limit");
    }
    if (r == -1) {
      throw PyErr.valueError("not allowed to raise maximum limit");
    }
  }

  @PyFunction(sig = "(pid, resource, limits=None, /)")
  Object prlimit(ThreadState ts, int pid, int resource, Object limits) {
    check(resource);
    byte[] m = new byte[16];
    int r = Posix.callWithMemory("prlimit", m, 3, pid, resource, 0);
    if (r >= 0 && limits != PyNone.NONE) {
      Access.requireMain("prlimit()");
      r = Posix.callWithMemory("prlimit", limits(ts, limits), 2, pid, resource, 0);
    }
    if (r < 0) {
      throw PyErr.osError(-r);
    }
    return pair(m);
  }

  @PyFunction(sig = "()")
  long getpagesize() {
    return Posix.call("sysconf", 30);
  }
}
