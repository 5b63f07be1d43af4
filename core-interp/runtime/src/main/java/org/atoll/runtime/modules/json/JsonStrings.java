package org.atoll.runtime.modules.json;

import java.util.Locale;
import org.atoll.runtime.types.PyUcs4;

/// Writes single strs as JSON. Stateless.
final class JsonStrings {
  private JsonStrings() {}

  /// The JSON of a `String` or `PyUcs4` with ASCII characters only.
  static Object quoteAscii(Object str) {
    JsonOutput out = new JsonOutput();
    out.quoteAscii(str);
    return out.result();
  }

  /// The JSON of a `String` or `PyUcs4`.
  static Object quote(Object str) {
    if (str instanceof String s) {
      return quote(s);
    }
    int[] codePoints = ((PyUcs4) str).codePoints;
    int[] out = new int[codePoints.length * 6 + 2];
    int n = 0;
    out[n++] = '"';
    for (int c : codePoints) {
      if (isPlain(c)) {
        out[n++] = c;
      } else {
        String escape = escape((char) c);
        for (int i = 0; i < escape.length(); i++) {
          out[n++] = escape.charAt(i);
        }
      }
    }
    out[n++] = '"';
    return PyUcs4.of(java.util.Arrays.copyOf(out, n));
  }

  private static String quote(String s) {
    int length = s.length();
    int plain = 0;
    while (plain < length && isPlain(s.charAt(plain))) {
      plain++;
    }
    if (plain == length) {
      return "\"".concat(s).concat("\"");
    }
    StringBuilder out = new StringBuilder(length + 16).append('"');
    for (int i = 0; i < length; i++) {
      char c = s.charAt(i);
      if (isPlain(c)) {
        out.append(c);
      } else {
        out.append(escape(c));
      }
    }
    return out.append('"').toString();
  }

  private static boolean isPlain(int c) {
    return c >= ' ' && c != '"' && c != '\\';
  }

  private static String escape(char c) {
    return switch (c) {
      case '"', '\\' -> "\\" + c;
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      default -> String.format(Locale.ROOT, "\\u%04x", (int) c);
    };
  }
}
