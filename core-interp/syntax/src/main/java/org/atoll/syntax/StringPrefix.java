package org.atoll.syntax;

/// The letters before a string literal's quote.
final class StringPrefix {
  private StringPrefix() {}

  /// Whether the letters from `start` to `quoteAt` (one or two) are a string prefix. Refuses the combinations that
  /// CPython names in an error.
  static boolean isPrefix(byte[] src, int start, int quoteAt, Tokenizer tokenizer) {
    int a = lower(src[start]);
    if (quoteAt - start == 1) {
      return a == 'r' || a == 'b' || a == 'u' || a == 'f' || a == 't';
    }
    int b = lower(src[start + 1]);
    if (a == b || !isLetter(a) || !isLetter(b)) {
      return false;
    }
    if (a != 'r' && b != 'r' || a == 'u' || b == 'u') {
      incompatible(a, b, quoteAt, tokenizer);
    }
    return true;
  }

  private static void incompatible(int a, int b, int quoteAt, Tokenizer tokenizer) {
    String order = "ubrft";
    int x = order.indexOf(a) < order.indexOf(b) ? a : b;
    int y = x == a ? b : a;
    tokenizer.hardAt(quoteAt + 1, "'" + (char) x + "' and '" + (char) y + "' prefixes are incompatible");
  }

  private static boolean isLetter(int c) {
    return c == 'r' || c == 'b' || c == 'u' || c == 'f' || c == 't';
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
