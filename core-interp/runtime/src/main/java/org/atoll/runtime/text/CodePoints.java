package org.atoll.runtime.text;

/// A read-only view of a Python str as code points, whichever way it is stored.
/// Views are as immutable as what they look at: a String always, an array as long as nobody writes to it.
public interface CodePoints {
  /// The number of code points.
  int length();

  /// The code point at `index`, which must lie in `[0, length())`.
  int at(int index);

  /// A view of a String that holds no surrogate code units, so that a char is a code point.
  static CodePoints of(String text) {
    return new OfString(text);
  }

  /// A view of an array of code points, which may hold surrogates and supplementary ones.
  static CodePoints of(int[] codePoints) {
    return new OfArray(codePoints);
  }

  /// The part from `start` to `end` as a String or, if it needs that, an `int[]`.
  default Object slice(int start, int end) {
    var builder = new TextBuilder(end - start);
    for (int i = start; i < end; i++) {
      builder.appendCodePoint(at(i));
    }
    return builder.build();
  }

  /// The view of text as [TextBuilder#build] delivers it.
  /// @throws IllegalArgumentException if it is neither a String nor an `int[]`
  static CodePoints ofText(Object text) {
    if (text instanceof String s) {
      return of(s);
    }
    if (text instanceof int[] a) {
      return of(a);
    }
    throw new IllegalArgumentException("neither String nor int[]: " + text);
  }

  /// The code points in an array of their own.
  default int[] toArray() {
    var all = new int[length()];
    for (int i = 0; i < all.length; i++) {
      all[i] = at(i);
    }
    return all;
  }

  /// @hidden
  record OfString(String text) implements CodePoints {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public int at(int index) {
      return text.charAt(index);
    }

    @Override
    public Object slice(int start, int end) {
      return text.substring(start, end);
    }
  }

  /// @hidden
  record OfArray(int[] array) implements CodePoints {
    @Override
    public int length() {
      return array.length;
    }

    @Override
    public int at(int index) {
      return array[index];
    }
  }
}
