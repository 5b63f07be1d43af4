package org.atoll.runtime.sre;

/// A run of two or more literal characters. Immutable.
final class SreLiteral {
  final int[] chars;
  /// The same as a string, or null where some character cannot occur in a [SreSubject] of that form.
  final String text;

  SreLiteral(int[] chars) {
    this.chars = chars;
    StringBuilder b = new StringBuilder(chars.length);
    boolean plain = true;
    for (int c : chars) {
      if (c > 0xffff || c >= 0xd800 && c <= 0xdfff) {
        plain = false;
        break;
      }
      b.append((char) c);
    }
    text = plain ? b.toString() : null;
  }
}
