package org.atoll.syntax;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.atoll.syntax.ast.BytesValue;
import org.atoll.syntax.ast.Expr;

/// Decodes the bodies of string, bytes and f-string literals, with their escape sequences.
final class StringDecoder {
  private final ParserSupport parser;
  private final SourceText source;
  private final byte[] src;
  private final List<SyntaxWarning> warnings;

  StringDecoder(ParserSupport parser, SourceText source, List<SyntaxWarning> warnings) {
    this.parser = parser;
    this.source = source;
    this.src = source.bytes;
    this.warnings = warnings;
  }

  /// A whole STRING token as a constant.
  Expr.Constant constant(PyToken t) {
    int quote = quoteAt(t);
    String kind = quote > t.start && src[t.start] == 'u' ? "u" : null;
    return new Expr.Constant(value(t), kind, ParserSupport.span(t));
  }

  int quoteAt(PyToken t) {
    int p = t.start;
    while (src[p] != '"' && src[p] != '\'') {
      p++;
    }
    return p;
  }

  boolean isBytes(PyToken t) {
    int c = src[t.start] | 0x20;
    return c == 'b' || c == 'r' && (src[t.start + 1] | 0x20) == 'b';
  }

  /// The value of a whole STRING token.
  Object value(PyToken t) {
    int quote = quoteAt(t);
    boolean bytes = isBytes(t);
    boolean raw = StringPrefix.raw(src, t.start, quote);
    int n = t.end - quote >= 6 && src[quote + 1] == src[quote] && src[quote + 2] == src[quote] ? 3 : 1;
    int start = quote + n;
    int end = t.end - n;
    return bytes ? bytes(t, start, end, raw) : str(t, start, end, raw, false);
  }

  /// The str of a byte range; `doubled` collapses the doubled braces of f-strings.
  Object str(PyToken t, int start, int end, boolean raw, boolean doubled) {
    int bits = 0;
    boolean plain = true;
    for (int p = start; p < end; p++) {
      byte c = src[p];
      bits |= c;
      if (c == '\\' && !raw || doubled && (c == '{' || c == '}')) {
        plain = false;
      }
    }
    if (plain && bits >= 0) {
      return new String(src, start, end - start, StandardCharsets.ISO_8859_1);
    }
    CodePoints out = new CodePoints();
    if (plain) {
      out.addText(source.text(start, end));
    } else {
      new StrEscapes(t, start, end, raw, doubled, out).run();
    }
    return out.value();
  }

