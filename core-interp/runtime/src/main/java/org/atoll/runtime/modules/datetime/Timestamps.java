package org.atoll.runtime.modules.datetime;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.atoll.runtime.host.LocalZone;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.time.TimeModule;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyFloat;
import org.atoll.runtime.types.PyUnicode;

/// Moments as seconds since 1970, and local time as seconds that a clock shows. Stateless.
final class Timestamps {
  static final long DAY = 86400;
  private static final int EOVERFLOW = 75;
  private static final long MOST = 67_768_036_191_676_799L;

  private Timestamps() {}

  /// The zone of local time.
  static LocalZone zone(ThreadState ts) {
    return TimeModule.zone(ts);
  }

  /// The date that a clock shows which has counted seconds since 1970; see [Calendar#fromOrdinal].
  static int date(long clock) {
    long ordinal = Math.floorDiv(clock, DAY) + Calendar.EPOCH;
    if (ordinal < 1) {
      throw Calendar.badYear(ordinal > -365 ? 0 : (long) Math.floor(ordinal / 365.2425));
    }
    if (ordinal > Calendar.MAX_ORDINAL) {
      throw Calendar.badYear(1 + (long) ((ordinal - 1) / 365.2425));
    }
    return Calendar.fromOrdinal((int) ordinal);
  }

  /// What a clock that shows this has counted since 1970.
  static long clock(PyDateTime t) {
    return (t.ordinal() - Calendar.EPOCH) * DAY + t.hour * 3600 + t.minute * 60 + t.second;
  }

  // Arguments.

  private static PyException tooFar() {
    return PyErr.overflowError("timestamp out of range for platform time_t");
  }

  private static PyException nan() {
    return PyErr.valueError("Invalid value NaN (not a number)");
  }

  /// Refuses a moment whose year C cannot hold.
  static long checkTime(long seconds) {
    if (Math.abs(seconds) > MOST) {
      throw PyErr.osError(EOVERFLOW);
    }
    return seconds;
  }

  private static long integer(ThreadState ts, Object timestamp) {
    if (PyNumber.index(ts, timestamp) instanceof Long l) {
      return l;
    }
    throw tooFar();
  }

  private static long whole(double seconds) {
    if (seconds >= 9.2e18 || seconds <= -9.2e18) {
      throw tooFar();
    }
    return (long) seconds;
  }

  /// A moment in whole seconds, rounded down.
  static long wholeSeconds(ThreadState ts, Object timestamp) {
    if (!PyFloat.check(timestamp)) {
      return integer(ts, timestamp);
    }
    double d = PyFloat.value(timestamp);
    if (Double.isNaN(d)) {
      throw nan();
    }
    return whole(Math.floor(d));
  }

  /// A moment as seconds and microseconds, rounded to the nearest, or to the even one of two.
  static long[] secondsAndMicros(ThreadState ts, Object timestamp) {
    if (!PyFloat.check(timestamp)) {
      return new long[] {integer(ts, timestamp), 0};
    }
    double d = PyFloat.value(timestamp);
    if (Double.isNaN(d)) {
      throw nan();
    }
    double down = Math.floor(d);
    long seconds = whole(down);
    long micros = (long) Math.rint((d - down) * 1e6);
    if (d - down != 0 && Math.abs(d) < 1) {
      // The difference is not exact where the sign changes.
      micros = new BigDecimal(d).movePointRight(6).setScale(0, RoundingMode.HALF_EVEN).longValue() - seconds * 1_000_000;
    }
    return micros >= 1_000_000 ? new long[] {seconds + 1, 0} : new long[] {seconds, micros};
  }

  // Local time.

  /// What the local clock shows at a moment.
  private static long local(LocalZone zone, long moment) {
    long shown = moment + zone.at(moment).seconds();
    date(shown);
    return shown;
  }

  /// Whether the local clock shows at this moment what it has shown before, having been turned back.
  static int fold(LocalZone zone, long moment) {
    long shown = local(zone, moment);
    if (moment - DAY < (1 - Calendar.EPOCH + 1) * DAY) {
      return 0;
    }
    long change = shown - local(zone, moment - DAY) - DAY;
    return change < 0 && local(zone, moment + change) == shown ? 1 : 0;
  }

  /// The moment at which the local clock shows this: the first or second of two, by the fold. In a gap, what the clock
  /// would show if it had not been changed yet, or already.
  static long moment(LocalZone zone, long shown, int fold) {
    long a = local(zone, shown) - shown;
    long first = shown - a;
    long back = local(zone, first);
    long b;
    if (back == shown) {
      long other = fold != 0 ? first + DAY : first - DAY;
      b = local(zone, other) - other;
      if (a == b) {
        return first;
      }
    } else {
      b = back - first;
    }
    long second = shown - b;
    if (local(zone, second) == shown) {
      return second;
    }
    if (back == shown) {
      return first;
    }
    return fold != 0 ? Math.min(first, second) : Math.max(first, second);
  }

  /// The fixed offset that the local zone has at a moment.
  static PyTimeZone localZoneAt(ThreadState ts, long moment) {
    LocalZone.Offset o = zone(ts).at(moment);
    return PyTimeZone.of(ts, PyTimeDelta.of(0, o.seconds(), 0), PyUnicode.fromUtf16(o.name()));
  }
}
