package org.atoll.runtime.modules.binascii;

/// Single lines of uuencoded data. Stateless.
final class UuCodec {
  private static final int MAX_LINE = 45;

  private UuCodec() {}

  static byte[] encode(byte[] data, boolean backtick) {
    if (data.length > MAX_LINE) {
      throw BinasciiModule.error("At most 45 bytes at once");
    }
    byte[] out = new byte[(data.length + 2) / 3 * 4 + 2];
    out[0] = digit(data.length, backtick);
    int n = 1;
    for (int i = 0; i < data.length; i += 3) {
      int bits = at(data, i) << 16 | at(data, i + 1) << 8 | at(data, i + 2);
      for (int shift = 18; shift >= 0; shift -= 6) {
        out[n++] = digit(bits >> shift & 0x3f, backtick);
      }
    }
    out[n] = '\n';
    return out;
  }

  private static int at(byte[] data, int i) {
    return i < data.length ? data[i] & 0xff : 0;
  }

  private static byte digit(int value, boolean backtick) {
    return (byte) (value == 0 && backtick ? '`' : value + ' ');
  }

  /// The length comes first; what mail programs have stripped from the end of the line counts as blanks.
  static byte[] decode(byte[] line) {
    byte[] out = new byte[at(line, 0) - ' ' & 0x3f];
    int i = 1;
    int bits = 0;
    int count = 0;
    for (int n = 0; n < out.length; i++) {
      int c = at(line, i);
      int value = 0;
      if (i < line.length && c != '\n' && c != '\r') {
        if (c < ' ' || c > '`') {
          throw BinasciiModule.error("Illegal char");
        }
        value = c - ' ' & 0x3f;
      }
      bits = bits << 6 | value;
      count += 6;
      if (count >= 8) {
        count -= 8;
        out[n++] = (byte) (bits >> count);
      }
    }
    for (; i < line.length; i++) {
      if (line[i] != ' ' && line[i] != '`' && line[i] != '\n' && line[i] != '\r') {
        throw BinasciiModule.error("Trailing garbage");
      }
    }
    return out;
  }
}
