package org.atoll.runtime.host;

import java.time.LocalDate;
import java.time.ZoneOffset;

/// A time zone in the form of the variable TZ: `CET-1CEST,M3.5.0,M10.5.0/3`. Immutable.
record PosixZone(LocalZone.Offset standard, LocalZone.Offset daylight, Change toDaylight, Change toStandard) {
  /// A day of the year on which the offset changes, and the second of that day's local time.
  private record Change(char kind, int a, int week, int day, int time) {
    long epochDay(int year) {
      LocalDate d = switch (kind) {
        case 'J' -> LocalDate.of(year, 1, 1).plusDays(a - 1 + (a >= 60 && LocalDate.of(year, 1, 1).isLeapYear() ? 1 : 0));
        case 'M' -> nthWeekday(year);
        default -> LocalDate.of(year, 1, 1).plusDays(a);
      };
      return d.toEpochDay();
    }

    private LocalDate nthWeekday(int year) {
      LocalDate firstOfMonth = LocalDate.of(year, a, 1);
      int firstDay = firstOfMonth.getDayOfWeek().getValue() % 7;
      LocalDate d = firstOfMonth.plusDays((day - firstDay + 7) % 7 + 7L * (week - 1));
      return d.getMonthValue() == a ? d : d.minusDays(7);
    }
  }

  /// Reads the text at a position that moves on.
  private static final class Reader {
    final String s;
    int at;

    Reader(String s) {
      this.s = s;
    }

    boolean more() {
      return at < s.length();
    }

    char peek() {
      return more() ? s.charAt(at) : 0;
    }

    String name() {
      int from = at;
      if (peek() == '<') {
        at = s.indexOf('>', at) + 1;
        return at == 0 ? "" : s.substring(from + 1, at - 1);
      }
      while (Character.isLetter(peek())) {
        at++;
      }
      return s.substring(from, at);
    }

    int number() {
      int from = at;
      int n = 0;
      while (Character.isDigit(peek())) {
        n = n * 10 + s.charAt(at++) - '0';
      }
      if (at == from) {
        throw new IllegalArgumentException(s);
      }
      return n;
    }

    int time() {
      int sign = peek() == '-' ? -1 : 1;
      if (peek() == '-' || peek() == '+') {
        at++;
      }
      int t = number() * 3600;
      for (int unit = 60; unit >= 1 && peek() == ':'; unit /= 60) {
        at++;
        t += number() * unit;
      }
      return sign * t;
    }

    Change change() {
      if (peek() != ',') {
        throw new IllegalArgumentException(s);
      }
      at++;
      char kind = peek();
      int a;
      int week = 0;
      int day = 0;
      if (kind == 'M') {
        at++;
        a = number();
        at++;
        week = number();
        at++;
        day = number();
      } else {
        at += kind == 'J' ? 1 : 0;
        a = number();
      }
      int time = 7200;
      if (peek() == '/') {
        at++;
        time = time();
      }
      return new Change(kind, a, week, day, time);
    }
  }

  /// Null where the text is none.
  static PosixZone parse(String text) {
    try {
      Reader r = new Reader(text);
      String name = r.name();
      if (name.length() < 3) {
        return null;
      }
      int offset = -r.time();
      LocalZone.Offset standard = new LocalZone.Offset(offset, false, name);
      if (!r.more()) {
        return new PosixZone(standard, null, null, null);
      }
      String dstName = r.name();
      int dst = r.more() && r.peek() != ',' ? -r.time() : offset + 3600;
      LocalZone.Offset daylight = new LocalZone.Offset(dst, true, dstName);
      if (!r.more()) {
        return new PosixZone(standard, daylight, new Change('M', 3, 2, 0, 7200), new Change('M', 11, 1, 0, 7200));
      }
      return new PosixZone(standard, daylight, r.change(), r.change());
    } catch (IllegalArgumentException | IndexOutOfBoundsException | java.time.DateTimeException e) {
      return null;
    }
  }

  LocalZone.Offset at(long epochSecond) {
    if (daylight == null) {
      return standard;
    }
    int year = java.time.Instant.ofEpochSecond(epochSecond).atOffset(ZoneOffset.ofTotalSeconds(standard.seconds())).getYear();
    long begin = toDaylight.epochDay(year) * 86400 + toDaylight.time() - standard.seconds();
    long end = toStandard.epochDay(year) * 86400 + toStandard.time() - daylight.seconds();
    boolean dst = begin < end ? epochSecond >= begin && epochSecond < end : epochSecond >= begin || epochSecond < end;
    return dst ? daylight : standard;
  }
}
