package org.atoll.runtime.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/// What the methods of bytes and bytearray do to bytes, with ASCII's letters, digits and white space. Stateless.
/// Every result is a fresh array. Compare CPython's `bytes_methods.c` and `stringlib`.
public final class ByteOps {
  /// Says that [#hex] is to write nothing between bytes.
  public static final int NO_SEPARATOR = -1;

  private ByteOps() {}

  /// Whether the byte is ASCII white space.
  public static boolean isSpace(int b) {
    return b == ' ' || b >= '\t' && b <= '\r';
  }

  private static boolean isUpper(int b) {
    return b >= 'A' && b <= 'Z';
  }

  private static boolean isLower(int b) {
    return b >= 'a' && b <= 'z';
  }

  private static boolean isAlpha(int b) {
    return isUpper(b) || isLower(b);
  }

  private static boolean isDigit(int b) {
    return b >= '0' && b <= '9';
  }

  /// The tests `isalpha`, `isalnum`, `isdigit`, `isspace`: true if all bytes pass and there is one at least.
  /// @param test the method's name
  public static boolean all(byte[] bytes, String test) {
    IntPredicate each = switch (test) {
      case "isalpha" -> ByteOps::isAlpha;
      case "isalnum" -> b -> isAlpha(b) || isDigit(b);
      case "isdigit" -> ByteOps::isDigit;
      case "isspace" -> ByteOps::isSpace;
      default -> throw new IllegalArgumentException(test);
    };
    for (byte b : bytes) {
      if (!each.test(b)) {
        return false;
      }
    }
    return bytes.length > 0;
  }

  /// `bytes.islower`.
  public static boolean isLower(byte[] bytes) {
    return cased(bytes, ByteOps::isLower, ByteOps::isUpper);
  }

  /// `bytes.isupper`.
  public static boolean isUpper(byte[] bytes) {
    return cased(bytes, ByteOps::isUpper, ByteOps::isLower);
  }

  private static boolean cased(byte[] bytes, IntPredicate wanted, IntPredicate unwanted) {
    boolean found = false;
    for (byte b : bytes) {
      if (unwanted.test(b)) {
        return false;
      }
      found |= wanted.test(b);
    }
    return found;
  }

  /// `bytes.istitle`.
  public static boolean isTitle(byte[] bytes) {
    boolean found = false;
    boolean afterCased = false;
    for (byte b : bytes) {
      if (isUpper(b) && afterCased || isLower(b) && !afterCased) {
        return false;
      }
      afterCased = isAlpha(b);
      found |= afterCased;
    }
    return found;
  }

  /// `bytes.upper`.
  public static byte[] upper(byte[] bytes) {
    return map(bytes, b -> isLower(b) ? b - 32 : b);
  }

  /// `bytes.lower`.
  public static byte[] lower(byte[] bytes) {
    return map(bytes, b -> isUpper(b) ? b + 32 : b);
  }

  /// `bytes.swapcase`.
  public static byte[] swapcase(byte[] bytes) {
    return map(bytes, b -> isAlpha(b) ? b ^ 32 : b);
  }

  /// `bytes.capitalize`.
  public static byte[] capitalize(byte[] bytes) {
    byte[] out = lower(bytes);
    if (out.length > 0 && isLower(out[0])) {
      out[0] -= 32;
    }
    return out;
  }

  /// `bytes.title`.
  public static byte[] title(byte[] bytes) {
    byte[] out = lower(bytes);
    boolean afterCased = false;
    for (int i = 0; i < out.length; i++) {
      boolean letter = isAlpha(out[i]);
      if (letter && !afterCased) {
        out[i] -= 32;
      }
      afterCased = letter;
    }
    return out;
  }

