package org.atoll.runtime.text;

import java.text.Normalizer;
import java.util.Locale;

/// Properties of code points, Unicode 16.0.0. What the JDK knows comes from it, the rest from small tables that are read
/// when first asked for. Compare CPython's `unicodectype.c` and `unicodedata.c`. Thread-safe.
public final class UnicodeData {
  /// The version of the Unicode Character Database.
  public static final String VERSION = "16.0.0";

  private static final String[] CATEGORIES = {
    "Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Me", "Mc", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cn", "Co",
    "Cs", "Pd", "Ps", "Pe", "Pc", "Po", "Sm", "Sc", "Sk", "So", "Pi", "Pf", "Cn"
  };
  private static final String[] DIRECTIONS = {
    "L", "R", "AL", "EN", "ES", "ET", "AN", "CS", "NSM", "BN", "B", "S", "WS", "ON", "LRE", "LRO", "RLE", "RLO", "PDF",
    "LRI", "RLI", "FSI", "PDI"
  };

  private UnicodeData() {}

  private static final class Digits {
    static final UnicodeTable TABLE = UnicodeTable.read("digits.txt");
  }

  private static final class Numbers {
    static final UnicodeTable TABLE = UnicodeTable.read("numbers.txt");
  }

  private static final class Widths {
    static final UnicodeTable TABLE = UnicodeTable.read("widths.txt");
  }

  private static final class Combining {
    static final UnicodeTable TABLE = UnicodeTable.read("combining.txt");
  }

  private static final class Decompositions {
    static final UnicodeTable TABLE = UnicodeTable.read("decompositions.txt");
  }

  /// `str.isalpha` of one code point: general category L*.
  public static boolean isAlpha(int c) {
    return Character.isLetter(c);
  }

  /// `str.isalnum` of one code point.
  public static boolean isAlnum(int c) {
    return Character.isLetterOrDigit(c) || c >= 0x80 && isNumeric(c);
  }

  /// `str.isdecimal` of one code point.
  public static boolean isDecimal(int c) {
    return Character.isDigit(c);
  }

  /// `str.isdigit` of one code point.
  public static boolean isDigit(int c) {
    return Character.isDigit(c) || c >= 0x80 && Digits.TABLE.get(c) != null;
  }

  /// `str.isnumeric` of one code point.
  public static boolean isNumeric(int c) {
    return Character.isDigit(c) || c >= 0x80 && Numbers.TABLE.get(c) != null;
  }

  /// The value of a decimal digit, or -1.
  public static int decimal(int c) {
    if (c < 0x80) {
      return c >= '0' && c <= '9' ? c - '0' : -1;
    }
    return Character.isDigit(c) ? Character.digit(c, 10) : -1;
  }

  /// The value of a digit, or -1.
  public static int digit(int c) {
    int value = decimal(c);
    if (value >= 0 || c < 0x80) {
      return value;
    }
    String other = Digits.TABLE.get(c);
    return other == null ? -1 : Integer.parseInt(other);
  }

  /// The value of a numeric character, or nan.
  public static double numeric(int c) {
    int value = decimal(c);
    if (value >= 0) {
      return value;
    }
    String other = c < 0x80 ? null : Numbers.TABLE.get(c);
    if (other == null) {
      return Double.NaN;
    }
    int slash = other.indexOf('/');
    return slash < 0
        ? Double.parseDouble(other)
        : Double.parseDouble(other.substring(0, slash)) / Double.parseDouble(other.substring(slash + 1));
  }

  /// `str.isspace` of one code point: bidirectional type WS, B or S, or category Zs.
  public static boolean isSpace(int c) {
    if (c < 0x80) {
      return c == ' ' || c >= '\t' && c <= '\r' || c >= 0x1C && c <= 0x1F;
    }
    return c == 0x85 || c == 0xA0 || c >= 0x1680 && (Character.isSpaceChar(c));
  }

  /// Whether `str.splitlines` breaks a line here.
  public static boolean isLineBreak(int c) {
    return c >= '\n' && c <= '\r' || c >= 0x1C && c <= 0x1E || c == 0x85 || c == 0x2028 || c == 0x2029;
  }

  /// `str.isprintable` of one code point.
  public static boolean isPrintable(int c) {
    if (c < 0x7F) {
      return c >= ' ';
    }
    return switch (Character.getType(c)) {
      case Character.UNASSIGNED, Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE,
          Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SPACE_SEPARATOR -> false;
      default -> true;
    };
  }

  /// Whether a code point is lower case.
  public static boolean isLower(int c) {
    return Character.isLowerCase(c);
  }

  /// Whether a code point is upper case.
  public static boolean isUpper(int c) {
    return Character.isUpperCase(c);
  }

  /// Whether a code point is title case, such as U+01C5.
  public static boolean isTitle(int c) {
    return Character.isTitleCase(c);
  }

