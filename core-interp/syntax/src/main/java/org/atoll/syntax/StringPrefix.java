package org.atoll.syntax;

/// The letters before a string literal's quote.
final class StringPrefix {
  private StringPrefix() {}

  /// Whether the letters from `start` to `quoteAt` are a string prefix. Refuses the combinations that CPython names in
  /// an error.
  static boolean isPrefix(byte[] src, int start, int quoteAt, Tokenizer tokenizer) {
    boolean b = false;
    boolean u = false;
    boolean r = false;
    boolean f = false;
    boolean t = false;
    for (int i = start; i < quoteAt; i++) {
      int c = lower(src[i]);
      if (c == 'b' && !b) {
        b = true;
      } else if (c == 'u' && !u) {
        u = true;
      } else if (c == 'r' && !r) {
        r = true;
      } else if (c == 'f' && !f) {
        f = true;
      } else if (c == 't' && !t) {
        t = true;
      } else {
        return false;
      }
    }
    String clash = u && b ? "ub" : u && r ? "ur" : u && f ? "uf" : u && t ? "ut" : b && f ? "bf" : b && t ? "bt"
        : f && t ? "ft" : null;
    if (clash != null) {
      tokenizer.incompatible(start, quoteAt, clash);
    }
    return true;
  }

  private static int lower(byte b) {
    return b | 0x20;
  }

  /// `'f'` or `'t'` where the prefix makes an f-string or t-string, else 0.
  static int interpolated(byte[] src, int start, int quoteAt) {
    for (int i = start; i < quoteAt; i++) {
      int c = lower(src[i]);
      if (c == 'f' || c == 't') {
        return c;
      }
    }
    return 0;
  }

  /// Whether the prefix makes a raw literal.
  static boolean raw(byte[] src, int start, int quoteAt) {
    for (int i = start; i < quoteAt; i++) {
      if (lower(src[i]) == 'r') {
        return true;
      }
    }
    return false;
  }
}
