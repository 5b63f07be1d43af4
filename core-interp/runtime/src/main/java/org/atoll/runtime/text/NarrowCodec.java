package org.atoll.runtime.text;

import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/// ASCII, Latin-1 and character maps: one byte a character. Stateless.
public final class NarrowCodec {
  private NarrowCodec() {}

  /// Decodes ASCII.
  /// @throws CodecError as the handler decides
  public static Decoded decodeAscii(byte[] bytes, CodecErrors errors) {
    if (Utf8Codec.isAscii(bytes, 0, bytes.length)) {
      return new Decoded(new String(bytes, StandardCharsets.ISO_8859_1), bytes.length);
    }
    return new Decoder("ascii", bytes, errors) {
      Decoded run() {
        while (at < in.length) {
          if (in[at] >= 0) {
            out.appendCodePoint(in[at++]);
          } else {
            fail(at, at + 1, "ordinal not in range(128)");
          }
        }
        return new Decoded(out.build(), in.length);
      }
    }.run();
  }

  /// Decodes Latin-1, which never fails.
  public static String decodeLatin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /// Encodes ASCII.
  /// @throws CodecError as the handler decides
  public static byte[] encodeAscii(CodePoints text, CodecErrors errors) {
    return encode(text, errors, 0x80, "ascii", "ordinal not in range(128)");
  }

  /// Encodes Latin-1.
  /// @throws CodecError as the handler decides
  public static byte[] encodeLatin1(CodePoints text, CodecErrors errors) {
    return encode(text, errors, 0x100, "latin-1", "ordinal not in range(256)");
  }

  private static byte[] encode(CodePoints text, CodecErrors errors, int limit, String name, String reason) {
    int length = text.length();
    var out = new Utf8Codec.ByteSink(length);
    for (int i = 0; i < length; ) {
      int c = text.at(i);
      if (c < limit) {
        out.write(c);
        i++;
        continue;
      }
      int end = i + 1;
      while (end < length && text.at(end) >= limit) {
        end++;
      }
      i = out.replace(new CodecError(name, text, i, end, reason), text, errors, limit, 1);
    }
    return out.toByteArray();
  }

  /// Decodes by a table with a character for each byte; U+FFFE and what lies beyond the table is undefined.
  /// @throws CodecError as the handler decides
  public static Decoded decodeCharmap(byte[] bytes, CodecErrors errors, CodePoints table) {
    return decodeCharmap(bytes, errors, b -> {
      int c = b < table.length() ? table.at(b) : 0xFFFE;
      return c == 0xFFFE ? null : table.slice(b, b + 1);
    });
  }

  /// Decodes by a function from byte to text, or null for the undefined.
  /// @throws CodecError as the handler decides
  public static Decoded decodeCharmap(byte[] bytes, CodecErrors errors, IntFunction<Object> mapping) {
    return new Decoder("charmap", bytes, errors) {
      Decoded run() {
        while (at < in.length) {
          Object text = mapping.apply(in[at] & 0xFF);
          if (text != null) {
            out.appendText(text);
            at++;
          } else {
            fail(at, at + 1, "character maps to <undefined>");
          }
        }
        return new Decoded(out.build(), in.length);
      }
    }.run();
  }

  /// Encodes by a function from code point to bytes, or null for the undefined; what a handler answers as text is
  /// encoded by the same function.
  /// @throws CodecError as the handler decides
  public static byte[] encodeCharmap(CodePoints text, CodecErrors errors, IntFunction<byte[]> mapping) {
    int length = text.length();
    var out = new Utf8Codec.ByteSink(length);
    for (int i = 0; i < length; ) {
      byte[] bytes = mapping.apply(text.at(i));
      if (bytes != null) {
        out.write(bytes);
        i++;
        continue;
      }
      int end = i + 1;
      while (end < length && mapping.apply(text.at(end)) == null) {
        end++;
      }
      var error = new CodecError("charmap", text, i, end, "character maps to <undefined>");
      var replacement = errors.encoding(error, text);
      if (replacement.value() instanceof byte[] raw) {
        out.write(raw);
      } else {
        CodePoints instead = CodePoints.ofText(replacement.value());
        for (int k = 0; k < instead.length(); k++) {
          byte[] mapped = mapping.apply(instead.at(k));
          if (mapped == null) {
            throw error;
          }
          out.write(mapped);
        }
      }
      i = replacement.resume();
    }
    return out.toByteArray();
  }
}
