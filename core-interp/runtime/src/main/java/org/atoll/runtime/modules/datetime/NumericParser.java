package org.atoll.runtime.modules.datetime;

/// `datetime.strptime` for the usual formats: numbers of full width. What
/// it does not understand or finds wrong is left to the module `_strptime`, which takes more and says what is wrong.
/// One thread at a time.
final class NumericParser {
  private static final String DIRECTIVES = "YmdHMSf";
  private static final int YEAR = 0;
  private static final int MONTH = 1;
  private static final int DAY = 2;
  private static final int HOUR = 3;
  private static final int FRACTION = 6;
  private static final int[] LEAST = {1, 1, 1, 0, 0, 0, 0};
  private static final int[] MOST = {9999, 12, 31, 23, 59, 59, 999_999};

  private final String text;
  private int at;
  private final int[] values = {1900, 1, 1, 0, 0, 0, 0};
  private int seen;

  private NumericParser(String text) {
    this.text = text;
  }

  /// The datetime that a text says in a format; null where that is not for this class.
  static PyDateTime parse(String text, String format) {
    NumericParser p = new NumericParser(text);
    return p.read(format) ? p.made() : null;
  }

  private boolean read(String format) {
    int n = format.length();
    for (int i = 0; i < n; i++) {
      char c = format.charAt(i);
      boolean last = i + 1 == n;
      if (c == '%') {
        int which = last ? -1 : DIRECTIVES.indexOf(format.charAt(++i));
        if (which < 0 || (seen >> which & 1) != 0 || !number(which)) {
          return false;
        }
        seen |= 1 << which;
      } else if (!literal(c, last ? 0 : format.charAt(i + 1))) {
        return false;
      }
    }
    // A day without a year is something to be warned of.
    boolean dayAlone = (seen >> DAY & 1) != 0 && (seen >> YEAR & 1) == 0;
    return at == text.length() && !dayAlone;
  }

  /// A character that stands for itself; a single space stands for one here, where it could stand for more.
  private boolean literal(char c, int next) {
    boolean plain = c == ' ' ? next != ' ' : c > ' ' && c < 0x7f;
    if (!plain || at >= text.length() || text.charAt(at) != c) {
      return false;
    }
    at++;
    return c != ' ' || at == text.length() || !Character.isWhitespace(text.charAt(at));
  }

  /// A number of full width.
  private boolean number(int which) {
    int width = which == YEAR ? 4 : which == FRACTION ? 6 : 2;
    int value = 0;
    int count = 0;
    while (count < width && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      value = value * 10 + text.charAt(at++) - '0';
      count++;
    }
    if (which == FRACTION && count > 0) {
      for (; count < width; count++) {
        value *= 10;
      }
    }
    values[which] = value;
    return count == width && value >= LEAST[which] && value <= MOST[which];
  }

  private PyDateTime made() {
    if (values[DAY] > Calendar.daysInMonth(values[YEAR], values[MONTH])) {
      return null;
    }
    int date = values[YEAR] << 16 | values[MONTH] << 8 | values[DAY];
    return PyDateTime.of(date, values[HOUR], values[HOUR + 1], values[HOUR + 2], values[FRACTION], null, 0);
  }
}
