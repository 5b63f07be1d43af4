package org.atoll.runtime.modules.time;

import org.atoll.runtime.host.LocalZone;

/// `strftime` in the locale C (ISO C and POSIX, and glibc's flags `-`, `_`, `0`, `^` and `#`). Stateless.
final class Strftime {
  private static final String[] DAYS = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
  private static final String[] MONTHS = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December"};

  private final BrokenDownTime t;
  private final LocalZone zone;
  private final StringBuilder out = new StringBuilder();

  private Strftime(BrokenDownTime t, LocalZone zone) {
    this.t = t;
    this.zone = zone;
  }

  static String format(String format, BrokenDownTime t, LocalZone zone) {
    Strftime f = new Strftime(t, zone);
    f.run(format);
    return f.out.toString();
  }

  static String dayName(int weekday) {
    return weekday < 0 || weekday > 6 ? "?" : DAYS[weekday];
  }

  static String monthName(int month) {
    return month < 0 || month > 11 ? "?" : MONTHS[month];
  }

  private void run(String format) {
    int n = format.length();
    for (int i = 0; i < n; i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 >= n) {
        out.append(c);
        continue;
      }
      int start = i++;
      char flag = 0;
      while (i < n && "-_0^#+".indexOf(format.charAt(i)) >= 0) {
        flag = format.charAt(i++);
      }
      int width = -1;
      while (i < n && Character.isDigit(format.charAt(i)) && width < 1000) {
        width = Math.max(width, 0) * 10 + format.charAt(i++) - '0';
      }
      if (i < n && (format.charAt(i) == 'E' || format.charAt(i) == 'O') && i + 1 < n && Character.isLetter(format.charAt(i + 1))) {
        i++;
      }
      if (i >= n || !conversion(format.charAt(i), flag, width)) {
        out.append(format, start, Math.min(i + 1, n));
      }
    }
  }

  private void text(String s, char flag, int width) {
    String shown = flag == '^' || flag == '#' ? s.toUpperCase(java.util.Locale.ROOT) : s;
    out.repeat(flag == '0' ? '0' : ' ', Math.max(0, width - shown.length())).append(shown);
  }

  private void number(long value, int digits, char pad, char flag, int width) {
    String s = Long.toString(Math.abs(value));
    char p = flag == '_' ? ' ' : flag == '0' ? '0' : pad;
    int wanted = flag == '-' ? 0 : Math.max(width, digits);
    if (value < 0) {
      wanted--;
      if (p == '0') {
        out.append('-');
      }
    }
    out.repeat(p, Math.max(0, wanted - s.length()));
    if (value < 0 && p != '0') {
      out.append('-');
    }
    out.append(s);
  }

  private void nested(String format, char flag, int width) {
    text(format(format, t, zone), flag, width);
  }

  private boolean conversion(char c, char flag, int width) {
    int hour12 = t.hour() % 12 == 0 ? 12 : t.hour() % 12;
    switch (c) {
      case 'a' -> text(dayName(t.weekday()).substring(0, Math.min(3, dayName(t.weekday()).length())), flag, width);
      case 'A' -> text(dayName(t.weekday()), flag, width);
      case 'b', 'h' -> text(monthName(t.month()).substring(0, Math.min(3, monthName(t.month()).length())), flag, width);
      case 'B' -> text(monthName(t.month()), flag, width);
      case 'c' -> nested("%a %b %e %H:%M:%S %Y", flag, width);
      case 'C' -> number(Math.floorDiv(t.year(), 100L), 2, '0', flag, width);
      case 'd' -> number(t.day(), 2, '0', flag, width);
      case 'D', 'x' -> nested("%m/%d/%y", flag, width);
      case 'e' -> number(t.day(), 2, ' ', flag, width);
      case 'F' -> nested("%Y-%m-%d", flag, width);
      case 'g' -> number(Math.floorMod(isoYear(), 100L), 2, '0', flag, width);
      case 'G' -> number(isoYear(), 1, '0', flag, width);
      case 'H' -> number(t.hour(), 2, '0', flag, width);
      case 'I' -> number(hour12, 2, '0', flag, width);
      case 'j' -> number(t.yearday() + 1, 3, '0', flag, width);
      case 'k' -> number(t.hour(), 2, ' ', flag, width);
      case 'l' -> number(hour12, 2, ' ', flag, width);
      case 'm' -> number(t.month() + 1, 2, '0', flag, width);
      case 'M' -> number(t.minute(), 2, '0', flag, width);
      case 'n' -> out.append('\n');
      case 'p' -> text(flag == '#' ? t.hour() < 12 ? "am" : "pm" : t.hour() < 12 ? "AM" : "PM", flag == '#' ? 0 : flag, width);
      case 'P' -> text(t.hour() < 12 ? "am" : "pm", flag, width);
      case 'r' -> nested("%I:%M:%S %p", flag, width);
      case 'R' -> nested("%H:%M", flag, width);
      case 's' -> number(Mktime.seconds(t, zone), 1, '0', flag, width);
      case 'S' -> number(t.second(), 2, '0', flag, width);
      case 't' -> out.append('\t');
      case 'T', 'X' -> nested("%H:%M:%S", flag, width);
      case 'u' -> number(t.weekday() == 0 ? 7 : t.weekday(), 1, '0', flag, width);
      case 'U' -> number((t.yearday() + 7 - t.weekday()) / 7, 2, '0', flag, width);
      case 'V' -> number(isoWeek(), 2, '0', flag, width);
      case 'w' -> number(t.weekday(), 1, '0', flag, width);
      case 'W' -> number((t.yearday() + 7 - (t.weekday() + 6) % 7) / 7, 2, '0', flag, width);
      case 'y' -> number(Math.floorMod(t.year(), 100L), 2, '0', flag, width);
      case 'Y' -> number(t.year(), 1, '0', flag, width);
      case 'z' -> offset();
      case 'Z' -> text(t.zone() == null ? "" : t.zone(), flag, width);
      case '%' -> out.append('%');
      default -> {
        return false;
      }
    }
    return true;
  }

  private void offset() {
    int minutes = Math.abs(t.offset()) / 60;
    out.append(t.offset() < 0 ? '-' : '+');
    number(minutes / 60 * 100L + minutes % 60, 4, '0', (char) 0, -1);
  }

  private static boolean leap(long y) {
    return y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
  }

  private int rawIsoWeek() {
    return (t.yearday() + 11 - (t.weekday() == 0 ? 7 : t.weekday())) / 7;
  }

  /// A year has 53 ISO weeks if it ends, or in leap years begins, on a Thursday.
  private static int weeksOf(long year) {
    int last = (int) Math.floorMod(BrokenDownTime.epochDay(year, 11, 31) + 4, 7L);
    return last == 4 || last == 5 && leap(year) ? 53 : 52;
  }

  private int isoWeek() {
    int w = rawIsoWeek();
    return w < 1 ? weeksOf(t.year() - 1) : w > weeksOf(t.year()) ? 1 : w;
  }

  private long isoYear() {
    int w = rawIsoWeek();
    return w < 1 ? t.year() - 1 : w > weeksOf(t.year()) ? t.year() + 1 : t.year();
  }
}