  private Object bytes(PyToken t, int start, int end, boolean raw) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(end - start);
    for (int p = start; p < end; p++) {
      byte c = src[p];
      if (c < 0) {
        throw parser.error(t, "bytes can only contain ASCII literal characters");
      }
      if (c != '\\' || raw) {
        out.write(c);
      } else {
        p = bytesEscape(t, p + 1, end, out);
      }
    }
    return new BytesValue(out.toByteArray());
  }

  private int bytesEscape(PyToken t, int p, int end, ByteArrayOutputStream out) {
    byte c = src[p];
    int simple = simpleEscape(c);
    if (simple >= 0) {
      out.write(simple);
      return p;
    }
    if (c == '\n') {
      return p;
    }
    if (c == 'x') {
      int v = hex(p + 1, 2, end);
      if (v < 0) {
        throw parser.error(t, "(value error) invalid \\x escape at position " + (p - 1 - bodyStart(t)));
      }
      out.write(v);
      return p + 2;
    }
    if (c >= '0' && c <= '7') {
      int last = octalEnd(p, end);
      int v = octal(p, last);
      if (v > 0xFF) {
        warnOctal(t, p - 1, last);
      }
      out.write(v);
      return last - 1;
    }
    warnEscape(t, p - 1);
    out.write('\\');
    out.write(c);
    return p;
  }

  private int bodyStart(PyToken t) {
    int quote = quoteAt(t);
    return quote + (t.end - quote >= 6 && src[quote + 1] == src[quote] && src[quote + 2] == src[quote] ? 3 : 1);
  }

  private static int simpleEscape(byte c) {
    return switch (c) {
      case '\\', '\'', '"' -> c;
      case 'a' -> 7;
      case 'b' -> 8;
      case 'f' -> 12;
      case 'n' -> 10;
      case 'r' -> 13;
      case 't' -> 9;
      case 'v' -> 11;
      default -> -1;
    };
  }

  private int hex(int p, int digits, int end) {
    int v = 0;
    for (int i = p; i < p + digits; i++) {
      int d = i < end && src[i] >= 0 ? Character.digit(src[i], 16) : -1;
      if (d < 0) {
        return -1;
      }
      v = v << 4 | d;
    }
    return v;
  }

  private int octalEnd(int p, int end) {
    int q = p;
    while (q < end && q < p + 3 && src[q] >= '0' && src[q] <= '7') {
      q++;
    }
    return q;
  }

  private int octal(int p, int end) {
    int v = 0;
    for (int i = p; i < end; i++) {
      v = v << 3 | src[i] - '0';
    }
    return v;
  }

  private void warnOctal(PyToken t, int backslash, int end) {
    String digits = source.text(backslash + 1, end);
    warn(t, backslash, "\"\\" + digits + "\" is an invalid octal escape sequence. Such sequences will not work in the "
        + "future. Did you mean \"\\\\" + digits + "\"? A raw string is also an option.");
  }

  private void warnEscape(PyToken t, int backslash) {
    String letter = source.text(backslash + 1, nextChar(backslash + 1));
    warn(t, backslash, "\"\\" + letter + "\" is an invalid escape sequence. Such sequences will not work in the "
        + "future. Did you mean \"\\\\" + letter + "\"? A raw string is also an option.");
  }

  private int nextChar(int p) {
    int q = p + 1;
    while (q < source.length && (src[q] & 0xC0) == 0x80) {
      q++;
    }
    return q;
  }

  private void warn(PyToken t, int backslash, String message) {
    int line = t.line;
    for (int p = t.start; p < backslash; p++) {
      if (src[p] == '\n') {
        line++;
      }
    }
    int col = backslash - (line == t.line ? t.start - t.col : source.lineStart(line));
    warnings.add(new SyntaxWarning(message, line, col, col + 2));
  }

  /// One run over the body of a str literal with escapes, braces or characters beyond ASCII.
  private final class StrEscapes {
    private final PyToken token;
    private final int start;
    private final int end;
    private final boolean raw;
    private final boolean doubled;
    private final CodePoints out;

    StrEscapes(PyToken token, int start, int end, boolean raw, boolean doubled, CodePoints out) {
      this.token = token;
      this.start = start;
      this.end = end;
      this.raw = raw;
      this.doubled = doubled;
      this.out = out;
    }

    void run() {
      int p = start;
      while (p < end) {
        byte c = src[p];
        if (c == '\\' && !raw) {
          p = escape(p + 1);
        } else if (doubled && (c == '{' || c == '}')) {
          out.add(c);
          p += p + 1 < end && src[p + 1] == c ? 2 : 1;
        } else if (c >= 0) {
          out.add(c);
          p++;
        } else {
          int next = nextChar(p);
          out.add(source.text(p, next).codePointAt(0));
          p = next;
        }
      }
    }

    /// Decodes the escape whose letter stands at `p`; returns the offset after it.
    private int escape(int p) {
      byte c = p < end ? src[p] : 0;
      int simple = simpleEscape(c);
      if (simple >= 0) {
        out.add(simple);
        return p + 1;
      }
      return switch (c) {
        case '\n' -> p + 1;
        case 'x' -> coded(p, 2, "truncated \\xXX escape");
        case 'u' -> coded(p, 4, "truncated \\uXXXX escape");
        case 'U' -> coded(p, 8, "truncated \\UXXXXXXXX escape");
        case 'N' -> named(p);
        case '0', '1', '2', '3', '4', '5', '6', '7' -> octalCode(p);
        default -> {
          if (c >= 0) {
            warnEscape(token, p - 1);
          }
          out.add('\\');
          yield p;
        }
      };
    }

    private int octalCode(int p) {
      int last = octalEnd(p, end);
      int v = octal(p, last);
      if (v > 0xFF) {
        warnOctal(token, p - 1, last);
      }
      out.add(v);
      return last;
    }

    private int coded(int p, int digits, String message) {
      int v = hex(p + 1, digits, end);
      if (v >= 0 && v <= 0x10FFFF) {
        out.add(v);
        return p + 1 + digits;
      }
      int have = 0;
      while (have < digits && hex(p + 1, have + 1, end) != -1) {
        have++;
      }
      if (have == digits) {
        throw unicodeError(p - 1, p + digits, "illegal Unicode character");
      }
      throw unicodeError(p - 1, p + have, message);
    }

    private int named(int p) {
      int close = p + 1;
      if (p + 1 < end && src[p + 1] == '{') {
        while (close < end && src[close] != '}') {
          close++;
        }
        if (close < end && close > p + 2) {
          String name = source.text(p + 2, close);
          String character = UnicodeNames.lookup(name, false);
          if (character == null) {
            throw unicodeError(p - 1, close, "unknown Unicode character name");
          }
          out.add(character.codePointAt(0));
          return close + 1;
        }
      }
      int last = p + 1 < end && src[p + 1] == '{' ? Math.min(close, end - 1) : p;
      throw unicodeError(p - 1, last, "malformed \\N character escape");
    }

    private SyntaxFailure unicodeError(int from, int to, String what) {
      int a = source.charColumn(start, from - start) + widened(from);
      int b = source.charColumn(start, to - start) + widened(from);
      String where = a == b ? "in position " + a : "in position " + a + "-" + b;
      return parser.error(token, "(unicode error) 'unicodeescape' codec can't decode bytes " + where + ": " + what);
    }

    /// CPython decodes after rewriting each character beyond ASCII as a ten-byte escape.
    private int widened(int before) {
      int extra = 0;
      for (int p = start; p < before; p++) {
        if (src[p] < 0 && (src[p] & 0xC0) != 0x80) {
          extra += 9;
        }
      }
      return extra;
    }
  }
}
