package org.atoll.runtime.modules.decimal;

import java.math.BigDecimal;
import java.math.BigInteger;

/// Exponential, logarithms and powers under the limits of one context. The first three are correctly rounded, half even,
/// whatever the context says about rounding; powers are good to the last digit. Used like [Arith].
final class Functions extends Arith {
  private static final int GUARD = 8;
  /// An exact integral power is computed if it has at most so many times the digits that count.
  private static final int EXACT_FACTOR = 3;

  Functions(long prec, long emin, long emax, Rounding rounding, boolean clamp) {
    super(prec, emin, emax, rounding, clamp);
  }

  private Num fixEven(boolean negative, BigInteger c, long e) {
    Arith even = with(Rounding.HALF_EVEN);
    Num made = even.fix(negative, c, e);
    status |= even.status;
    return made;
  }

  /// A result known to some digits more than count: rounded if those tell how, else null.
  private Num settled(boolean negative, BigInteger c, long e) {
    int beyond = (int) (Digits.count(c) - prec);
    BigInteger unit = Digits.power(beyond);
    BigInteger rest = c.mod(unit);
    BigInteger half = unit.shiftRight(1);
    BigInteger doubt = BigInteger.valueOf(1000);
    boolean nearHalf = rest.subtract(half).abs().compareTo(doubt) <= 0;
    boolean nearWhole = rest.compareTo(doubt) <= 0 || unit.subtract(rest).compareTo(doubt) <= 0;
    if (nearHalf || nearWhole) {
      return null;
    }
    return fixEven(negative, c, e);
  }

  Num exp(Num a) {
    Num nan = nan(a);
    if (nan != null) {
      return nan;
    }
    if (a.isInfinite()) {
      return a.negative() ? Num.ZERO : a;
    }
    if (a.isZero()) {
      return Num.ONE;
    }
    long adjusted = a.adjusted();
    if (!a.negative() && adjusted > digits((emax + 1) * 3)) {
      return fixEven(false, BigInteger.ONE, emax + 1);
    }
    if (a.negative() && adjusted > digits((-etiny() + 1) * 3)) {
      return fixEven(false, BigInteger.ONE, etiny() - 1);
    }
    if (!a.negative() && adjusted < -prec) {
      return fixEven(false, Digits.power(prec).add(BigInteger.ONE), -prec);
    }
    if (a.negative() && adjusted < -prec - 1) {
      return fixEven(false, Digits.power(prec + 1).subtract(BigInteger.ONE), -prec - 1);
    }
    for (int guard = GUARD; ; guard *= 2) {
      int scale = (int) prec + guard;
      long[] exponent = new long[1];
      BigInteger c = expOf(a, scale, exponent);
      Num made = settled(false, c, exponent[0]);
      if (made != null) {
        return made;
      }
    }
  }

  private static int digits(long n) {
    return Long.toString(n).length();
  }

  /// e to the a with `scale` digits or one more or less; its exponent goes to `exponent`.
  private static BigInteger expOf(Num a, int scale, long[] exponent) {
    int inner = scale + 4 + (int) Math.max(0, a.adjusted() + 1);
    BigInteger x = fixed(a, inner);
    BigInteger ln10 = FixedPoint.ln10(inner);
    BigInteger[] parts = x.divideAndRemainder(ln10);
    BigInteger rest = parts[1].divide(Digits.power(inner - scale));
    exponent[0] = parts[0].longValueExact() - scale;
    return FixedPoint.exp(rest, scale);
  }

  /// A number in fixed point, cut off behind `scale` digits.
  private static BigInteger fixed(Num a, int scale) {
    long shift = a.exponent() + scale;
    BigInteger c = shift >= 0 ? Digits.shiftLeft(a.coefficient(), shift)
        : -shift > a.digits() ? BigInteger.ZERO : a.coefficient().divide(Digits.power(-shift));
    return a.negative() ? c.negate() : c;
  }

  Num ln(Num a) {
    return logarithm(a, false);
  }

  Num log10(Num a) {
    return logarithm(a, true);
  }

