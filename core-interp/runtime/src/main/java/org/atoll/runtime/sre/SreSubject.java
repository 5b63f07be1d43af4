package org.atoll.runtime.sre;

/// What a pattern runs over, in one of three forms, told apart by which field is not null: a
/// [String] without any surrogate code unit, an array of code points, or bytes. Immutable as long
/// as its maker leaves the array alone, which is what lets matches keep it.
public final class SreSubject {
  final String str;
  final int[] codePoints;
  final byte[] bytes;
  final int length;

  private SreSubject(String str, int[] codePoints, byte[] bytes, int length) {
    this.str = str;
    this.codePoints = codePoints;
    this.bytes = bytes;
    this.length = length;
  }

  /// A text in which every Java `char` is one Python character.
  public static SreSubject of(String str) {
    return new SreSubject(str, null, null, str.length());
  }

  /// A text given by its code points, lone surrogates included.
  public static SreSubject of(int[] codePoints) {
    return new SreSubject(null, codePoints, null, codePoints.length);
  }

  /// Bytes; each counts as a character of 0 to 255.
  public static SreSubject of(byte[] bytes) {
    return new SreSubject(null, null, bytes, bytes.length);
  }

  /// Number of characters.
  public int length() {
    return length;
  }

  /// The character at `index`.
  public int at(int index) {
    return str != null ? str.charAt(index) : bytes != null ? bytes[index] & 0xff : codePoints[index];
  }

  /// First index from `from` to before `to` that holds `c`, or -1.
  int indexOf(int c, int from, int to) {
    if (from >= to) {
      return -1;
    }
    if (str != null) {
      // A character outside of the BMP, or a surrogate, is in no such string.
      return c > 0xffff ? -1 : str.indexOf(c, from, to);
    }
    if (bytes != null) {
      for (int i = from; c < 256 && i < to; i++) {
        if (bytes[i] == (byte) c) {
          return i;
        }
      }
      return -1;
    }
    for (int i = from; i < to; i++) {
      if (codePoints[i] == c) {
        return i;
      }
    }
    return -1;
  }

  /// First index at which `literal` lies whole between `from` and `to`, or -1.
  int indexOf(SreLiteral literal, int from, int to) {
    int last = to - literal.chars.length;
    if (str != null) {
      return literal.text == null || from > last ? -1 : str.indexOf(literal.text, from, to);
    }
    int first = literal.chars[0];
    for (int i = from; i <= last; i++) {
      i = indexOf(first, i, last + 1);
      if (i < 0) {
        return -1;
      }
      if (startsWith(literal, i)) {
        return i;
      }
    }
    return -1;
  }

  /// Whether `literal` lies at `index`; the caller has checked that there is room for it.
  boolean startsWith(SreLiteral literal, int index) {
    if (str != null) {
      return literal.text != null && str.startsWith(literal.text, index);
    }
    int[] chars = literal.chars;
    if (bytes != null) {
      for (int i = 0; i < chars.length; i++) {
        if ((bytes[index + i] & 0xff) != chars[i]) {
          return false;
        }
      }
      return true;
    }
    for (int i = 0; i < chars.length; i++) {
      if (codePoints[index + i] != chars[i]) {
        return false;
      }
    }
    return true;
  }
}
