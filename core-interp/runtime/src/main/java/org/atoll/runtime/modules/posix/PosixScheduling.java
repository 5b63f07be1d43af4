package org.atoll.runtime.modules.posix;

import java.util.Arrays;
import org.atoll.annotations.PyFunction;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PySet;
import org.atoll.runtime.types.PyStructSequence;

/// The functions of `posix` about how the system shares its processors out. They speak of the thread of the system that calls
/// them, where the process id is 0, as on CPython.
abstract class PosixScheduling extends PosixChildren {
  private static final int TIMESPEC_SIZE = 16;
  private static final int CPU_SET_SIZE = 1024;
  /// The first number that CPython has no room for, less one.
  private static final int CPU_MAX = Integer.MAX_VALUE - 1;

  @PyFunction(sig = "()", name = "sched_yield")
  void schedYield(ThreadState ts) {
    ts.beginBlocking();
    try {
      Thread.yield();
    } finally {
      ts.endBlocking();
    }
  }

  @PyFunction(sig = "(pid, /)", name = "sched_getaffinity", doc = "Return the affinity of the process identified by pid.")
  Object schedGetAffinity(ThreadState ts, int pid) {
    byte[] mask = new byte[1024];
    int n = Posix.callWithMemory("sched_getaffinity", mask, 2, pid, mask.length);
    check(n);
    PySet cpus = new PySet();
    for (int i = 0; i < mask.length * 8; i++) {
      if ((mask[i / 8] >> i % 8 & 1) != 0) {
        cpus.add(ts, (long) i);
      }
    }
    return cpus;
  }

  @PyFunction(sig = "(pid, mask, /)", name = "sched_setaffinity", doc = "Set the CPU affinity of the process identified by pid to mask.")
  void schedSetAffinity(ThreadState ts, int pid, Object mask) {
    byte[] bits = new byte[CPU_SET_SIZE];
    Object each = PyObjects.iter(ts, mask);
    for (Object cpu = PyObjects.next(ts, each); cpu != null; cpu = PyObjects.next(ts, each)) {
      int n = cpuNumber(ts, cpu);
      if (n / 8 >= bits.length) {
        bits = Arrays.copyOf(bits, n / 8 + 1);
      }
      bits[n / 8] |= (byte) (1 << n % 8);
    }
    check(Posix.callWithMemory("sched_setaffinity", bits, 2, pid, bits.length));
  }

  private static int cpuNumber(ThreadState ts, Object cpu) {
    if (!PyLong.check(cpu)) {
      throw PyErr.typeError("expected an iterator of ints, but iterator yielded %s", PyObjects.repr(ts, PyObject.typeOf(cpu)));
    }
    if (!(PyNumber.index(ts, cpu) instanceof Long n)) {
      throw PyErr.overflowError("Python int too large to convert to C long");
    }
    if (n < 0) {
      throw PyErr.valueError("negative CPU number");
    }
    if (n > CPU_MAX) {
      throw PyErr.overflowError("CPU number too large");
    }
    return n.intValue();
  }

  @PyFunction(sig = "(policy)", name = "sched_get_priority_max", doc = "Get the maximum scheduling priority for policy.")
  long schedGetPriorityMax(int policy) {
    return checkLong(Posix.call("sched_get_priority_max", policy));
  }

  @PyFunction(sig = "(policy)", name = "sched_get_priority_min", doc = "Get the minimum scheduling priority for policy.")
  long schedGetPriorityMin(int policy) {
    return checkLong(Posix.call("sched_get_priority_min", policy));
  }

  @PyFunction(sig = "(pid, /)", name = "sched_getscheduler", doc = "Get the scheduling policy for the process identified by pid.")
  long schedGetScheduler(int pid) {
    return checkLong(Posix.call("sched_getscheduler", pid));
  }

  @PyFunction(sig = "(pid, policy, param, /)", name = "sched_setscheduler", doc = "Set the scheduling policy for the process identified by pid.")
  void schedSetScheduler(ThreadState ts, int pid, int policy, Object param) {
    check(Posix.callWithMemory("sched_setscheduler", priority(ts, param), 2, pid, policy));
  }

  @PyFunction(sig = "(pid, /)", name = "sched_getparam", doc = "Returns scheduling parameters for the process identified by pid.")
  Object schedGetParam(int pid) {
    byte[] param = new byte[4];
    check(Posix.callWithMemory("sched_getparam", param, 1, pid));
    return PyStructSequence.of(Results.SCHED_PARAM, (long) Posix.intAt(param, 0));
  }

  @PyFunction(sig = "(pid, param, /)", name = "sched_setparam", doc = "Set scheduling parameters for the process identified by pid.")
  void schedSetParam(ThreadState ts, int pid, Object param) {
    check(Posix.callWithMemory("sched_setparam", priority(ts, param), 1, pid));
  }

  /// A `struct sched_param`.
  private static byte[] priority(ThreadState ts, Object param) {
    if (PyObject.typeOf(param) != Results.SCHED_PARAM) {
      throw PyErr.typeError("must have a sched_param object");
    }
    byte[] out = new byte[4];
    if (!(PyNumber.index(ts, ((PyStructSequence) param).field(0)) instanceof Long n) || n != n.intValue()) {
      throw PyErr.overflowError("sched_priority out of range");
    }
    Posix.putInt(out, 0, n.intValue());
    return out;
  }

  @PyFunction(sig = "(pid, /)", name = "sched_rr_get_interval", doc = "Return the round-robin quantum for the process identified by pid, in seconds.")
  double schedRrGetInterval(int pid) {
    byte[] time = new byte[TIMESPEC_SIZE];
    check(Posix.callWithMemory("sched_rr_get_interval", time, 1, pid));
    return Posix.longAt(time, 0) + 1e-9 * Posix.longAt(time, 8);
  }
}
