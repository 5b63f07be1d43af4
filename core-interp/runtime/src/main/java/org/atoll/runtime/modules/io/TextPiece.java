package org.atoll.runtime.modules.io;

import org.atoll.runtime.types.PyUcs4;
import org.atoll.runtime.types.PyUnicode;

/// Parts of strs, whichever way they are stored. Stateless.
final class TextPiece {
  private TextPiece() {}

  static Object slice(Object s, int from, int to) {
    if (s instanceof String plain) {
      return plain.substring(from, to);
    }
    if (s instanceof PyUcs4 wide) {
      return PyUcs4.of(java.util.Arrays.copyOfRange(wide.codePoints, from, to));
    }
    return slice(PyUnicode.value(s), from, to);
  }

  static int indexOf(Object s, char c, int from) {
    if (s instanceof String plain) {
      return plain.indexOf(c, from);
    }
    int n = PyUnicode.length(s);
    for (int i = from; i < n; i++) {
      if (PyUnicode.codePointAt(s, i) == c) {
        return i;
      }
    }
    return -1;
  }

  static int indexOf(Object s, String what, int from) {
    if (s instanceof String plain) {
      return plain.indexOf(what, from);
    }
    int n = PyUnicode.length(s) - what.length();
    for (int i = from; i <= n; i++) {
      int k = 0;
      while (k < what.length() && PyUnicode.codePointAt(s, i + k) == what.charAt(k)) {
        k++;
      }
      if (k == what.length()) {
        return i;
      }
    }
    return -1;
  }

  /// All occurrences of `\n` replaced.
  static Object replaceLineFeeds(Object s, String by) {
    if (s instanceof String plain) {
      return plain.replace("\n", by);
    }
    org.atoll.runtime.text.TextBuilder out = new org.atoll.runtime.text.TextBuilder(PyUnicode.length(s) + 8);
    int n = PyUnicode.length(s);
    for (int i = 0; i < n; i++) {
      int c = PyUnicode.codePointAt(s, i);
      if (c == '\n') {
        out.append(by);
      } else {
        out.appendCodePoint(c);
      }
    }
    return PyUnicode.of(out);
  }

  /// Where a line ends that begins at `from`, its end included; -1 if it does not end here.
  ///
  /// @param universal whether `\r` and `\r\n` end lines too
  /// @param newline what ends lines otherwise
  static int lineEnd(Object s, int from, boolean translated, boolean universal, String newline) {
    if (translated) {
      int at = indexOf(s, '\n', from);
      return at < 0 ? -1 : at + 1;
    }
    if (!universal) {
      int at = newline.length() == 1 ? indexOf(s, newline.charAt(0), from) : indexOf(s, newline, from);
      return at < 0 ? -1 : at + newline.length();
    }
    int lf = indexOf(s, '\n', from);
    int cr = indexOf(s, '\r', from);
    if (cr < 0 || lf >= 0 && lf < cr) {
      return lf < 0 ? -1 : lf + 1;
    }
    return lf == cr + 1 ? cr + 2 : cr + 1;
  }
}