  /// Whether a code point has a case at all.
  public static boolean isCased(int c) {
    return Character.isLowerCase(c) || Character.isUpperCase(c) || Character.isTitleCase(c);
  }

  /// Whether an identifier may begin with the code point: XID_Start or the underscore.
  public static boolean isIdentifierStart(int c) {
    if (c < 0x80) {
      return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }
    return Character.isUnicodeIdentifierStart(c) && !isExcludedStart(c);
  }

  /// Whether an identifier may go on with the code point: XID_Continue.
  public static boolean isIdentifierPart(int c) {
    if (c < 0x80) {
      return isIdentifierStart(c) || c >= '0' && c <= '9';
    }
    return c == 0x200C || c == 0x200D
        || Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c) && !isExcludedPart(c);
  }

  /// What XID_Continue leaves out of ID_Continue, since normalization would change it.
  private static boolean isExcludedPart(int c) {
    return switch (c) {
      case 0x37A, 0x2E2F, 0x309B, 0x309C, 0xFDFA, 0xFDFB, 0xFE70, 0xFE72, 0xFE74, 0xFE76, 0xFE78, 0xFE7A, 0xFE7C, 0xFE7E ->
          true;
      default -> c >= 0xFC5E && c <= 0xFC63;
    };
  }

  private static boolean isExcludedStart(int c) {
    return isExcludedPart(c) || c == 0xE33 || c == 0xEB3 || c == 0xFF9E || c == 0xFF9F;
  }

  /// `str.isidentifier`.
  public static boolean isIdentifier(CodePoints text) {
    if (text.length() == 0 || !isIdentifierStart(text.at(0))) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      if (!isIdentifierPart(text.at(i))) {
        return false;
      }
    }
    return true;
  }

  /// The general category, such as `Lu`.
  public static String category(int c) {
    return CATEGORIES[Character.getType(c)];
  }

  /// The bidirectional class, such as `AL`; empty where none is defined.
  public static String bidirectional(int c) {
    byte direction = Character.getDirectionality(c);
    return direction < 0 ? "" : DIRECTIONS[direction];
  }

  /// Whether the character is mirrored in bidirectional text.
  public static boolean isMirrored(int c) {
    return Character.isMirrored(c);
  }

  /// The canonical combining class.
  public static int combining(int c) {
    String value = c < 0x300 ? null : Combining.TABLE.get(c);
    return value == null ? 0 : Integer.parseInt(value);
  }

  /// The East Asian width, such as `W`.
  public static String eastAsianWidth(int c) {
    String value = Widths.TABLE.get(c);
    return value == null ? "N" : value;
  }

  /// The decomposition mapping with its tag, such as `<compat> 0020 0308`; empty where there is none.
  public static String decomposition(int c) {
    String mapping = c < 0xA0 ? null : Decompositions.TABLE.get(c);
    if (mapping == null) {
      return "";
    }
    var out = new StringBuilder();
    for (String part : mapping.split(" ")) {
      if (!out.isEmpty()) {
        out.append(' ');
      }
      out.append(part.startsWith("<") ? tag(part) : String.format(Locale.ROOT, "%04X", Integer.parseInt(part, 16)));
    }
    return out.toString();
  }

  private static String tag(String lower) {
    return lower.equals("<nobreak>") ? "<noBreak>" : lower;
  }

  /// Normalizes text; form is one of `NFC NFD NFKC NFKD`.
  /// @throws IllegalArgumentException for another form
  public static Object normalize(String form, CodePoints text) {
    var kind = Normalizer.Form.valueOf(form);
    if (text instanceof CodePoints.OfString(String s)) {
      return Normalizer.isNormalized(s, kind) ? s : new TextBuilder().appendUtf16(Normalizer.normalize(s, kind)).build();
    }
    // Lone surrogates are starters which nothing combines with: normalize what lies between them.
    var out = new TextBuilder(text.length());
    var run = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      int c = text.at(i);
      if (c >= 0xD800 && c <= 0xDFFF) {
        out.appendUtf16(Normalizer.normalize(run, kind)).appendCodePoint(c);
        run.setLength(0);
      } else {
        run.appendCodePoint(c);
      }
    }
    return out.appendUtf16(Normalizer.normalize(run, kind)).build();
  }

  /// `unicodedata.is_normalized`.
  /// @throws IllegalArgumentException for an unknown form
  public static boolean isNormalized(String form, CodePoints text) {
    var kind = Normalizer.Form.valueOf(form);
    if (text instanceof CodePoints.OfString(String s)) {
      return Normalizer.isNormalized(s, kind);
    }
    CodePoints normal = CodePoints.ofText(normalize(form, text));
    return java.util.Arrays.equals(normal.toArray(), text.toArray());
  }
}
