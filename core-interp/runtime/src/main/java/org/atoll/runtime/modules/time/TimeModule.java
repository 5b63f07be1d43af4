package org.atoll.runtime.modules.time;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.host.Clock;
import org.atoll.runtime.host.LocalZone;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.host.Waiting;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.posix.EnvironmentState;
import org.atoll.runtime.modules.posix.FileCalls;
import org.atoll.runtime.modules.posix.TimeValue;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyFloat;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUcs4;
import org.atoll.runtime.types.PyUnicode;

/// The module `time` (`Modules/timemodule.c`).
@PyModuleDef(value = "time", doc = "This module provides various functions to manipulate time values.")
public final class TimeModule {
  @PyConstant(name = "struct_time")
  static final PyType STRUCT_TIME = BrokenDownTime.TYPE;
  @PyConstant
  static final long _STRUCT_TM_ITEMS = 11;
  @PyConstant
  static final long CLOCK_REALTIME = 0;
  @PyConstant
  static final long CLOCK_MONOTONIC = 1;
  @PyConstant
  static final long CLOCK_PROCESS_CPUTIME_ID = 2;
  @PyConstant
  static final long CLOCK_THREAD_CPUTIME_ID = 3;
  @PyConstant
  static final long CLOCK_MONOTONIC_RAW = 4;
  @PyConstant
  static final long CLOCK_BOOTTIME = 7;
  @PyConstant
  static final long CLOCK_TAI = 11;
  private static final LocalZone.Offset UTC = new LocalZone.Offset(0, false, "UTC");
  private static final long NANOS = 1_000_000_000L;
  private static final long YEAR_SECONDS = 365 * 24 * 3600L + 6 * 3600;

  private static final int EOVERFLOW = 75;

  private PyModule module;
  private LocalZone zone;

  void exec(ThreadState ts, PyModule module) {
    this.module = module;
    tzset(ts);
  }

  @PyFunction(sig = "()", doc = "Initialize, or reinitialize, the local timezone to the value stored in os.environ['TZ'].")
  void tzset(ThreadState ts) {
    zone = LocalZone.of(EnvironmentState.of(ts).variables().get("TZ"));
    long t = Clock.wallNanos() / NANOS / YEAR_SECONDS * YEAR_SECONDS;
    LocalZone.Offset january = zone.at(t);
    LocalZone.Offset july = zone.at(t + YEAR_SECONDS / 2);
    boolean north = january.seconds() <= july.seconds();
    LocalZone.Offset standard = north ? january : july;
    LocalZone.Offset summer = north ? july : january;
    module.dict().put("timezone", (long) -standard.seconds());
    module.dict().put("altzone", (long) -summer.seconds());
    module.dict().put("daylight", january.seconds() == july.seconds() ? 0L : 1L);
    module.dict().put("tzname", PyTuple.of(standard.name(), summer.name()));
  }

  /// The zone of local time as `tzset` has found it.
  public static LocalZone zone(ThreadState ts) {
    return ts.interpreter().importModule(ts, "time") instanceof PyModule m && m.state instanceof TimeModule t ? t.zone
        : LocalZone.of(EnvironmentState.of(ts).variables().get("TZ"));
  }

