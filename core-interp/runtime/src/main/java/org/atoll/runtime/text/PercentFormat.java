package org.atoll.runtime.text;

/// Reads a printf-style format of `str % args` or `bytes % args` and lays its values out. Not thread-safe.
/// A bytes format is read as Latin-1 text.
public final class PercentFormat {
  private static final int LEFT = 1;
  private static final int SIGN = 2;
  private static final int BLANK = 4;
  private static final int ALT = 8;
  private static final int ZERO = 16;

  private final CodePoints text;
  private final boolean bytes;
  private int at;

  /// @param bytes whether this is the format of a bytes object, whose messages differ
  public PercentFormat(CodePoints text, boolean bytes) {
    this.text = text;
    this.bytes = bytes;
  }

  /// Where values for `*` come from.
  @FunctionalInterface
  public interface Stars {
    /// The next argument as an int.
    /// @param precision whether it is a precision and no width
    int next(boolean precision);
  }

  /// One conversion: `%[(key)][flags][width][.precision]type`. Immutable.
  ///
  /// @param key the mapping key as text, or null
  /// @param width the least width, or -1
  /// @param precision the precision, or -1
  /// @param type the conversion character
  /// @param index where the conversion character stands in the format
  public record Directive(Object key, int flags, int width, int precision, int type, int index) {
    /// Whether the alternate form is wanted.
    public boolean alternate() {
      return (flags & ALT) != 0;
    }

  }

  /// Copies literal text up to the next conversion. Answers false at the end of the format.
  public boolean literal(TextBuilder out) {
    int start = at;
    if (text instanceof CodePoints.OfString(String s)) {
      int percent = s.indexOf('%', at);
      at = percent < 0 ? s.length() : percent;
    } else {
      while (at < text.length() && text.at(at) != '%') {
        at++;
      }
    }
    out.append(text, start, at);
    return at < text.length();
  }

  /// Whether the conversion here, at a percent sign, names a mapping key.
  public boolean atKey() {
    return at + 1 < text.length() && text.at(at + 1) == '(';
  }

  /// Whether here stands `%%`; if so, passes over it.
  public boolean skipPercent() {
    if (at + 1 < text.length() && text.at(at + 1) == '%') {
      at += 2;
      return true;
    }
    return false;
  }

  /// Reads the mapping key of the conversion here; call it where [#atKey] is true, and [#directive] after it.
  /// @throws TextError ValueError where its end is missing
  public Object key() {
    int start = at + 2;
    int open = 1;
    int i = start;
    while (i < text.length() && open > 0) {
      int c = text.at(i++);
      open += c == '(' ? 1 : c == ')' ? -1 : 0;
    }
    if (open > 0) {
      throw TextError.value("incomplete format key");
    }
    at = i - 1;
    return text.slice(start, at);
  }

  /// Reads the conversion here, at a percent sign or at the end of its key.
  /// @throws TextError ValueError for a malformed one
  public Directive directive(Object key, Stars stars) {
    at++;
    int flags = flags();
    int width = -1;
    if (at < text.length() && text.at(at) == '*') {
      width = stars.next(false);
      if (width < 0) {
        flags |= LEFT;
        width = -width;
      }
      at++;
    } else {
      width = number("width too big", -1);
    }
    int precision = -1;
    if (at < text.length() && text.at(at) == '.') {
      at++;
      if (at < text.length() && text.at(at) == '*') {
        precision = Math.max(stars.next(true), 0);
        at++;
      } else {
        precision = number(bytes ? "prec too big" : "precision too big", 0);
      }
    }
    if (at < text.length() && (text.at(at) == 'h' || text.at(at) == 'l' || text.at(at) == 'L')) {
      at++;
    }
    if (at >= text.length()) {
      throw TextError.value("incomplete format");
    }
    int index = at++;
    return new Directive(key, flags, width, precision, text.at(index), index);
  }

  private int flags() {
    int flags = 0;
    for (; at < text.length(); at++) {
      int flag = switch (text.at(at)) {
        case '-' -> LEFT;
        case '+' -> SIGN;
        case ' ' -> BLANK;
        case '#' -> ALT;
        case '0' -> ZERO;
        default -> 0;
      };
      if (flag == 0) {
        break;
      }
      flags |= flag;
    }
    return flags;
  }

  private int number(String tooBig, int none) {
    int start = at;
    long value = 0;
    while (at < text.length() && text.at(at) >= '0' && text.at(at) <= '9') {
      value = value * 10 + text.at(at++) - '0';
      if (value > Integer.MAX_VALUE) {
        throw TextError.value(tooBig);
      }
    }
    return at == start ? none : (int) value;
  }

  /// The error for an unknown conversion character.
  public static TextError unsupported(Directive directive) {
    int c = directive.type();
    return TextError.value("unsupported format character '" + (c > 31 && c < 127 ? (char) c : '?') + "' (0x"
        + Integer.toHexString(c) + ") at index " + directive.index());
  }

  /// The digits of an int for `d i u o x X`, with sign, prefix and the precision's zeros.
  /// @param digits the int in the conversion's base, in lower case, with its sign
  public static String intText(Directive directive, String digits) {
    boolean negative = digits.startsWith("-");
    String magnitude = negative ? digits.substring(1) : digits;
    int zeros = Math.max(directive.precision() - magnitude.length(), 0);
    String prefix = directive.alternate() && isPrefixed(directive.type()) ? directive.type() == 'o' ? "0o" : "0x" : "";
    String all = (negative ? "-" : "") + prefix + "0".repeat(zeros) + magnitude;
    return directive.type() == 'X' ? all.toUpperCase(java.util.Locale.ROOT) : all;
  }

  /// The text of a float for `e E f F g G`, with its sign if negative.
  public static String floatText(Directive directive, double value) {
    return FloatFormat.format(value, (char) directive.type(), directive.precision() < 0 ? 6 : directive.precision(),
        directive.alternate() ? FloatFormat.ALT : 0);
  }

  /// Lays out the value of `s r a c`, cut to the precision (but for `c`).
  public static void layOutText(TextBuilder out, Directive directive, CodePoints value) {
    int length = value.length();
    if (directive.precision() >= 0 && directive.type() != 'c') {
      length = Math.min(length, directive.precision());
    }
    int padding = Math.max(directive.width() - length, 0);
    boolean left = (directive.flags() & LEFT) != 0;
    out.repeat(' ', left ? 0 : padding).append(value, 0, length).repeat(' ', left ? padding : 0);
  }

  /// Lays out a number whose text begins with a minus sign where it is negative.
  public static void layOutNumber(TextBuilder out, Directive directive, String number) {
    int flags = directive.flags();
    boolean negative = number.startsWith("-");
    String sign = negative ? "-" : (flags & SIGN) != 0 ? "+" : (flags & BLANK) != 0 ? " " : "";
    String rest = negative ? number.substring(1) : number;
    String prefix = directive.alternate() && isPrefixed(directive.type()) ? rest.substring(0, 2) : "";
    int padding = Math.max(directive.width() - sign.length() - rest.length(), 0);
    if ((flags & LEFT) != 0) {
      out.append(sign).append(rest).repeat(' ', padding);
    } else if ((flags & ZERO) != 0) {
      out.append(sign).append(prefix).repeat('0', padding).append(rest.substring(prefix.length()));
    } else {
      out.repeat(' ', padding).append(sign).append(rest);
    }
  }

  private static boolean isPrefixed(int type) {
    return type == 'x' || type == 'X' || type == 'o';
  }
}
