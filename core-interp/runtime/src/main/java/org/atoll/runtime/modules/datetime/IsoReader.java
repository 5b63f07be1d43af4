package org.atoll.runtime.modules.datetime;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyUcs4;
import org.atoll.runtime.types.PyUnicode;

/// Reads dates and times as ISO 8601 has them, in the forms that `fromisoformat` takes. One thread at a time.
final class IsoReader {
  private static final int[] FRACTION = {100_000, 10_000, 1_000, 100, 10, 1};

  private final ThreadState ts;
  private final Object given;
  /// The text; what stands for code points that a Java string does not hold as one char is nothing that is looked for.
  private final String text;
  private final int length;

  /// What the time has: hour, minute, second, microsecond.
  final int[] time = new int[4];
  /// The offset that the time ends with; null if it has none.
  PyTimeDelta offset;
  /// Whether the hour was 24, which is midnight at the end of the day.
  boolean endOfDay;

  IsoReader(ThreadState ts, Object given) {
    if (!PyUnicode.check(given)) {
      throw PyErr.typeError("fromisoformat: argument must be str");
    }
    this.ts = ts;
    this.given = given;
    text = PyUnicode.value(given) instanceof String s ? s : flat((PyUcs4) PyUnicode.value(given));
    length = text.length();
  }

  private static String flat(PyUcs4 given) {
    StringBuilder b = new StringBuilder(given.codePoints.length);
    for (int c : given.codePoints) {
      b.append(c > 0xffff ? '\uffff' : (char) c);
    }
    return b.toString();
  }

  private PyException invalid() {
    return PyErr.valueError("Invalid isoformat string: %s", PyObjects.repr(ts, given));
  }

  private boolean isAt(int i, char c) {
    return i < length && text.charAt(i) == c;
  }

  private int digit(int i) {
    int c = i < length ? text.charAt(i) : 0;
    if (c < '0' || c > '9') {
      throw invalid();
    }
    return c - '0';
  }

  private int digits(int from, int count) {
    int v = 0;
    for (int i = 0; i < count; i++) {
      v = v * 10 + digit(from + i);
    }
    return v;
  }

  private void expect(int i, char c) {
    if (!isAt(i, c)) {
      throw invalid();
    }
  }

  // Dates.

  /// The ordinal of a day that is given by ISO year, week and weekday.
  static int ordinal(int year, int week, int day) {
    if (year < Calendar.MIN_YEAR || year > Calendar.MAX_YEAR) {
      throw Calendar.badYear(year);
    }
    if (week <= 0 || week >= 53) {
      boolean isLong = false;
      if (week == 53) {
        int first = Calendar.weekday(Calendar.ordinal(year, 1, 1));
        isLong = first == 3 || first == 2 && Calendar.isLeap(year);
      }
      if (!isLong) {
        throw PyErr.valueError("Invalid week: %d", week);
      }
    }
    if (day <= 0 || day >= 8) {
      throw PyErr.valueError("Invalid weekday: %d (range is [1, 7])", day);
    }
    int ordinal = Calendar.isoWeek1(year) + (week - 1) * 7 + day - 1;
    if (ordinal < 1) {
      throw Calendar.badYear(0);
    }
    if (ordinal > Calendar.MAX_ORDINAL) {
      throw Calendar.badYear(10000);
    }
    return ordinal;
  }

  /// The date that is all of the text; see [Calendar#fromOrdinal] for its form.
  int wholeDate() {
    if (length != 7 && length != 8 && length != 10) {
      throw invalid();
    }
    int date = date(length);
    Calendar.checkDate(Calendar.year(date), Calendar.month(date), Calendar.day(date));
    return date;
  }

  private int date(int end) {
    int year = digits(0, 4);
    boolean dashed = isAt(4, '-');
    int at = dashed ? 5 : 4;
    if (isAt(at, 'W')) {
      return weekDate(year, at + 1, end, dashed);
    }
    int month = digits(at, 2);
    at += 2;
    if (dashed) {
      expect(at++, '-');
    }
    int day = digits(at, 2);
    return year << 16 | month << 8 | day;
  }

