package org.atoll.runtime.text;

import java.util.Locale;

/// The case conversions of str, with Unicode's full mappings and the final sigma. Stateless.
/// Compare `do_upper`, `do_title` and their kin in CPython's `unicodeobject.c`.
public final class CaseMapping {
  private static final int CAPITAL_SIGMA = 0x3A3;
  private static final int FINAL_SIGMA = 0x3C2;
  private static final int SMALL_SIGMA = 0x3C3;
  private static final int CAPITAL_I_WITH_DOT = 0x130;
  private static final int YPOGEGRAMMENI = 0x345;

  private CaseMapping() {}

  private static final class Folds {
    static final UnicodeTable TABLE = UnicodeTable.read("casefold.txt");
  }

  /// `str.upper`.
  public static Object upper(CodePoints text) {
    if (text instanceof CodePoints.OfString(String s)) {
      return s.toUpperCase(Locale.ROOT);
    }
    var out = new TextBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      appendUpper(out, text.at(i));
    }
    return out.build();
  }

  /// `str.lower`.
  public static Object lower(CodePoints text) {
    if (text instanceof CodePoints.OfString(String s) && s.indexOf(CAPITAL_SIGMA) < 0) {
      return s.toLowerCase(Locale.ROOT);
    }
    var out = new TextBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      appendLower(out, text, i);
    }
    return out.build();
  }

  /// `str.casefold`.
  public static Object casefold(CodePoints text) {
    if (text instanceof CodePoints.OfString(String s) && isAscii(s)) {
      return s.toLowerCase(Locale.ROOT);
    }
    var out = new TextBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      int c = text.at(i);
      String fold = c < 0x80 ? null : Folds.TABLE.get(c);
      if (fold == null) {
        appendLower(out, c);
      } else {
        for (String part : fold.split(" ")) {
          out.appendCodePoint(Integer.parseInt(part, 16));
        }
      }
    }
    return out.build();
  }

  /// `str.title`.
  public static Object title(CodePoints text) {
    var out = new TextBuilder(text.length());
    boolean afterCased = false;
    for (int i = 0; i < text.length(); i++) {
      if (afterCased) {
        appendLower(out, text, i);
      } else {
        appendTitle(out, text.at(i));
      }
      afterCased = UnicodeData.isCased(text.at(i));
    }
    return out.build();
  }

  /// `str.capitalize`.
  public static Object capitalize(CodePoints text) {
    var out = new TextBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (i == 0) {
        appendTitle(out, text.at(0));
      } else {
        appendLower(out, text, i);
      }
    }
    return out.build();
  }

  /// `str.swapcase`.
  public static Object swapcase(CodePoints text) {
    var out = new TextBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      int c = text.at(i);
      if (UnicodeData.isUpper(c)) {
        appendLower(out, text, i);
      } else if (UnicodeData.isLower(c)) {
        appendUpper(out, c);
      } else {
        out.appendCodePoint(c);
      }
    }
    return out.build();
  }

  /// `str.islower`: there is a lower case character, and none of another case.
  public static boolean isLower(CodePoints text) {
    boolean found = false;
    for (int i = 0; i < text.length(); i++) {
      int c = text.at(i);
      if (UnicodeData.isUpper(c) || UnicodeData.isTitle(c)) {
        return false;
      }
      found |= UnicodeData.isLower(c);
    }
    return found;
  }

  /// `str.isupper`: there is an upper case character, and none of another case.
  public static boolean isUpper(CodePoints text) {
    boolean found = false;
    for (int i = 0; i < text.length(); i++) {
      int c = text.at(i);
      if (UnicodeData.isLower(c) || UnicodeData.isTitle(c)) {
        return false;
      }
      found |= UnicodeData.isUpper(c);
    }
    return found;
  }

  /// `str.istitle`: upper and title case only after uncased characters, lower case only after cased ones.
  public static boolean isTitle(CodePoints text) {
    boolean found = false;
    boolean afterCased = false;
    for (int i = 0; i < text.length(); i++) {
      int c = text.at(i);
      if (UnicodeData.isUpper(c) || UnicodeData.isTitle(c)) {
        if (afterCased) {
          return false;
        }
        afterCased = true;
        found = true;
      } else if (UnicodeData.isLower(c)) {
        if (!afterCased) {
          return false;
        }
        found = true;
      } else {
        afterCased = false;
      }
    }
    return found;
  }

  private static void appendUpper(TextBuilder out, int c) {
    if (c < 0x80) {
      out.appendCodePoint(c >= 'a' && c <= 'z' ? c - 32 : c);
    } else if (c > 0xFFFF) {
      out.appendCodePoint(Character.toUpperCase(c));
    } else if (c >= 0xD800 && c <= 0xDFFF) {
      out.appendCodePoint(c);
    } else {
      out.append(Character.toString(c).toUpperCase(Locale.ROOT));
    }
  }

  private static void appendTitle(TextBuilder out, int c) {
    int simple = Character.toTitleCase(c);
    boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
    if (simple != c || c < 0x80 || c > 0xFFFF || surrogate || Character.isTitleCase(c)) {
      out.appendCodePoint(simple);
      return;
    }
    // Longer title forms belong to characters without a simple one: the first letter of the upper case stays so.
    String upper = Character.toString(c).toUpperCase(Locale.ROOT);
    if (upper.length() == 1) {
      out.appendCodePoint(simple);
      return;
    }
    boolean afterCased = false;
    for (int i = 0; i < upper.length(); i++) {
      int u = upper.charAt(i);
      if (!afterCased) {
        out.appendCodePoint(u);
        afterCased = UnicodeData.isCased(u);
      } else if (u == 0x399 && isGreekWithIota(c)) {
        out.appendCodePoint(YPOGEGRAMMENI);
      } else {
        out.appendCodePoint(Character.toLowerCase(u));
      }
    }
  }

  /// The small letters of the Greek extended block whose iota subscript becomes a capital iota in upper case.
  private static boolean isGreekWithIota(int c) {
    return switch (c) {
      case 0x1FB2, 0x1FB4, 0x1FB7, 0x1FC2, 0x1FC4, 0x1FC7, 0x1FF2, 0x1FF4, 0x1FF7 -> true;
      default -> false;
    };
  }

  private static void appendLower(TextBuilder out, CodePoints text, int at) {
    int c = text.at(at);
    if (c == CAPITAL_SIGMA) {
      out.appendCodePoint(isFinal(text, at) ? FINAL_SIGMA : SMALL_SIGMA);
    } else {
      appendLower(out, c);
    }
  }

  private static void appendLower(TextBuilder out, int c) {
    if (c == CAPITAL_I_WITH_DOT) {
      out.append("i\u0307");
    } else {
      out.appendCodePoint(Character.toLowerCase(c));
    }
  }

  /// A sigma is final after a cased letter where no cased one follows, whatever ignorable ones lie between.
  private static boolean isFinal(CodePoints text, int at) {
    int before = at - 1;
    while (before >= 0 && isIgnorable(text.at(before))) {
      before--;
    }
    if (before < 0 || !UnicodeData.isCased(text.at(before))) {
      return false;
    }
    int after = at + 1;
    while (after < text.length() && isIgnorable(text.at(after))) {
      after++;
    }
    return after == text.length() || !UnicodeData.isCased(text.at(after));
  }

  /// Unicode's Case_Ignorable.
  private static boolean isIgnorable(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT, Character.MODIFIER_LETTER,
          Character.MODIFIER_SYMBOL -> true;
      default -> switch (c) {
        case '\'', '.', ':', 0xB7, 0x387, 0x55F, 0x5F4, 0x2018, 0x2019, 0x2024, 0x2027, 0xFE13, 0xFE52, 0xFE55, 0xFF07,
            0xFF0E, 0xFF1A -> true;
        default -> false;
      };
    };
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
