package org.atoll.runtime.modules.time;

import org.atoll.runtime.call.Convert;
import org.atoll.runtime.host.LocalZone;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyStructSequence;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// A time in years, months ... (`struct tm`), with months and days of the year from 0 and weekdays from Sunday, as in C.
record BrokenDownTime(long year, int month, int day, int hour, int minute, int second, int weekday, int yearday, int dst, String zone, int offset) {
  static final PyType TYPE = PyStructSequence.define("time.struct_time",
      "The time value as returned by gmtime(), localtime(), and strptime(), and\naccepted by asctime(), mktime() and strftime().", 9, "tm_year", "tm_mon", "tm_mday",
      "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst", "tm_zone", "tm_gmtoff");
  private static final int[] BEFORE_MONTH = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};

  /// The local time of a moment.
  static BrokenDownTime of(long epochSecond, LocalZone.Offset o) {
    long t = epochSecond + o.seconds();
    long days = Math.floorDiv(t, 86400);
    int rest = (int) Math.floorMod(t, 86400L);
    long era = Math.floorDiv(days + 719468, 146097L);
    long dayOfEra = days + 719468 - era * 146097;
    long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    int dayOfYear = (int) (dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100));
    int shifted = (5 * dayOfYear + 2) / 153;
    int day = dayOfYear - (153 * shifted + 2) / 5 + 1;
    int month = shifted < 10 ? shifted + 2 : shifted - 10;
    long year = yearOfEra + era * 400 + (month <= 1 ? 1 : 0);
    int yearday = BEFORE_MONTH[month] + day - 1 + (month > 1 && leap(year) ? 1 : 0);
    return new BrokenDownTime(year, month, day, rest / 3600, rest / 60 % 60, rest % 60, (int) Math.floorMod(days + 4, 7L), yearday, o.dst() ? 1 : 0,
        o.name(), o.seconds());
  }

  private static boolean leap(long year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  /// Days from 1970 to a date whose month and day may lie outside their bounds.
  static long epochDay(long year, long month, long day) {
    long y = year + Math.floorDiv(month, 12L);
    int m = (int) Math.floorMod(month, 12L);
    long p = y - 1;
    long days = 365 * p + Math.floorDiv(p, 4L) - Math.floorDiv(p, 100L) + Math.floorDiv(p, 400L) - 719162;
    return days + BEFORE_MONTH[m] + (m > 1 && leap(y) ? 1 : 0) + day - 1;
  }

  PyStructSequence toPython() {
    return PyStructSequence.of(TYPE, year, month + 1L, (long) day, (long) hour, (long) minute, (long) second, (weekday + 6L) % 7, yearday + 1L, (long) dst,
        zone, (long) offset);
  }

  /// Reads a tuple of nine, without checking its values.
  static BrokenDownTime read(ThreadState ts, Object o, String function) {
    if (!(o instanceof PyTuple t)) {
      throw PyErr.typeError("Tuple or struct_time argument required");
    }
    if (t.items.length != 9) {
      throw PyErr.typeError("%s(): illegal time tuple argument", function);
    }
    int[] v = new int[9];
    for (int i = 0; i < 9; i++) {
      v[i] = value(ts, t.items[i], function);
    }
    // C counts years from 1900 and has to hold the difference.
    if (v[0] < Integer.MIN_VALUE + 1900) {
      throw PyErr.overflowError("year out of range");
    }
    String zone = null;
    int offset = 0;
    if (t instanceof PyStructSequence s && s.type == TYPE) {
      zone = PyUnicode.check(s.field(9)) ? PyUnicode.toJava(s.field(9)) : null;
      offset = s.field(10) == PyNone.NONE ? 0 : (int) (long) (Long) s.field(10);
    }
    return new BrokenDownTime(v[0], v[1] - 1, v[2], v[3], v[4], v[5], (v[6] + 1) % 7, v[7] - 1, v[8], zone, offset);
  }

  private static int value(ThreadState ts, Object o, String function) {
    try {
      return Convert.toInt(ts, o);
    } catch (PyException e) {
      if (PyErr.matches(e, PyExc.TypeError)) {
        throw PyErr.typeError("%s(): illegal time tuple argument", function);
      }
      throw e;
    }
  }

  /// Refuses values out of bounds; 0 stands for the first month, day and day of the year.
  BrokenDownTime checked() {
    int m = month == -1 ? 0 : month;
    int d = day == 0 ? 1 : day;
    int y = yearday == -1 ? 0 : yearday;
    bound(m, 0, 11, "month");
    bound(d, 1, 31, "day of month");
    bound(hour, 0, 23, "hour");
    bound(minute, 0, 59, "minute");
    bound(second, 0, 61, "seconds");
    if (weekday < 0) {
      throw PyErr.valueError("day of week out of range");
    }
    bound(y, 0, 365, "day of year");
    return new BrokenDownTime(year, m, d, hour, minute, second, weekday, y, dst, zone, offset);
  }

  private static void bound(int value, int low, int high, String what) {
    if (value < low || value > high) {
      throw PyErr.valueError("%s out of range", what);
    }
  }
}
