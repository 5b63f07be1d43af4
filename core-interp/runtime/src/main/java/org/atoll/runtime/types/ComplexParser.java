package org.atoll.runtime.types;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.text.FloatParser;
import org.atoll.runtime.text.UnicodeData;

/// Text as complex numbers (`complex_from_string_inner` in `Objects/complexobject.c`). Stateless.
final class ComplexParser {
  private static final String DIGITS = "[0-9](?:_?[0-9])*";
  private static final String NUMBER = "(?:inf|infinity|nan|(?:" + DIGITS + "\\.?(?:" + DIGITS + ")?|\\." + DIGITS + ")(?:e[+-]?" + DIGITS + ")?)";
  private static final Pattern REAL = Pattern.compile("([+-]?" + NUMBER + ")", Pattern.CASE_INSENSITIVE);
  private static final Pattern IMAGINARY = Pattern.compile("([+-]?" + NUMBER + "|[+-]?)j", Pattern.CASE_INSENSITIVE);
  private static final Pattern BOTH = Pattern.compile("([+-]?" + NUMBER + ")([+-]" + NUMBER + "|[+-])j", Pattern.CASE_INSENSITIVE);

  private ComplexParser() {}

  /// `complex(str)`.
  /// @throws PyException ValueError
  static PyComplex parse(Object str) {
    String s = inner(ascii(NumberText.view(str)));
    Matcher m = REAL.matcher(s);
    if (m.matches()) {
      return new PyComplex(number(m.group(1)), 0.0);
    }
    m = IMAGINARY.matcher(s);
    if (m.matches()) {
      return new PyComplex(0.0, number(m.group(1)));
    }
    m = BOTH.matcher(s);
    if (m.matches()) {
      return new PyComplex(number(m.group(1)), number(m.group(2)));
    }
    throw malformed();
  }

  private static PyException malformed() {
    return PyErr.valueError("complex() arg is a malformed string");
  }

  /// Digits of any script as ASCII, white space as blanks.
  private static String ascii(CodePoints text) {
    StringBuilder b = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      int c = text.at(i);
      int digit = c < 0x80 ? -1 : UnicodeData.decimal(c);
      if (digit >= 0) {
        b.append((char) ('0' + digit));
      } else if (UnicodeData.isSpace(c)) {
        b.append(' ');
      } else if (c == 0 || c >= 0x80) {
        throw malformed();
      } else {
        b.append((char) c);
      }
    }
    return b.toString().strip();
  }

  /// What stands in the parentheses, if there are any.
  private static String inner(String s) {
    boolean open = s.startsWith("(");
    if (open != s.endsWith(")") || open && s.length() < 2) {
      throw malformed();
    }
    return open ? s.substring(1, s.length() - 1).strip() : s;
  }

  private static double number(String s) {
    Double d = switch (s) {
      case "", "+" -> (Double) 1.0;
      case "-" -> (Double) (-1.0);
      default -> FloatParser.parse(s);
    };
    if (d == null) {
      throw malformed();
    }
    return d;
  }
}
