package org.atoll.runtime.modules.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atoll.runtime.types.PyUcs4;
import org.atoll.runtime.types.PyUnicode;

/// Collects a JSON text. As long as it is Latin-1, and most is ASCII, it goes into bytes; a str with characters beyond
/// makes a piece of its own. One thread at a time.
final class JsonOutput {
  private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
  /// Room for any long.
  private static final int LONG_CHARS = 20;

  private byte[] bytes = new byte[256];
  private int size;
  private List<Object> pieces;

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  /// Adds one ASCII character.
  void add(char ascii) {
    reserve(1);
    bytes[size++] = (byte) ascii;
  }

  /// Adds any str, a `String` or `PyUcs4`.
  void add(Object str) {
    if (!(str instanceof String s) || !addLatin(s)) {
      if (pieces == null) {
        pieces = new ArrayList<>();
      }
      pieces.add(new String(bytes, 0, size, StandardCharsets.ISO_8859_1));
      size = 0;
      pieces.add(str);
    }
  }

  /// Adds a text if it is Latin-1.
  private boolean addLatin(String s) {
    int length = s.length();
    reserve(length);
    byte[] out = bytes;
    int at = size;
    for (int i = 0; i < length; i++) {
      char c = s.charAt(i);
      if (c > 0xff) {
        return false;
      }
      out[at++] = (byte) c;
    }
    size = at;
    return true;
  }

  void add(long value) {
    if (value == Long.MIN_VALUE) {
      addLatin(Long.toString(value));
      return;
    }
    reserve(LONG_CHARS);
    if (value < 0) {
      bytes[size++] = '-';
      value = -value;
    }
    int digits = 1;
    for (long bound = 10; digits < 19 && value >= bound; bound *= 10) {
      digits++;
    }
    for (int i = size + digits - 1; i >= size; i--) {
      bytes[i] = (byte) ('0' + value % 10);
      value /= 10;
    }
    size += digits;
  }

  /// Adds a `String` or `PyUcs4` in quotes, with everything but ASCII escaped.
  void quoteAscii(Object str) {
    if (str instanceof String s) {
      quoteAscii(s);
      return;
    }
    add('"');
    for (int c : ((PyUcs4) str).codePoints) {
      reserve(12);
      if (c > 0xffff) {
        escape(Character.highSurrogate(c));
        escape(Character.lowSurrogate(c));
      } else if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        escape((char) c);
      } else {
        bytes[size++] = (byte) c;
      }
    }
    add('"');
  }

  private void quoteAscii(String s) {
    int length = s.length();
    reserve(length + 2);
    byte[] out = bytes;
    int at = size;
    out[at++] = '"';
    for (int i = 0; i < length; i++) {
      char c = s.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        size = at;
        reserve((length - i) * 6 + 1);
        quoteRest(s, i);
        return;
      }
      out[at++] = (byte) c;
    }
    out[at++] = '"';
    size = at;
  }

  private void quoteRest(String s, int from) {
    for (int i = from; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        escape(c);
      } else {
        bytes[size++] = (byte) c;
      }
    }
    bytes[size++] = '"';
  }

  /// Adds an escape; the caller has made room for it.
  private void escape(char c) {
    int letter = switch (c) {
      case '"', '\\' -> c;
      case '\n' -> 'n';
      case '\r' -> 'r';
      case '\t' -> 't';
      case '\b' -> 'b';
      case '\f' -> 'f';
      default -> 'u';
    };
    bytes[size++] = '\\';
    bytes[size++] = (byte) letter;
    if (letter == 'u') {
      for (int shift = 12; shift >= 0; shift -= 4) {
        bytes[size++] = HEX[c >> shift & 15];
      }
    }
  }

  /// The whole as a str.
  Object result() {
    String last = new String(bytes, 0, size, StandardCharsets.ISO_8859_1);
    if (pieces == null) {
      return last;
    }
    pieces.add(last);
    return PyUnicode.concat(pieces.toArray());
  }
}
