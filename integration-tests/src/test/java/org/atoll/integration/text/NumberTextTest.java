package org.atoll.integration.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.text.FloatFormat;
import org.atoll.runtime.text.FloatParser;
import org.atoll.runtime.text.Formatter;
import org.atoll.runtime.text.Hashes;
import org.atoll.runtime.text.IntFormat;
import org.atoll.runtime.text.TextError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Numbers as text and text as numbers, compared with native CPython on seeded random inputs.
class NumberTextTest {
  private static final long SEED = Long.getLong("atoll.seed", 20240814L);
  private final Random random = new Random(SEED);

  @BeforeEach
  void needsReference() {
    assumeTrue(Reference.home() != null, "no unpacked CPython");
  }

  @Test
  void floatsReadAndWriteAlike() throws Exception {
    var cases = new ArrayList<String>();
    var mine = new ArrayList<String>();
    for (int i = 0; i < 20_000; i++) {
      double x = anyDouble();
      int places = random.nextInt(30) - 8;
      cases.add(Long.toHexString(Double.doubleToRawLongBits(x)) + "\t" + places);
      mine.add(attempt(() -> {
        var ratio = FloatFormat.asIntegerRatio(x);
        return FloatFormat.repr(x) + " " + FloatFormat.hex(x) + " " + FloatFormat.repr(FloatFormat.round(x, places)) + " "
            + Hashes.ofDouble(x) + " " + ratio[0] + "/" + ratio[1] + " " + FloatFormat.roundToInt(x) + " "
            + FloatFormat.truncate(x) + " " + FloatFormat.repr(FloatParser.parse(FloatFormat.repr(x))) + " "
            + FloatFormat.repr(FloatParser.fromHex(CodePoints.of(FloatFormat.hex(x))));
      }));
    }
    compare(cases, mine, """
        import struct
        def f(bits, places):
          x = struct.unpack('>d', bytes.fromhex(bits.rjust(16, '0')))[0]
          n, d = x.as_integer_ratio()
          return f'{x!r} {x.hex()} {round(x, int(places))!r} {hash(x)} {n}/{d} {round(x)} {int(x)} {x!r} {x!r}'
        serve(f)
        """);
  }

  @Test
  void floatCodesWriteAlike() throws Exception {
    var cases = new ArrayList<String>();
    var mine = new ArrayList<String>();
    for (int i = 0; i < 20_000; i++) {
      double x = anyDouble();
      String code = "" + "eEfFgG".charAt(random.nextInt(6));
      int precision = random.nextInt(random.nextInt(10) == 0 ? 400 : 20);
      boolean alternate = random.nextInt(4) == 0;
      cases.add(Long.toHexString(Double.doubleToRawLongBits(x)) + "\t%" + (alternate ? "#" : "") + "." + precision + code);
      mine.add(FloatFormat.format(x, code.charAt(0), precision, alternate ? FloatFormat.ALT : 0));
    }
    compare(cases, mine, """
        import struct
        def f(bits, spec):
          return spec % struct.unpack('>d', bytes.fromhex(bits.rjust(16, '0')))[0]
        serve(f)
        """);
  }

  @Test
  void floatTextIsAcceptedAlike() throws Exception {
    var cases = new ArrayList<String>();
    var mine = new ArrayList<String>();
    for (int i = 0; i < 20_000; i++) {
      String text = anyOf(" \t+-0123456789._eEinfatyNxp\u0663\u00a0a", 8);
      cases.add(Reference.code(text));
      mine.add(attempt(() -> {
        Double x = FloatParser.parse(text);
        return x == null ? "none" : FloatFormat.repr(x);
      }) + " " + attempt(() -> FloatFormat.repr(FloatParser.fromHex(CodePoints.of(text)))));
    }
    compare(cases, mine, """
        def parse(s):
          try: return repr(float(s))
          except ValueError: return 'none'
        def f(s):
          s = text(s)
          return parse(s) + ' ' + attempt(lambda: repr(float.fromhex(s)))
        serve(f)
        """);
  }

  @Test
  void intTextIsAcceptedAlike() throws Exception {
    var cases = new ArrayList<String>();
    var mine = new ArrayList<String>();
    for (int i = 0; i < 20_000; i++) {
      String text = anyOf(random.nextBoolean() ? " +-01_xXobB" : " \t+-0123456789_abcdefxXobz\u0663\u00a0", 24);
      int base = random.nextInt(39) - 1;
      cases.add(Reference.code(text) + "\t" + base);
      mine.add(attempt(() -> {
        Number n = IntFormat.parse(CodePoints.of(text), base, 4300);
        return n == null ? "none" : n.toString();
      }));
    }
    compare(cases, mine, """
        def f(s, base):
          try: return str(int(text(s), int(base)))
          except ValueError as e:
            if 'invalid literal' in str(e): return 'none'
            raise
        serve(f)
        """);
  }

  @Test
  void bigIntsReadBack() {
    for (int i = 0; i < 40; i++) {
      var n = new BigInteger(random.nextInt(60_000) + 1, random);
      for (int base : new int[] {2, 8, 10, 16, 36}) {
        Number back = IntFormat.parse(CodePoints.of(n.toString(base)), base, 0);
        assertEquals(n, new BigInteger(back.toString()));
      }
    }
  }

