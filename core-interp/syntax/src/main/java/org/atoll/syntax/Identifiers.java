package org.atoll.syntax;

import java.text.Normalizer;
import java.util.Locale;

/// Which characters may stand in identifiers: XID_Start and XID_Continue of Unicode, PEP 3131.
final class Identifiers {
  /// Where Java's notion of identifiers and Unicode's XID properties differ.
  private static final int VERTICAL_TILDE = 0x2E2F;
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private Identifiers() {}

  /// Ends the tokenizing where the name from `start` to `end` has a character that no name may have.
  static void verify(Tokenizer tokenizer, SourceText source, int start, int end) {
    String name = source.text(start, end);
    for (int i = 0; i < name.length(); i = name.offsetByCodePoints(i, 1)) {
      int c = name.codePointAt(i);
      if (!(i == 0 ? isStart(c) : isPart(c))) {
        int at = start + name.substring(0, i).getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        bad(tokenizer, c, at + utf8Length(c));
      }
    }
  }

  /// Ends the tokenizing at a character that begins no token.
  static void badCharacter(Tokenizer tokenizer, SourceText source, int at) {
    bad(tokenizer, source.bytes[at] & 0xFF, at + 1);
  }

  private static void bad(Tokenizer tokenizer, int c, int end) {
    String code = String.format(Locale.ROOT, "U+%04X", c);
    tokenizer.hardAt(end, PythonRepr.isPrintable(c)
        ? "invalid character '" + Character.toString(c) + "' (" + code + ")"
        : "invalid non-printable character " + code);
  }

  private static int utf8Length(int c) {
    return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  }

  /// XID_Start or an underscore.
  static boolean isStart(int c) {
    return c == '_' || Character.isUnicodeIdentifierStart(c) && c != VERTICAL_TILDE && closedUnderNfkc(c, true);
  }

  /// XID_Continue.
  static boolean isPart(int c) {
    return c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER
        || Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c) && c != VERTICAL_TILDE
            && closedUnderNfkc(c, false);
  }

  /// XID leaves out the few characters whose compatibility form is no identifier.
  private static boolean closedUnderNfkc(int c, boolean start) {
    if (c < 0x80) {
      return true;
    }
    String text = Character.toString(c);
    if (Normalizer.isNormalized(text, Normalizer.Form.NFKC)) {
      return true;
    }
    String form = Normalizer.normalize(text, Normalizer.Form.NFKC);
    for (int i = 0; i < form.length(); i = form.offsetByCodePoints(i, 1)) {
      int f = form.codePointAt(i);
      boolean ok = start && i == 0
          ? f == '_' || Character.isUnicodeIdentifierStart(f)
          : Character.isUnicodeIdentifierPart(f) && !Character.isIdentifierIgnorable(f);
      if (!ok) {
        return false;
      }
    }
    return true;
  }
}
