package org.atoll.runtime.modules.io;

import java.util.Arrays;
import org.atoll.runtime.types.PyUcs4;
import org.atoll.runtime.types.PyUnicode;

/// Text that grows and can be overwritten anywhere: chars, or code points from the first one on that is no plain char.
final class TextBuffer {
  private StringBuilder chars = new StringBuilder();
  private int[] wide;
  private int length;

  int length() {
    return wide == null ? chars.length() : length;
  }

  /// Overwrites what is at `at`; a gap before that fills with null characters.
  void write(int at, Object text) {
    if (wide == null && text instanceof String s) {
      if (at == chars.length()) {
        chars.append(s);
        return;
      }
      if (at > chars.length()) {
        chars.setLength(at);
      }
      chars.replace(at, Math.min(at + s.length(), chars.length()), s);
      return;
    }
    widen();
    int n = PyUnicode.length(text);
    int end = Math.max(length, at + n);
    if (end > wide.length) {
      wide = Arrays.copyOf(wide, Math.max(end, wide.length * 2));
    }
    for (int i = 0; i < n; i++) {
      wide[at + i] = PyUnicode.codePointAt(text, i);
    }
    length = end;
  }

  private void widen() {
    if (wide == null) {
      length = chars.length();
      wide = new int[Math.max(16, length * 2)];
      for (int i = 0; i < length; i++) {
        wide[i] = chars.charAt(i);
      }
      chars = null;
    }
  }

  Object slice(int from, int to) {
    return wide == null ? chars.substring(from, to) : PyUcs4.of(Arrays.copyOfRange(wide, from, to));
  }

  void truncate(int to) {
    if (wide == null) {
      chars.setLength(Math.min(to, chars.length()));
    } else if (to < length) {
      Arrays.fill(wide, to, length, 0);
      length = to;
    }
  }

  private int indexOf(char c, int from) {
    if (wide == null) {
      for (int i = from; i < chars.length(); i++) {
        if (chars.charAt(i) == c) {
          return i;
        }
      }
      return -1;
    }
    for (int i = from; i < length; i++) {
      if (wide[i] == c) {
        return i;
      }
    }
    return -1;
  }

  /// As [TextPiece#lineEnd], but the end of the text if no line ends.
  int lineEnd(int from, boolean translated, boolean universal, String newline) {
    if (translated) {
      int at = indexOf('\n', from);
      return at < 0 ? length() : at + 1;
    }
    if (!universal) {
      int at = indexOf(newline.charAt(0), from);
      if (newline.length() == 2) {
        while (at >= 0 && indexOf('\n', at + 1) != at + 1) {
          at = indexOf('\r', at + 1);
        }
      }
      return at < 0 ? length() : at + newline.length();
    }
    int lf = indexOf('\n', from);
    int cr = indexOf('\r', from);
    if (cr < 0 || lf >= 0 && lf < cr) {
      return lf < 0 ? length() : lf + 1;
    }
    return lf == cr + 1 ? cr + 2 : cr + 1;
  }
}
