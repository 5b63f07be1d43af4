package org.atoll.runtime.text;

import java.nio.charset.StandardCharsets;
import org.atoll.syntax.UnicodeNames;

/// The codecs `unicode_escape`, `raw_unicode_escape` and the escapes of bytes literals. Stateless.
public final class EscapeCodec {
  private EscapeCodec() {}

  /// The result of decoding escapes, with the place of the first escape sequence that means nothing.
  ///
  /// @param firstInvalid index of the backslash of the first unknown escape or octal beyond 0o377, or -1
  public record Unescaped(Decoded decoded, int firstInvalid) {}

  /// Decodes `unicode_escape`; bytes that are no escapes count as Latin-1.
  /// @param complete whether an incomplete escape at the end is an error
  /// @throws CodecError as the handler decides
  public static Unescaped decodeUnicode(byte[] bytes, CodecErrors errors, boolean complete) {
    return new UnicodeDecoder(bytes, errors, complete).run();
  }

  private static final class UnicodeDecoder extends Decoder {
    private final boolean complete;
    private int firstInvalid = -1;

    UnicodeDecoder(byte[] in, CodecErrors errors, boolean complete) {
      super("unicodeescape", in, errors);
      this.complete = complete;
    }

    Unescaped run() {
      while (at < in.length) {
        int c = in[at] & 0xFF;
        if (c != '\\') {
          out.appendCodePoint(c);
          at++;
        } else if (!escape()) {
          break;
        }
      }
      return new Unescaped(result(), firstInvalid);
    }

    /// Answers whether to go on: not where the escape may be continued by the next call.
    private boolean escape() {
      if (at + 1 >= in.length) {
        return complete && failed(at, in.length, "\\ at end of string");
      }
      int letter = in[at + 1] & 0xFF;
      switch (letter) {
        case 'x' -> {
          return hex(2, "truncated \\xXX escape");
        }
        case 'u' -> {
          return hex(4, "truncated \\uXXXX escape");
        }
        case 'U' -> {
          return hex(8, "truncated \\UXXXXXXXX escape");
        }
        case 'N' -> {
          return named();
        }
        default -> {
          if (letter >= '0' && letter <= '7') {
            octal();
            return true;
          }
          int simple = simpleEscape(letter);
          if (simple >= 0) {
            out.appendCodePoint(simple);
          } else if (letter != '\n') {
            invalid();
            out.append("\\").appendCodePoint(letter);
          }
          at += 2;
          return true;
        }
      }
    }

    private void octal() {
      int value = 0;
      int end = at + 1;
      while (end < in.length && end < at + 4 && in[end] >= '0' && in[end] <= '7') {
        value = value * 8 + in[end++] - '0';
      }
      if (value > 0xFF) {
        invalid();
      }
      out.appendCodePoint(value);
      at = end;
    }

    private boolean hex(int digits, String reason) {
      int end = at + 2;
      long value = 0;
      while (end < in.length && end < at + 2 + digits && Character.digit(in[end], 16) >= 0) {
        value = value << 4 | Character.digit(in[end++], 16);
      }
      if (end < at + 2 + digits) {
        return (end < in.length || complete) && failed(at, end, reason);
      }
      if (value > 0x10FFFF) {
        return failed(at, end, "illegal Unicode character");
      }
      out.appendCodePoint((int) value);
      at = end;
      return true;
    }

    private boolean named() {
      int end = at + 2;
      String malformed = "malformed \\N character escape";
      if (end >= in.length) {
        return complete && failed(at, end, malformed);
      }
      if (in[end] != '{') {
        return failed(at, end, malformed);
      }
      int start = ++end;
      while (end < in.length && in[end] != '}') {
        end++;
      }
      if (end >= in.length) {
        return complete && failed(at, end, malformed);
      }
      if (end == start) {
        return failed(at, end, malformed);
      }
      String found = UnicodeNames.lookup(new String(in, start, end - start, StandardCharsets.ISO_8859_1), false);
      if (found == null) {
        return failed(at, end + 1, "unknown Unicode character name");
      }
      out.appendUtf16(found);
      at = end + 1;
      return true;
    }

    private boolean failed(int start, int end, String reason) {
      fail(start, end, reason);
      return true;
    }

    private void invalid() {
      if (firstInvalid < 0) {
        firstInvalid = at;
      }
    }
  }

  private static int simpleEscape(int letter) {
    return switch (letter) {
      case '\\', '\'', '"' -> letter;
      case 'a' -> 7;
      case 'b' -> '\b';
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'v' -> 0xB;
      case 'f' -> '\f';
      case 'r' -> '\r';
      default -> -1;
    };
  }

