package org.atoll.syntax.ast;

import java.util.Arrays;

/// A bytes constant. The array is owned by this record and never changed.
public record BytesValue(byte[] bytes) {
  @Override
  public boolean equals(Object o) {
    return o instanceof BytesValue b && Arrays.equals(bytes, b.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
