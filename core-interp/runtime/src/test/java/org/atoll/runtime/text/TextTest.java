package org.atoll.runtime.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.atoll.syntax.UnicodeNames;
import org.junit.jupiter.api.Test;

/// A few known answers; the integration tests compare everything here with native CPython at length.
class TextTest {
  private static CodePoints text(String s) {
    return CodePoints.of(s);
  }

  @Test
  void floatsHaveTheShortestRepr() {
    assertEquals("0.1", FloatFormat.repr(0.1));
    assertEquals("1e+16", FloatFormat.repr(1e16));
    assertEquals("1e-05", FloatFormat.repr(1e-5));
    assertEquals("5e-324", FloatFormat.repr(Double.MIN_VALUE));
    assertEquals("-0.0", FloatFormat.repr(-0.0));
    assertEquals("2e+22", FloatFormat.repr(2e22));
    assertEquals("nan", FloatFormat.repr(Double.NaN));
    assertEquals("0x1.999999999999ap-4", FloatFormat.hex(0.1));
    assertEquals(2.68, FloatFormat.round(2.675000001, 2));
    assertEquals(2.67, FloatFormat.round(2.675, 2));
  }

  @Test
  void numberHashesAreThoseOfCPython() {
    assertEquals(-2, Hashes.ofLong(-1));
    assertEquals(230584300921369408L, Hashes.ofDouble(0.1));
    assertEquals(1, Hashes.ofLong((1L << 61)));
    assertEquals(Hashes.ofBigInteger(BigInteger.ONE.shiftLeft(100)), Hashes.ofDouble(0x1p100));
    assertEquals(314159, Hashes.ofDouble(Double.POSITIVE_INFINITY));
    assertEquals(5740354900026072187L, Hashes.tupleEnd(Hashes.tupleStart(), 0));
  }

  @Test
  void strHashesAlikeInBothForms() {
    assertEquals(Hashes.ofText("caf\u00e9"), Hashes.ofText(new int[] {'c', 'a', 'f', 0xE9}));
  }

  @Test
  void textFormsAreChosenByContent() {
    assertEquals("ab", new TextBuilder().append("a").appendCodePoint('b').build());
    assertArrayEquals(new int[] {'a', 0x1F600}, (int[]) new TextBuilder().append("a").appendCodePoint(0x1F600).build());
    assertArrayEquals(new int[] {0xD83D, 0xDE00},
        (int[]) new TextBuilder().appendCodePoint(0xD83D).appendCodePoint(0xDE00).build());
  }

  @Test
  void intsAreParsedInAnyBase() {
    assertEquals(255L, IntFormat.parse(text("0xff"), 0, 0));
    assertEquals(1_000L, IntFormat.parse(text(" 1_000 "), 10, 0));
    assertNull(IntFormat.parse(text("1__0"), 10, 0));
    assertNull(IntFormat.parse(text("010"), 0, 0));
    var tooLong = assertThrows(TextError.class, () -> IntFormat.parse(text("1".repeat(4301)), 10, 4300));
    assertEquals("Exceeds the limit (4300 digits) for integer string conversion: value has 4301 digits;"
        + " use sys.set_int_max_str_digits() to increase the limit", tooLong.getMessage());
    assertThrows(TextError.class, () -> IntFormat.decimal(BigInteger.TEN.pow(4300), 4300));
    assertEquals(4300, IntFormat.decimal(BigInteger.TEN.pow(4299), 4300).length());
  }

  @Test
  void specificationsAreObeyed() {
    assertEquals("   00ff",
        Formatter.formatStr(text("00ff"), text(">7"), "str"));
    assertEquals("1,234,567.891,0", Formatter.formatFloat(1234567.891, text(",.4,f"), "float", Formatter.NumberLocale.C));
    assertEquals("0x0_0001_e240",
        Formatter.formatInt(BigInteger.valueOf(123456), text("#012_x"), "int", 0, Formatter.NumberLocale.C));
    var error = assertThrows(TextError.class, () -> Formatter.formatStr(text("a"), text("d"), "str"));
    assertEquals("Unknown format code 'd' for object of type 'str'", error.getMessage());
  }

  @Test
  void percentDirectivesAreReadAndLaidOut() {
    var format = new PercentFormat(text("x=%(k)-+8.3d|"), false);
    var out = new TextBuilder();
    format.literal(out);
    var directive = format.directive(format.key(), precision -> 0);
    assertEquals("k", directive.key());
    PercentFormat.layOutNumber(out, directive, PercentFormat.intText(directive, "7"));
    format.literal(out);
    assertEquals("x=+007    |", out.build());
  }

  @Test
  void malformedUtf8IsReportedAsByCPython() {
    var error = assertThrows(CodecError.class,
        () -> Utf8Codec.decode(new byte[] {'a', (byte) 0xE2, (byte) 0x82}, CodecErrors.STRICT, true));
    assertEquals("unexpected end of data", error.reason());
    assertEquals(1, error.start());
    assertEquals(3, error.end());
    assertEquals(1, Utf8Codec.decode(new byte[] {'a', (byte) 0xE2, (byte) 0x82}, CodecErrors.STRICT, false).consumed());
    assertEquals("\u20ac", Utf8Codec.decode("\u20ac".getBytes(StandardCharsets.UTF_8), CodecErrors.STRICT, true).text());
  }

  @Test
  void reprsChooseQuotesAndEscapes() {
    assertEquals("'a'", Repr.ofText("a"));
    assertEquals("\"it's\"", Repr.ofText("it's"));
    assertEquals("'\\'\"'", Repr.ofText("'\""));
    assertEquals("'\\x00\\n\\u2028'", Repr.ofText("\0\n\u2028"));
    assertEquals("b'\\xff\\'\"'", Repr.ofBytes(new byte[] {-1, '\'', '"'}, 0, 3));
  }

  @Test
  void namesAreKnownBothWays() {
    assertEquals("HANGUL SYLLABLE GAG", UnicodeNames.name(0xAC01));
    assertEquals("CJK UNIFIED IDEOGRAPH-4E00", UnicodeNames.name(0x4E00));
    assertEquals("\n", UnicodeNames.lookup("line feed", true));
    assertNull(UnicodeNames.lookup("no such name", true));
    assertNull(UnicodeNames.name(0));
  }

  @Test
  void splittingFollowsStr() {
    assertEquals(List.of("a", "b  "), TextOps.splitSpace(text("  a b  "), 1));
    assertEquals(List.of("a", "", "b"), TextOps.split(text("a,,b"), text(","), -1));
    assertEquals("xaxbx", TextOps.replace(text("ab"), text(""), text("x"), -1));
    assertEquals("\u03b1\u03c2", CaseMapping.lower(text("\u0391\u03a3")));
    assertEquals("3.2.0", UnicodeData32.VERSION);
    assertEquals("Cn", UnicodeData32.category(0x1F600));
  }
}
