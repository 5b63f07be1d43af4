package org.atoll.runtime.modules.json;

import java.util.Arrays;
import org.atoll.runtime.types.PyUcs4;
import org.atoll.runtime.types.PyUnicode;

/// A str to be parsed, by the index of its characters. Immutable.
final class JsonText {
  /// The object that error messages point into.
  final Object object;
  /// The text where it has no surrogate code units, else null.
  final String string;
  private final int[] codePoints;
  private final int length;

  private JsonText(Object object, String string, int[] codePoints) {
    this.object = object;
    this.string = string;
    this.codePoints = codePoints;
    length = string != null ? string.length() : codePoints.length;
  }

  static JsonText of(Object str) {
    return PyUnicode.value(str) instanceof PyUcs4 u ? new JsonText(str, null, u.codePoints)
        : new JsonText(str, (String) PyUnicode.value(str), null);
  }

  int length() {
    return length;
  }

  /// The character at `i`, or -1 behind the end.
  int at(int i) {
    return i >= length ? -1 : string != null ? string.charAt(i) : codePoints[i];
  }

  Object slice(int from, int to) {
    return string != null ? string.substring(from, to) : PyUcs4.of(Arrays.copyOfRange(codePoints, from, to));
  }

  /// The same for a part known to be ASCII.
  String ascii(int from, int to) {
    return string != null ? string.substring(from, to) : new String(codePoints, from, to - from);
  }

  boolean startsWith(String word, int at) {
    if (string != null) {
      return string.startsWith(word, at);
    }
    for (int i = 0; i < word.length(); i++) {
      if (at(at + i) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// The first index from `i` on that holds no blank.
  int skipBlanks(int i) {
    for (;;) {
      int c = at(i);
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return i;
      }
      i++;
    }
  }
}
