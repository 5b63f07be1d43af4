package org.atoll.runtime.modules.datetime;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;

/// Dates, times, durations and fixed time zones as numbers, for whoever copies them or writes them down: instances of the
/// module's own types, without a time zone or with a fixed one. To make them runs no Python code. Stateless.
public final class PlainTimes {
  private static final int SECOND = 1_000_000;
  private static final long DAY_MICROS = 86_400L * SECOND;
  private static final int MAX_DAYS = 999_999_999;

  private PlainTimes() {}

  /// Whether something is one of these.
  public static boolean isPlain(Object o) {
    return switch (o) {
      case PyDateTime d -> d.type == PyDateTime.TYPE && (d.zone == null || d.zone instanceof PyTimeZone);
      case PyDate d -> d.type == PyDate.TYPE;
      case PyTime t -> t.type == PyTime.TYPE && (t.zone == null || t.zone instanceof PyTimeZone);
      case PyTimeDelta d -> d.type == PyTimeDelta.TYPE;
      case PyTimeZone z -> true;
      default -> false;
    };
  }

  /// Another object that is equal to a plain one; its time zone is given.
  public static PyInstance copy(PyInstance o, PyInstance zone) {
    return switch (o) {
      case PyDateTime d -> new PyDateTime(PyDateTime.TYPE, date(d), d.hour, d.minute, d.second, d.microsecond, (PyTzInfo) zone, (int) d.fold());
      case PyDate d -> new PyDate(PyDate.TYPE, d.year, d.month, d.day);
      case PyTime t -> new PyTime(PyTime.TYPE, t.hour, t.minute, t.second, t.microsecond, (PyTzInfo) zone, (int) t.fold());
      case PyTimeDelta d -> PyTimeDelta.of(d.days, d.seconds, d.microseconds);
      case PyTimeZone z -> z.isConstant() ? z : z.copy();
      default -> throw new IllegalArgumentException(o.type.name());
    };
  }

  /// The time zone of a datetime or time, or null.
  public static PyInstance zone(PyInstance o) {
    return o instanceof PyDateTime d ? d.zone : o instanceof PyTime t ? t.zone : null;
  }

  /// Year, month and day in one number.
  public static int date(PyDate d) {
    return d.year << 16 | d.month << 8 | d.day;
  }

  /// The time of day in microseconds, twice that, and `fold`.
  public static long time(PyInstance o) {
    return o instanceof PyDateTime d ? time(d.hour, d.minute, d.second, d.microsecond, (int) d.fold())
        : o instanceof PyTime t ? time(t.hour, t.minute, t.second, t.microsecond, (int) t.fold()) : 0;
  }

  private static long time(int hour, int minute, int second, int microsecond, int fold) {
    return (((hour * 60L + minute) * 60 + second) * SECOND + microsecond) * 2 + fold;
  }

  /// Days, seconds and microseconds.
  public static int[] duration(PyTimeDelta d) {
    return new int[] {d.days, d.seconds, d.microseconds};
  }

  /// A date from its number.
  ///
  /// @throws org.atoll.runtime.types.PyException ValueError where there is no such date
  public static PyDate date(int number) {
    int year = number >> 16;
    int month = number >> 8 & 0xff;
    int day = number & 0xff;
    Calendar.checkDate(year, month, day);
    return new PyDate(PyDate.TYPE, year, month, day);
  }

  /// A time, or with the number of a date a datetime; `zone` may be null.
  ///
  /// @throws org.atoll.runtime.types.PyException ValueError where there is no such time
  public static PyInstance time(Integer date, long number, PyInstance zone) {
    long micros = number >> 1;
    if (micros < 0 || micros >= DAY_MICROS || zone != null && !(zone instanceof PyTimeZone)) {
      throw PyErr.valueError("there is no such time");
    }
    int second = (int) (micros / SECOND);
    int microsecond = (int) (micros % SECOND);
    int fold = (int) (number & 1);
    if (date == null) {
      return new PyTime(PyTime.TYPE, second / 3600, second / 60 % 60, second % 60, microsecond, (PyTzInfo) zone, fold);
    }
    date(date);
    return new PyDateTime(PyDateTime.TYPE, date, second / 3600, second / 60 % 60, second % 60, microsecond, (PyTzInfo) zone, fold);
  }

  /// A duration.
  ///
  /// @throws org.atoll.runtime.types.PyException ValueError where there is no such duration
  public static PyTimeDelta duration(int days, int seconds, int microseconds) {
    if (Math.abs((long) days) > MAX_DAYS || seconds < 0 || seconds >= 86_400 || microseconds < 0 || microseconds >= SECOND) {
      throw PyErr.valueError("there is no such duration");
    }
    return PyTimeDelta.of(days, seconds, microseconds);
  }

  /// A fixed time zone; `name`, a str, may be null.
  ///
  /// @throws org.atoll.runtime.types.PyException ValueError where it is a day or more away
  public static PyTimeZone zone(ThreadState ts, PyTimeDelta offset, Object name) {
    return PyTimeZone.of(ts, offset, name);
  }

  /// How far a fixed time zone is from UTC.
  public static PyTimeDelta offset(PyTimeZone z) {
    return z.offset;
  }

  /// The name that a fixed time zone was given, or null.
  public static Object name(PyTimeZone z) {
    return z.givenName();
  }
}
