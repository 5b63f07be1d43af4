package org.atoll.runtime.modules.decimal;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Decimal's `__format__`. Stateless.
final class DecimalFormat {
  private static final Pattern SPEC = Pattern.compile("(?:(?<fill>.)?(?<align>[<>=^]))?(?<sign>[-+ ])?(?<plain>z)?"
      + "(?<alt>#)?(?<zero>0)?(?<width>\\d+)?(?<sep>[,_])?(?:\\.(?=[\\d,_])(?<prec>\\d+)?(?<fsep>[,_])?)?(?<type>[eEfFgGn%])?",
      Pattern.DOTALL);

  /// What separates digits: `groups` from the right, the last one again and again if it is followed by 0.
  record Separators(String point, String thousands, int... groups) {}

  /// The end of the grouping of C's locales.
  static final int CHAR_MAX = 127;
  private static final Separators PLAIN = new Separators(".", "");

  private final Matcher spec;
  private final Rounding rounding;
  private final char type;
  private final Separators separators;

  private DecimalFormat(Matcher spec, Rounding rounding, boolean capitals, Separators locale) {
    this.spec = spec;
    this.rounding = rounding;
    String separator = spec.group("sep");
    separators = "n".equals(spec.group("type")) && locale != null ? locale
        : separator == null ? PLAIN : new Separators(".", separator, 3, 0);
    String given = spec.group("type");
    type = given == null ? capitals ? 'G' : 'g' : given.charAt(0) == 'n' ? 'g' : given.charAt(0);
  }

  /// The formatted number, or null if the specification (in UTF-16) is none.
  /// @param locale what the type `n` obeys, or null
  /// @throws IllegalArgumentException for groups of no length
  static String format(Num n, String specification, Rounding rounding, boolean capitals, Separators locale) {
    Matcher m = SPEC.matcher(specification);
    boolean valid = m.matches() && !(m.group("zero") != null && m.group("align") != null && m.group("fill") != null)
        && !("n".equals(m.group("type")) && m.group("sep") != null);
    if (!valid) {
      return null;
    }
    DecimalFormat format = new DecimalFormat(m, rounding, capitals, locale);
    return n.isFinite() ? format.finite(n) : format.padded(format.sign(n.negative()), n.withSign(false).text(false, true)
        + (format.type == '%' ? "%" : ""));
  }

  private String sign(boolean negative) {
    String wanted = spec.group("sign");
    return negative ? "-" : wanted == null || wanted.equals("-") ? "" : wanted;
  }

  private int number(String group) {
    String digits = spec.group(group);
    return digits == null ? -1 : Integer.parseInt(digits);
  }

  private boolean is(String types) {
    return types.indexOf(type) >= 0;
  }

  private static Num toDigits(Num n, int digits, Rounding rounding) {
    if (n.isZero()) {
      return n;
    }
    Num made = Arith.rescale(n, n.adjusted() + 1 - digits, rounding, new boolean[1]);
    return made.digits() > digits ? Arith.rescale(made, made.exponent() + 1, Rounding.DOWN, new boolean[1]) : made;
  }

  private Num roundedTo(Num n, int precision) {
    if (precision < 0) {
      return n;
    }
    if (is("eE")) {
      return toDigits(n, precision + 1, rounding);
    }
    if (is("fF%")) {
      return Arith.rescale(n, -precision, rounding, new boolean[1]);
    }
    int digits = Math.max(precision, 1);
    return n.digits() > digits ? toDigits(n, digits, rounding) : n;
  }

  private String finite(Num given) {
    int precision = number("prec");
    Num n = type == '%' ? Num.finite(given.negative(), given.coefficient(), given.exponent() + 2) : given;
    n = roundedTo(n, precision);
    if (n.isZero() && n.exponent() > 0 && is("fF%")) {
      n = Num.finite(n.negative(), BigInteger.ZERO, 0);
    }
    boolean negative = n.negative() && !(n.isZero() && spec.group("plain") != null);
    String digits = n.coefficient().toString();
    long left = n.exponent() + digits.length();
    long point;
    if (is("eE")) {
      point = n.isZero() && precision >= 0 ? 1 - precision : 1;
    } else if (is("fF%")) {
      point = left;
    } else {
      point = n.exponent() <= 0 && left > -6 ? left : 1;
    }
    String whole;
    String fraction;
    if (point < 0) {
      whole = "0";
      fraction = "0".repeat(Math.toIntExact(-point)) + digits;
    } else if (point > digits.length()) {
      whole = digits + "0".repeat(Math.toIntExact(point - digits.length()));
      fraction = "";
    } else {
      whole = point == 0 ? "0" : digits.substring(0, (int) point);
      fraction = digits.substring((int) point);
    }
    return assembled(sign(negative), whole, fraction, left - point);
  }

  private String assembled(String sign, String whole, String fraction, long exponent) {
    String group = spec.group("fsep");
    StringBuilder tail = new StringBuilder();
    if (!fraction.isEmpty() || spec.group("alt") != null) {
      tail.append(separators.point);
      for (int i = 0; i < fraction.length(); i++) {
        tail.append(group != null && i > 0 && i % 3 == 0 ? group : "").append(fraction.charAt(i));
      }
    }
    if (exponent != 0 || is("eE")) {
      tail.append(is("eg") ? 'e' : 'E').append(exponent < 0 ? "" : "+").append(exponent);
    }
    if (type == '%') {
      tail.append('%');
    }
    boolean zeros = spec.group("zero") != null && (spec.group("align") == null || spec.group("align").equals("="));
    int least = zeros ? number("width") - sign.length() - tail.length() : 0;
    return padded(sign, grouped(whole, least) + tail);
  }

  /// The digits with separators, and zeros before them up to a width.
  private String grouped(String whole, int least) {
    int[] groups = separators.groups;
    StringBuilder out = new StringBuilder();
    String digits = whole;
    int width = least;
    for (int i = 0; ; i++) {
      int length = i < groups.length ? groups[i] : CHAR_MAX;
      if (length == 0 && i > 0) {
        i--;
        length = groups[i];
      }
      if (length < 1) {
        throw new IllegalArgumentException("group length should be positive");
      }
      int most = Math.max(Math.max(digits.length(), width), 1);
      int taken = length == CHAR_MAX ? most : Math.min(most, length);
      String group = digits.substring(Math.max(0, digits.length() - taken));
      out.insert(0, "0".repeat(taken - group.length()) + group);
      digits = digits.substring(0, digits.length() - group.length());
      width -= taken;
      if (digits.isEmpty() && width <= 0 || length == CHAR_MAX) {
        return out.toString();
      }
      out.insert(0, separators.thousands);
      width -= separators.thousands.length();
    }
  }

  private String padded(String sign, String body) {
    boolean zero = spec.group("zero") != null && spec.group("align") == null;
    String align = spec.group("align") != null ? spec.group("align") : zero ? "=" : ">";
    String fill = spec.group("fill") != null ? spec.group("fill") : spec.group("zero") != null ? "0" : " ";
    int missing = Math.max(0, number("width") - sign.length() - body.length());
    return switch (align) {
      case "<" -> sign + body + fill.repeat(missing);
      case "=" -> sign + fill.repeat(missing) + body;
      case "^" -> fill.repeat(missing / 2) + sign + body + fill.repeat(missing - missing / 2);
      default -> fill.repeat(missing) + sign + body;
    };
  }
}
