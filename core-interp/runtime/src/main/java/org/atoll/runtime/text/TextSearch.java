package org.atoll.runtime.text;

import java.util.Arrays;

/// Finding one text in another. Stateless. The JDK's own search serves Strings and a plain one arrays where the needle is
/// short or little is to be searched; for the rest, where those can take time quadratic in the length, [TwoWaySearch].
public final class TextSearch {
  /// From which lengths of needle and text on a plain search may cost too much.
  static final int LONG_NEEDLE = 32;
  private static final int MANY_PLACES = 256;

  private TextSearch() {}

  private static boolean isLarge(int needleLength, int places) {
    return needleLength >= LONG_NEEDLE && places >= MANY_PLACES;
  }

  /// The lowest index of `needle` within `[start, end)` of `text`, or -1. An empty needle is found at `start`.
  public static int find(CodePoints text, CodePoints needle, int start, int end) {
    int length = needle.length();
    if (end - start < length) {
      return -1;
    }
    if (text instanceof CodePoints.OfString(String s)) {
      if (!(needle instanceof CodePoints.OfString(String n))) {
        return isWide(needle) ? -1 : find(text, narrow(needle), start, end);
      }
      if (!isLarge(length, end - start - length)) {
        return length == 0 ? start : s.indexOf(n, start, end);
      }
    }
    if (length == 0) {
      return start;
    }
    if (isLarge(length, end - start - length)) {
      return new TwoWaySearch(needle).find(text, start, end);
    }
    int first = needle.at(0);
    for (int i = start; i <= end - length; i++) {
      if (text.at(i) == first && matches(text, i, needle)) {
        return i;
      }
    }
    return -1;
  }

  /// The highest index of `needle` within `[start, end)` of `text`, or -1. An empty needle is found at `end`.
  public static int rfind(CodePoints text, CodePoints needle, int start, int end) {
    int length = needle.length();
    if (end - start < length) {
      return -1;
    }
    if (isLarge(length, end - start - length)) {
      return rfindLarge(text, needle, start, end);
    }
    if (text instanceof CodePoints.OfString(String s) && needle instanceof CodePoints.OfString(String n)) {
      int found = s.lastIndexOf(n, end - length);
      return found >= start ? found : -1;
    }
    for (int i = end - length; i >= start; i--) {
      if (matches(text, i, needle)) {
        return i;
      }
    }
    return -1;
  }

  private static int rfindLarge(CodePoints text, CodePoints needle, int start, int end) {
    var backwards = new TwoWaySearch(new Reversed(needle));
    int length = text.length();
    int found = backwards.find(new Reversed(text), length - end, length - start);
    return found < 0 ? -1 : length - found - needle.length();
  }

  /// How often `needle` occurs within `[start, end)` of `text` without overlap; an empty one everywhere between.
  public static int count(CodePoints text, CodePoints needle, int start, int end) {
    if (end < start) {
      return 0;
    }
    int length = needle.length();
    if (length == 0) {
      return end - start + 1;
    }
    int count = 0;
    for (int at = find(text, needle, start, end); at >= 0; at = find(text, needle, at + length, end)) {
      count++;
    }
    return count;
  }

  /// Whether `needle` stands at `index` of `text`.
  public static boolean matches(CodePoints text, int index, CodePoints needle) {
    if (index < 0 || index + needle.length() > text.length()) {
      return false;
    }
    if (text instanceof CodePoints.OfString(String s) && needle instanceof CodePoints.OfString(String n)) {
      return s.startsWith(n, index);
    }
    for (int i = 0; i < needle.length(); i++) {
      if (text.at(index + i) != needle.at(i)) {
        return false;
      }
    }
    return true;
  }

  /// The lowest index of `needle` within `[start, end)` of `bytes`, or -1. An empty needle is found at `start`.
  public static int find(byte[] bytes, byte[] needle, int start, int end) {
    int last = end - needle.length;
    if (needle.length == 0) {
      return start <= end ? start : -1;
    }
    if (isLarge(needle.length, last - start)) {
      return new TwoWaySearch(new OfBytes(needle)).find(new OfBytes(bytes), start, end);
    }
    byte first = needle[0];
    for (int i = start; i <= last; i++) {
      if (bytes[i] == first && matches(bytes, i, needle)) {
        return i;
      }
    }
    return -1;
  }

  /// The highest index of `needle` within `[start, end)` of `bytes`, or -1. An empty needle is found at `end`.
  public static int rfind(byte[] bytes, byte[] needle, int start, int end) {
    if (isLarge(needle.length, end - start - needle.length)) {
      return rfindLarge(new OfBytes(bytes), new OfBytes(needle), start, end);
    }
    for (int i = end - needle.length; i >= start; i--) {
      if (matches(bytes, i, needle)) {
        return i;
      }
    }
    return -1;
  }

  /// How often `needle` occurs within `[start, end)` of `bytes` without overlap; an empty one everywhere between.
  public static int count(byte[] bytes, byte[] needle, int start, int end) {
    if (end < start) {
      return 0;
    }
    if (needle.length == 0) {
      return end - start + 1;
    }
    int count = 0;
    for (int at = find(bytes, needle, start, end); at >= 0; at = find(bytes, needle, at + needle.length, end)) {
      count++;
    }
    return count;
  }

  /// Whether `needle` stands at `index` of `bytes`.
  public static boolean matches(byte[] bytes, int index, byte[] needle) {
    int end = index + needle.length;
    return index >= 0 && end <= bytes.length && Arrays.equals(bytes, index, end, needle, 0, needle.length);
  }

  /// Whether the text holds what no String without surrogates can hold.
  private static boolean isWide(CodePoints wide) {
    for (int i = 0; i < wide.length(); i++) {
      int c = wide.at(i);
      if (c > 0xFFFF || c >= 0xD800 && c <= 0xDFFF) {
        return true;
      }
    }
    return false;
  }

  private static CodePoints narrow(CodePoints text) {
    return CodePoints.ofText(text.slice(0, text.length()));
  }

  private record OfBytes(byte[] bytes) implements CodePoints {
    @Override
    public int length() {
      return bytes.length;
    }

    @Override
    public int at(int index) {
      return bytes[index] & 0xFF;
    }
  }

  private record Reversed(CodePoints text) implements CodePoints {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public int at(int index) {
      return text.at(text.length() - 1 - index);
    }
  }
}
