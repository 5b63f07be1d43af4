package org.atoll.runtime.text;

/// UTF-7 after RFC 2152, with CPython's treatment of what is wrong. Stateless.
public final class Utf7Codec {
  private static final String NAME = "utf7";
  private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  private static final String DIRECT = "'(),-./:?";
  private static final String OPTIONAL = "!\"#$%&*;<=>@[]^_`{|}";

  private Utf7Codec() {}

  /// Decodes.
  /// @param complete whether an unfinished shift sequence at the end is an error
  /// @throws CodecError as the handler decides
  public static Decoded decode(byte[] bytes, CodecErrors errors, boolean complete) {
    return new Utf7Decoder(bytes, errors).run(complete);
  }

  private static int fromBase64(int c) {
    return c < 0x80 ? BASE64.indexOf(c) : -1;
  }

  private static final class Utf7Decoder extends Decoder {
    private boolean shifted;
    private int bits;
    private long buffer;
    private int surrogate;
    private int shiftStart;
    private int shiftOutLength;

    Utf7Decoder(byte[] in, CodecErrors errors) {
      super(NAME, in, errors);
    }

    Decoded run(boolean complete) {
      while (at < in.length) {
        int c = in[at] & 0xFF;
        if (shifted) {
          shiftedByte(c);
        } else if (c == '+') {
          beginShift();
        } else if (c < 0x80) {
          out.appendCodePoint(c);
          at++;
        } else {
          fail(at, at + 1, "unexpected special character");
        }
      }
      if (shifted && complete) {
        if (surrogate != 0 || bits >= 6 || bits > 0 && buffer != 0) {
          shifted = false;
          surrogate = 0;
          fail(shiftStart, in.length, "unterminated shift sequence");
          return at < in.length ? run(true) : result();
        }
      }
      if (shifted && !complete) {
        Object text = CodePoints.ofText(out.build()).slice(0, shiftOutLength);
        return new Decoded(text, shiftStart);
      }
      return result();
    }

    private void beginShift() {
      shiftStart = at;
      at++;
      if (at < in.length && in[at] == '-') {
        out.append("+");
        at++;
      } else if (at < in.length && fromBase64(in[at] & 0xFF) < 0) {
        fail(shiftStart, at + 1, "ill-formed sequence");
      } else {
        shifted = true;
        surrogate = 0;
        bits = 0;
        buffer = 0;
        shiftOutLength = out.length();
      }
    }

    private void shiftedByte(int c) {
      int value = fromBase64(c);
      if (value >= 0) {
        buffer = buffer << 6 | value;
        bits += 6;
        at++;
        if (bits >= 16) {
          bits -= 16;
          unit((int) (buffer >> bits) & 0xFFFF);
          buffer &= (1L << bits) - 1;
        }
        return;
      }
      shifted = false;
      if (bits >= 6) {
        at++;
        fail(shiftStart, at, "partial character in shift sequence");
        return;
      }
      if (bits > 0 && buffer != 0) {
        at++;
        fail(shiftStart, at, "non-zero padding bits in shift sequence");
        return;
      }
      if (surrogate != 0 && c < 0x80 && c != '+') {
        out.appendCodePoint(surrogate);
      }
      surrogate = 0;
      if (c == '-') {
        at++;
      }
    }

    private void unit(int unit) {
      if (surrogate != 0) {
        int high = surrogate;
        surrogate = 0;
        if (unit >= 0xDC00 && unit <= 0xDFFF) {
          out.appendCodePoint(Character.toCodePoint((char) high, (char) unit));
          return;
        }
        out.appendCodePoint(high);
      }
      if (unit >= 0xD800 && unit <= 0xDBFF) {
        surrogate = unit;
      } else {
        out.appendCodePoint(unit);
      }
    }
  }

  /// Encodes; white space and the optional direct characters stay as they are unless asked for.
  public static byte[] encode(CodePoints text) {
    var out = new Utf8Codec.ByteSink(text.length() * 2);
    boolean shifted = false;
    int bits = 0;
    int buffer = 0;
    for (int i = 0; i < text.length(); i++) {
      int c = text.at(i);
      if (shifted && isDirect(c)) {
        if (bits > 0) {
          out.write(BASE64.charAt(buffer << 6 - bits & 0x3F));
        }
        if (fromBase64(c) >= 0 || c == '-') {
          out.write('-');
        }
        shifted = false;
        bits = 0;
        buffer = 0;
      }
      if (!shifted) {
        if (c == '+') {
          out.write('+');
          out.write('-');
          continue;
        }
        if (isDirect(c)) {
          out.write(c);
          continue;
        }
        out.write('+');
        shifted = true;
      }
      int units = c > 0xFFFF ? 2 : 1;
      for (int u = 0; u < units; u++) {
        int unit = units == 1 ? c : u == 0 ? Character.highSurrogate(c) : Character.lowSurrogate(c);
        buffer = buffer << 16 | unit;
        bits += 16;
        while (bits >= 6) {
          bits -= 6;
          out.write(BASE64.charAt(buffer >> bits & 0x3F));
        }
        buffer &= (1 << bits) - 1;
      }
    }
    if (bits > 0) {
      out.write(BASE64.charAt(buffer << 6 - bits & 0x3F));
    }
    if (shifted) {
      out.write('-');
    }
    return out.toByteArray();
  }

  private static boolean isDirect(int c) {
    return c > 0 && c < 0x80
        && (Character.isLetterOrDigit(c) || c == ' ' || c == '\t' || c == '\n' || c == '\r' || DIRECT.indexOf(c) >= 0
            || OPTIONAL.indexOf(c) >= 0);
  }
}
