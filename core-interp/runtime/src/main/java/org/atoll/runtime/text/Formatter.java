package org.atoll.runtime.text;

import java.math.BigInteger;

/// The `__format__` of str, int, float and complex. Stateless.
/// Results are text as [TextBuilder#build] delivers it. Compare CPython's `formatter_unicode.c`.
public final class Formatter {
  /// How the type `n` writes numbers.
  ///
  /// @param groups sizes of digit groups from the right, the last one repeating; -1 ends grouping
  public record NumberLocale(String decimalPoint, String separator, int... groups) {
    /// The C locale: no grouping.
    public static final NumberLocale C = new NumberLocale(".", "");

    private static final NumberLocale THOUSANDS = new NumberLocale(".", ",", 3);
    private static final NumberLocale UNDERSCORES = new NumberLocale(".", "_", 3);
    private static final NumberLocale FOURS = new NumberLocale(".", "_", 4);
  }

  private Formatter() {}

  /// `str.__format__`.
  /// @throws TextError for an invalid specification
  public static Object formatStr(CodePoints value, CodePoints spec, String typeName) {
    var format = FormatSpec.parse(spec, typeName, 's', '<');
    if (format.type() != 's') {
      throw FormatSpec.unknownType(format.type(), typeName);
    }
    if (format.sign() != 0) {
      throw TextError.value(
          (format.sign() == ' ' ? "Space" : "Sign") + " not allowed in string format specifier");
    }
    if (format.noNegativeZero()) {
      throw TextError.value("Negative zero coercion (z) not allowed in string format specifier");
    }
    if (format.alternate()) {
      throw TextError.value("Alternate form (#) not allowed in string format specifier");
    }
    if (format.align() == '=') {
      throw TextError.value("'=' alignment not allowed in string format specifier");
    }
    int length = value.length();
    if (format.precision() >= 0) {
      length = Math.min(length, format.precision());
    }
    int padding = Math.max(format.width() - length, 0);
    int left = switch (format.align()) {
      case '>' -> padding;
      case '^' -> padding / 2;
      default -> 0;
    };
    return new TextBuilder(length + padding)
        .repeat(format.fill(), left)
        .append(value, 0, length)
        .repeat(format.fill(), padding - left)
        .build();
  }

  /// `int.__format__` for a specification that is not empty.
  ///
  /// @param value a Long or a BigInteger
  /// @param maxStrDigits the limit on decimal digits, see [IntFormat]
  /// @param locale what the type `n` obeys
  /// @throws TextError for an invalid specification, or an int which its type cannot show
  public static Object formatInt(
      Number value, CodePoints spec, String typeName, int maxStrDigits, NumberLocale locale) {
    var format = FormatSpec.parse(spec, typeName, 'd', '>');
    return switch (format.type()) {
      case 'b', 'c', 'd', 'o', 'x', 'X', 'n' -> formatAsInt(value, format, maxStrDigits, locale);
      case 'e', 'E', 'f', 'F', 'g', 'G', '%' -> {
        double converted = value.doubleValue();
        if (Double.isInfinite(converted)) {
          throw TextError.overflow("int too large to convert to float");
        }
        yield formatAsFloat(converted, format, locale, typeName);
      }
      default -> throw FormatSpec.unknownType(format.type(), typeName);
    };
  }

  /// `float.__format__` for a specification that is not empty.
  /// @throws TextError for an invalid specification
  public static Object formatFloat(double value, CodePoints spec, String typeName, NumberLocale locale) {
    return formatAsFloat(value, FormatSpec.parse(spec, typeName, 0, '>'), locale, typeName);
  }

