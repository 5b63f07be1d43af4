package org.atoll.runtime.modules.posix;

import java.math.BigInteger;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyFloat;
import org.atoll.runtime.types.PyLong;

/// Times and durations that Python gives in seconds, as nanoseconds (`Python/pytime.c`).
public final class TimeValue {
  private static final long NANOS = 1_000_000_000L;

  private TimeValue() {}

  /// A number of seconds, rounded down.
  public static long nanos(ThreadState ts, Object seconds) {
    if (PyFloat.check(seconds)) {
      double d = PyNumber.asDouble(ts, seconds);
      if (Double.isNaN(d)) {
        throw PyErr.valueError("Invalid value NaN (not a number)");
      }
      double whole = Math.floor(d);
      return exact(whole, Math.floor((d - whole) * 1e9));
    }
    return wholeNanos(ts, seconds);
  }

  /// A number of seconds, rounded up, for timeouts.
  public static long timeoutNanos(ThreadState ts, Object seconds) {
    if (PyFloat.check(seconds)) {
      double d = PyNumber.asDouble(ts, seconds);
      if (Double.isNaN(d)) {
        throw PyErr.valueError("Invalid value NaN (not a number)");
      }
      double n = d * 1e9;
      if (n >= 9.2233720368547e18 || n < -9.2233720368547e18) {
        throw PyErr.overflowError("timestamp out of range for platform time_t");
      }
      return (long) (n >= 0 ? Math.ceil(n) : Math.floor(n));
    }
    return wholeNanos(ts, seconds);
  }

  private static long exact(double whole, double nanos) {
    if (Math.abs(whole) > 9.2e9) {
      throw PyErr.overflowError("timestamp out of range for platform time_t");
    }
    return (long) whole * NANOS + (long) nanos;
  }

  private static long wholeNanos(ThreadState ts, Object seconds) {
    if (!PyLong.check(seconds) && PyObject.typeOf(seconds).slot(Slot.INDEX) == null) {
      throw PyErr.typeError("'%s' object cannot be interpreted as an integer or float", PyObject.typeOf(seconds).messageName());
    }
    Object n = PyNumber.index(ts, seconds);
    if (n instanceof Long l && Math.abs(l) <= Long.MAX_VALUE / NANOS) {
      return l * NANOS;
    }
    throw PyErr.overflowError("timestamp too large to convert to C PyTime_t");
  }

  /// A number of nanoseconds.
  static long exactNanos(ThreadState ts, Object nanos) {
    Object n = PyNumber.index(ts, nanos);
    if (n instanceof BigInteger) {
      throw PyErr.format(PyExc.OverflowError, "timestamp out of range for platform time_t");
    }
    return (Long) n;
  }
}
