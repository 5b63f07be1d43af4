package org.atoll.runtime.text;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.atoll.syntax.UnicodeNames;

/// What to do with what a codec cannot convert. The standard handlers are here, by name; the object layer adds those
/// that Python code registers by implementing this interface.
public interface CodecErrors {
  /// What stands for the offending part, and where conversion goes on.
  ///
  /// @param value text as [TextBuilder#build] delivers it or, when encoding, also a `byte[]`
  /// @param resume a valid index of the input, its length included
  record Replacement(Object value, int resume) {}

  /// The offending bytes are `error.start()` to `error.end()`.
  /// @throws CodecError to give up
  Replacement decoding(CodecError error, byte[] input);

  /// The offending code points are `error.start()` to `error.end()`.
  /// @throws CodecError to give up
  Replacement encoding(CodecError error, CodePoints input);

  /// Gives up at the first error.
  CodecErrors STRICT = new Standard("strict");

  /// A standard handler, or null if the name is none of theirs.
  static CodecErrors named(String name) {
    return switch (name) {
      case "strict" -> STRICT;
      case "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace", "surrogateescape",
          "surrogatepass" -> new Standard(name);
      default -> null;
    };
  }

  /// @hidden
  record Standard(String name) implements CodecErrors {
    @Override
    public Replacement decoding(CodecError error, byte[] input) {
      return switch (name) {
        case "ignore" -> new Replacement("", error.end());
        case "replace" -> new Replacement("\uFFFD", error.end());
        case "backslashreplace" -> {
          var out = new StringBuilder();
          for (int i = error.start(); i < error.end(); i++) {
            out.append("\\x");
            hex(out, input[i] & 0xFF, 2);
          }
          yield new Replacement(out.toString(), error.end());
        }
        case "surrogateescape" -> unescapeBytes(error, input);
        case "surrogatepass" -> passDecoded(error, input);
        case "xmlcharrefreplace", "namereplace" -> throw new TextError("TypeError",
            "don't know how to handle UnicodeDecodeError in error callback");
        default -> throw error;
      };
    }

    @Override
    public Replacement encoding(CodecError error, CodePoints input) {
      var out = new StringBuilder();
      switch (name) {
        case "ignore" -> {}
        case "replace" -> out.repeat('?', error.end() - error.start());
        case "backslashreplace" -> {
          for (int i = error.start(); i < error.end(); i++) {
            backslash(out, input.at(i));
          }
        }
        case "xmlcharrefreplace" -> {
          for (int i = error.start(); i < error.end(); i++) {
            out.append("&#").append(input.at(i)).append(';');
          }
        }
        case "namereplace" -> {
          for (int i = error.start(); i < error.end(); i++) {
            String known = UnicodeNames.name(input.at(i));
            if (known != null) {
              out.append("\\N{").append(known).append('}');
            } else {
              backslash(out, input.at(i));
            }
          }
        }
        case "surrogateescape" -> {
          return escapeBytes(error, input);
        }
        case "surrogatepass" -> {
          return new Replacement(passEncoded(error, input), error.end());
        }
        default -> throw error;
      }
      return new Replacement(out.toString(), error.end());
    }

    private static Replacement unescapeBytes(CodecError error, byte[] input) {
      int count = Math.min(4, error.end() - error.start());
      var text = new int[count];
      int n = 0;
      while (n < count && input[error.start() + n] < 0) {
        text[n] = 0xDC00 + (input[error.start() + n] & 0xFF);
        n++;
      }
      if (n == 0) {
        throw error;
      }
      return new Replacement(Arrays.copyOf(text, n), error.start() + n);
    }

    /// Turns escaped bytes back up to the first code point that is none: the codec asks again from there on.
    private static Replacement escapeBytes(CodecError error, CodePoints input) {
      var out = new byte[error.end() - error.start()];
      int n = 0;
      while (n < out.length) {
        int c = input.at(error.start() + n);
        if (c < 0xDC80 || c > 0xDCFF) {
          break;
        }
        out[n++] = (byte) (c - 0xDC00);
      }
      if (n == 0) {
        throw error;
      }
      return new Replacement(Arrays.copyOf(out, n), error.start() + n);
    }

    private static Replacement passDecoded(CodecError error, byte[] input) {
      String form = form(error);
      int size = form.equals("utf-8") ? 3 : form.startsWith("utf-16") ? 2 : 4;
      int at = error.start();
      if (input.length - at < size) {
        throw error;
      }
      int c;
      if (size == 3) {
        boolean three = (input[at] & 0xF0) == 0xE0 && (input[at + 1] & 0xC0) == 0x80 && (input[at + 2] & 0xC0) == 0x80;
        c = three ? (input[at] & 0xF) << 12 | (input[at + 1] & 0x3F) << 6 | input[at + 2] & 0x3F : 0;
      } else {
        c = 0;
        for (int i = 0; i < size; i++) {
          int index = form.endsWith("be") ? i : size - 1 - i;
          c = c << 8 | input[at + index] & 0xFF;
        }
      }
      if (c < 0xD800 || c > 0xDFFF) {
        throw error;
      }
      return new Replacement(new int[] {c}, at + size);
    }

    private static byte[] passEncoded(CodecError error, CodePoints input) {
      String form = form(error);
      var out = new ByteArrayOutputStream();
      for (int i = error.start(); i < error.end(); i++) {
        int c = input.at(i);
        if (c < 0xD800 || c > 0xDFFF) {
          throw error;
        }
        switch (form) {
          case "utf-8" -> out.writeBytes(new byte[] {(byte) (0xE0 | c >> 12), (byte) (0x80 | c >> 6 & 0x3F), (byte) (0x80 | c & 0x3F)});
          case "utf-16-le" -> out.writeBytes(new byte[] {(byte) c, (byte) (c >> 8)});
          case "utf-16-be" -> out.writeBytes(new byte[] {(byte) (c >> 8), (byte) c});
          case "utf-32-le" -> out.writeBytes(new byte[] {(byte) c, (byte) (c >> 8), 0, 0});
          default -> out.writeBytes(new byte[] {0, 0, (byte) (c >> 8), (byte) c});
        }
      }
      return out.toByteArray();
    }

    /// The encoding form in which surrogates may pass, or the error for encodings that have none.
    private static String form(CodecError error) {
      String plain = error.encoding().toLowerCase(java.util.Locale.ROOT).replace('_', '-').replace("utf-", "utf");
      return switch (plain) {
        case "utf8", "cp65001" -> "utf-8";
        case "utf16", "utf16-le", "utf16le" -> "utf-16-le";
        case "utf16-be", "utf16be" -> "utf-16-be";
        case "utf32", "utf32-le", "utf32le" -> "utf-32-le";
        case "utf32-be", "utf32be" -> "utf-32-be";
        default -> throw error;
      };
    }

    static void backslash(StringBuilder out, int c) {
      if (c > 0xFFFF) {
        out.append("\\U");
        hex(out, c, 8);
      } else if (c > 0xFF) {
        out.append("\\u");
        hex(out, c, 4);
      } else {
        out.append("\\x");
        hex(out, c, 2);
      }
    }

    static void hex(StringBuilder out, int value, int digits) {
      for (int shift = 4 * digits - 4; shift >= 0; shift -= 4) {
        out.append(Character.forDigit(value >> shift & 0xF, 16));
      }
    }
  }
}
