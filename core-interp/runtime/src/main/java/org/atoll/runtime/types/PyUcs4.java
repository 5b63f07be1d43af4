package org.atoll.runtime.types;

import java.util.Arrays;
import org.atoll.runtime.object.PyObject;

/// A str that has code points beyond the BMP or lone surrogates (CPython's `PyUnicode_4BYTE_KIND`); every other str is a
/// Java `String`. Immutable.
public final class PyUcs4 extends PyObject {
  /// The code points; never changed. At least one is a surrogate or above U+FFFF.
  public final int[] codePoints;
  private long hash;

  private PyUcs4(int[] codePoints) {
    super(PyUnicode.TYPE);
    this.codePoints = codePoints;
  }

  /// The str of these code points, which the caller gives away: a `String` where that can hold it.
  public static Object of(int[] codePoints) {
    for (int c : codePoints) {
      if (c > 0xffff || c >= 0xd800 && c <= 0xdfff) {
        return new PyUcs4(codePoints);
      }
    }
    return new String(codePoints, 0, codePoints.length);
  }

  long cachedHash() {
    if (hash == 0) {
      hash = PyUnicode.hashOf(codePoints);
    }
    return hash;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof PyUcs4 u && Arrays.equals(codePoints, u.codePoints);
  }

  @Override
  public int hashCode() {
    return (int) cachedHash();
  }

  @Override
  public String toString() {
    return new String(codePoints, 0, codePoints.length);
  }
}