  private static byte[] map(byte[] bytes, IntUnaryOperator each) {
    var out = new byte[bytes.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) each.applyAsInt(bytes[i]);
    }
    return out;
  }

  /// `bytes.translate(table, delete)`.
  /// @param table 256 bytes, or null
  public static byte[] translate(byte[] bytes, byte[] table, byte[] delete) {
    var gone = new boolean[256];
    for (byte b : delete) {
      gone[b & 0xFF] = true;
    }
    var out = new byte[bytes.length];
    int n = 0;
    for (byte b : bytes) {
      if (!gone[b & 0xFF]) {
        out[n++] = table == null ? b : table[b & 0xFF];
      }
    }
    return Arrays.copyOf(out, n);
  }

  /// `bytes.split(sep, maxsplit)`; a negative `most` means no limit.
  public static List<byte[]> split(byte[] bytes, byte[] separator, int most) {
    var parts = new ArrayList<byte[]>();
    int start = 0;
    int left = most < 0 ? Integer.MAX_VALUE : most;
    while (left-- > 0) {
      int at = TextSearch.find(bytes, separator, start, bytes.length);
      if (at < 0) {
        break;
      }
      parts.add(Arrays.copyOfRange(bytes, start, at));
      start = at + separator.length;
    }
    parts.add(Arrays.copyOfRange(bytes, start, bytes.length));
    return parts;
  }

  /// `bytes.rsplit(sep, maxsplit)`; a negative `most` means no limit.
  public static List<byte[]> rsplit(byte[] bytes, byte[] separator, int most) {
    var parts = new ArrayList<byte[]>();
    int end = bytes.length;
    int left = most < 0 ? Integer.MAX_VALUE : most;
    while (left-- > 0) {
      int at = TextSearch.rfind(bytes, separator, 0, end);
      if (at < 0) {
        break;
      }
      parts.add(Arrays.copyOfRange(bytes, at + separator.length, end));
      end = at;
    }
    parts.add(Arrays.copyOfRange(bytes, 0, end));
    return parts.reversed();
  }

  /// `bytes.split(None, maxsplit)`.
  public static List<byte[]> splitSpace(byte[] bytes, int most) {
    var parts = new ArrayList<byte[]>();
    int left = most < 0 ? Integer.MAX_VALUE : most;
    int at = skipSpace(bytes, 0);
    while (at < bytes.length) {
      if (left-- == 0) {
        parts.add(Arrays.copyOfRange(bytes, at, bytes.length));
        break;
      }
      int end = at;
      while (end < bytes.length && !isSpace(bytes[end])) {
        end++;
      }
      parts.add(Arrays.copyOfRange(bytes, at, end));
      at = skipSpace(bytes, end);
    }
    return parts;
  }

  /// `bytes.rsplit(None, maxsplit)`.
  public static List<byte[]> rsplitSpace(byte[] bytes, int most) {
    var parts = new ArrayList<byte[]>();
    int left = most < 0 ? Integer.MAX_VALUE : most;
    int end = rskipSpace(bytes, bytes.length);
    while (end > 0) {
      if (left-- == 0) {
        parts.add(Arrays.copyOfRange(bytes, 0, end));
        break;
      }
      int start = end;
      while (start > 0 && !isSpace(bytes[start - 1])) {
        start--;
      }
      parts.add(Arrays.copyOfRange(bytes, start, end));
      end = rskipSpace(bytes, start);
    }
    return parts.reversed();
  }

  private static int skipSpace(byte[] bytes, int start) {
    int at = start;
    while (at < bytes.length && isSpace(bytes[at])) {
      at++;
    }
    return at;
  }

  private static int rskipSpace(byte[] bytes, int end) {
    int at = end;
    while (at > 0 && isSpace(bytes[at - 1])) {
      at--;
    }
    return at;
  }

  /// `bytes.splitlines(keepends)`: only `\n`, `\r` and both together end a line.
  public static List<byte[]> splitLines(byte[] bytes, boolean keepEnds) {
    var lines = new ArrayList<byte[]>();
    int start = 0;
    while (start < bytes.length) {
      int end = start;
      while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
        end++;
      }
      int next = end;
      if (next < bytes.length) {
        next += bytes[next] == '\r' && next + 1 < bytes.length && bytes[next + 1] == '\n' ? 2 : 1;
      }
      lines.add(Arrays.copyOfRange(bytes, start, keepEnds ? next : end));
      start = next;
    }
    return lines;
  }

  /// `bytes.strip(bytes)` and its one-sided forms.
  /// @param chars the bytes to take off, or null for white space
  public static byte[] strip(byte[] bytes, byte[] chars, boolean left, boolean right) {
    var off = new boolean[256];
    if (chars == null) {
      for (int b = 0; b < 128; b++) {
        off[b] = isSpace(b);
      }
    } else {
      for (byte b : chars) {
        off[b & 0xFF] = true;
      }
    }
    int start = 0;
    int end = bytes.length;
    while (left && start < end && off[bytes[start] & 0xFF]) {
      start++;
    }
    while (right && end > start && off[bytes[end - 1] & 0xFF]) {
      end--;
    }
    return Arrays.copyOfRange(bytes, start, end);
  }

  /// `bytes.replace(old, new, count)`; a negative `most` means no limit.
  public static byte[] replace(byte[] bytes, byte[] old, byte[] with, int most) {
    int left = most < 0 ? Integer.MAX_VALUE : most;
    var out = new Utf8Codec.ByteSink(bytes.length);
    int start = 0;
    if (old.length == 0) {
      for (int i = 0; i <= bytes.length; i++) {
        if (left-- > 0) {
          out.write(with);
        }
        if (i < bytes.length) {
          out.write(bytes[i]);
        }
      }
      return out.toByteArray();
    }
    while (left-- > 0) {
      int at = TextSearch.find(bytes, old, start, bytes.length);
      if (at < 0) {
        break;
      }
      out.write(Arrays.copyOfRange(bytes, start, at));
      out.write(with);
      start = at + old.length;
    }
    out.write(Arrays.copyOfRange(bytes, start, bytes.length));
    return out.toByteArray();
  }

  /// The bytes between `left` and `right` times a fill byte.
  public static byte[] pad(byte[] bytes, int left, int right, int fill) {
    var out = new byte[left + bytes.length + right];
    Arrays.fill(out, (byte) fill);
    System.arraycopy(bytes, 0, out, left, bytes.length);
    return out;
  }

  /// `bytes.zfill(width)` for a width beyond the length.
  public static byte[] zeroFill(byte[] bytes, int width) {
    byte[] out = pad(bytes, width - bytes.length, 0, '0');
    if (bytes.length > 0 && (bytes[0] == '+' || bytes[0] == '-')) {
      out[width - bytes.length] = '0';
      out[0] = bytes[0];
    }
    return out;
  }

  /// `bytes.expandtabs(tabsize)`.
  /// @throws TextError OverflowError for a result too long
  public static byte[] expandTabs(byte[] bytes, int tabSize) {
    Object text = TextOps.expandTabs(CodePoints.of(new String(bytes, StandardCharsets.ISO_8859_1)), tabSize);
    return ((String) text).getBytes(StandardCharsets.ISO_8859_1);
  }

  /// `bytes.hex(sep, bytes_per_sep)`.
  /// @param separator one ASCII character, or [#NO_SEPARATOR]
  /// @param group bytes between separators, counted from the right, or from the left if negative
  public static String hex(byte[] bytes, int separator, int group) {
    var out = new StringBuilder(bytes.length * 3);
    int size = Math.abs(group);
    for (int i = 0; i < bytes.length; i++) {
      boolean atGroup = size > 0 && i > 0 && (group < 0 ? i : bytes.length - i) % size == 0;
      if (separator != NO_SEPARATOR && atGroup) {
        out.append((char) separator);
      }
      CodecErrors.Standard.hex(out, bytes[i] & 0xFF, 2);
    }
    return out.toString();
  }

  /// `bytes.fromhex(text)`.
  /// @throws TextError ValueError for what are no hexadecimal pairs
  public static byte[] fromHex(CodePoints text) {
    var out = new Utf8Codec.ByteSink(text.length() / 2);
    int at = 0;
    while (at < text.length()) {
      int c = text.at(at);
      if (c < 0x80 && isSpace(c)) {
        at++;
        continue;
      }
      int high = hexDigit(text, at);
      int low = hexDigit(text, at + 1);
      if (high < 0 || low < 0) {
        if (high >= 0 && at + 1 >= text.length()) {
          throw TextError.value("fromhex() arg must contain an even number of hexadecimal digits");
        }
        throw TextError.value(
            "non-hexadecimal number found in fromhex() arg at position " + (high < 0 ? at : at + 1));
      }
      out.write(high << 4 | low);
      at += 2;
    }
    return out.toByteArray();
  }

  private static int hexDigit(CodePoints text, int at) {
    return at < text.length() && text.at(at) < 0x80 ? Character.digit(text.at(at), 16) : -1;
  }
}
