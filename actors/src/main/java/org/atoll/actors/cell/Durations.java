package org.atoll.actors.cell;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;

/// Lengths of time as Python gives them: numbers of seconds.
final class Durations {
  private static final double MAX_SECONDS = 9e9;

  private Durations() {}

  /// Nanoseconds; -1 for None.
  ///
  /// @throws PyException TypeError for what is no number, ValueError for negative numbers, each with `what` it is
  static long optional(ThreadState ts, Object seconds, String what) {
    return seconds == PyNone.NONE || seconds == null ? -1 : required(ts, seconds, what);
  }

  /// As [#optional], where None will not do.
  static long required(ThreadState ts, Object seconds, String what) {
    double s;
    if (seconds instanceof Long n) {
      s = n;
    } else if (seconds instanceof Double d) {
      s = d;
    } else {
      try {
        s = Convert.toDouble(ts, seconds);
      } catch (PyException e) {
        if (!PyErr.matches(e, PyExc.TypeError)) {
          throw e;
        }
        throw PyErr.typeError("%s must be a number of seconds, not %s", what, PyObject.typeOf(seconds).name());
      }
    }
    if (Double.isNaN(s)) {
      throw PyErr.valueError("%s must be a number of seconds, not nan", what);
    }
    if (s < 0) {
      throw PyErr.valueError("%s must not be negative: %s", what, Double.toString(s));
    }
    return (long) (Math.min(s, MAX_SECONDS) * 1e9);
  }
}
