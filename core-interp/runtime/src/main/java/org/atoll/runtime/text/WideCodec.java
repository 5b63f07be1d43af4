package org.atoll.runtime.text;

/// UTF-16 and UTF-32 in both byte orders, with or without a byte order mark. Stateless.
/// Byte orders are those of `_codecs`: -1 little endian, 1 big endian, 0 by the mark, little endian without one.
public final class WideCodec {
  private static final int MARK = 0xFEFF;

  private WideCodec() {}

  /// Decodes UTF-16.
  /// @param complete whether an incomplete unit or pair at the end is an error
  /// @throws CodecError as the handler decides
  public static Decoded decodeUtf16(byte[] bytes, CodecErrors errors, int byteOrder, boolean complete) {
    return new WideDecoder(bytes, errors, byteOrder, 2).run(complete);
  }

  /// Decodes UTF-32.
  /// @param complete whether an incomplete unit at the end is an error
  /// @throws CodecError as the handler decides
  public static Decoded decodeUtf32(byte[] bytes, CodecErrors errors, int byteOrder, boolean complete) {
    return new WideDecoder(bytes, errors, byteOrder, 4).run(complete);
  }

  private static final class WideDecoder extends Decoder {
    private final int size;
    private int order;

    WideDecoder(byte[] in, CodecErrors errors, int byteOrder, int size) {
      super("", in, errors);
      this.size = size;
      this.order = byteOrder;
      if (byteOrder == 0 && in.length >= size) {
        if (unit(0, false) == MARK) {
          order = -1;
          at = size;
        } else if (unit(0, true) == MARK) {
          order = 1;
          at = size;
        }
      }
      encoding = "utf-" + size * 8 + (order <= 0 ? "-le" : "-be");
    }

    private int unit(int index, boolean big) {
      int value = 0;
      for (int i = 0; i < size; i++) {
        value = value << 8 | in[index + (big ? i : size - 1 - i)] & 0xFF;
      }
      return value;
    }

    Decoded run(boolean complete) {
      while (at < in.length) {
        if (in.length - at < size) {
          if (!complete) {
            break;
          }
          fail(at, in.length, "truncated data");
        } else if (size == 4) {
          step32();
        } else if (!step16(complete)) {
          break;
        }
      }
      return new Decoded(out.build(), at, order);
    }

    private void step32() {
      int c = unit(at, order > 0);
      if (c >= 0xD800 && c <= 0xDFFF) {
        fail(at, at + 4, "code point in surrogate code point range(0xd800, 0xe000)");
      } else if (c < 0 || c > 0x10FFFF) {
        fail(at, at + 4, "code point not in range(0x110000)");
      } else {
        out.appendCodePoint(c);
        at += 4;
      }
    }

    private boolean step16(boolean complete) {
      int c = unit(at, order > 0);
      if (c < 0xD800 || c > 0xDFFF) {
        out.appendCodePoint(c);
        at += 2;
      } else if (c >= 0xDC00) {
        fail(at, at + 2, "illegal encoding");
      } else if (in.length - at < 4) {
        if (!complete) {
          return false;
        }
        fail(at, in.length, "unexpected end of data");
      } else {
        int low = unit(at + 2, order > 0);
        if (low >= 0xDC00 && low <= 0xDFFF) {
          out.appendCodePoint(Character.toCodePoint((char) c, (char) low));
          at += 4;
        } else {
          fail(at, at + 2, "illegal UTF-16 surrogate");
        }
      }
      return true;
    }
  }

  /// Encodes as UTF-16; byte order 0 writes a mark and goes on little endian.
  /// @throws CodecError as the handler decides
  public static byte[] encodeUtf16(CodePoints text, CodecErrors errors, int byteOrder) {
    return encode(text, errors, byteOrder, 2);
  }

  /// Encodes as UTF-32; byte order 0 writes a mark and goes on little endian.
  /// @throws CodecError as the handler decides
  public static byte[] encodeUtf32(CodePoints text, CodecErrors errors, int byteOrder) {
    return encode(text, errors, byteOrder, 4);
  }

  private static byte[] encode(CodePoints text, CodecErrors errors, int byteOrder, int size) {
    boolean big = byteOrder > 0;
    String name = "utf-" + size * 8 + (byteOrder == 0 ? "" : big ? "-be" : "-le");
    var out = new Utf8Codec.ByteSink((text.length() + 1) * size);
    if (byteOrder == 0) {
      write(out, MARK, size, big);
    }
    for (int i = 0; i < text.length(); ) {
      int c = text.at(i);
      if (c >= 0xD800 && c <= 0xDFFF) {
        var error = new CodecError(name, text, i, i + 1, "surrogates not allowed");
        i = out.replace(error, text, errors, 0x80, big ? -size : size);
        continue;
      }
      if (size == 2 && c > 0xFFFF) {
        write(out, Character.highSurrogate(c), 2, big);
        write(out, Character.lowSurrogate(c), 2, big);
      } else {
        write(out, c, size, big);
      }
      i++;
    }
    return out.toByteArray();
  }

  private static void write(Utf8Codec.ByteSink out, int unit, int size, boolean big) {
    for (int i = 0; i < size; i++) {
      out.write(unit >> 8 * (big ? size - 1 - i : i));
    }
  }
}