  /// `complex.__format__` for a specification that is not empty.
  /// @throws TextError for an invalid specification
  public static Object formatComplex(
      double real, double imag, CodePoints spec, String typeName, NumberLocale locale) {
    var format = FormatSpec.parse(spec, typeName, 0, '>');
    if (!isFloatType(format.type()) || format.type() == '%') {
      throw FormatSpec.unknownType(format.type(), typeName);
    }
    if (format.fill() == '0') {
      throw TextError.value("Zero padding is not allowed in complex format specifier");
    }
    if (format.align() == '=') {
      throw TextError.value("'=' alignment flag is not allowed in complex format specifier");
    }
    boolean imagOnly = format.type() == 0 && real == 0 && Math.copySign(1, real) == 1;
    boolean parentheses = format.type() == 0 && !imagOnly;
    var bare = format.with(0, '<', -1, format.sign());
    var number = new TextBuilder();
    if (parentheses) {
      number.append("(");
    }
    if (!imagOnly) {
      layOut(number, floatText(real, bare, 0), "", bare, locale(format, locale), true);
    }
    var signed = imagOnly ? bare : bare.with(0, '<', -1, '+');
    layOut(number, floatText(imag, signed, 0), "", signed, locale(format, locale), true);
    number.append(parentheses ? "j)" : "j");
    int padding = Math.max(format.width() - number.length(), 0);
    int left = switch (format.align()) {
      case '<' -> 0;
      case '^' -> padding / 2;
      default -> padding;
    };
    return new TextBuilder(number.length() + padding)
        .repeat(format.fill(), left)
        .appendText(number.build())
        .repeat(format.fill(), padding - left)
        .build();
  }

  private static boolean isFloatType(int type) {
    return switch (type) {
      case 0, 'e', 'E', 'f', 'F', 'g', 'G', 'n', '%' -> true;
      default -> false;
    };
  }

  private static Object formatAsInt(Number value, FormatSpec format, int maxStrDigits, NumberLocale locale) {
    if (format.precision() >= 0) {
      throw TextError.value("Precision not allowed in integer format specifier");
    }
    if (format.noNegativeZero()) {
      throw TextError.value("Negative zero coercion (z) not allowed in integer format specifier");
    }
    var out = new TextBuilder(Math.max(format.width(), 16));
    if (format.type() == 'c') {
      layOutChar(out, value, format);
      return out.build();
    }
    int base = switch (format.type()) {
      case 'b' -> 2;
      case 'o' -> 8;
      case 'x', 'X' -> 16;
      default -> 10;
    };
    String digits = digits(value, base, maxStrDigits);
    String prefix = format.alternate() && base != 10 ? "0" + (char) format.type() : "";
    if (format.type() == 'X') {
      digits = digits.toUpperCase(java.util.Locale.ROOT);
    }
    layOut(out, digits, prefix, format, locale(format, locale), false);
    return out.build();
  }

  private static String digits(Number value, int base, int maxStrDigits) {
    if (value instanceof BigInteger big) {
      return base == 10 ? IntFormat.decimal(big, maxStrDigits) : IntFormat.digits(big, base);
    }
    return Long.toString(value.longValue(), base);
  }

  private static void layOutChar(TextBuilder out, Number value, FormatSpec format) {
    if (format.sign() != 0) {
      throw TextError.value("Sign not allowed with integer format specifier 'c'");
    }
    if (format.alternate()) {
      throw TextError.value("Alternate form (#) not allowed with integer format specifier 'c'");
    }
    if (value instanceof BigInteger big && big.bitLength() > 63) {
      throw TextError.overflow("Python int too large to convert to C long");
    }
    if (value.longValue() < 0 || value.longValue() > Character.MAX_CODE_POINT) {
      throw TextError.overflow("%c arg not in range(0x110000)");
    }
    int padding = Math.max(format.width() - 1, 0);
    int left = switch (format.align()) {
      case '<' -> 0;
      case '^' -> padding / 2;
      default -> padding;
    };
    out.repeat(format.fill(), left).appendCodePoint(value.intValue()).repeat(format.fill(), padding - left);
  }

  private static Object formatAsFloat(double value, FormatSpec format, NumberLocale locale, String typeName) {
    if (!isFloatType(format.type())) {
      throw FormatSpec.unknownType(format.type(), typeName);
    }
    var out = new TextBuilder(Math.max(format.width(), 24));
    layOut(out, floatText(value, format, FloatFormat.ADD_DOT_0), "", format, locale(format, locale), true);
    return out.build();
  }

  /// The number without grouping, padding and plus sign.
  private static String floatText(double value, FormatSpec format, int untypedFlags) {
    int flags = (format.alternate() ? FloatFormat.ALT : 0) | (format.noNegativeZero() ? FloatFormat.NO_NEG_0 : 0);
    int precision = format.precision();
    switch (format.type()) {
      case 0 -> {
        char code = precision < 0 ? 'r' : 'g';
        return FloatFormat.format(value, code, Math.max(precision, 0), flags | untypedFlags);
      }
      case 'n' -> {
        return FloatFormat.format(value, 'g', precision < 0 ? 6 : precision, flags);
      }
      case '%' -> {
        return FloatFormat.format(value * 100, 'f', precision < 0 ? 6 : precision, flags) + "%";
      }
      default -> {
        return FloatFormat.format(value, (char) format.type(), precision < 0 ? 6 : precision, flags);
      }
    }
  }

