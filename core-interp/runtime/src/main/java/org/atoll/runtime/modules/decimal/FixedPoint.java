package org.atoll.runtime.modules.decimal;

import java.math.BigInteger;

/// Exponential and logarithm of numbers in fixed point: a big integer stands for itself divided by a power of ten. Results
/// are off by a few units of the last place. Stateless.
final class FixedPoint {
  /// The logarithm of ten to as many digits as most contexts ask for.
  private static final int KNOWN = 200;
  private static final BigInteger LN_10 = computeLn10(KNOWN);

  private FixedPoint() {}

  static BigInteger unit(int scale) {
    return Digits.power(scale);
  }

  /// ln(10) with `scale` digits behind the point.
  static BigInteger ln10(int scale) {
    return scale <= KNOWN ? LN_10.divide(Digits.power(KNOWN - scale)) : computeLn10(scale);
  }

  /// ln 10 = 46 atanh(1/31) + 34 atanh(1/49) + 20 atanh(1/161).
  private static BigInteger computeLn10(int scale) {
    BigInteger unit = unit(scale + 5);
    BigInteger sum = atanhOfReciprocal(31, unit).multiply(BigInteger.valueOf(46))
        .add(atanhOfReciprocal(49, unit).multiply(BigInteger.valueOf(34)))
        .add(atanhOfReciprocal(161, unit).multiply(BigInteger.valueOf(20)));
    return sum.divide(Digits.power(5));
  }

  private static BigInteger atanhOfReciprocal(int n, BigInteger unit) {
    BigInteger square = BigInteger.valueOf((long) n * n);
    BigInteger power = unit.divide(BigInteger.valueOf(n));
    BigInteger sum = power;
    for (long k = 3; power.signum() != 0; k += 2) {
      power = power.divide(square);
      sum = sum.add(power.divide(BigInteger.valueOf(k)));
    }
    return sum;
  }

  /// e to the x, for an x between -3 and 3.
  static BigInteger exp(BigInteger x, int scale) {
    int halvings = (int) Math.sqrt(scale) + 4;
    int more = scale + halvings / 3 + 8;
    BigInteger unit = unit(more);
    BigInteger small = x.multiply(Digits.power(more - scale)).shiftRight(halvings);
    BigInteger sum = unit.add(small);
    BigInteger term = small;
    for (long k = 2; term.signum() != 0 && !term.equals(BigInteger.ONE.negate()); k++) {
      term = term.multiply(small).divide(unit).divide(BigInteger.valueOf(k));
      sum = sum.add(term);
    }
    for (int i = 0; i < halvings; i++) {
      sum = sum.multiply(sum).divide(unit);
    }
    return sum.divide(Digits.power(more - scale));
  }

  /// The natural logarithm of x between 0.1 and 10.
  static BigInteger ln(BigInteger x, int scale) {
    int more = scale + 8;
    BigInteger unit = unit(more);
    BigInteger wanted = x.multiply(Digits.power(more - scale));
    BigInteger y = approximateLn(wanted, unit, more);
    // Halley's iteration triples the number of right digits.
    for (int right = 14; ; right *= 3) {
      BigInteger e = exp(y, more);
      BigInteger step = wanted.subtract(e).shiftLeft(1).multiply(unit).divide(wanted.add(e));
      y = y.add(step);
      if (right * 3L > more) {
        return y.divide(Digits.power(more - scale));
      }
    }
  }

  private static BigInteger approximateLn(BigInteger x, BigInteger unit, int scale) {
    int cut = Math.max(0, scale - 17);
    double value = x.divide(Digits.power(cut)).doubleValue() / Math.pow(10, scale - cut);
    double ln = Math.log(value);
    BigInteger digits = BigInteger.valueOf(Math.round(ln * 1e16));
    return scale >= 16 ? digits.multiply(Digits.power(scale - 16)) : digits.divide(Digits.power(16 - scale));
  }
}
