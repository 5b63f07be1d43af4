package org.atoll.runtime.modules.decimal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// A few known answers; CPython's own test suite runs the specification's test cases.
final class ArithTest {
  private static Num num(String text) {
    BigDecimal value = new BigDecimal(text);
    return Num.finite(value.signum() < 0 || text.startsWith("-"), value.unscaledValue().abs(), -value.scale());
  }

  private static void check(String expected, int status, Function<Functions, Num> operation) {
    Functions f = new Functions(9, -999, 999, Rounding.HALF_EVEN, false);
    assertEquals(expected, operation.apply(f).text(false, true));
    assertEquals(status, f.status, expected);
  }

  @Test
  void roundsToThePrecision() {
    int inexact = Arith.INEXACT | Arith.ROUNDED;
    check("0.333333333", inexact, f -> f.divide(num("1"), num("3")));
    check("2.5", 0, f -> f.divide(num("5"), num("2")));
    check("1.41421356", inexact, f -> f.sqrt(num("2")));
    check("2", 0, f -> f.sqrt(num("4")));
    check("2.71828183", inexact, f -> f.exp(num("1")));
    check("0.693147181", inexact, f -> f.ln(num("2")));
    check("3", 0, f -> f.log10(num("1000")));
    check("1E-77", 0, f -> f.power(num("10"), num("-77")));
    check("1.41421356", inexact, f -> f.power(num("2"), num("0.5")));
    check("2.00000000", inexact, f -> f.power(num("4"), num("0.5")));
    check("1.00000000E+10", inexact, f -> f.add(num("1E10"), num("1E-20")));
  }

  @Test
  void signals() {
    check("NaN", Arith.UNDEFINED, f -> f.divide(num("0"), num("0")));
    check("-Infinity", Arith.DIVISION_BY_ZERO, f -> f.divide(num("-1"), num("0")));
    check("Infinity", Arith.OVERFLOW | Arith.INEXACT | Arith.ROUNDED, f -> f.multiply(num("9E600"), num("9E600")));
    check("1E-1007", Arith.SUBNORMAL, f -> f.fix(num("1E-1007")));
    check("0E-1007", Arith.UNDERFLOW | Arith.SUBNORMAL | Arith.INEXACT | Arith.ROUNDED | Arith.CLAMPED,
        f -> f.fix(num("1E-1010")));
    check("NaN", Arith.IMPOSSIBLE, f -> f.divideInt(num("1E20"), num("3")));
    check("NaN", Arith.INVALID, f -> f.quantize(num("123456789"), num("0.1")));
  }

  @Test
  void comparesAndConverts() {
    assertEquals(-1, Arith.compareNumbers(num("1.0"), num("1.1")));
    assertEquals(0, Arith.compareNumbers(num("1.0"), num("1.00")));
    assertEquals("1.23E+5", num("123E3").text(false, true));
    assertEquals("123E+3", num("123E3").text(true, true));
    assertEquals("0.000001", num("0.000001").text(false, true));
    assertEquals("1E-7", num("0.0000001").text(false, true));
    assertEquals("1,234,567.89", DecimalFormat.format(num("1234567.891"), ",.2f", Rounding.HALF_EVEN, true, null));
    assertEquals("00,001,234", DecimalFormat.format(num("1234"), "010,", Rounding.HALF_EVEN, true, null));
    assertEquals("12.3%", DecimalFormat.format(num("0.1234"), ".1%", Rounding.HALF_EVEN, true, null));
  }
}
