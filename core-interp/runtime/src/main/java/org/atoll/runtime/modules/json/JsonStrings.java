package org.atoll.runtime.modules.json;

import org.atoll.runtime.types.PyUcs4;

/// Writes strs as JSON. Stateless.
final class JsonStrings {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private JsonStrings() {}

  /// The JSON of a `String` or `PyUcs4` with ASCII characters only.
  static String quoteAscii(Object str) {
    StringBuilder out = new StringBuilder();
    appendAscii(out, str);
    return out.toString();
  }

  /// The JSON of a `String` or `PyUcs4`.
  static Object quote(Object str) {
    if (str instanceof String s) {
      StringBuilder out = new StringBuilder(s.length() + 2);
      append(out, s);
      return out.toString();
    }
    int[] codePoints = ((PyUcs4) str).codePoints;
    int[] out = new int[codePoints.length * 6 + 2];
    int n = 0;
    out[n++] = '"';
    StringBuilder escape = new StringBuilder();
    for (int c : codePoints) {
      if (c >= ' ' && c != '"' && c != '\\') {
        out[n++] = c;
      } else {
        escape.setLength(0);
        appendEscape(escape, (char) c);
        for (int i = 0; i < escape.length(); i++) {
          out[n++] = escape.charAt(i);
        }
      }
    }
    out[n++] = '"';
    return PyUcs4.of(java.util.Arrays.copyOf(out, n));
  }

  static void appendAscii(StringBuilder out, Object str) {
    out.append('"');
    if (str instanceof String s) {
      int from = 0;
      int length = s.length();
      for (int i = 0; i < length; i++) {
        char c = s.charAt(i);
        if (c < ' ' || c > '~' || c == '"' || c == '\\') {
          out.append(s, from, i);
          appendEscape(out, c);
          from = i + 1;
        }
      }
      out.append(s, from, length);
    } else {
      for (int c : ((PyUcs4) str).codePoints) {
        if (c > 0xffff) {
          appendEscape(out, Character.highSurrogate(c));
          appendEscape(out, Character.lowSurrogate(c));
        } else if (c < ' ' || c > '~' || c == '"' || c == '\\') {
          appendEscape(out, (char) c);
        } else {
          out.append((char) c);
        }
      }
    }
    out.append('"');
  }

  static void append(StringBuilder out, String s) {
    out.append('"');
    int from = 0;
    int length = s.length();
    for (int i = 0; i < length; i++) {
      char c = s.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        out.append(s, from, i);
        appendEscape(out, c);
        from = i + 1;
      }
    }
    out.append(s, from, length).append('"');
  }

  private static void appendEscape(StringBuilder out, char c) {
    switch (c) {
      case '"', '\\' -> out.append('\\').append(c);
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      default -> out.append("\\u").append(HEX[c >> 12]).append(HEX[c >> 8 & 15]).append(HEX[c >> 4 & 15]).append(HEX[c & 15]);
    }
  }
}
