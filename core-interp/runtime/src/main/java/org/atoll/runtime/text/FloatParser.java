package org.atoll.runtime.text;

import java.math.BigInteger;
import java.util.Locale;

/// Text as floats: `float("...")` and `float.fromhex`. Stateless.
public final class FloatParser {
  private static final BigInteger MANTISSA_LIMIT = BigInteger.ONE.shiftLeft(53);

  private FloatParser() {}

  /// What `float(text)` makes of the text: surrounding white space, underscores between digits and Unicode's decimal
  /// digits are accepted.
  ///
  /// @return null if the text is no float
  public static Double parse(CodePoints text) {
    int start = 0;
    int end = text.length();
    while (start < end && UnicodeData.isSpace(text.at(start))) {
      start++;
    }
    while (end > start && UnicodeData.isSpace(text.at(end - 1))) {
      end--;
    }
    var ascii = new StringBuilder(end - start);
    for (int i = start; i < end; i++) {
      int c = text.at(i);
      if (c >= 0x80) {
        int digit = UnicodeData.decimal(c);
        if (digit < 0) {
          return null;
        }
        c = '0' + digit;
      }
      ascii.append((char) c);
    }
    return parseAscii(ascii.toString());
  }

  /// As [#parse(CodePoints)] for a String without surrogate code units.
  public static Double parse(String text) {
    return parse(CodePoints.of(text));
  }

  private static Double parseAscii(String text) {
    int length = text.length();
    int at = 0;
    boolean negative = false;
    if (at < length && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
      negative = text.charAt(at++) == '-';
    }
    if (at < length && Character.isLetter(text.charAt(at))) {
      return word(text.substring(at), negative);
    }
    var clean = new StringBuilder(length);
    int whole = digits(text, at, clean);
    if (whole < 0) {
      return null;
    }
    at = whole;
    int count = clean.length();
    if (at < length && text.charAt(at) == '.') {
      clean.append('.');
      at = digits(text, at + 1, clean);
      if (at < 0) {
        return null;
      }
      count = clean.length() - 1;
    }
    if (count == 0) {
      return null;
    }
    if (at < length && (text.charAt(at) | 0x20) == 'e') {
      clean.append('e');
      at++;
      if (at < length && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
        clean.append(text.charAt(at++));
      }
      int before = clean.length();
      at = digits(text, at, clean);
      if (at < 0 || clean.length() == before) {
        return null;
      }
    }
    if (at != length) {
      return null;
    }
    double magnitude = Double.parseDouble(clean.toString());
    return negative ? -magnitude : magnitude;
  }

  /// Copies digits, dropping single underscores between them; answers where they end, or -1 for a misplaced underscore.
  private static int digits(String text, int start, StringBuilder out) {
    int at = start;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '_') {
        boolean between = at > start && isDigit(text, at - 1) && isDigit(text, at + 1);
        if (!between) {
          return -1;
        }
      } else if (c >= '0' && c <= '9') {
        out.append(c);
      } else {
        break;
      }
      at++;
    }
    return at;
  }

  private static boolean isDigit(String text, int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private static Double word(String text, boolean negative) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "inf", "infinity" -> negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      case "nan" -> negative ? Double.longBitsToDouble(0xFFF8000000000000L) : Double.NaN;
      default -> null;
    };
  }

  /// `float.fromhex(text)`.
  /// @throws TextError ValueError for what is no hexadecimal float, OverflowError for what is too large
  public static double fromHex(CodePoints source) {
    var all = new StringBuilder(source.length());
    for (int i = 0; i < source.length(); i++) {
      int c = source.at(i);
      all.append(c < 0x80 ? (char) c : '?');
    }
    String text = stripAscii(all.toString());
    int at = 0;
    boolean negative = false;
    if (!text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+')) {
      negative = text.charAt(at++) == '-';
    }
    Double word = at < text.length() ? word(text.substring(at), negative) : null;
    if (word != null) {
      return word;
    }
    if (text.startsWith("0x", at) || text.startsWith("0X", at)) {
      at += 2;
    }
    double magnitude = hexMagnitude(text, at);
    return negative ? -magnitude : magnitude;
  }

  private static double hexMagnitude(String text, int start) {
    int at = start;
    var digits = new StringBuilder();
    int fraction = -1;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '.' && fraction < 0) {
        fraction = 0;
      } else if (Character.digit(c, 16) >= 0) {
        digits.append(c);
        fraction += fraction < 0 ? 0 : 1;
      } else {
        break;
      }
    }
    if (digits.isEmpty()) {
      throw invalidHex();
    }
    long exponent = 0;
    if (at < text.length() && (text.charAt(at) | 0x20) == 'p') {
      int first = ++at;
      if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
        at++;
      }
      int digitStart = at;
      while (isDigit(text, at)) {
        at++;
      }
      if (digitStart == at) {
        throw invalidHex();
      }
      exponent = clampedExponent(text.substring(first, at));
    }
    var mantissa = new BigInteger(digits.toString(), 16);
    double magnitude = scale(mantissa, exponent - 4L * Math.max(fraction, 0));
    if (at != text.length()) {
      throw invalidHex();
    }
    return magnitude;
  }

  private static long clampedExponent(String text) {
    var exponent = new BigInteger(text);
    return exponent.bitLength() < 60 ? exponent.longValue() : exponent.signum() * (1L << 60);
  }

  /// mantissa × 2^exponent, rounded half to even.
  static double scale(BigInteger mantissa, long exponent) {
    if (mantissa.signum() == 0) {
      return 0;
    }
    long top = mantissa.bitLength() + exponent;
    if (top > 1024) {
      throw tooLarge();
    }
    if (top < -1074) {
      return 0;
    }
    // The last bit kept has at least the weight of the smallest subnormal.
    long drop = Math.max(mantissa.bitLength() - 53L, -1074 - exponent);
    BigInteger kept = mantissa;
    if (drop > 0) {
      kept = mantissa.shiftRight((int) drop);
      BigInteger rest = mantissa.subtract(kept.shiftLeft((int) drop));
      int half = rest.compareTo(BigInteger.ONE.shiftLeft((int) drop - 1));
      if (half > 0 || half == 0 && kept.testBit(0)) {
        kept = kept.add(BigInteger.ONE);
      }
    }
    long power = exponent + Math.max(drop, 0);
    if (kept.equals(MANTISSA_LIMIT)) {
      kept = kept.shiftRight(1);
      power++;
    }
    double result = scalb(kept.doubleValue(), power);
    if (Double.isInfinite(result)) {
      throw tooLarge();
    }
    return result;
  }

  /// Scales an at most 53 bit number in steps which are all exact.
  private static double scalb(double value, long power) {
    double result = value;
    long left = power;
    while (left != 0 && result != 0 && !Double.isInfinite(result)) {
      int step = (int) Math.max(-1000, Math.min(1000, left));
      result = Math.scalb(result, step);
      left -= step;
    }
    return result;
  }

  private static String stripAscii(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isAsciiSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isAsciiSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isAsciiSpace(char c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }

  private static TextError invalidHex() {
    return TextError.value("invalid hexadecimal floating-point string");
  }

  private static TextError tooLarge() {
    return TextError.overflow("hexadecimal value too large to represent as a float");
  }
}