  @Test
  void specificationsFormatAlike() throws Exception {
    var cases = new ArrayList<String>();
    var mine = new ArrayList<String>();
    for (int i = 0; i < 40_000; i++) {
      String spec = anySpec();
      var view = CodePoints.of(spec);
      double x = anyDouble();
      double y = anyDouble();
      String bits = Long.toHexString(Double.doubleToRawLongBits(x)) + "\t" + Long.toHexString(Double.doubleToRawLongBits(y));
      switch (random.nextInt(4)) {
        case 0 -> {
          String value = anyOf("ab\u00e9\u4e00", 6);
          cases.add("s\t" + Reference.code(spec) + "\t" + Reference.code(value) + "\t");
          mine.add(attempt(() -> Formatter.formatStr(CodePoints.of(value), view, "str")));
        }
        case 1 -> {
          var value = new BigInteger(random.nextInt(80), random).multiply(BigInteger.valueOf(random.nextInt(3) - 1));
          cases.add("i\t" + Reference.code(spec) + "\t" + value + "\t");
          mine.add(attempt(() -> Formatter.formatInt(value, view, "int", 4300, Formatter.NumberLocale.C)));
        }
        case 2 -> {
          cases.add("f\t" + Reference.code(spec) + "\t" + bits);
          mine.add(attempt(() -> Formatter.formatFloat(x, view, "float", Formatter.NumberLocale.C)));
        }
        default -> {
          cases.add("c\t" + Reference.code(spec) + "\t" + bits);
          mine.add(attempt(() -> Formatter.formatComplex(x, y, view, "complex", Formatter.NumberLocale.C)));
        }
      }
    }
    compare(cases, mine, """
        import struct
        def number(bits): return struct.unpack('>d', bytes.fromhex(bits.rjust(16, '0')))[0]
        def f(kind, spec, a, b):
          v = text(a) if kind == 's' else int(a) if kind == 'i' else number(a) if kind == 'f' else complex(number(a), number(b))
          return format(v, text(spec))
        serve(f)
        """);
  }

  private String anySpec() {
    var spec = new StringBuilder();
    optional(spec, 4, "x\u00e9*0 ");
    if (!spec.isEmpty() || random.nextInt(3) == 0) {
      optional(spec, 1, "<>=^");
    }
    optional(spec, 3, "+- ");
    optional(spec, 6, "z");
    optional(spec, 5, "#");
    optional(spec, 4, "0");
    if (random.nextBoolean()) {
      spec.append(random.nextInt(40));
    }
    optional(spec, 3, ",_");
    optional(spec, 30, ",_");
    if (random.nextInt(3) == 0) {
      spec.append('.');
      if (random.nextInt(8) != 0) {
        spec.append(random.nextInt(20));
      }
      optional(spec, 4, ",_");
    }
    optional(spec, 2, "bcdeEfFgGnosxX%");
    optional(spec, 40, "q\u00e9 s\u0001");
    return spec.isEmpty() ? "5" : spec.toString();
  }

  private void optional(StringBuilder out, int oneIn, String choices) {
    if (random.nextInt(oneIn) == 0) {
      out.append(choices.charAt(random.nextInt(choices.length())));
    }
  }

  private double anyDouble() {
    return switch (random.nextInt(8)) {
      case 0 -> Double.longBitsToDouble(random.nextLong());
      case 1 -> Double.longBitsToDouble(random.nextLong() & 0x800FFFFFFFFFFFFFL);
      case 2 -> random.nextInt(2000) / 8.0 - 100;
      case 3 -> random.nextInt(200000) / 1000.0;
      case 4 -> Math.scalb(random.nextDouble(), random.nextInt(120) - 60);
      case 5 -> Double.parseDouble(random.nextInt(1000) + "e" + (random.nextInt(640) - 325));
      case 6 -> new double[] {0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 2.5, 1e16, 1e22, 1e23, 1e-5, 123456789.125, 9.5, 0.05,
          Double.MIN_VALUE, Double.MAX_VALUE, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}[random.nextInt(19)];
      default -> -random.nextInt(1 << 20) * 1.0;
    };
  }

  private String anyOf(String alphabet, int longest) {
    var out = new StringBuilder();
    for (int n = random.nextInt(longest + 1); n > 0; n--) {
      out.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return out.toString();
  }

  private static String attempt(Callable<Object> action) {
    try {
      Object result = action.call();
      return result instanceof int[] a ? new String(a, 0, a.length) : result.toString();
    } catch (TextError e) {
      return e.pythonType() + ": " + e.getMessage();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void compare(List<String> cases, List<String> mine, String script) throws Exception {
    List<String> theirs = Reference.run(script, cases);
    assertEquals(cases.size(), theirs.size(), "answers");
    var wrong = new ArrayList<String>();
    for (int i = 0; i < mine.size(); i++) {
      String expected = Reference.decode(theirs.get(i));
      if (!expected.equals(mine.get(i))) {
        wrong.add(cases.get(i) + " CPython: " + expected + " Atoll: " + mine.get(i));
      }
    }
    assertEquals(List.of(), wrong.subList(0, Math.min(20, wrong.size())),
        wrong.size() + " of " + cases.size() + " differ, seed " + SEED);
  }
}
