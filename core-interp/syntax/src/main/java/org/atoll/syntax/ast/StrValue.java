package org.atoll.syntax.ast;

import java.util.Arrays;

/// A str constant that a `String` of BMP characters cannot hold: it has code points beyond the BMP or lone surrogates.
public record StrValue(int[] codePoints) {
  @Override
  public boolean equals(Object o) {
    return o instanceof StrValue s && Arrays.equals(codePoints, s.codePoints);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(codePoints);
  }
}
