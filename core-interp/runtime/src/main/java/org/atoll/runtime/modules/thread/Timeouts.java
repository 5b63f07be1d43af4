package org.atoll.runtime.modules.thread;

import java.math.BigInteger;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyFloat;
import org.atoll.runtime.types.PyLong;

/// Timeouts as Python gives them, in seconds, as nanoseconds (`_PyTime_FromSecondsObject`). Stateless.
public final class Timeouts {
  /// What a lock may wait at most, in seconds (`threading.TIMEOUT_MAX`).
  public static final double MAX_SECONDS = 9223372036.0;
  private static final double NANOS = 1e9;
  private static final long WHOLE_SECONDS_MAX = 9_000_000_000L;

  private Timeouts() {}

  /// A number of seconds, rounded away from zero to whole nanoseconds.
  /// @throws org.atoll.runtime.types.PyException TypeError for other objects, ValueError for NaN, OverflowError past 64 bits
  public static long nanos(ThreadState ts, Object seconds) {
    if (seconds instanceof Long whole && Math.abs(whole) <= WHOLE_SECONDS_MAX) {
      return whole * 1_000_000_000;
    }
    if (PyLong.check(seconds) || !isFloat(seconds)) {
      return wholeSeconds(ts, seconds);
    }
    double s = PyNumber.asDouble(ts, seconds);
    if (Double.isNaN(s)) {
      throw PyErr.valueError("Invalid value NaN (not a number)");
    }
    double n = s * NANOS;
    n = n < 0 ? Math.floor(n) : Math.ceil(n);
    if (n < -0x1p63 || n >= 0x1p63) {
      throw PyErr.overflowError("timestamp out of range for platform time_t");
    }
    return (long) n;
  }

  private static boolean isFloat(Object o) {
    return o instanceof Double || PyObject.typeOf(o).isSubtype(PyFloat.TYPE);
  }

  private static long wholeSeconds(ThreadState ts, Object seconds) {
    if (PyObjects.lookupSpecial(ts, seconds, "__index__") == null) {
      throw PyErr.typeError("'%s' object cannot be interpreted as an integer or float", PyObject.typeOf(seconds).name());
    }
    Object n = PyLong.value(PyNumber.index(ts, seconds));
    BigInteger nanos = (n instanceof Long l ? BigInteger.valueOf(l) : (BigInteger) n).multiply(BigInteger.valueOf(1_000_000_000));
    if (nanos.bitLength() > 63) {
      throw PyErr.overflowError("timestamp too large to convert to C PyTime_t");
    }
    return nanos.longValue();
  }

  /// The timeout of `acquire(blocking, timeout)`: negative for no limit, 0 for not waiting.
  public static long ofAcquire(ThreadState ts, boolean blocking, Object timeout) {
    long nanos = timeout instanceof Long l && l == -1 ? -1_000_000_000L : nanos(ts, timeout);
    if (!blocking && nanos != -1_000_000_000L) {
      throw PyErr.valueError("can't specify a timeout for a non-blocking call");
    }
    if (nanos < 0 && nanos != -1_000_000_000L) {
      throw PyErr.valueError("timeout value must be a non-negative number");
    }
    if (!blocking) {
      return 0;
    }
    if (nanos > MAX_SECONDS * NANOS) {
      throw PyErr.overflowError("timeout value is too large");
    }
    return nanos;
  }
}
