package org.atoll.syntax;

import java.util.Arrays;
import org.atoll.syntax.ast.StrValue;

/// A growing str of code points, lone surrogates allowed. Turns into the representation of constants: a `String` where
/// it has no surrogate code unit, a [StrValue] otherwise.
final class CodePoints {
  private final StringBuilder text = new StringBuilder();
  private int[] wide;
  private int count;

  void add(int codePoint) {
    if (wide == null) {
      if (codePoint < 0xD800 || codePoint > 0xDFFF && codePoint < 0x10000) {
        text.append((char) codePoint);
        return;
      }
      wide = text.codePoints().toArray();
      count = wide.length;
    }
    if (count == wide.length) {
      wide = Arrays.copyOf(wide, count * 2 + 8);
    }
    wide[count++] = codePoint;
  }

  void add(Object value) {
    if (value instanceof String s && wide == null) {
      text.append(s);
    } else if (value instanceof String s) {
      s.chars().forEach(this::add);
    } else {
      for (int c : ((StrValue) value).codePoints()) {
        add(c);
      }
    }
  }

  /// Well-formed Java text, whose surrogate pairs become single code points.
  void addText(String s) {
    if (wide == null && s.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
      text.append(s);
    } else {
      s.codePoints().forEach(this::add);
    }
  }

  boolean isEmpty() {
    return wide == null ? text.isEmpty() : count == 0;
  }

  Object value() {
    return wide == null ? text.toString() : new StrValue(Arrays.copyOf(wide, count));
  }
}