  private static NumberLocale locale(FormatSpec format, NumberLocale locale) {
    if (format.type() == 'n') {
      return locale;
    }
    if (format.grouping() == 0) {
      return NumberLocale.C;
    }
    if (format.grouping() == ',') {
      return NumberLocale.THOUSANDS;
    }
    return switch (format.type()) {
      case 'b', 'o', 'x', 'X' -> NumberLocale.FOURS;
      default -> NumberLocale.UNDERSCORES;
    };
  }

  /// Lays a number out: left padding, sign, prefix, inner padding, grouped digits, the rest, right padding.
  private static void layOut(
      TextBuilder out, String number, String prefix, FormatSpec format, NumberLocale locale, boolean isFloat) {
    boolean negative = number.startsWith("-");
    String sign = negative ? "-" : format.sign() == '+' ? "+" : format.sign() == ' ' ? " " : "";
    int start = negative ? 1 : 0;
    int digitsEnd = start;
    while (digitsEnd < number.length() && (isFloat ? isDigit(number.charAt(digitsEnd)) : true)) {
      digitsEnd++;
    }
    String rest = rest(number, digitsEnd, format, locale);
    int fixed = sign.length() + prefix.length() + rest.length();
    int minWidth = format.fill() == '0' && format.align() == '=' ? format.width() - fixed : 0;
    String digits = number.substring(start, digitsEnd);
    String grouped = digits.isEmpty() ? "" : group(digits, minWidth, locale);
    int padding = Math.max(format.width() - fixed - grouped.length(), 0);
    int left = switch (format.align()) {
      case '<', '=' -> 0;
      case '^' -> padding / 2;
      default -> padding;
    };
    out.repeat(format.fill(), left).append(sign).append(format.type() == 'X' ? prefix.toUpperCase(java.util.Locale.ROOT) : prefix);
    if (format.align() == '=') {
      out.repeat(format.fill(), padding);
      left = padding;
    }
    out.append(grouped).append(rest).repeat(format.fill(), padding - left);
  }

  /// What follows the whole digits: decimal point, fraction with its own grouping, exponent, percent sign, or a word.
  private static String rest(String number, int start, FormatSpec format, NumberLocale locale) {
    if (start >= number.length() || number.charAt(start) != '.') {
      return number.substring(start);
    }
    int fractionEnd = start + 1;
    while (fractionEnd < number.length() && isDigit(number.charAt(fractionEnd))) {
      fractionEnd++;
    }
    var out = new StringBuilder(locale.decimalPoint());
    for (int i = start + 1; i < fractionEnd; i++) {
      if (format.fractionGrouping() != 0 && i > start + 1 && (i - start - 1) % 3 == 0) {
        out.append((char) format.fractionGrouping());
      }
      out.append(number.charAt(i));
    }
    return out.append(number, fractionEnd, number.length()).toString();
  }

  /// Groups digits from the right, filling up with zeros to the least width, which a separator may not begin.
  private static String group(String digits, int minWidth, NumberLocale locale) {
    if (locale.separator().isEmpty() || locale.groups().length == 0) {
      return digits.length() >= minWidth ? digits : "0".repeat(minWidth - digits.length()) + digits;
    }
    var reversed = new StringBuilder();
    int remaining = digits.length();
    int width = minWidth;
    for (int group = 0; ; group++) {
      int size = locale.groups()[Math.min(group, locale.groups().length - 1)];
      boolean last = size <= 0;
      int want = Math.max(Math.max(remaining, width), 1);
      int length = last ? want : Math.min(size, want);
      if (group > 0) {
        for (int i = locale.separator().length() - 1; i >= 0; i--) {
          reversed.append(locale.separator().charAt(i));
        }
      }
      for (int i = 0; i < length; i++) {
        reversed.append(remaining > 0 ? digits.charAt(--remaining) : '0');
      }
      width -= length;
      if (last || remaining <= 0 && width <= 0) {
        return reversed.reverse().toString();
      }
      width -= locale.separator().length();
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
