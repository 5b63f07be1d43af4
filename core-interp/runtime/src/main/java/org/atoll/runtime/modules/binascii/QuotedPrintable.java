package org.atoll.runtime.modules.binascii;

import java.io.ByteArrayOutputStream;

/// Quoted-printable text (RFC 1521, and the header form of RFC 1522). One thread at a time.
final class QuotedPrintable {
  private static final int MAX_LINE = 76;
  private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'};

  private final boolean quoteTabs;
  private final boolean isText;
  private final boolean header;
  private byte[] out;
  private int size;
  private int lineLength;
  private boolean crlf;

  QuotedPrintable(boolean quoteTabs, boolean isText, boolean header) {
    this.quoteTabs = quoteTabs;
    this.isText = isText;
    this.header = header;
  }

  byte[] encode(byte[] data) {
    out = new byte[data.length * 4 + 16];
    crlf = endsLinesWithCr(data);
    for (int i = 0; i < data.length; i++) {
      int c = data[i] & 0xff;
      if (mustQuote(data, i, c)) {
        if (lineLength + 3 >= MAX_LINE) {
          breakLine();
        }
        quote(c);
        lineLength += 3;
      } else if (isText && (c == '\n' || c == '\r' && at(data, i + 1) == '\n')) {
        if (size > 0 && (out[size - 1] == ' ' || out[size - 1] == '\t')) {
          // Blanks at the end of a line would be lost on the way.
          quote(out[--size]);
        }
        newLine();
        if (c == '\r') {
          i++;
        }
      } else {
        if (i + 1 < data.length && data[i + 1] != '\n' && lineLength + 1 >= MAX_LINE) {
          breakLine();
        }
        lineLength++;
        put(header && c == ' ' ? '_' : c);
      }
    }
    return java.util.Arrays.copyOf(out, size);
  }

  private static boolean endsLinesWithCr(byte[] data) {
    for (int i = 0; i < data.length; i++) {
      if (data[i] == '\n') {
        return i > 0 && data[i - 1] == '\r';
      }
    }
    return false;
  }

  private static int at(byte[] data, int i) {
    return i < data.length ? data[i] & 0xff : -1;
  }

  private boolean mustQuote(byte[] data, int i, int c) {
    int next = at(data, i + 1);
    if (c > 126 || c == '=' || header && c == '_') {
      return true;
    }
    if (c == '.') {
      // A dot alone on a line ends a mail.
      return lineLength == 0 && (next == -1 || next == '\n' || next == '\r' || next == 0);
    }
    if (c == '\r' || c == '\n') {
      return !isText;
    }
    if (c == '\t' || c == ' ') {
      return next == -1 || quoteTabs;
    }
    return c < 33;
  }

  private void put(int c) {
    if (size == out.length) {
      out = java.util.Arrays.copyOf(out, size * 2);
    }
    out[size++] = (byte) c;
  }

  private void quote(int c) {
    put('=');
    put(HEX[c >> 4 & 15]);
    put(HEX[c & 15]);
  }

  private void breakLine() {
    put('=');
    newLine();
  }

  private void newLine() {
    if (crlf) {
      put('\r');
    }
    put('\n');
    lineLength = 0;
  }

  static byte[] decode(byte[] text, boolean header) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length);
    int i = 0;
    while (i < text.length) {
      int c = text[i++];
      if (c != '=') {
        out.write(header && c == '_' ? ' ' : c);
        continue;
      }
      if (i == text.length) {
        break;
      }
      if (text[i] == '\n' || text[i] == '\r') {
        while (i < text.length && text[i] != '\n') {
          i++;
        }
        i++;
      } else if (text[i] == '=') {
        out.write('=');
        i++;
      } else if (i + 1 < text.length && BinasciiModule.hexDigit(text[i]) >= 0 && BinasciiModule.hexDigit(text[i + 1]) >= 0) {
        out.write(BinasciiModule.hexDigit(text[i]) << 4 | BinasciiModule.hexDigit(text[i + 1]));
        i += 2;
      } else {
        out.write('=');
      }
    }
    return out.toByteArray();
  }
}