  /// Encodes `unicode_escape`.
  public static byte[] encodeUnicode(CodePoints text) {
    var out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      int c = text.at(i);
      switch (c) {
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c >= ' ' && c < 0x7F) {
            out.append((char) c);
          } else {
            CodecErrors.Standard.backslash(out, c);
          }
        }
      }
    }
    return latin1(out);
  }

  /// Decodes `raw_unicode_escape`: only `\\u` and `\\U` after an odd number of backslashes mean something.
  /// @param complete whether an incomplete escape at the end is an error
  /// @throws CodecError as the handler decides
  public static Decoded decodeRaw(byte[] bytes, CodecErrors errors, boolean complete) {
    return new RawDecoder(bytes, errors).run(complete);
  }

  private static final class RawDecoder extends Decoder {
    RawDecoder(byte[] in, CodecErrors errors) {
      super("rawunicodeescape", in, errors);
    }

    Decoded run(boolean complete) {
      while (at < in.length) {
        if (in[at] != '\\') {
          out.appendCodePoint(in[at++] & 0xFF);
          continue;
        }
        if (at + 1 >= in.length) {
          if (!complete) {
            break;
          }
          out.append("\\");
          at++;
          continue;
        }
        int letter = in[at + 1] & 0xFF;
        if (letter != 'u' && letter != 'U') {
          out.append("\\").appendCodePoint(letter);
          at += 2;
        } else if (!hex(letter == 'u' ? 4 : 8, complete)) {
          break;
        }
      }
      return result();
    }

    private boolean hex(int digits, boolean complete) {
      int end = at + 2;
      long value = 0;
      while (end < in.length && end < at + 2 + digits && Character.digit(in[end], 16) >= 0) {
        value = value << 4 | Character.digit(in[end++], 16);
      }
      if (end < at + 2 + digits) {
        if (end >= in.length && !complete) {
          return false;
        }
        fail(at, end, digits == 4 ? "truncated \\uXXXX escape" : "truncated \\UXXXXXXXX escape");
      } else if (value > 0x10FFFF) {
        fail(at, end, "\\Uxxxxxxxx out of range");
      } else {
        out.appendCodePoint((int) value);
        at = end;
      }
      return true;
    }
  }

  /// Encodes `raw_unicode_escape`.
  public static byte[] encodeRaw(CodePoints text) {
    var out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      int c = text.at(i);
      if (c < 0x100) {
        out.append((char) c);
      } else {
        CodecErrors.Standard.backslash(out, c);
      }
    }
    return latin1(out);
  }

  /// `_codecs.escape_decode`: the escapes of bytes literals.
  /// @param errors `strict`, `ignore` or `replace`
  /// @return the bytes as Latin-1 text, with the first invalid escape
  /// @throws TextError ValueError for what cannot be decoded
  public static Unescaped decodeBytes(byte[] bytes, String errors) {
    var out = new StringBuilder(bytes.length);
    int firstInvalid = -1;
    int at = 0;
    while (at < bytes.length) {
      int c = bytes[at] & 0xFF;
      if (c != '\\') {
        out.append((char) c);
        at++;
        continue;
      }
      if (at + 1 >= bytes.length) {
        throw TextError.value("Trailing \\ in string");
      }
      int letter = bytes[at + 1] & 0xFF;
      if (letter == 'x') {
        at = hexByte(bytes, at, errors, out);
      } else if (letter >= '0' && letter <= '7') {
        int value = 0;
        int end = at + 1;
        while (end < bytes.length && end < at + 4 && bytes[end] >= '0' && bytes[end] <= '7') {
          value = value * 8 + bytes[end++] - '0';
        }
        if (value > 0xFF && firstInvalid < 0) {
          firstInvalid = at;
        }
        out.append((char) (value & 0xFF));
        at = end;
      } else {
        int simple = simpleEscape(letter);
        if (simple >= 0) {
          out.append((char) simple);
        } else if (letter != '\n') {
          firstInvalid = firstInvalid < 0 ? at : firstInvalid;
          out.append('\\').append((char) letter);
        }
        at += 2;
      }
    }
    return new Unescaped(new Decoded(out.toString(), bytes.length), firstInvalid);
  }

  private static int hexByte(byte[] bytes, int at, String errors, StringBuilder out) {
    int end = at + 2;
    while (end < bytes.length && end < at + 4 && Character.digit(bytes[end], 16) >= 0) {
      end++;
    }
    if (end == at + 4) {
      out.append((char) (Character.digit(bytes[at + 2], 16) << 4 | Character.digit(bytes[at + 3], 16)));
      return end;
    }
    switch (errors) {
      case "strict" -> throw TextError.value("invalid \\x escape at position " + at);
      case "replace" -> out.append('?');
      case "ignore" -> {}
      default -> throw TextError.value("decoding error; unknown error handling code: " + errors);
    }
    return end;
  }

  /// `_codecs.escape_encode`: as `repr(bytes)`, without prefix and quotes.
  public static byte[] encodeBytes(byte[] bytes) {
    var out = new StringBuilder(bytes.length + 16);
    for (byte value : bytes) {
      int b = value & 0xFF;
      switch (b) {
        case '\\', '\'' -> out.append('\\').append((char) b);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (b >= ' ' && b < 0x7F) {
            out.append((char) b);
          } else {
            out.append("\\x");
            CodecErrors.Standard.hex(out, b, 2);
          }
        }
      }
    }
    return latin1(out);
  }

  private static byte[] latin1(StringBuilder text) {
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
