package org.atoll.runtime.modules.binascii;

import java.util.Arrays;
import java.util.Base64;

/// Reads base64 as leniently, or as strictly, as CPython does. Stateless.
final class Base64Reader {
  private Base64Reader() {}

  static byte[] decode(byte[] text, boolean strict) {
    if ((text.length & 3) == 0) {
      try {
        return Base64.getDecoder().decode(text);
      } catch (IllegalArgumentException e) {
        // Not plain base64: the careful way knows what to skip and what to say.
        return decodeCarefully(text, strict);
      }
    }
    return decodeCarefully(text, strict);
  }

  private static int value(int c) {
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
      return c - '0' + 52;
    }
    return c == '+' ? 62 : c == '/' ? 63 : -1;
  }

  private static byte[] decodeCarefully(byte[] text, boolean strict) {
    byte[] out = new byte[(text.length + 3) / 4 * 3];
    int n = 0;
    int quad = 0;
    int bits = 0;
    int pads = 0;
    boolean padding = false;
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '=') {
        padding = true;
        if (quad >= 2 && quad + ++pads >= 4) {
          if (strict && i + 1 < text.length) {
            throw BinasciiModule.error("Excess data after padding");
          }
          return Arrays.copyOf(out, n);
        }
        if (strict && quad == 0) {
          throw BinasciiModule.error(i == 0 ? "Leading padding not allowed" : "Excess padding not allowed");
        }
        continue;
      }
      int value = value(text[i]);
      if (value < 0) {
        if (strict) {
          throw BinasciiModule.error("Only base64 data is allowed");
        }
        continue;
      }
      if (strict && padding) {
        throw BinasciiModule.error("Discontinuous padding not allowed");
      }
      pads = 0;
      bits = bits << 6 | value;
      if (quad > 0) {
        out[n++] = (byte) (bits >> 6 - 2 * quad);
      }
      quad = quad + 1 & 3;
    }
    if (quad == 1) {
      throw BinasciiModule.error("Invalid base64-encoded string: number of data characters (%s) cannot be 1 more than a "
          + "multiple of 4", n / 3 * 4 + 1);
    }
    if (quad != 0) {
      throw BinasciiModule.error("Incorrect padding");
    }
    return Arrays.copyOf(out, n);
  }
}