  private Num logarithm(Num a, boolean common) {
    Num nan = nan(a);
    if (nan != null) {
      return nan;
    }
    if (a.isZero()) {
      return Num.infinity(true);
    }
    if (a.isInfinite() && !a.negative()) {
      return a;
    }
    if (a.negative()) {
      return invalid(INVALID);
    }
    int zeros = Digits.trailingZeros(a.coefficient());
    if (a.digits() == zeros + 1 && a.coefficient().divide(Digits.power(zeros)).equals(BigInteger.ONE)) {
      long power = a.exponent() + zeros;
      if (power == 0 || common) {
        return fixEven(power < 0, BigInteger.valueOf(Math.abs(power)), 0);
      }
    }
    // Close to 1 the logarithm is small, and more digits behind the point are needed.
    long leading = leadingZeros(a);
    for (int guard = GUARD; ; guard *= 2) {
      int scale = Math.toIntExact(prec + leading + guard);
      BigInteger value = lnOf(a, scale);
      if (common) {
        value = value.multiply(FixedPoint.unit(scale)).divide(FixedPoint.ln10(scale));
      }
      if (Digits.count(value.abs()) > prec + 4) {
        Num made = settled(value.signum() < 0, value.abs(), -scale);
        if (made != null) {
          return made;
        }
      }
    }
  }

  /// At most how many zeros follow the point in the logarithm.
  private static long leadingZeros(Num a) {
    Num distance = new Arith(MAX_DIGITS, -MAX_EXPONENT, MAX_EXPONENT, Rounding.DOWN, false).subtract(a, Num.ONE);
    return Math.max(0, -distance.adjusted()) + 1;
  }

  private static final long MAX_DIGITS = 1L << 30;
  private static final long MAX_EXPONENT = 1L << 60;

  /// ln(a) with `scale` digits behind the point, the last few of them uncertain.
  private static BigInteger lnOf(Num a, int scale) {
    // a = m * 10**k with m near 1.
    long k = a.adjusted();
    String first = a.coefficient().toString();
    if (first.charAt(0) >= '4') {
      k++;
    }
    int inner = scale + 4 + Long.toString(Math.abs(k)).length();
    Num mantissa = Num.finite(false, a.coefficient(), a.exponent() - k);
    BigInteger value = FixedPoint.ln(fixed(mantissa, inner), inner);
    value = value.add(FixedPoint.ln10(inner).multiply(BigInteger.valueOf(k)));
    return value.divide(Digits.power(inner - scale));
  }

  // Powers.

  Num power(Num a, Num b) {
    Num nan = nan(a, b);
    if (nan != null) {
      return nan;
    }
    boolean integral = b.isInteger();
    boolean odd = integral && isOdd(b);
    if (b.isZero()) {
      return a.isZero() ? invalid(INVALID) : Num.ONE;
    }
    boolean negative = a.negative() && odd;
    if (a.negative() && !a.isZero() && !integral && !b.isInfinite()) {
      return invalid(INVALID);
    }
    if (a.isZero()) {
      return b.negative() ? Num.infinity(negative) : Num.finite(negative, BigInteger.ZERO, 0);
    }
    if (a.negative() && b.isInfinite()) {
      return invalid(INVALID);
    }
    if (a.isInfinite()) {
      return b.negative() ? Num.finite(negative, BigInteger.ZERO, 0) : Num.infinity(negative);
    }
    int against = compareNumbers(a.withSign(false), Num.ONE);
    if (against == 0) {
      return powerOfOne(a, b, integral, negative);
    }
    if (b.isInfinite()) {
      return b.negative() == against < 0 ? Num.infinity(negative) : Num.finite(negative, BigInteger.ZERO, 0);
    }
    Num exact = integral ? exactPower(a, b, negative) : null;
    return exact != null ? exact : inexactPower(a.withSign(false), b, negative, integral);
  }

  private static boolean isOdd(Num b) {
    return b.exponent() <= 0 && b.toBigInteger().testBit(0);
  }

  private Num powerOfOne(Num a, Num b, boolean integral, boolean negative) {
    long exponent;
    if (integral && !b.isInfinite()) {
      BigInteger most = BigInteger.valueOf(prec);
      BigInteger times = b.negative() ? BigInteger.ZERO : b.adjusted() > 20 ? most : b.toBigInteger().min(most);
      exponent = a.exponent() * times.longValue();
      if (exponent < 1 - prec) {
        exponent = 1 - prec;
        status |= ROUNDED;
      }
    } else {
      status |= INEXACT | ROUNDED;
      exponent = 1 - prec;
    }
    return Num.finite(negative, Digits.shiftLeft(BigInteger.ONE, -exponent), exponent);
  }

