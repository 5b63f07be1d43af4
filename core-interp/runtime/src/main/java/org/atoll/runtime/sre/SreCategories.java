package org.atoll.runtime.sre;

import java.util.Locale;

/// Character categories and case mappings as Python's `re` defines them: `\w` is `str.isalnum` or
/// underscore, `\d` is `str.isdecimal`, `\s` is `str.isspace`. The JDK and CPython 3.14 both follow
/// Unicode 16. The locale variants behave as in the C and UTF-8 locales, where only ASCII letters
/// have case. Stateless and safe for all threads.
public final class SreCategories {
  private SreCategories() {}

  private static final int ALNUM_TYPES = 1 << Character.UPPERCASE_LETTER | 1 << Character.LOWERCASE_LETTER
      | 1 << Character.TITLECASE_LETTER | 1 << Character.MODIFIER_LETTER | 1 << Character.OTHER_LETTER
      | 1 << Character.DECIMAL_DIGIT_NUMBER | 1 << Character.LETTER_NUMBER | 1 << Character.OTHER_NUMBER;

  /// The characters of `\w` under Unicode rules.
  public static boolean isWord(int c) {
    if (c < 128) {
      return isAsciiWord(c);
    }
    return (ALNUM_TYPES >> Character.getType(c) & 1) != 0;
  }

  static boolean isAsciiWord(int c) {
    // Bit sets of 0 to 63 and of 64 to 127.
    return c < 128 && ((c < 64 ? 0x03ff000000000000L : 0x07fffffe87fffffeL) >>> c & 1) != 0;
  }

  /// The characters of `\d` under Unicode rules.
  public static boolean isDecimal(int c) {
    return c < 128 ? c >= '0' && c <= '9' : Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER;
  }

  /// The characters of `\s` under Unicode rules.
  public static boolean isSpace(int c) {
    if (c < 256) {
      return c == ' ' || c >= 9 && c <= 13 || c >= 0x1c && c <= 0x1f || c == 0x85 || c == 0xa0;
    }
    return c == 0x1680 || c >= 0x2000 && c <= 0x200a || c == 0x2028 || c == 0x2029 || c == 0x202f
        || c == 0x205f || c == 0x3000;
  }

  /// The characters at which `str.splitlines` breaks.
  public static boolean isLinebreak(int c) {
    return c >= 10 && c <= 13 || c >= 0x1c && c <= 0x1e || c == 0x85 || c == 0x2028 || c == 0x2029;
  }

  /// Whether `c` belongs to one of the `CATEGORY_*` codes.
  static boolean inCategory(int category, int c) {
    return switch (category) {
      case SreCodes.CATEGORY_DIGIT -> c >= '0' && c <= '9';
      case SreCodes.CATEGORY_NOT_DIGIT -> !(c >= '0' && c <= '9');
      case SreCodes.CATEGORY_SPACE -> isAsciiSpace(c);
      case SreCodes.CATEGORY_NOT_SPACE -> !isAsciiSpace(c);
      case SreCodes.CATEGORY_WORD, SreCodes.CATEGORY_LOC_WORD -> isAsciiWord(c);
      case SreCodes.CATEGORY_NOT_WORD, SreCodes.CATEGORY_LOC_NOT_WORD -> !isAsciiWord(c);
      case SreCodes.CATEGORY_LINEBREAK -> c == '\n';
      case SreCodes.CATEGORY_NOT_LINEBREAK -> c != '\n';
      case SreCodes.CATEGORY_UNI_DIGIT -> isDecimal(c);
      case SreCodes.CATEGORY_UNI_NOT_DIGIT -> !isDecimal(c);
      case SreCodes.CATEGORY_UNI_SPACE -> isSpace(c);
      case SreCodes.CATEGORY_UNI_NOT_SPACE -> !isSpace(c);
      case SreCodes.CATEGORY_UNI_WORD -> isWord(c);
      case SreCodes.CATEGORY_UNI_NOT_WORD -> !isWord(c);
      case SreCodes.CATEGORY_UNI_LINEBREAK -> isLinebreak(c);
      case SreCodes.CATEGORY_UNI_NOT_LINEBREAK -> !isLinebreak(c);
      default -> throw new SreCodeException("unknown category " + category);
    };
  }

  private static boolean isAsciiSpace(int c) {
    return c == ' ' || c >= 9 && c <= 13;
  }

  /// Lower case of ASCII letters; every other character as it is.
  public static int lowerAscii(int c) {
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
  }

  /// Upper case of ASCII letters; every other character as it is.
  public static int upperAscii(int c) {
    return c >= 'a' && c <= 'z' ? c - 32 : c;
  }

  /// Simple Unicode lower case.
  public static int lowerUnicode(int c) {
    return Character.toLowerCase(c);
  }

  /// Simple Unicode upper case.
  public static int upperUnicode(int c) {
    return Character.toUpperCase(c);
  }

  /// `_sre.unicode_iscased`; as in CPython also where the upper case has more than one character.
  public static boolean isCasedUnicode(int c) {
    return c != lowerUnicode(c) || c != upperUnicode(c)
        || c >= 0xdf && Character.isLetter(c) && Character.toString(c).toUpperCase(Locale.ROOT).codePointAt(0) != c;
  }

  /// `_sre.ascii_iscased`.
  public static boolean isCasedAscii(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }
}
