package org.atoll.runtime.modules.marshal;

import java.io.ByteArrayOutputStream;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyUcs4;

/// UTF-8 with lone surrogates let through (`surrogatepass`). Stateless.
final class MarshalText {
  private MarshalText() {}

  static byte[] utf8(int[] points) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(points.length);
    for (int c : points) {
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
    return out.toByteArray();
  }

  static Object decode(byte[] b) {
    int[] points = new int[b.length];
    int n = 0;
    for (int i = 0; i < b.length; ) {
      int first = b[i] & 0xFF;
      int more = first < 0x80 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
      int c = more == 0 ? first : first & 0x3F >> more;
      if (first >= 0x80 && first < 0xC2 || first > 0xF4 || i + more >= b.length) {
        throw PyErr.valueError("bad marshal data (invalid UTF-8)");
      }
      for (int k = 1; k <= more; k++) {
        c = c << 6 | b[i + k] & 0x3F;
      }
      points[n++] = c;
      i += more + 1;
    }
    return PyUcs4.of(java.util.Arrays.copyOf(points, n));
  }
}
