package org.atoll.runtime.modules.datetime;

import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;

/// The proleptic Gregorian calendar: days are numbered from 1 January of year 1, which is day 1. Stateless.
final class Calendar {
  static final int MIN_YEAR = 1;
  static final int MAX_YEAR = 9999;
  static final int MAX_ORDINAL = 3652059;
  /// The ordinal of 1 January 1970.
  static final int EPOCH = 719163;
  private static final int[] BEFORE_MONTH = {0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
  private static final int[] DAYS = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  private static final String[] DAY_NAMES = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  private static final String[] MONTH_NAMES = {"", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
      "Nov", "Dec"};

  private Calendar() {}

  static boolean isLeap(int year) {
    return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  static int daysInMonth(int year, int month) {
    return month == 2 && isLeap(year) ? 29 : DAYS[month];
  }

  /// The number of days from 1 January to the first of a month.
  static int daysBeforeMonth(int year, int month) {
    return BEFORE_MONTH[month] + (month > 2 && isLeap(year) ? 1 : 0);
  }

  static int ordinal(int year, int month, int day) {
    int y = year - 1;
    return y * 365 + y / 4 - y / 100 + y / 400 + daysBeforeMonth(year, month) + day;
  }

  /// The date of an ordinal, as year, month and day in the bytes of an int; [#year] and the like take it apart.
  static int fromOrdinal(int ordinal) {
    // Years are counted from 1 March of year 0 here, so that the leap day is the last one.
    int days = ordinal + 305;
    int era = days / 146097;
    int dayOfEra = days - era * 146097;
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int shifted = (5 * dayOfYear + 2) / 153;
    int day = dayOfYear - (153 * shifted + 2) / 5 + 1;
    int month = shifted < 10 ? shifted + 3 : shifted - 9;
    int year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    return year << 16 | month << 8 | day;
  }

  static int year(int date) {
    return date >> 16;
  }

  static int month(int date) {
    return date >> 8 & 0xff;
  }

  static int day(int date) {
    return date & 0xff;
  }

  /// The day of the week, 0 on Mondays.
  static int weekday(int ordinal) {
    return (ordinal + 6) % 7;
  }

  /// The ordinal of the Monday with which the first ISO week of a year begins.
  static int isoWeek1(int year) {
    int first = ordinal(year, 1, 1);
    int weekday = weekday(first);
    return first - weekday + (weekday > 3 ? 7 : 0);
  }

  static String dayName(int weekday) {
    return DAY_NAMES[weekday];
  }

  static String monthName(int month) {
    return MONTH_NAMES[month];
  }

  // Checks.

  static PyException badYear(long year) {
    return PyErr.valueError("year must be in %d..%d, not %d", MIN_YEAR, MAX_YEAR, year);
  }

  static void checkDate(int year, int month, int day) {
    if (year < MIN_YEAR || year > MAX_YEAR) {
      throw badYear(year);
    }
    if (month < 1 || month > 12) {
      throw PyErr.valueError("month must be in 1..12, not %d", month);
    }
    if (day < 1 || day > daysInMonth(year, month)) {
      throw PyErr.valueError("day %d must be in range 1..%d for month %d in year %d", day, daysInMonth(year, month), month,
          year);
    }
  }

  static void checkTime(int hour, int minute, int second, int microsecond, int fold) {
    within("hour", hour, 23);
    within("minute", minute, 59);
    within("second", second, 59);
    within("microsecond", microsecond, 999999);
    if (fold != 0 && fold != 1) {
      throw PyErr.valueError("fold must be either 0 or 1, not %d", fold);
    }
  }

  private static void within(String what, int value, int most) {
    if (value < 0 || value > most) {
      throw PyErr.valueError("%s must be in 0..%d, not %d", what, most, value);
    }
  }

  /// Refuses an ordinal that no date has.
  static int checkOrdinal(long ordinal) {
    if (ordinal < 1 || ordinal > MAX_ORDINAL) {
      throw PyErr.overflowError("date value out of range");
    }
    return (int) ordinal;
  }

  // Text.

  static void digits(StringBuilder b, int value, int count) {
    int divisor = 1;
    for (int i = 1; i < count; i++) {
      divisor *= 10;
    }
    for (; divisor > 0; divisor /= 10) {
      b.append((char) ('0' + value / divisor % 10));
    }
  }

  static void isoDate(StringBuilder b, int year, int month, int day) {
    digits(b, year, 4);
    b.append('-');
    digits(b, month, 2);
    b.append('-');
    digits(b, day, 2);
  }

  /// What C's `ctime` prints.
  static String ctime(int year, int month, int day, int hour, int minute, int second) {
    StringBuilder b = new StringBuilder(24).append(dayName(weekday(ordinal(year, month, day)))).append(' ')
        .append(monthName(month)).append(day < 10 ? "  " : " ").append(day).append(' ');
    digits(b, hour, 2);
    b.append(':');
    digits(b, minute, 2);
    b.append(':');
    digits(b, second, 2);
    b.append(' ');
    digits(b, year, 4);
    return b.toString();
  }
}
