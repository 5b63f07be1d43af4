package org.atoll.syntax;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.atoll.syntax.ast.BytesValue;
import org.atoll.syntax.ast.ComplexValue;
import org.atoll.syntax.ast.EllipsisValue;
import org.atoll.syntax.ast.NoneValue;
import org.atoll.syntax.ast.StrValue;

/// Python's `repr` of the constants in a syntax tree. Stateless and thread-safe.
public final class PythonRepr {
  private PythonRepr() {}

  /// Appends the `repr` of a constant of [org.atoll.syntax.ast].
  public static void append(StringBuilder out, Object value) {
    switch (value) {
      case String s -> appendStr(out, s.codePoints().toArray());
      case StrValue s -> appendStr(out, s.codePoints());
      case BytesValue b -> appendBytes(out, b.bytes());
      case Boolean b -> out.append(b ? "True" : "False");
      case Double d -> out.append(repr(d));
      case ComplexValue c -> appendComplex(out, c);
      case NoneValue _ -> out.append("None");
      case EllipsisValue _ -> out.append("Ellipsis");
      case Iterable<?> items -> appendItems(out, items);
      default -> out.append(value);
    }
  }

  private static void appendItems(StringBuilder out, Iterable<?> items) {
    boolean set = items instanceof java.util.Set;
    out.append(set ? "frozenset({" : "(");
    int n = 0;
    for (Object item : items) {
      out.append(n++ == 0 ? "" : ", ");
      append(out, item);
    }
    out.append(set ? "})" : n == 1 ? ",)" : ")");
  }

  private static void appendComplex(StringBuilder out, ComplexValue c) {
    if (c.real() == 0 && Double.compare(c.real(), 0.0) == 0) {
      out.append(imaginary(c.imag()));
    } else {
      String im = imaginary(c.imag());
      out.append('(').append(shortest(c.real())).append(im.startsWith("-") ? "" : "+").append(im).append(')');
    }
  }

  private static String imaginary(double d) {
    return shortest(d) + "j";
  }

  /// A complex part: as a float, without a trailing `.0`.
  private static String shortest(double d) {
    String s = repr(d);
    return s.endsWith(".0") ? s.substring(0, s.length() - 2) : s;
  }

  /// Python's `repr` of a float: the shortest digits that read back the same.
  public static String repr(double d) {
    if (Double.isNaN(d)) {
      return "nan";
    }
    if (Double.isInfinite(d)) {
      return d > 0 ? "inf" : "-inf";
    }
    if (d == 0) {
      return 1 / d < 0 ? "-0.0" : "0.0";
    }
    BigDecimal exact = shortestDecimal(Math.abs(d));
    String digits = exact.unscaledValue().toString();
    int point = digits.length() - exact.scale();
    String sign = d < 0 ? "-" : "";
    if (point > 16 || point < -3) {
      String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
      int e = point - 1;
      return sign + mantissa + "e" + (e < 0 ? "-" : "+") + (Math.abs(e) < 10 ? "0" : "") + Math.abs(e);
    }
    if (point <= 0) {
      return sign + "0." + "0".repeat(-point) + digits;
    }
    if (point >= digits.length()) {
      return sign + digits + "0".repeat(point - digits.length()) + ".0";
    }
    return sign + digits.substring(0, point) + "." + digits.substring(point);
  }

  /// Java prints at least two digits, where one may be enough.
  private static BigDecimal shortestDecimal(double d) {
    BigDecimal decimal = new BigDecimal(Double.toString(d)).stripTrailingZeros();
    if (decimal.precision() == 2) {
      BigDecimal one = decimal.round(new MathContext(1, RoundingMode.HALF_EVEN));
      return one.doubleValue() == d ? one.stripTrailingZeros() : decimal;
    }
    return decimal;
  }

  private static void appendBytes(StringBuilder out, byte[] bytes) {
    boolean single = false;
    boolean dbl = false;
    for (byte b : bytes) {
      single |= b == '\'';
      dbl |= b == '"';
    }
    char quote = single && !dbl ? '"' : '\'';
    out.append('b').append(quote);
    for (byte b : bytes) {
      if (b == quote || b == '\\') {
        out.append('\\').append((char) b);
      } else if (b == '\t' || b == '\n' || b == '\r') {
        out.append(b == '\t' ? "\\t" : b == '\n' ? "\\n" : "\\r");
      } else if (b < ' ' || b == 0x7F) {
        out.append(String.format(Locale.ROOT, "\\x%02x", b & 0xFF));
      } else {
        out.append((char) b);
      }
    }
    out.append(quote);
  }

  private static void appendStr(StringBuilder out, int[] s) {
    boolean single = false;
    boolean dbl = false;
    for (int c : s) {
      single |= c == '\'';
      dbl |= c == '"';
    }
    char quote = single && !dbl ? '"' : '\'';
    out.append(quote);
    for (int c : s) {
      appendCharacter(out, c, quote);
    }
    out.append(quote);
  }

  private static void appendCharacter(StringBuilder out, int c, char quote) {
    if (c == quote || c == '\\') {
      out.append('\\').append((char) c);
    } else if (c >= ' ' && c < 0x7F) {
      out.append((char) c);
    } else if (c == '\t' || c == '\n' || c == '\r') {
      out.append(c == '\t' ? "\\t" : c == '\n' ? "\\n" : "\\r");
    } else if (c < 0x7F || !isPrintable(c)) {
      out.append(String.format(Locale.ROOT, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
    } else {
      out.appendCodePoint(c);
    }
  }

  /// Whether Python counts the character as printable: no control, format, surrogate, private or unassigned character
  /// and no separator but the space.
  public static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
          Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }
}
