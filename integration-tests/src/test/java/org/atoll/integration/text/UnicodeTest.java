package org.atoll.integration.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.atoll.runtime.text.CaseMapping;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.text.FloatFormat;
import org.atoll.runtime.text.UnicodeData;
import org.atoll.runtime.text.UnicodeData32;
import org.atoll.syntax.UnicodeNames;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every property of every code point, and case conversions of random text, compared with native CPython.
class UnicodeTest {
  private static final long SEED = Long.getLong("atoll.seed", 20240814L);

  @BeforeEach
  void needsReference() {
    assumeTrue(Reference.home() != null, "no unpacked CPython");
  }

  @Test
  void propertiesOfAllCodePoints() throws Exception {
    var cases = new ArrayList<String>();
    var mine = new ArrayList<String>();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      cases.add(Integer.toHexString(c));
      mine.add(properties(c));
    }
    compare(cases, mine, """
        import unicodedata as u
        def b(*flags): return ''.join('01'[f] for f in flags)
        def f(x):
          c = chr(int(x, 16))
          name = u.name(c, '')
          n = u.numeric(c, None)
          return ' '.join([u.category(c), u.bidirectional(c), str(u.mirrored(c)), str(u.combining(c)), u.east_asian_width(c),
            b(c.isalpha(), c.isalnum(), c.isdecimal(), c.isdigit(), c.isnumeric(), c.isspace(), c.isprintable(), c.islower(),
              c.isupper(), c.istitle(), c.isidentifier(), ('a' + c).isidentifier()),
            str(u.decimal(c, -1)), str(u.digit(c, -1)), repr(float('nan') if n is None else n), u.decomposition(c), name,
            code(c.lower()), code(c.upper()), code(c.title()), code(c.casefold()), code(c.swapcase()), code(c.capitalize()),
            code(u.normalize('NFD', c)), code(u.normalize('NFKC', c)), str(u.lookup(name) == c if name else True)])
        serve(f)
        """);
  }

  @Test
  void propertiesOfUnicode32() throws Exception {
    var cases = new ArrayList<String>();
    var mine = new ArrayList<String>();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      String name = UnicodeData32.name(c);
      cases.add(Integer.toHexString(c));
      mine.add(String.join(" ", UnicodeData32.category(c), UnicodeData32.bidirectional(c),
          UnicodeData32.isMirrored(c) ? "1" : "0", "" + UnicodeData32.combining(c), UnicodeData32.eastAsianWidth(c),
          "" + UnicodeData32.decimal(c), "" + UnicodeData32.digit(c), FloatFormat.repr(UnicodeData32.numeric(c)),
          UnicodeData32.decomposition(c), name == null ? "" : name));
    }
    compare(cases, mine, """
        from unicodedata import ucd_3_2_0 as u
        def f(x):
          c = chr(int(x, 16))
          n = u.numeric(c, None)
          return ' '.join([u.category(c), u.bidirectional(c), str(u.mirrored(c)), str(u.combining(c)), u.east_asian_width(c),
            str(u.decimal(c, -1)), str(u.digit(c, -1)), repr(float('nan') if n is None else n), u.decomposition(c), u.name(c, '')])
        serve(f)
        """);
  }

  private static String properties(int c) {
    var text = CodePoints.of(new int[] {c});
    var word = CodePoints.of(new int[] {'a', c});
    String name = UnicodeNames.name(c);
    return String.join(" ",
        UnicodeData.category(c), UnicodeData.bidirectional(c), UnicodeData.isMirrored(c) ? "1" : "0",
        "" + UnicodeData.combining(c), UnicodeData.eastAsianWidth(c),
        flags(UnicodeData.isAlpha(c), UnicodeData.isAlnum(c), UnicodeData.isDecimal(c), UnicodeData.isDigit(c),
            UnicodeData.isNumeric(c), UnicodeData.isSpace(c), UnicodeData.isPrintable(c), CaseMapping.isLower(text),
            CaseMapping.isUpper(text), CaseMapping.isTitle(text), UnicodeData.isIdentifier(text), UnicodeData.isIdentifier(word)),
        "" + UnicodeData.decimal(c), "" + UnicodeData.digit(c), FloatFormat.repr(UnicodeData.numeric(c)),
        UnicodeData.decomposition(c), name == null ? "" : name,
        code(CaseMapping.lower(text)), code(CaseMapping.upper(text)), code(CaseMapping.title(text)),
        code(CaseMapping.casefold(text)), code(CaseMapping.swapcase(text)), code(CaseMapping.capitalize(text)),
        code(UnicodeData.normalize("NFD", text)), code(UnicodeData.normalize("NFKC", text)),
        name == null || Character.toString(c).equals(UnicodeNames.lookup(name, true)) ? "True" : "False");
  }

  @Test
  void caseConversionsOfText() throws Exception {
    var random = new Random(SEED);
    var cases = new ArrayList<String>();
    var mine = new ArrayList<String>();
    int[] special = {0x3A3, 0x3A3, 0x3C3, 0x130, 0xDF, 0x2BC, '\'', '.', 0x301, 0x345, 'a', 'B', ' ', 0x1C5, 0xFB03, 0x1F80, 0x10400, 0xD800};
    for (int i = 0; i < 30_000; i++) {
      var text = new int[random.nextInt(7)];
      for (int k = 0; k < text.length; k++) {
        text[k] = random.nextInt(5) == 0 ? random.nextInt(0x3000) : special[random.nextInt(special.length)];
      }
      Object built = CodePoints.of(text).slice(0, text.length);
      var view = CodePoints.ofText(built);
      cases.add(Reference.code(text));
      mine.add(code(CaseMapping.lower(view)) + " " + code(CaseMapping.upper(view)) + " " + code(CaseMapping.title(view)) + " "
          + code(CaseMapping.casefold(view)) + " " + code(CaseMapping.swapcase(view)) + " " + code(CaseMapping.capitalize(view)) + " "
          + flags(CaseMapping.isLower(view), CaseMapping.isUpper(view), CaseMapping.isTitle(view)) + " "
          + code(UnicodeData.normalize("NFC", view)) + " " + code(UnicodeData.normalize("NFKD", view)));
    }
    compare(cases, mine, """
        import unicodedata as u
        def f(x=''):
          s = text(x)
          return ' '.join([code(s.lower()), code(s.upper()), code(s.title()), code(s.casefold()), code(s.swapcase()),
            code(s.capitalize()), ''.join('01'[f] for f in (s.islower(), s.isupper(), s.istitle())),
            code(u.normalize('NFC', s)), code(u.normalize('NFKD', s))])
        serve(f)
        """);
  }

  private static String code(Object text) {
    return Reference.code(CodePoints.ofText(text).toArray());
  }

  private static String flags(boolean... flags) {
    var out = new StringBuilder();
    for (boolean flag : flags) {
      out.append(flag ? '1' : '0');
    }
    return out.toString();
  }

  private static void compare(List<String> cases, List<String> mine, String script) throws Exception {
    List<String> theirs = Reference.run(script, cases);
    assertEquals(cases.size(), theirs.size(), "answers");
    var wrong = new ArrayList<String>();
    for (int i = 0; i < mine.size(); i++) {
      String expected = Reference.decode(theirs.get(i));
      if (!expected.equals(mine.get(i))) {
        wrong.add(cases.get(i) + " CPython: " + expected + " Atoll: " + mine.get(i) + "\n");
      }
    }
    assertEquals(List.of(), wrong.subList(0, Math.min(20, wrong.size())),
        wrong.size() + " of " + cases.size() + " differ, seed " + SEED);
  }
}
