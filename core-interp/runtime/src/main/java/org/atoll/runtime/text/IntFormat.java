package org.atoll.runtime.text;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Ints as text in any base, both ways. Compare `PyLong_FromUnicodeObject` and `_PyLong_Format`. Stateless.
///
/// The limit on digits guards against conversions of quadratic time; 0 switches it off. The caller keeps the
/// interpreter's setting (`sys.set_int_max_str_digits`).
public final class IntFormat {
  /// CPython's limit where nobody has set one.
  public static final int DEFAULT_MAX_STR_DIGITS = 4300;

  /// The smallest limit that may be set.
  public static final int MAX_STR_DIGITS_THRESHOLD = 640;

  private static final Runnable NO_POLL = () -> {};
  private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);
  private static final int SPLIT_DIGITS = 800;

  private IntFormat() {}

  /// [#decimal(BigInteger, int, Runnable)] that cannot be ended.
  public static String decimal(BigInteger value, int maxStrDigits) {
    return decimal(value, maxStrDigits, NO_POLL);
  }

  /// [#parse(CodePoints, int, int, Runnable)] that cannot be ended.
  public static Number parse(CodePoints text, int base, int maxStrDigits) {
    return parse(text, base, maxStrDigits, NO_POLL);
  }

  /// `str(int)`.
  /// @param poll is run now and then; what it throws ends this
  /// @throws TextError ValueError beyond the limit
  public static String decimal(BigInteger value, int maxStrDigits, Runnable poll) {
    if (maxStrDigits > 0 && value.bitLength() > 2000) {
      // A number of b bits has at least floor((b-1) * log10(2)) + 1 digits.
      long atLeast = (long) ((value.abs().bitLength() - 1) * 0.30102999566398114) + 1;
      if (atLeast > maxStrDigits) {
        throw tooLong(maxStrDigits);
      }
      String text = HugeInts.toString(value, poll);
      if (text.length() - (value.signum() < 0 ? 1 : 0) > maxStrDigits) {
        throw tooLong(maxStrDigits);
      }
      return text;
    }
    return HugeInts.toString(value, poll);
  }

  /// Digits in any base, after a minus sign where it belongs.
  public static String digits(BigInteger value, int base) {
    return BinaryDigits.isBase(base) ? BinaryDigits.of(value, base) : value.toString(base);
  }

  /// Digits in base 2, 8, 10 or 16 with a minus sign where it belongs and, if wanted, the prefix `0b`, `0o` or `0x`.
  public static String inBase(BigInteger value, int base, boolean prefix) {
    String digits = digits(value, base);
    if (!prefix || base == 10) {
      return digits;
    }
    return value.signum() < 0 ? "-" + prefix(base) + digits.substring(1) : prefix(base) + digits;
  }

  /// As [#inBase(BigInteger, int, boolean)] for a small int.
  public static String inBase(long value, int base, boolean prefix) {
    String digits = Long.toString(value, base);
    if (!prefix || base == 10) {
      return digits;
    }
    return value < 0 ? "-" + prefix(base) + digits.substring(1) : prefix(base) + digits;
  }

  private static String prefix(int base) {
    return base == 2 ? "0b" : base == 8 ? "0o" : "0x";
  }

  /// `int(text, base)`.
  ///
  /// @param base 2 to 36, or 0 for the base that the text's prefix names
  /// @return a Long where the value fits, else a BigInteger; null if the text is no int of this base (see [#invalid])
  /// @throws TextError ValueError for a base out of range, or for more digits than the limit
  public static Number parse(CodePoints text, int base, int maxStrDigits, Runnable poll) {
    requireBase(base);
    int start = 0;
    int end = text.length();
    while (start < end && UnicodeData.isSpace(text.at(start))) {
      start++;
    }
    while (end > start && UnicodeData.isSpace(text.at(end - 1))) {
      end--;
    }
    var ascii = new byte[end - start];
    for (int i = start; i < end; i++) {
      int c = text.at(i);
      if (c >= 0x80) {
        int digit = UnicodeData.decimal(c);
        if (digit < 0) {
          return null;
        }
        c = '0' + digit;
      }
      ascii[i - start] = (byte) c;
    }
    return parseAscii(ascii, 0, ascii.length, base, maxStrDigits, poll);
  }

  /// `int(bytes, base)`; only ASCII white space and digits count.
  /// @see #parse(CodePoints, int, int)
  public static Number parse(byte[] text, int base, int maxStrDigits, Runnable poll) {
    requireBase(base);
    int start = 0;
    int end = text.length;
    while (start < end && isAsciiSpace(text[start])) {
      start++;
    }
    while (end > start && isAsciiSpace(text[end - 1])) {
      end--;
    }
    return parseAscii(text, start, end, base, maxStrDigits, poll);
  }

  /// The error for text which [#parse] refused.
  /// @param repr the `repr` of what was to be parsed
  public static TextError invalid(int base, String repr) {
    return TextError.value("invalid literal for int() with base " + base + ": " + clipped(repr));
  }

  private static String clipped(String repr) {
    return repr.length() > 200 ? repr.substring(0, 200) : repr;
  }

  private static void requireBase(int base) {
    if (base != 0 && (base < 2 || base > 36)) {
      throw TextError.value("int() base must be >= 2 and <= 36, or 0");
    }
  }

  private static Number parseAscii(byte[] text, int start, int end, int wantedBase, int maxStrDigits, Runnable poll) {
    int at = start;
    int base = wantedBase;
    boolean negative = false;
    boolean zeroOnly = false;
    if (at < end && (text[at] == '+' || text[at] == '-')) {
      negative = text[at++] == '-';
    }
    int named = at + 1 < end && text[at] == '0' ? namedBase(text[at + 1]) : 0;
    if (base == 0) {
      base = named != 0 ? named : 10;
      // An old octal literal like 010 is refused, 00 is not.
      zeroOnly = named == 0 && at < end && text[at] == '0';
    }
    if (named != 0 && named == base) {
      at += 2;
      if (at < end && text[at] == '_') {
        at++;
      }
    }
    var digits = new byte[end - at];
    int count = copyDigits(text, at, end, base, digits);
    if (count <= 0) {
      return null;
    }
    if (Integer.bitCount(base) != 1 && maxStrDigits > 0 && count > maxStrDigits && count > MAX_STR_DIGITS_THRESHOLD) {
      throw TextError.value("Exceeds the limit (" + maxStrDigits + " digits) for integer string conversion: value has "
          + count + " digits; use sys.set_int_max_str_digits() to increase the limit");
    }
    Number value = magnitude(digits, count, base, negative, poll);
    return zeroOnly && !value.equals(0L) ? null : value;
  }

  private static int namedBase(byte letter) {
    return switch (letter) {
      case 'x', 'X' -> 16;
      case 'o', 'O' -> 8;
      case 'b', 'B' -> 2;
      default -> 0;
    };
  }

  /// Copies digits without the single underscores between them; answers their number, or -1 for anything else.
  private static int copyDigits(byte[] text, int start, int end, int base, byte[] out) {
    int count = 0;
    boolean underscore = true; // none may come first
    for (int i = start; i < end; i++) {
      if (text[i] == '_') {
        if (underscore) {
          return -1;
        }
        underscore = true;
        continue;
      }
      if (text[i] < 0 || Character.digit((char) text[i], base) < 0) {
        return -1;
      }
      out[count++] = text[i];
      underscore = false;
    }
    return underscore ? -1 : count;
  }

  private static Number magnitude(byte[] digits, int count, int base, boolean negative, Runnable poll) {
    if (count <= 12) {
      long value = 0;
      for (int i = 0; i < count; i++) {
        value = value * base + Character.digit((char) digits[i], base);
      }
      return negative ? -value : value;
    }
    BigInteger value = BinaryDigits.isBase(base) ? BinaryDigits.parse(digits, count, base)
        : big(new String(digits, 0, count, StandardCharsets.ISO_8859_1), 0, count, base, new BigInteger[32], poll);
    return shrink(negative ? value.negate() : value);
  }

  /// A Long where the value fits, else the BigInteger itself.
  public static Number shrink(BigInteger value) {
    return value.compareTo(MIN_LONG) >= 0 && value.compareTo(MAX_LONG) <= 0 ? (Number) value.longValue() : value;
  }

  /// Halves long digit strings so that the fast multiplication carries the work; powers[k] is base^(800 * 2^k).
  private static BigInteger big(String digits, int start, int end, int base, BigInteger[] powers, Runnable poll) {
    int count = end - start;
    if (count <= SPLIT_DIGITS) {
      return new BigInteger(digits.substring(start, end), base);
    }
    int level = 31 - Integer.numberOfLeadingZeros((count - 1) / SPLIT_DIGITS);
    int low = SPLIT_DIGITS << level;
    BigInteger power = power(powers, level, base, poll);
    BigInteger high = big(digits, start, end - low, base, powers, poll);
    return HugeInts.multiply(high, power, poll).add(big(digits, end - low, end, base, powers, poll));
  }

  private static BigInteger power(BigInteger[] powers, int level, int base, Runnable poll) {
    if (powers[level] == null) {
      powers[level] =
          level == 0
              ? BigInteger.valueOf(base).pow(SPLIT_DIGITS)
              : square(power(powers, level - 1, base, poll), poll);
    }
    return powers[level];
  }

  private static BigInteger square(BigInteger a, Runnable poll) {
    return HugeInts.multiply(a, a, poll);
  }

  private static boolean isAsciiSpace(byte c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }

  private static TextError tooLong(int maxStrDigits) {
    return TextError.value("Exceeds the limit (" + maxStrDigits
        + " digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit");
  }

  /// Digits with a separator after every `size` of them, counted from the right.
  static String grouped(String digits, int size, char separator) {
    int separators = (digits.length() - 1) / size;
    if (separators <= 0) {
      return digits;
    }
    var out = new char[digits.length() + separators];
    Arrays.fill(out, separator);
    int to = out.length;
    for (int from = digits.length(), inGroup = 0; from > 0; inGroup++) {
      if (inGroup == size) {
        to--;
        inGroup = 0;
      }
      out[--to] = digits.charAt(--from);
    }
    return new String(out);
  }
}