  // Clocks.

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }

  @PyFunction(sig = "()", doc = "Return the current time in seconds since the Epoch.")
  double time() {
    return seconds(Clock.wallNanos());
  }

  @PyFunction(sig = "()", name = "time_ns")
  long timeNs() {
    return Clock.wallNanos();
  }

  @PyFunction(sig = "()", doc = "Monotonic clock, cannot go backward.")
  double monotonic() {
    return seconds(Clock.monotonicNanos());
  }

  @PyFunction(sig = "()", name = "monotonic_ns")
  long monotonicNs() {
    return Clock.monotonicNanos();
  }

  @PyFunction(sig = "()", name = "perf_counter", doc = "Performance counter for benchmarking.")
  double perfCounter() {
    return seconds(Clock.monotonicNanos());
  }

  @PyFunction(sig = "()", name = "perf_counter_ns")
  long perfCounterNs() {
    return Clock.monotonicNanos();
  }

  @PyFunction(sig = "()", name = "process_time", doc = "Process time for profiling: sum of the kernel and user-space CPU time.")
  double processTime() {
    return seconds(Clock.processNanos());
  }

  @PyFunction(sig = "()", name = "process_time_ns")
  long processTimeNs() {
    return Clock.processNanos();
  }

  @PyFunction(sig = "()", name = "thread_time", doc = "Thread time for profiling: sum of the kernel and user-space CPU time.")
  double threadTime() {
    return seconds(Clock.threadNanos());
  }

  @PyFunction(sig = "()", name = "thread_time_ns")
  long threadTimeNs() {
    return Clock.threadNanos();
  }

  private static long clock(String function, int id) {
    long n = Posix.clock(function, id);
    if (n < Long.MIN_VALUE + 4096) {
      throw PyErr.osError((int) (n - Long.MIN_VALUE));
    }
    return n;
  }

  @PyFunction(sig = "(clk_id, /)", name = "clock_gettime")
  double clockGettime(int id) {
    return seconds(clock("clock_gettime", id));
  }

  @PyFunction(sig = "(clk_id, /)", name = "clock_gettime_ns")
  long clockGettimeNs(int id) {
    return clock("clock_gettime", id);
  }

  @PyFunction(sig = "(clk_id, /)", name = "clock_getres")
  double clockGetres(int id) {
    return seconds(clock("clock_getres", id));
  }

  private static void setClock(int id, long nanos) {
    byte[] m = new byte[16];
    Posix.putLong(m, 0, Math.floorDiv(nanos, NANOS));
    Posix.putLong(m, 8, Math.floorMod(nanos, NANOS));
    int r = Posix.callWithMemory("clock_settime", m, 1, id);
    if (r < 0) {
      throw PyErr.osError(-r);
    }
  }

  @PyFunction(sig = "(clk_id, time, /)", name = "clock_settime")
  void clockSettime(ThreadState ts, int id, Object time) {
    setClock(id, TimeValue.nanos(ts, time));
  }

  @PyFunction(sig = "(clk_id, time, /)", name = "clock_settime_ns")
  void clockSettimeNs(int id, long time) {
    setClock(id, time);
  }

  @PyFunction(sig = "(name, /)", name = "get_clock_info", doc = "Get information of the specified clock.")
  Object getClockInfo(ThreadState ts, String name) {
    String implementation = switch (name) {
      case "time" -> "clock_gettime(CLOCK_REALTIME)";
      case "monotonic", "perf_counter" -> "clock_gettime(CLOCK_MONOTONIC)";
      case "process_time" -> "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)";
      case "thread_time" -> "clock_gettime(CLOCK_THREAD_CPUTIME_ID)";
      default -> throw PyErr.valueError("unknown clock");
    };
    boolean wall = name.equals("time");
    Object namespace = PyObjects.getAttr(ts, ts.interpreter().importModule(ts, "types"), "SimpleNamespace");
    return Call.call(ts, namespace, new Object[] {implementation, !wall, wall, 1e-9}, new String[] {"implementation", "monotonic", "adjustable", "resolution"});
  }

  @PyFunction(sig = "(seconds, /)", doc = "Delay execution for a given number of seconds.")
  void sleep(ThreadState ts, Object duration) {
    if (!isNumber(duration)) {
      throw PyErr.typeError("'%s' object cannot be interpreted as an integer or float", PyObject.typeOf(duration).name());
    }
    long nanos = TimeValue.timeoutNanos(ts, duration);
    if (nanos < 0) {
      throw PyErr.valueError("sleep length must be non-negative");
    }
    long until = System.nanoTime() + nanos;
    boolean done = false;
    while (!done) {
      ts.beginBlocking();
      try {
        if (nanos == 0) {
          Thread.yield();
        }
        done = Waiting.sleepUntil(until, FileCalls.interrupted(ts));
      } finally {
        ts.endBlocking();
      }
      if (ts.pending != 0) {
        ts.safepoint();
      }
    }
  }

  private static boolean isNumber(Object o) {
    return PyFloat.check(o) || PyLong.check(o) || PyObject.typeOf(o).slot(Slot.INDEX) != null;
  }

  // Calendars.

  private static long epoch(ThreadState ts, Object seconds) {
    if (seconds == null || seconds == PyNone.NONE) {
      return Math.floorDiv(Clock.wallNanos(), NANOS);
    }
    long n;
    if (PyFloat.check(seconds)) {
      double d = Math.floor(PyNumber.asDouble(ts, seconds));
      if (Double.isNaN(d)) {
        throw PyErr.valueError("Invalid value NaN (not a number)");
      }
      if (Math.abs(d) >= 9.2e18) {
        throw tooFar();
      }
      n = (long) d;
    } else {
      Object i = PyNumber.index(ts, seconds);
      if (!(i instanceof Long l)) {
        throw tooFar();
      }
      n = l;
    }
    if (Math.abs(n) > 67_768_036_191_676_799L) {
      throw PyErr.osError(EOVERFLOW);
    }
    return n;
  }

  private static PyException tooFar() {
    return PyErr.overflowError("timestamp out of range for platform time_t");
  }

  @PyFunction(sig = "(seconds=None, /)", doc = "Convert seconds since the Epoch to a time tuple expressing UTC.")
  Object gmtime(ThreadState ts, Object seconds) {
    return BrokenDownTime.of(epoch(ts, seconds), UTC).toPython();
  }

  private BrokenDownTime local(ThreadState ts, long t) {
    return BrokenDownTime.of(t, zone.at(t));
  }

  @PyFunction(sig = "(seconds=None, /)", doc = "Convert seconds since the Epoch to a time tuple expressing local time.")
  Object localtime(ThreadState ts, Object seconds) {
    return local(ts, epoch(ts, seconds)).toPython();
  }

  @PyFunction(sig = "(time_tuple, /)", doc = "Convert a time tuple in local time to seconds since the Epoch.")
  double mktime(ThreadState ts, Object tuple) {
    return Mktime.seconds(BrokenDownTime.read(ts, tuple, "mktime"), zone);
  }

  private BrokenDownTime given(ThreadState ts, Object tuple, String function) {
    return tuple == null ? local(ts, epoch(ts, null)) : BrokenDownTime.read(ts, tuple, function).checked();
  }

  private static String asctime(BrokenDownTime t) {
    return Strftime.format("%a %b %e %H:%M:%S %Y", t, null);
  }

  @PyFunction(sig = "(time_tuple=<absent>, /)", doc = "Convert a time tuple to a string, e.g. 'Sat Jun 06 16:26:11 1998'.")
  Object asctime(ThreadState ts, Object tuple) {
    return asctime(given(ts, tuple, "asctime"));
  }

  @PyFunction(sig = "(seconds=None, /)", doc = "Convert a time in seconds since the Epoch to a string in local time.")
  Object ctime(ThreadState ts, Object seconds) {
    return asctime(local(ts, epoch(ts, seconds)));
  }

  @PyFunction(sig = "(format, time_tuple=<absent>, /)", doc = "Convert a time tuple to a string according to a format specification.")
  Object strftime(ThreadState ts, Object format, Object tuple) {
    if (!PyUnicode.check(format)) {
      throw PyErr.typeError("strftime() argument 1 must be str, not %s", PyObject.typeOf(format).name());
    }
    BrokenDownTime t = given(ts, tuple, "strftime");
    if (t.zone() == null) {
      LocalZone.Offset o = zone.at(Mktime.seconds(t, zone));
      t = new BrokenDownTime(t.year(), t.month(), t.day(), t.hour(), t.minute(), t.second(), t.weekday(), t.yearday(),
          Math.max(-1, Math.min(t.dst(), 1)), o.name(), o.seconds());
    }
    Object f = PyUnicode.value(format);
    if (f instanceof PyUcs4 wide) {
      return wide(wide, t, zone);
    }
    return Strftime.format((String) f, t, zone);
  }

  /// Formats the stretches between the code points that a Java string cannot hold one by one.
  private static Object wide(PyUcs4 format, BrokenDownTime t, LocalZone zone) {
    org.atoll.runtime.text.TextBuilder out = new org.atoll.runtime.text.TextBuilder();
    StringBuilder part = new StringBuilder();
    for (int c : format.codePoints) {
      if (c < 0xd800 || c > 0xdfff && c < 0x10000) {
        part.append((char) c);
      } else {
        out.append(Strftime.format(part.toString(), t, zone)).appendCodePoint(c);
        part.setLength(0);
      }
    }
    return PyUnicode.of(out.append(Strftime.format(part.toString(), t, zone)));
  }

  @PyFunction(sig = "(string, format='%a %b %d %H:%M:%S %Y', /)", doc = "Parse a string to a time tuple according to a format specification.")
  Object strptime(ThreadState ts, Object string, Object format) {
    return PyObjects.callMethod(ts, ts.interpreter().importModule(ts, "_strptime"), "_strptime_time", string, format);
  }

  @PyFunction(sig = "(thread_id, /)", name = "pthread_getcpuclockid")
  long pthreadGetcpuclockid(ThreadState ts, long thread) {
    return CLOCK_THREAD_CPUTIME_ID;
  }
}