  private int weekDate(int year, int from, int end, boolean dashed) {
    int week = digits(from, 2);
    int at = from + 2;
    int day = 1;
    if (at < end) {
      if (dashed) {
        expect(at++, '-');
      }
      day = digit(at++);
    }
    if (at != end) {
      throw invalid();
    }
    try {
      return Calendar.fromOrdinal(ordinal(year, week, day));
    } catch (PyException e) {
      throw invalid();
    }
  }

  /// Where the date ends that a text with a time begins with.
  private int dateEnd() {
    if (length == 7) {
      return 7;
    }
    boolean dashed = isAt(4, '-');
    if (!isAt(dashed ? 5 : 4, 'W')) {
      return dashed ? 10 : 8;
    }
    if (dashed) {
      return isAt(8, '-') ? length > 9 && isDigit(9) || length == 9 ? dashedWeekEnd() : 8 : 8;
    }
    // Without dashes the weekday is known by being followed by something other than a digit, unless nothing follows.
    int end = 7;
    while (end < length && isDigit(end)) {
      end++;
    }
    return end < 9 ? end : end % 2 == 0 ? 7 : 8;
  }

  /// A date such as `2020-W01-1`, or `2020-W01` whose separator is a dash.
  private int dashedWeekEnd() {
    return length > 10 && isDigit(10) ? 8 : 10;
  }

  private boolean isDigit(int i) {
    int c = text.charAt(i);
    return c >= '0' && c <= '9';
  }

  /// Reads a date that may be followed by a separator and a time; gives the date.
  int dateAndTime() {
    if (length < 7) {
      throw invalid();
    }
    int end = dateEnd();
    if (end > length) {
      throw invalid();
    }
    int date = date(end);
    if (length > end) {
      time(end + 1);
    }
    return date;
  }

  // Times.

  /// Reads a time that is all of the text.
  void wholeTime() {
    time(isAt(0, 'T') ? 1 : 0);
  }

  private void time(int from) {
    int zone = from;
    while (zone < length && text.charAt(zone) != '+' && text.charAt(zone) != '-' && text.charAt(zone) != 'Z') {
      zone++;
    }
    clock(from, zone, time);
    if (time[0] == 24) {
      if (time[1] != 0 || time[2] != 0 || time[3] != 0) {
        throw PyErr.valueError("minute, second, and microsecond must be 0 when hour is 24");
      }
      time[0] = 0;
      endOfDay = true;
    }
    if (zone < length) {
      zone(zone);
    }
  }

  private void zone(int at) {
    if (text.charAt(at) == 'Z') {
      if (at + 1 != length) {
        throw invalid();
      }
      offset = PyTimeDelta.ZERO;
      return;
    }
    int[] parts = new int[4];
    clock(at + 1, length, parts);
    int sign = text.charAt(at) == '-' ? -1 : 1;
    long seconds = parts[0] * 3600L + parts[1] * 60 + parts[2];
    // CPython takes what is less than a second for UTC.
    offset = seconds == 0 ? PyTimeDelta.ZERO : PyTimeDelta.of(0, sign * seconds, sign * parts[3]);
  }

  /// Reads `HH[:MM[:SS[.fraction]]]`, or the same without colons.
  private void clock(int from, int end, int[] parts) {
    boolean colons = false;
    int at = from;
    for (int i = 0; i < 3; i++) {
      if (at + 2 > end) {
        throw invalid();
      }
      parts[i] = digits(at, 2);
      at += 2;
      if (at == end) {
        return;
      }
      if (i == 0) {
        colons = text.charAt(at) == ':';
      }
      if (i == 2) {
        break;
      }
      if (colons) {
        expect(at++, ':');
      } else if (isAt(at, '.') || isAt(at, ',')) {
        throw invalid();
      }
    }
    // Without colons CPython takes what follows the seconds for a fraction even if nothing separates it.
    if (isAt(at, '.') || isAt(at, ',')) {
      at++;
    } else if (colons) {
      throw invalid();
    }
    if (at == end) {
      throw invalid();
    }
    int micros = 0;
    for (int i = 0; at < end; i++, at++) {
      int d = digit(at);
      micros += i < 6 ? d * FRACTION[i] : 0;
    }
    parts[3] = micros;
  }
}
