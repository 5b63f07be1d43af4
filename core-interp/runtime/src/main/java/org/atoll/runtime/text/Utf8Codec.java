package org.atoll.runtime.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// UTF-8 with CPython's error positions. Stateless; ASCII and valid BMP input go through the JDK's fast paths.
public final class Utf8Codec {
  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final String NAME = "utf-8";

  private Utf8Codec() {}

  /// Whether all bytes are ASCII.
  public static boolean isAscii(byte[] bytes, int start, int end) {
    return asciiPrefix(bytes, start, end) == end;
  }

  private static int asciiPrefix(byte[] bytes, int start, int end) {
    int i = start;
    for (; i + 8 <= end; i += 8) {
      if (((long) LONGS.get(bytes, i) & HIGH_BITS) != 0) {
        break;
      }
    }
    while (i < end && bytes[i] >= 0) {
      i++;
    }
    return i;
  }

  /// Decodes.
  /// @param complete whether an incomplete sequence at the end is an error rather than left for the next call
  /// @throws CodecError as the handler decides
  public static Decoded decode(byte[] bytes, CodecErrors errors, boolean complete) {
    int ascii = asciiPrefix(bytes, 0, bytes.length);
    if (ascii == bytes.length) {
      return new Decoded(new String(bytes, StandardCharsets.ISO_8859_1), bytes.length);
    }
    if (isValidBmp(bytes, ascii)) {
      return new Decoded(new String(bytes, StandardCharsets.UTF_8), bytes.length);
    }
    return new Utf8Decoder(bytes, errors).run(complete);
  }

  private static boolean isValidBmp(byte[] bytes, int start) {
    int end = bytes.length;
    for (int i = start; i < end; ) {
      int first = bytes[i];
      if (first >= 0) {
        i++;
      } else if ((first & 0xE0) == 0xC0 && (first & 0x1E) != 0) {
        if (i + 1 >= end || !isContinuation(bytes[i + 1])) {
          return false;
        }
        i += 2;
      } else if ((first & 0xF0) == 0xE0) {
        if (i + 2 >= end || !isSecondOf3(first & 0xFF, bytes[i + 1]) || !isContinuation(bytes[i + 2])) {
          return false;
        }
        i += 3;
      } else {
        return false;
      }
    }
    return true;
  }

  private static boolean isContinuation(byte b) {
    return (b & 0xC0) == 0x80;
  }

  /// Refuses overlong forms and surrogates.
  private static boolean isSecondOf3(int first, byte second) {
    return isContinuation(second) && ((second & 0xFF) < 0xA0 ? first != 0xE0 : first != 0xED);
  }

  /// Refuses overlong forms and what lies beyond U+10FFFF.
  private static boolean isSecondOf4(int first, byte second) {
    return isContinuation(second) && ((second & 0xFF) < 0x90 ? first != 0xF0 : first != 0xF4);
  }

  private static final class Utf8Decoder extends Decoder {
    private static final String END = "unexpected end of data";
    private static final String CONTINUATION = "invalid continuation byte";

    Utf8Decoder(byte[] in, CodecErrors errors) {
      super(NAME, in, errors);
    }

    Decoded run(boolean complete) {
      while (at < in.length) {
        int first = in[at] & 0xFF;
        if (first < 0x80) {
          out.appendCodePoint(first);
          at++;
          continue;
        }
        int size = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        if (size == 0) {
          fail(at, at + 1, "invalid start byte");
          continue;
        }
        int valid = validPrefix(first, size);
        if (valid == size) {
          appendSequence(first, size);
          at += size;
        } else if (at + valid < in.length) {
          // Half a surrogate may be let pass once the other half is there.
          if (!complete && first == 0xED && at + 2 == in.length && (in[at + 1] & 0xE0) == 0xA0) {
            break;
          }
          fail(at, at + valid, CONTINUATION);
        } else if (complete) {
          fail(at, in.length, END);
        } else {
          break;
        }
      }
      return result();
    }

