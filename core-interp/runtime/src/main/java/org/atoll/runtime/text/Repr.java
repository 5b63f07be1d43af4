package org.atoll.runtime.text;

/// `repr` and `ascii` of str and bytes. Stateless.
public final class Repr {
  private Repr() {}

  /// `repr(str)`.
  public static Object ofText(CodePoints text) {
    return quoted(text, false);
  }

  /// `repr(str)` of a String without surrogate code units.
  public static String ofText(String text) {
    return (String) quoted(CodePoints.of(text), false);
  }

  /// `ascii(str)`.
  public static String asciiOfText(CodePoints text) {
    return (String) quoted(text, true);
  }

  /// What `ascii` makes of another object's `repr`: escapes everything beyond ASCII.
  public static String escapeNonAscii(CodePoints text) {
    var out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      int c = text.at(i);
      if (c < 0x80) {
        out.append((char) c);
      } else {
        CodecErrors.Standard.backslash(out, c);
      }
    }
    return out.toString();
  }

  private static Object quoted(CodePoints text, boolean ascii) {
    int quote = '\'';
    for (int i = 0; i < text.length(); i++) {
      int c = text.at(i);
      if (c == '"') {
        quote = '\'';
        break;
      }
      if (c == '\'') {
        quote = '"';
      }
    }
    var out = new TextBuilder(text.length() + 2);
    var escape = new StringBuilder();
    out.appendCodePoint(quote);
    for (int i = 0; i < text.length(); i++) {
      int c = text.at(i);
      if (c == quote || c == '\\') {
        out.append("\\").appendCodePoint(c);
      } else if (c >= ' ' && c < 0x7F || c >= 0x80 && !ascii && UnicodeData.isPrintable(c)) {
        out.appendCodePoint(c);
      } else if (c == '\n') {
        out.append("\\n");
      } else if (c == '\r') {
        out.append("\\r");
      } else if (c == '\t') {
        out.append("\\t");
      } else {
        escape.setLength(0);
        CodecErrors.Standard.backslash(escape, c);
        out.append(escape.toString());
      }
    }
    return out.appendCodePoint(quote).build();
  }

  /// `repr(bytes)`.
  public static String ofBytes(byte[] bytes, int start, int end) {
    return quoted(bytes, start, end, false);
  }

  /// The bytes literal within `repr(bytearray)`, where an apostrophe is always escaped.
  public static String ofByteArray(byte[] bytes, int start, int end) {
    return quoted(bytes, start, end, true);
  }

  private static String quoted(byte[] bytes, int start, int end, boolean escapeApostrophe) {
    boolean single = false;
    boolean twofold = false;
    for (int i = start; i < end; i++) {
      single |= bytes[i] == '\'';
      twofold |= bytes[i] == '"';
    }
    char quote = single && !twofold ? '"' : '\'';
    var out = new StringBuilder(end - start + 3).append('b').append(quote);
    for (int i = start; i < end; i++) {
      int b = bytes[i] & 0xFF;
      switch (b) {
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (b == quote || b == '\'' && escapeApostrophe) {
            out.append('\\').append((char) b);
          } else if (b >= ' ' && b < 0x7F) {
            out.append((char) b);
          } else {
            out.append("\\x");
            CodecErrors.Standard.hex(out, b, 2);
          }
        }
      }
    }
    return out.append(quote).toString();
  }
}
