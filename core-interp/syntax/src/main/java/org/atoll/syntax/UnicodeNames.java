package org.atoll.syntax;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Names of characters: `unicodedata.name` and `lookup`, and `\N{...}`. Thread-safe; data is read at the first lookup.
public final class UnicodeNames {
  private static final String[] LEADS = {
    "G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H"
  };
  private static final String[] VOWELS = {
    "A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO", "WE", "WI", "YU", "EU",
    "YI", "I"
  };
  private static final String[] TAILS = {
    "", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH", "M", "B", "BS", "S", "SS",
    "NG", "J", "C", "K", "T", "P", "H"
  };
  private static final int HANGUL_FIRST = 0xAC00;
  private static final int HANGUL_LAST = 0xD7A3;
  private static final String CJK = "CJK UNIFIED IDEOGRAPH-";
  private static final String HANGUL = "HANGUL SYLLABLE ";

  private UnicodeNames() {}

  private static final class Aliases {
    static final Map<String, String> BY_NAME = read();

    private static Map<String, String> read() {
      var names = new HashMap<String, String>();
      try (InputStream in = UnicodeNames.class.getResourceAsStream("names.txt")) {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String line; (line = reader.readLine()) != null; ) {
          if (!line.isEmpty() && line.charAt(0) != '#') {
            add(names, line);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return Map.copyOf(names);
    }

    private static void add(Map<String, String> names, String line) {
      int equals = line.indexOf('=');
      var text = new StringBuilder();
      for (String part : line.substring(equals + 1).split(" ")) {
        text.appendCodePoint(Integer.parseInt(part, 16));
      }
      names.put(line.substring(0, equals), text.toString());
    }
  }

  /// The character's name, or null if it has none.
  public static String name(int c) {
    if (c >= HANGUL_FIRST && c <= HANGUL_LAST) {
      int index = c - HANGUL_FIRST;
      return HANGUL + LEADS[index / 588] + VOWELS[index % 588 / 28] + TAILS[index % 28];
    }
    switch (Character.getType(c)) {
      case Character.CONTROL, Character.PRIVATE_USE, Character.SURROGATE, Character.UNASSIGNED -> {
        return null;
      }
      case Character.OTHER_LETTER -> {
        if (isUnifiedIdeograph(c)) {
          return CJK + Integer.toHexString(c).toUpperCase(Locale.ROOT);
        }
        if (c >= 0x17000 && c <= 0x187FF || c >= 0x18D00 && c <= 0x18D7F) {
          return null; // Tangut ideographs have generated names which CPython does not know
        }
      }
      default -> {}
    }
    return Character.getName(c);
  }

  private static boolean isUnifiedIdeograph(int c) {
    return c >= 0x3400 && c <= 0x4DBF
        || c >= 0x4E00 && c <= 0x9FFF
        || c >= 0x20000 && c <= 0x2A6DF
        || c >= 0x2A700 && c <= 0x2EE5D
        || c >= 0x30000 && c <= 0x323AF;
  }

  /// The text of a name, an alias or a named sequence, as UTF-16; null if there is none.
  ///
  /// @param sequences whether names of sequences of several code points count
  public static String lookup(String name, boolean sequences) {
    String upper = name.toUpperCase(Locale.ROOT);
    String alias = Aliases.BY_NAME.get(upper);
    if (alias != null) {
      return sequences || alias.codePointCount(0, alias.length()) == 1 ? alias : null;
    }
    int c = codePoint(upper);
    return c < 0 ? null : Character.toString(c);
  }

  private static int codePoint(String name) {
    if (name.startsWith(CJK)) {
      return ideograph(name.substring(CJK.length()));
    }
    if (name.startsWith(HANGUL)) {
      return syllable(name.substring(HANGUL.length()));
    }
    try {
      int c = Character.codePointOf(name);
      // The JDK also finds what it calls unnamed characters, and ignores surrounding blanks.
      return name.equals(name(c)) ? c : -1;
    } catch (IllegalArgumentException unknown) {
      return -1;
    }
  }

  private static int ideograph(String digits) {
    if (digits.length() != 4 && digits.length() != 5) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char d = digits.charAt(i);
      if (!(d >= '0' && d <= '9' || d >= 'A' && d <= 'F')) {
        return -1;
      }
      value = value * 16 + Character.digit(d, 16);
    }
    return isUnifiedIdeograph(value) && Character.isDefined(value) ? value : -1;
  }

  private static int syllable(String text) {
    int lead = longest(LEADS, text, 0);
    int vowelAt = LEADS[lead].length();
    int vowel = longest(VOWELS, text, vowelAt);
    if (vowel < 0) {
      return -1;
    }
    int tailAt = vowelAt + VOWELS[vowel].length();
    int tail = longest(TAILS, text, tailAt);
    return tailAt + TAILS[tail].length() == text.length() ? HANGUL_FIRST + (lead * 21 + vowel) * 28 + tail : -1;
  }

  private static int longest(String[] parts, String text, int at) {
    int best = -1;
    for (int i = 0; i < parts.length; i++) {
      if (text.startsWith(parts[i], at) && (best < 0 || parts[i].length() > parts[best].length())) {
        best = i;
      }
    }
    return best;
  }
}