    /// How many bytes from here on can belong to a sequence of this size.
    private int validPrefix(int first, int size) {
      int available = Math.min(size, in.length - at);
      for (int i = 1; i < available; i++) {
        byte b = in[at + i];
        boolean good = i == 1 && size == 3 ? isSecondOf3(first, b)
            : i == 1 && size == 4 ? isSecondOf4(first, b)
            : isContinuation(b);
        if (!good) {
          return i;
        }
      }
      return available;
    }

    private void appendSequence(int first, int size) {
      int c = first & 0xFF >> size + 1;
      for (int i = 1; i < size; i++) {
        c = c << 6 | in[at + i] & 0x3F;
      }
      out.appendCodePoint(c);
    }
  }

  /// Encodes.
  /// @throws CodecError as the handler decides
  public static byte[] encode(CodePoints text, CodecErrors errors) {
    if (text instanceof CodePoints.OfString(String s)) {
      return s.getBytes(StandardCharsets.UTF_8);
    }
    var out = new ByteSink(text.length() * 2);
    int length = text.length();
    for (int i = 0; i < length; ) {
      int c = text.at(i);
      if (c < 0xD800 || c > 0xDFFF) {
        append(out, c);
        i++;
        continue;
      }
      int end = i + 1;
      while (end < length && text.at(end) >= 0xD800 && text.at(end) <= 0xDFFF) {
        end++;
      }
      i = out.replace(new CodecError(NAME, text, i, end, "surrogates not allowed"), text, errors, 0x80, 1);
    }
    return out.toByteArray();
  }

  private static void append(ByteSink out, int c) {
    if (c < 0x80) {
      out.write(c);
    } else if (c < 0x800) {
      out.write(0xC0 | c >> 6);
      out.write(0x80 | c & 0x3F);
    } else if (c < 0x10000) {
      out.write(0xE0 | c >> 12);
      out.write(0x80 | c >> 6 & 0x3F);
      out.write(0x80 | c & 0x3F);
    } else {
      out.write(0xF0 | c >> 18);
      out.write(0x80 | c >> 12 & 0x3F);
      out.write(0x80 | c >> 6 & 0x3F);
      out.write(0x80 | c & 0x3F);
    }
  }

  /// A growing array of bytes which knows how to take in what an error handler wants instead.
  static final class ByteSink {
    private byte[] bytes;
    private int length;

    ByteSink(int capacity) {
      bytes = new byte[Math.max(capacity, 16)];
    }

    void write(int b) {
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, length * 2);
      }
      bytes[length++] = (byte) b;
    }

    void write(byte[] more) {
      if (length + more.length > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(length * 2, length + more.length));
      }
      System.arraycopy(more, 0, bytes, length, more.length);
      length += more.length;
    }

    /// Asks the handler and writes its answer; answers where encoding goes on.
    /// @param limit text of the handler may hold code points below it only
    /// @param unit the number of bytes of a code unit; text is written little endian, or big endian if negative
    int replace(CodecError error, CodePoints text, CodecErrors errors, int limit, int unit) {
      var replacement = errors.encoding(error, text);
      int size = Math.abs(unit);
      if (replacement.value() instanceof byte[] raw) {
        if (raw.length % size != 0) {
          throw error;
        }
        write(raw);
        return replacement.resume();
      }
      CodePoints instead = CodePoints.ofText(replacement.value());
      for (int i = 0; i < instead.length(); i++) {
        if (instead.at(i) >= limit) {
          throw error;
        }
      }
      for (int i = 0; i < instead.length(); i++) {
        for (int k = 0; k < size; k++) {
          int index = unit < 0 ? size - 1 - k : k;
          write(index == 0 ? instead.at(i) : 0);
        }
      }
      return replacement.resume();
    }

    byte[] toByteArray() {
      return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
  }
}
