package org.atoll.runtime.text;

import java.util.Arrays;

/// Collects code points into Python text: a String as long as none of them is a surrogate or beyond the BMP,
/// an array of code points from the first such one on. Not thread-safe. Compare `_PyUnicodeWriter`.
public final class TextBuilder {
  private StringBuilder narrow;
  private int[] wide;
  private int wideLength;

  /// An empty builder with room for `capacity` code points.
  public TextBuilder(int capacity) {
    narrow = new StringBuilder(Math.max(capacity, 16));
  }

  /// An empty builder.
  public TextBuilder() {
    this(16);
  }

  /// Appends one code point, surrogates included.
  public TextBuilder appendCodePoint(int codePoint) {
    if (narrow != null) {
      if (codePoint < 0xD800 || (codePoint > 0xDFFF && codePoint <= 0xFFFF)) {
        narrow.append((char) codePoint);
        return this;
      }
      widen(1);
    } else {
      reserve(1);
    }
    wide[wideLength++] = codePoint;
    return this;
  }

  /// Appends one code point `count` times.
  public TextBuilder repeat(int codePoint, int count) {
    for (int i = 0; i < count; i++) {
      appendCodePoint(codePoint);
    }
    return this;
  }

  /// Appends a String without surrogate code units.
  public TextBuilder append(String text) {
    return append(text, 0, text.length());
  }

  /// Appends part of a String without surrogate code units.
  public TextBuilder append(String text, int start, int end) {
    if (narrow != null) {
      narrow.append(text, start, end);
      return this;
    }
    reserve(end - start);
    for (int i = start; i < end; i++) {
      wide[wideLength++] = text.charAt(i);
    }
    return this;
  }

  /// Appends part of an array of code points.
  public TextBuilder append(int[] codePoints, int start, int end) {
    for (int i = start; i < end; i++) {
      appendCodePoint(codePoints[i]);
    }
    return this;
  }

  /// Appends all code points of a view.
  public TextBuilder append(CodePoints text) {
    return append(text, 0, text.length());
  }

  /// Appends part of a view.
  public TextBuilder append(CodePoints text, int start, int end) {
    if (text instanceof CodePoints.OfString(String s)) {
      return append(s, start, end);
    }
    for (int i = start; i < end; i++) {
      appendCodePoint(text.at(i));
    }
    return this;
  }

  /// Appends a String or `int[]` as [#build] delivers it.
  public TextBuilder appendText(Object text) {
    return text instanceof String s ? append(s) : append(CodePoints.ofText(text));
  }

  /// Appends a String which may hold surrogate pairs: pairs become one code point.
  public TextBuilder appendUtf16(String text) {
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      appendCodePoint(codePoint);
      i += Character.charCount(codePoint);
    }
    return this;
  }

  /// The number of code points so far.
  public int length() {
    return narrow != null ? narrow.length() : wideLength;
  }

  /// Whether the text so far fits a String without surrogate code units.
  public boolean isNarrow() {
    return narrow != null;
  }

  /// The text: a String if no code point is a surrogate or beyond the BMP, else an `int[]`.
  public Object build() {
    return narrow != null ? narrow.toString() : Arrays.copyOf(wide, wideLength);
  }

  /// The text as UTF-16, for messages; pairs of lone surrogates next to each other merge.
  @Override
  public String toString() {
    return narrow != null ? narrow.toString() : new String(wide, 0, wideLength);
  }

  private void widen(int more) {
    int length = narrow.length();
    wide = new int[Math.max(16, (length + more) * 2)];
    for (int i = 0; i < length; i++) {
      wide[i] = narrow.charAt(i);
    }
    wideLength = length;
    narrow = null;
  }

  private void reserve(int more) {
    if (wideLength + more > wide.length) {
      wide = Arrays.copyOf(wide, Math.max(wide.length * 2, wideLength + more));
    }
  }
}
