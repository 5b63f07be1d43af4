package org.atoll.runtime.text;

import org.atoll.syntax.UnicodeNames;

/// Unicode 3.2.0 as `unicodedata.ucd_3_2_0` knows it, which `stringprep` and so the `idna` codec need: what was assigned
/// then, and the few properties that have changed since. Thread-safe; read at the first question.
public final class UnicodeData32 {
  /// The version of the Unicode Character Database.
  public static final String VERSION = "3.2.0";

  private static final String UNASSIGNED = "x";

  private UnicodeData32() {}

  private static final class Changes {
    static final UnicodeTable TABLE = UnicodeTable.read("ucd32.txt");
  }

  /// Whether Unicode 3.2.0 assigned the code point.
  public static boolean isAssigned(int c) {
    String changes = Changes.TABLE.get(c);
    return changes != null && !changes.startsWith(UNASSIGNED);
  }

  /// What the property was then where it has changed since, else null.
  private static String changed(int c, char property) {
    String changes = Changes.TABLE.get(c);
    if (changes == null || changes.isEmpty()) {
      return null;
    }
    for (String change : changes.split(" ")) {
      if (change.charAt(0) == property) {
        return change.substring(2).replace('_', ' ');
      }
    }
    return null;
  }

  private static String property(int c, char property, String unassigned, String now) {
    if (!isAssigned(c)) {
      return unassigned;
    }
    String then = changed(c, property);
    return then == null ? now : then;
  }

  /// The general category.
  public static String category(int c) {
    return property(c, 'c', "Cn", UnicodeData.category(c));
  }

  /// The bidirectional class.
  public static String bidirectional(int c) {
    return property(c, 'b', "", UnicodeData.bidirectional(c));
  }

  /// Whether the character is mirrored in bidirectional text.
  public static boolean isMirrored(int c) {
    return property(c, 'm', "0", UnicodeData.isMirrored(c) ? "1" : "0").equals("1");
  }

  /// The East Asian width.
  public static String eastAsianWidth(int c) {
    String then = changed(c, 'w');
    return then != null ? then : isAssigned(c) ? UnicodeData.eastAsianWidth(c) : "N";
  }

  /// The canonical combining class.
  public static int combining(int c) {
    return Integer.parseInt(property(c, 'k', "0", Integer.toString(UnicodeData.combining(c))));
  }

  /// The decomposition mapping with its tag.
  public static String decomposition(int c) {
    return property(c, 'd', "", UnicodeData.decomposition(c));
  }

  /// The character's name, or null.
  public static String name(int c) {
    String name = property(c, 'n', "", UnicodeNames.name(c) == null ? "" : UnicodeNames.name(c));
    return name.isEmpty() ? null : name;
  }

  private static String value(int c, int which, double now) {
    String then = isAssigned(c) ? changed(c, 'v') : "-,-,-";
    if (then != null) {
      return then.split(",")[which];
    }
    return Double.isNaN(now) || now < 0 && which < 2 ? "-" : null;
  }

  /// The value of a decimal digit, or -1.
  public static int decimal(int c) {
    String then = value(c, 0, UnicodeData.decimal(c));
    return then == null ? UnicodeData.decimal(c) : then.equals("-") ? -1 : Integer.parseInt(then);
  }

  /// The value of a digit, or -1. CPython answers by the newest data even here.
  public static int digit(int c) {
    return UnicodeData.digit(c);
  }

  /// The value of a numeric character, or nan.
  public static double numeric(int c) {
    String then = value(c, 2, UnicodeData.numeric(c));
    return then == null ? UnicodeData.numeric(c) : then.equals("-") ? Double.NaN : Double.parseDouble(then);
  }

  /// Normalizes text; what was not assigned then stays as it is.
  /// @throws IllegalArgumentException for an unknown form
  public static Object normalize(String form, CodePoints text) {
    var out = new TextBuilder(text.length());
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || !isAssigned(text.at(i))) {
        out.appendText(UnicodeData.normalize(form, CodePoints.ofText(text.slice(start, i))));
        if (i < text.length()) {
          out.appendCodePoint(text.at(i));
        }
        start = i + 1;
      }
    }
    return out.build();
  }
}