  /// The power by an integer, if it has few enough digits.
  private Num exactPower(Num a, Num b, boolean negative) {
    BigInteger times = b.adjusted() > 10 ? null : b.toBigInteger().abs();
    if (times == null || times.bitLength() > 31) {
      return null;
    }
    long n = times.longValue();
    int zeros = Digits.trailingZeros(a.coefficient());
    if (a.digits() == zeros + 1 && a.coefficient().equals(Digits.power(zeros))) {
      return powerOfTen(a.exponent(), zeros, b.negative() ? -n : n, negative);
    }
    if (n * a.digits() > EXACT_FACTOR * prec + 100) {
      return null;
    }
    BigInteger c = a.coefficient().pow((int) n);
    if (!b.negative()) {
      return fix(negative, c, a.exponent() * n);
    }
    Num divisor = Num.finite(negative, c, a.exponent() * n);
    return divide(Num.ONE, divisor);
  }

  /// The power of a one followed by zeros, which a positive exponent multiplies as far as they count.
  private Num powerOfTen(long exponent, int zeros, long n, boolean negative) {
    if (n < 0) {
      return fix(negative, BigInteger.ONE, (exponent + zeros) * n);
    }
    long all = zeros * n;
    long kept = Math.min(all, prec);
    return fix(negative, Digits.power(kept), exponent * n + all - kept);
  }

  private Num inexactPower(Num a, Num b, boolean negative, boolean integral) {
    // ln(a) * b decides about overflow long before its digits matter.
    long magnitude = Math.max(0, b.adjusted() + 1) + digits(Math.abs(a.adjusted()) + 1) + 1;
    boolean grows = compareNumbers(a, Num.ONE) > 0 != b.negative();
    if (b.adjusted() > 40 || tooLarge(a, b)) {
      return grows ? fix(negative, BigInteger.ONE, emax + 1) : fix(negative, BigInteger.ONE, etiny() - 1);
    }
    int guard = 3 * GUARD;
    long leading = leadingZeros(a);
    int scale = Math.toIntExact(prec + guard + magnitude + leading);
    BigInteger ln = lnOf(a, scale);
    Num product = Num.finite(b.negative() != ln.signum() < 0, ln.abs().multiply(b.coefficient()), b.exponent() - scale);
    if (product.isZero() || product.adjusted() < -prec - 2) {
      BigInteger one = Digits.power(prec + 2);
      return fix(negative, grows ? one.add(BigInteger.ONE) : one.subtract(BigInteger.ONE), -prec - 2);
    }
    long[] exponent = new long[1];
    BigInteger c = expOf(product, (int) prec + guard, exponent);
    // The last digits are uncertain. Without them a power that has an end shows it.
    boolean[] changed = {false};
    BigInteger certain = rounded(false, c, guard / 2, Rounding.HALF_EVEN, changed);
    long e = exponent[0] + guard / 2;
    Num made = fix(negative, certain, e);
    if (!integral) {
      status |= INEXACT | ROUNDED;
      if (made.isFinite() && !made.isZero() && made.adjusted() < emin) {
        status |= UNDERFLOW;
      }
    }
    return made;
  }

  /// Whether the power lies beyond all exponents, by a rough estimate.
  private boolean tooLarge(Num a, Num b) {
    double log = Math.abs(approximateLog10(a));
    double times = Math.abs(new BigDecimal(b.coefficient()).scaleByPowerOfTen(
        Math.clamp(b.exponent(), -100000, 100000)).doubleValue());
    double limit = 2.0 * Math.max(emax, -etiny()) + 100;
    return log * times > limit;
  }

  private static double approximateLog10(Num a) {
    int cut = Math.max(0, a.digits() - 17);
    double head = Math.log10(a.coefficient().divide(Digits.power(cut)).doubleValue());
    double all = head + cut + a.exponent();
    return all != 0 ? all : 1e-16;
  }

  /// `pow(a, b, c)` for integers.
  Num power(Num a, Num b, Num c) {
    if (a.isNan() || b.isNan() || c.isNan()) {
      if (a.isSignaling() || b.isSignaling() || c.isSignaling()) {
        return nan(a.isSignaling() ? a : b.isSignaling() ? b : c);
      }
      return nan(a.isNan() ? a : b.isNan() ? b : c);
    }
    boolean integers = a.isInteger() && b.isInteger() && c.isInteger();
    if (!integers || b.negative() && !b.isZero() || c.isZero() || c.adjusted() >= prec || a.isZero() && b.isZero()) {
      return invalid(INVALID);
    }
    BigInteger modulus = c.toBigInteger().abs();
    boolean negative = a.negative() && isOdd(b);
    BigInteger base = a.coefficient().mod(modulus);
    base = a.exponent() >= 0 ? base.multiply(BigInteger.TEN.modPow(BigInteger.valueOf(a.exponent()), modulus)).mod(modulus)
        : a.toBigInteger().abs().mod(modulus);
    BigInteger made = base.modPow(b.toBigInteger(), modulus);
    return Num.finite(negative, made, 0);
  }
}
