package org.atoll.runtime.modules.json;

import java.util.Arrays;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyUcs4;
import org.atoll.runtime.types.PyUnicode;

/// Reads the strings of one JSON text. One thread at a time.
final class JsonStringScanner {
  private static final int KEYS = 64;

  private final ThreadState ts;
  private final JsonText text;
  private final boolean strict;
  /// Keys read before, by a hash of length and first and last character: the same few keys occur again and again.
  private final String[] keys = new String[KEYS];
  private int end;

  JsonStringScanner(ThreadState ts, JsonText text, boolean strict) {
    this.ts = ts;
    this.text = text;
    this.strict = strict;
  }

  /// The index behind the closing quote of the string read last.
  int end() {
    return end;
  }

  /// The JSONDecodeError for a place in the text.
  static PyException error(ThreadState ts, String message, JsonText text, int at) {
    Object type = PyObjects.getAttr(ts, ts.interpreter().importModule(ts, "json.decoder"), "JSONDecodeError");
    return PyErr.toRaise(ts, Call.call3(ts, type, PyUnicode.fromUtf16(message), text.object, (long) at), null);
  }

  /// Reads a string whose first character is at `begin`.
  Object scan(int begin) {
    int i = plainEnd(begin);
    if (text.at(i) == '"') {
      end = i + 1;
      return text.slice(begin, i);
    }
    return text.string != null ? scanEscaped(begin, i) : scanCodePoints(begin, i);
  }

  /// As [#scan], but equal strings of one text are mostly the same object.
  Object scanKey(int begin) {
    String string = text.string;
    if (string == null) {
      return scan(begin);
    }
    int i = plainEnd(begin);
    if (text.at(i) != '"') {
      return scanEscaped(begin, i);
    }
    end = i + 1;
    int length = i - begin;
    if (length == 0) {
      return "";
    }
    int slot = (length * 31 + string.charAt(begin) * 7 + string.charAt(i - 1)) & KEYS - 1;
    String known = keys[slot];
    if (known != null && known.length() == length && string.startsWith(known, begin)) {
      return known;
    }
    return keys[slot] = string.substring(begin, i);
  }

  /// The first index from `i` on of a quote, backslash, control character, or the end of the text.
  private int plainEnd(int i) {
    String string = text.string;
    int length = text.length();
    if (string != null) {
      while (i < length) {
        char c = string.charAt(i);
        if (c == '"' || c == '\\' || c < ' ') {
          break;
        }
        i++;
      }
      return i;
    }
    for (int c = text.at(i); c >= ' ' && c != '"' && c != '\\'; c = text.at(i)) {
      i++;
    }
    return i;
  }

  private Object scanEscaped(int begin, int i) {
    StringBuilder out = new StringBuilder();
    int from = begin;
    boolean surrogates = false;
    for (;;) {
      out.append(text.string, from, i);
      int c = checked(text.at(i), begin, i);
      if (c == '"') {
        end = i + 1;
        return surrogates ? PyUnicode.fromUtf16(out.toString()) : out.toString();
      }
      if (c == '\\') {
        int unit = escape(begin, i + 1);
        surrogates |= unit > 0xffff || unit >= 0xd800 && unit <= 0xdfff;
        out.appendCodePoint(unit);
        i = end;
      } else {
        out.append((char) c);
        i++;
      }
      from = i;
      i = plainEnd(i);
    }
  }

  /// The same where the text has characters that a Java string would have to pair up.
  private Object scanCodePoints(int begin, int i) {
    int[] out = new int[64];
    int n = 0;
    int from = begin;
    for (;;) {
      if (n + i - from + 1 > out.length) {
        out = Arrays.copyOf(out, Math.max(out.length * 2, n + i - from + 1));
      }
      while (from < i) {
        out[n++] = text.at(from++);
      }
      int c = checked(text.at(i), begin, i);
      if (c == '"') {
        end = i + 1;
        return PyUcs4.of(Arrays.copyOf(out, n));
      }
      if (c == '\\') {
        c = escape(begin, i + 1);
        i = end;
      } else {
        i++;
      }
      out[n++] = c;
      from = i;
      i = plainEnd(i);
    }
  }

  private int checked(int c, int begin, int i) {
    if (c < 0) {
      throw error(ts, "Unterminated string starting at", text, begin - 1);
    }
    if (strict && c < ' ') {
      throw error(ts, "Invalid control character at", text, i);
    }
    return c;
  }

  /// The character that the escape with its letter at `i` stands for; `end` is then the index behind it.
  private int escape(int begin, int i) {
    int c = text.at(i);
    end = i + 1;
    switch (c) {
      case '"', '\\', '/' -> {
        return c;
      }
      case 'b' -> {
        return '\b';
      }
      case 'f' -> {
        return '\f';
      }
      case 'n' -> {
        return '\n';
      }
      case 'r' -> {
        return '\r';
      }
      case 't' -> {
        return '\t';
      }
      case 'u' -> {
        return unicodeEscape(i);
      }
      default -> throw c < 0 ? error(ts, "Unterminated string starting at", text, begin - 1)
          : error(ts, "Invalid \\escape", text, i - 1);
    }
  }

  private int unicodeEscape(int i) {
    int unit = hex(i + 1);
    if (unit < 0) {
      throw error(ts, "Invalid \\uXXXX escape", text, i);
    }
    end = i + 5;
    if (unit >= 0xd800 && unit <= 0xdbff && text.at(end) == '\\' && text.at(end + 1) == 'u') {
      int low = hex(end + 2);
      if (low < 0) {
        throw error(ts, "Invalid \\uXXXX escape", text, end + 1);
      }
      if (low >= 0xdc00 && low <= 0xdfff) {
        end += 6;
        return Character.toCodePoint((char) unit, (char) low);
      }
    }
    return unit;
  }

  private int hex(int i) {
    int value = 0;
    for (int k = 0; k < 4; k++) {
      int c = text.at(i + k);
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
