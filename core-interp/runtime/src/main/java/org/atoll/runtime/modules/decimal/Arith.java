package org.atoll.runtime.modules.decimal;

import java.math.BigInteger;

/// The arithmetic of the specification under the limits of one context. What happened on the way is collected in
/// [#status]. Used for one operation at a time by one thread; knows nothing of Python objects.
class Arith {
  static final int INVALID = 1;
  static final int SYNTAX = 2;
  static final int IMPOSSIBLE = 4;
  static final int UNDEFINED = 8;
  static final int BAD_CONTEXT = 16;
  static final int ANY_INVALID = 31;
  static final int FLOAT = 32;
  static final int DIVISION_BY_ZERO = 64;
  static final int OVERFLOW = 128;
  static final int UNDERFLOW = 256;
  static final int SUBNORMAL = 512;
  static final int INEXACT = 1024;
  static final int ROUNDED = 2048;
  static final int CLAMPED = 4096;

  final long prec;
  final long emin;
  final long emax;
  final Rounding rounding;
  final boolean clamp;
  int status;

  Arith(long prec, long emin, long emax, Rounding rounding, boolean clamp) {
    this.prec = prec;
    this.emin = emin;
    this.emax = emax;
    this.rounding = rounding;
    this.clamp = clamp;
  }

  Arith with(Rounding other) {
    return new Arith(prec, emin, emax, other, clamp);
  }

  long etiny() {
    return emin - prec + 1;
  }

  long etop() {
    return emax - prec + 1;
  }

  // Results.

  final Num invalid(int why) {
    status |= why;
    return Num.NAN;
  }

  /// A NaN with as much of its payload as fits.
  private Num fitted(Num nan) {
    long most = prec - (clamp ? 1 : 0);
    if (nan.coefficient().signum() == 0 || nan.digits() <= most) {
      return new Num(Num.Kind.QUIET, nan.negative(), nan.coefficient(), 0);
    }
    return new Num(Num.Kind.QUIET, nan.negative(), nan.coefficient().mod(Digits.power(most)), 0);
  }

  /// What an operation on NaNs gives, or null if neither is one.
  final Num nan(Num a, Num b) {
    if (!a.isNan() && !b.isNan()) {
      return null;
    }
    if (a.isSignaling() || b.isSignaling()) {
      status |= INVALID;
      return fitted(a.isSignaling() ? a : b);
    }
    return fitted(a.isNan() ? a : b);
  }

  final Num nan(Num a) {
    return nan(a, a);
  }

  private Num overflow(boolean negative) {
    status |= OVERFLOW | INEXACT | ROUNDED;
    boolean infinite = switch (rounding) {
      case DOWN, R05UP -> false;
      case CEILING -> !negative;
      case FLOOR -> negative;
      default -> true;
    };
    return infinite ? Num.infinity(negative)
        : Num.finite(negative, Digits.power(prec).subtract(BigInteger.ONE), etop());
  }

  /// Cuts `places` digits off and rounds.
  static BigInteger rounded(boolean negative, BigInteger c, long places, Rounding rounding, boolean[] changed) {
    if (places > Digits.count(c)) {
      changed[0] = c.signum() != 0;
      boolean away = changed[0] && rounding.away(negative, BigInteger.ZERO, -1);
      return away ? BigInteger.ONE : BigInteger.ZERO;
    }
    BigInteger unit = Digits.power(places);
    BigInteger[] parts = c.divideAndRemainder(unit);
    if (parts[1].signum() == 0) {
      return parts[0];
    }
    changed[0] = true;
    int half = parts[1].shiftLeft(1).compareTo(unit);
    return rounding.away(negative, parts[0], half) ? parts[0].add(BigInteger.ONE) : parts[0];
  }

  /// Brings an exact result within the limits.
  final Num fix(boolean negative, BigInteger c, long e) {
    if (c.signum() == 0) {
      long at = Math.clamp(e, etiny(), clamp ? etop() : emax);
      status |= at != e ? CLAMPED : 0;
      return Num.finite(negative, c, at);
    }
    long lowest = Digits.count(c) + e - prec;
    if (lowest > etop()) {
      return overflow(negative);
    }
    boolean subnormal = lowest < etiny();
    if (subnormal) {
      lowest = etiny();
    }
    if (e < lowest) {
      boolean[] changed = {false};
      BigInteger cut = rounded(negative, c, lowest - e, rounding, changed);
      if (Digits.count(cut) > prec) {
        cut = cut.divide(BigInteger.TEN);
        lowest++;
      }
      if (lowest > etop()) {
        return overflow(negative);
      }
      status |= ROUNDED | (changed[0] ? INEXACT : 0) | (subnormal ? SUBNORMAL : 0)
          | (subnormal && changed[0] ? UNDERFLOW : 0) | (cut.signum() == 0 ? CLAMPED : 0);
      return Num.finite(negative, cut, lowest);
    }
    status |= subnormal ? SUBNORMAL : 0;
    if (clamp && e > etop()) {
      status |= CLAMPED;
      return Num.finite(negative, Digits.shiftLeft(c, e - etop()), etop());
    }
    return Num.finite(negative, c, e);
  }

  final Num fix(Num n) {
    return n.isFinite() ? fix(n.negative(), n.coefficient(), n.exponent()) : n.isNan() ? fitted(n) : n;
  }

  // Signs.

  final Num plus(Num a) {
    Num nan = nan(a);
    if (nan != null) {
      return nan;
    }
    return fix(a.isZero() && rounding != Rounding.FLOOR ? a.withSign(false) : a);
  }

  final Num minus(Num a) {
    Num nan = nan(a);
    if (nan != null) {
      return nan;
    }
    return fix(a.isZero() && rounding != Rounding.FLOOR ? a.withSign(false) : a.negated());
  }

  final Num abs(Num a) {
    return a.negative() ? minus(a) : plus(a);
  }

  // The four operations.

  final Num add(Num a, Num b) {
    Num nan = nan(a, b);
    if (nan != null) {
      return nan;
    }
    if (a.isInfinite()) {
      return b.isInfinite() && a.negative() != b.negative() ? invalid(INVALID) : a;
    }
    if (b.isInfinite()) {
      return b;
    }
    return addFinite(a, b);
  }

  private Num addFinite(Num a, Num b) {
    long exponent = Math.min(a.exponent(), b.exponent());
    boolean negativeZero = rounding == Rounding.FLOOR && a.negative() != b.negative() || a.negative() && b.negative();
    if (a.isZero() && b.isZero()) {
      return fix(negativeZero, BigInteger.ZERO, exponent);
    }
    if (a.isZero() || b.isZero()) {
      Num other = a.isZero() ? b : a;
      long to = Math.max(exponent, other.exponent() - prec - 1);
      Num scaled = to >= other.exponent() ? other
          : Num.finite(other.negative(), Digits.shiftLeft(other.coefficient(), other.exponent() - to), to);
      return fix(scaled);
    }
    Num high = a.exponent() >= b.exponent() ? a : b;
    Num low = high == a ? b : a;
    BigInteger lowC = low.coefficient();
    long lowE = low.exponent();
    if (high.exponent() != lowE) {
      // What lies far below the last digit that counts is as good as any small number.
      long floor = high.exponent() + Math.min(-1, high.digits() - prec - 2);
      if (low.digits() + lowE - 1 < floor) {
        lowC = BigInteger.ONE;
        lowE = floor;
      }
    }
    BigInteger highC = Digits.shiftLeft(high.coefficient(), high.exponent() - lowE);
    BigInteger sum = (high.negative() ? highC.negate() : highC).add(low.negative() ? lowC.negate() : lowC);
    if (sum.signum() == 0) {
      return fix(rounding == Rounding.FLOOR, sum, exponent);
    }
    return fix(sum.signum() < 0, sum.abs(), lowE);
  }

  final Num subtract(Num a, Num b) {
    Num nan = nan(a, b);
    return nan != null ? nan : add(a, b.negated());
  }

  final Num multiply(Num a, Num b) {
    Num nan = nan(a, b);
    if (nan != null) {
      return nan;
    }
    boolean negative = a.negative() != b.negative();
    if (a.isInfinite() || b.isInfinite()) {
      return a.isZero() || b.isZero() ? invalid(INVALID) : Num.infinity(negative);
    }
    return fix(negative, a.coefficient().multiply(b.coefficient()), a.exponent() + b.exponent());
  }

  final Num divide(Num a, Num b) {
    Num nan = nan(a, b);
    if (nan != null) {
      return nan;
    }
    boolean negative = a.negative() != b.negative();
    if (a.isInfinite()) {
      return b.isInfinite() ? invalid(INVALID) : Num.infinity(negative);
    }
    if (b.isInfinite()) {
      status |= CLAMPED;
      return Num.finite(negative, BigInteger.ZERO, etiny());
    }
    if (b.isZero()) {
      if (a.isZero()) {
        return invalid(UNDEFINED);
      }
      status |= DIVISION_BY_ZERO;
      return Num.infinity(negative);
    }
    if (a.isZero()) {
      return fix(negative, BigInteger.ZERO, a.exponent() - b.exponent());
    }
    long shift = b.digits() - a.digits() + prec + 1;
    long exponent = a.exponent() - b.exponent() - shift;
    BigInteger[] parts = shift >= 0 ? Digits.shiftLeft(a.coefficient(), shift).divideAndRemainder(b.coefficient())
        : a.coefficient().divideAndRemainder(Digits.shiftLeft(b.coefficient(), -shift));
    BigInteger c = parts[0];
    if (parts[1].signum() != 0) {
      // A last digit that is neither 0 nor 5 makes rounding see that something follows.
      if (c.mod(BigInteger.valueOf(5)).signum() == 0) {
        c = c.add(BigInteger.ONE);
      }
    } else {
      long ideal = a.exponent() - b.exponent();
      int zeros = c.signum() == 0 ? 0 : (int) Math.min(ideal - exponent, Digits.trailingZeros(c));
      if (zeros > 0) {
        c = c.divide(Digits.power(zeros));
        exponent += zeros;
      }
    }
    return fix(negative, c, exponent);
  }

  final Num fma(Num a, Num b, Num c) {
    Num product;
    if (a.isNan() || b.isNan()) {
      if (a.isSignaling() || b.isSignaling() || !c.isSignaling()) {
        return nan(a, b);
      }
      return nan(c);
    }
    if (a.isInfinite() || b.isInfinite()) {
      if (a.isZero() || b.isZero()) {
        return invalid(INVALID);
      }
      product = Num.infinity(a.negative() != b.negative());
    } else {
      product = Num.finite(a.negative() != b.negative(), a.coefficient().multiply(b.coefficient()),
          a.exponent() + b.exponent());
    }
    return add(product, c);
  }

  // Whole quotients.

  /// Quotient and remainder of finite numbers, or null where the quotient has too many digits.
  private Num[] divideWhole(Num a, Num b) {
    boolean negative = a.negative() != b.negative();
    long ideal = b.isInfinite() ? a.exponent() : Math.min(a.exponent(), b.exponent());
    long difference = b.isInfinite() ? 0 : a.adjusted() - b.adjusted();
    if (a.isZero() || b.isInfinite() || difference <= -2) {
      Num rest = a;
      if (a.exponent() > ideal) {
        long places = Math.min(a.exponent() - ideal, Math.max(0, prec + 2));
        rest = Num.finite(a.negative(), Digits.shiftLeft(a.coefficient(), places), a.exponent() - places);
        if (a.isZero()) {
          rest = Num.finite(a.negative(), BigInteger.ZERO, ideal);
        }
      }
      return new Num[] {Num.finite(negative, BigInteger.ZERO, 0), rest};
    }
    if (difference > prec) {
      return null;
    }
    BigInteger x = a.coefficient();
    BigInteger y = b.coefficient();
    if (a.exponent() >= b.exponent()) {
      x = Digits.shiftLeft(x, a.exponent() - b.exponent());
    } else {
      y = Digits.shiftLeft(y, b.exponent() - a.exponent());
    }
    BigInteger[] parts = x.divideAndRemainder(y);
    if (parts[0].compareTo(Digits.power(prec)) >= 0) {
      return null;
    }
    return new Num[] {Num.finite(negative, parts[0], 0), Num.finite(a.negative(), parts[1], ideal)};
  }

  final Num divideInt(Num a, Num b) {
    Num nan = nan(a, b);
    if (nan != null) {
      return nan;
    }
    boolean negative = a.negative() != b.negative();
    if (a.isInfinite()) {
      return b.isInfinite() ? invalid(INVALID) : Num.infinity(negative);
    }
    if (b.isZero()) {
      if (a.isZero()) {
        return invalid(UNDEFINED);
      }
      status |= DIVISION_BY_ZERO;
      return Num.infinity(negative);
    }
    Num[] parts = divideWhole(a, b);
    return parts == null ? invalid(IMPOSSIBLE) : fix(parts[0]);
  }

  final Num remainder(Num a, Num b) {
    Num nan = nan(a, b);
    if (nan != null) {
      return nan;
    }
    if (a.isInfinite()) {
      return invalid(INVALID);
    }
    if (b.isZero()) {
      return invalid(a.isZero() ? UNDEFINED : INVALID);
    }
    Num[] parts = divideWhole(a, b);
    return parts == null ? invalid(IMPOSSIBLE) : fix(parts[1]);
  }

  final Num[] divmod(Num a, Num b) {
    Num nan = nan(a, b);
    if (nan != null) {
      return new Num[] {nan, nan};
    }
    boolean negative = a.negative() != b.negative();
    if (a.isInfinite()) {
      Num quotient = b.isInfinite() ? Num.NAN : Num.infinity(negative);
      return new Num[] {quotient, invalid(INVALID)};
    }
    if (b.isZero()) {
      if (a.isZero()) {
        return new Num[] {Num.NAN, invalid(UNDEFINED)};
      }
      status |= DIVISION_BY_ZERO;
      return new Num[] {Num.infinity(negative), invalid(INVALID)};
    }
    Num[] parts = divideWhole(a, b);
    if (parts == null) {
      Num none = invalid(IMPOSSIBLE);
      return new Num[] {none, none};
    }
    return new Num[] {fix(parts[0]), fix(parts[1])};
  }

  final Num remainderNear(Num a, Num b) {
    Num nan = nan(a, b);
    if (nan != null) {
      return nan;
    }
    if (a.isInfinite()) {
      return invalid(INVALID);
    }
    if (b.isZero()) {
      return invalid(a.isZero() ? UNDEFINED : INVALID);
    }
    if (b.isInfinite()) {
      return fix(a);
    }
    long ideal = Math.min(a.exponent(), b.exponent());
    if (a.isZero()) {
      return fix(a.negative(), BigInteger.ZERO, ideal);
    }
    long difference = a.adjusted() - b.adjusted();
    if (difference >= prec + 1) {
      return invalid(IMPOSSIBLE);
    }
    if (difference <= -2) {
      long places = Math.min(a.exponent() - ideal, prec + 2);
      return fix(a.negative(), Digits.shiftLeft(a.coefficient(), places), a.exponent() - places);
    }
    BigInteger x = Digits.shiftLeft(a.coefficient(), Math.max(0, a.exponent() - b.exponent()));
    BigInteger y = Digits.shiftLeft(b.coefficient(), Math.max(0, b.exponent() - a.exponent()));
    BigInteger[] parts = x.divideAndRemainder(y);
    BigInteger quotient = parts[0];
    BigInteger rest = parts[1];
    int half = rest.shiftLeft(1).add(quotient.testBit(0) ? BigInteger.ONE : BigInteger.ZERO).compareTo(y);
    if (half > 0) {
      rest = rest.subtract(y);
      quotient = quotient.add(BigInteger.ONE);
    }
    if (quotient.compareTo(Digits.power(prec)) >= 0) {
      return invalid(IMPOSSIBLE);
    }
    boolean negative = rest.signum() < 0 != a.negative();
    return fix(rest.signum() == 0 ? a.negative() : negative, rest.abs(), ideal);
  }

  // Comparison.

  /// Compares numbers that are no NaNs.
  static int compareNumbers(Num a, Num b) {
    if (a.isInfinite() || b.isInfinite()) {
      return Integer.compare(a.isInfinite() ? a.negative() ? -1 : 1 : 0, b.isInfinite() ? b.negative() ? -1 : 1 : 0);
    }
    if (a.isZero() || b.isZero()) {
      return Integer.compare(signum(a), signum(b));
    }
    if (a.negative() != b.negative()) {
      return a.negative() ? -1 : 1;
    }
    int magnitude = Long.compare(a.adjusted(), b.adjusted());
    if (magnitude == 0) {
      long low = Math.min(a.exponent(), b.exponent());
      magnitude = Digits.shiftLeft(a.coefficient(), a.exponent() - low)
          .compareTo(Digits.shiftLeft(b.coefficient(), b.exponent() - low));
    }
    return a.negative() ? -magnitude : magnitude;
  }

  static int signum(Num a) {
    return a.isZero() ? 0 : a.negative() ? -1 : 1;
  }

  static Num ofInt(int value) {
    return Num.finite(value < 0, BigInteger.valueOf(Math.abs(value)), 0);
  }

  final Num compare(Num a, Num b) {
    Num nan = nan(a, b);
    return nan != null ? nan : ofInt(compareNumbers(a, b));
  }

  final Num compareSignal(Num a, Num b) {
    if (a.isNan() || b.isNan()) {
      status |= INVALID;
      return nan(a, b);
    }
    return ofInt(compareNumbers(a, b));
  }

  static int compareTotal(Num a, Num b) {
    if (a.negative() != b.negative()) {
      return a.negative() ? -1 : 1;
    }
    int order;
    if (a.isNan() || b.isNan()) {
      order = Integer.compare(rank(a), rank(b));
      if (order == 0) {
        order = a.coefficient().compareTo(b.coefficient());
      }
    } else {
      order = compareNumbers(a.withSign(false), b.withSign(false));
      if (order == 0 && a.isFinite()) {
        order = Long.compare(a.exponent(), b.exponent());
      }
    }
    return a.negative() ? -order : order;
  }

  private static int rank(Num a) {
    return a.kind() == Num.Kind.QUIET ? 2 : a.isSignaling() ? 1 : 0;
  }

  /// `max`, `min` and their forms for magnitudes.
  final Num extreme(Num a, Num b, boolean largest, boolean magnitudes) {
    if (a.isNan() || b.isNan()) {
      if (a.isNan() && !a.isSignaling() && !b.isNan()) {
        return fix(b);
      }
      if (b.isNan() && !b.isSignaling() && !a.isNan()) {
        return fix(a);
      }
      return nan(a, b);
    }
    int order = magnitudes ? compareNumbers(a.withSign(false), b.withSign(false)) : compareNumbers(a, b);
    if (order == 0) {
      order = compareTotal(a, b);
    }
    return fix(largest ? order < 0 ? b : a : order < 0 ? a : b);
  }

  // Exponents.

  /// Gives a finite number another exponent, rounding where digits are lost.
  static Num rescale(Num a, long exponent, Rounding rounding, boolean[] changed) {
    if (a.isZero()) {
      return Num.finite(a.negative(), BigInteger.ZERO, exponent);
    }
    if (a.exponent() >= exponent) {
      return Num.finite(a.negative(), Digits.shiftLeft(a.coefficient(), a.exponent() - exponent), exponent);
    }
    return Num.finite(a.negative(), rounded(a.negative(), a.coefficient(), exponent - a.exponent(), rounding, changed),
        exponent);
  }

  final Num quantize(Num a, Num like) {
    Num nan = nan(a, like);
    if (nan != null) {
      return nan;
    }
    if (a.isInfinite() || like.isInfinite()) {
      return a.isInfinite() && like.isInfinite() ? a : invalid(INVALID);
    }
    long to = like.exponent();
    if (to < etiny() || to > emax) {
      return invalid(INVALID);
    }
    if (a.isZero()) {
      return fix(a.negative(), BigInteger.ZERO, to);
    }
    if (a.adjusted() > emax || a.adjusted() - to + 1 > prec) {
      return invalid(INVALID);
    }
    boolean[] changed = {false};
    Num made = rescale(a, to, rounding, changed);
    if (made.adjusted() > emax || made.digits() > prec) {
      return invalid(INVALID);
    }
    if (!made.isZero() && made.adjusted() < emin) {
      status |= SUBNORMAL;
    }
    if (made.exponent() > a.exponent()) {
      status |= ROUNDED | (changed[0] ? INEXACT : 0);
    }
    return fix(made);
  }

  /// `to_integral_exact`, or `to_integral_value` if nothing is to be signaled.
  final Num toIntegral(Num a, boolean signals) {
    Num nan = nan(a);
    if (nan != null) {
      return nan;
    }
    if (!a.isFinite() || a.exponent() >= 0) {
      return a;
    }
    if (a.isZero()) {
      return Num.finite(a.negative(), BigInteger.ZERO, 0);
    }
    boolean[] changed = {false};
    Num made = rescale(a, 0, rounding, changed);
    if (signals) {
      status |= ROUNDED | (changed[0] ? INEXACT : 0);
    }
    return made;
  }

  final Num normalize(Num a) {
    Num nan = nan(a);
    if (nan != null) {
      return nan;
    }
    Num n = fix(a);
    if (!n.isFinite()) {
      return n;
    }
    if (n.isZero()) {
      return Num.finite(n.negative(), BigInteger.ZERO, 0);
    }
    long most = clamp ? etop() : emax;
    long zeros = Math.min(Digits.trailingZeros(n.coefficient()), most - n.exponent());
    return zeros <= 0 ? n : Num.finite(n.negative(), n.coefficient().divide(Digits.power(zeros)), n.exponent() + zeros);
  }

  final Num logb(Num a) {
    Num nan = nan(a);
    if (nan != null) {
      return nan;
    }
    if (a.isInfinite()) {
      return Num.infinity(false);
    }
    if (a.isZero()) {
      status |= DIVISION_BY_ZERO;
      return Num.infinity(true);
    }
    return fix(Num.of(BigInteger.valueOf(a.adjusted())));
  }

  final Num scaleb(Num a, Num b) {
    Num nan = nan(a, b);
    if (nan != null) {
      return nan;
    }
    long most = 2 * (emax + prec);
    if (!b.isFinite() || b.exponent() != 0 || b.coefficient().compareTo(BigInteger.valueOf(most)) > 0) {
      return invalid(INVALID);
    }
    if (a.isInfinite()) {
      return a;
    }
    long by = b.toBigInteger().longValue();
    return fix(a.negative(), a.coefficient(), a.exponent() + by);
  }

  final Num nextMinus(Num a) {
    Num nan = nan(a);
    return nan != null ? nan : next(a, true);
  }

  final Num nextPlus(Num a) {
    Num nan = nan(a);
    return nan != null ? nan : next(a, false);
  }

  private Num next(Num a, boolean down) {
    if (a.isInfinite()) {
      return a.negative() == down ? a
          : Num.finite(!down, Digits.power(prec).subtract(BigInteger.ONE), etop());
    }
    Arith quiet = with(down ? Rounding.FLOOR : Rounding.CEILING);
    Num near = quiet.fix(a);
    if (compareNumbers(near, a) != 0) {
      return near;
    }
    Num step = Num.finite(down, BigInteger.ONE, etiny() - 1);
    return quiet.add(a, step);
  }

  final Num nextToward(Num a, Num b) {
    Num nan = nan(a, b);
    if (nan != null) {
      return nan;
    }
    int order = compareNumbers(a, b);
    if (order == 0) {
      return a.withSign(b.negative());
    }
    Num made = next(a, order > 0);
    if (made.isInfinite()) {
      status |= OVERFLOW | INEXACT | ROUNDED;
    } else if (made.adjusted() < emin) {
      status |= UNDERFLOW | SUBNORMAL | INEXACT | ROUNDED | (made.isZero() ? CLAMPED : 0);
    }
    return made;
  }

  // Digits as bits.

  private boolean isLogical(Num a) {
    if (!a.isFinite() || a.negative() || a.exponent() != 0) {
      return false;
    }
    String digits = a.coefficient().toString();
    return digits.chars().allMatch(c -> c == '0' || c == '1');
  }

  private BigInteger bits(Num a) {
    String digits = a.coefficient().toString();
    return new BigInteger(digits.length() > prec ? digits.substring((int) (digits.length() - prec)) : digits, 2);
  }

  final Num logical(char operation, Num a, Num b) {
    if (!isLogical(a) || !isLogical(b)) {
      return invalid(INVALID);
    }
    BigInteger x = bits(a);
    BigInteger y = bits(b);
    BigInteger made = switch (operation) {
      case '&' -> x.and(y);
      case '|' -> x.or(y);
      default -> x.xor(y);
    };
    return Num.finite(false, new BigInteger(made.toString(2)), 0);
  }

  final Num logicalInvert(Num a) {
    return logical('^', a, Num.finite(false, Digits.power(prec).subtract(BigInteger.ONE).divide(BigInteger.valueOf(9)), 0));
  }

  /// `shift`, or `rotate`.
  final Num moved(Num a, Num b, boolean rotate) {
    Num nan = nan(a, b);
    if (nan != null) {
      return nan;
    }
    if (!b.isFinite() || b.exponent() != 0 || b.coefficient().compareTo(BigInteger.valueOf(prec)) > 0) {
      return invalid(INVALID);
    }
    if (a.isInfinite()) {
      return a;
    }
    int by = b.toBigInteger().intValue();
    BigInteger modulus = Digits.power(prec);
    BigInteger c = a.coefficient().mod(modulus);
    if (rotate && by < 0) {
      by += (int) prec;
    }
    if (by < 0) {
      c = c.divide(Digits.power(-by));
    } else {
      BigInteger shifted = Digits.shiftLeft(c, by);
      BigInteger over = rotate ? shifted.divide(modulus) : BigInteger.ZERO;
      c = shifted.mod(modulus).add(over);
    }
    return Num.finite(a.negative(), c, a.exponent());
  }

  // Roots.

  final Num sqrt(Num a) {
    Num nan = nan(a);
    if (nan != null) {
      return nan;
    }
    if (a.isInfinite() && !a.negative()) {
      return a;
    }
    if (a.isZero()) {
      return fix(a.negative(), BigInteger.ZERO, Math.floorDiv(a.exponent(), 2));
    }
    if (a.negative()) {
      return invalid(INVALID);
    }
    long digits = prec + 1;
    long exponent = Math.floorDiv(a.exponent(), 2);
    boolean odd = (a.exponent() & 1) != 0;
    BigInteger c = odd ? a.coefficient().multiply(BigInteger.TEN) : a.coefficient();
    long length = odd ? (a.digits() >> 1) + 1 : a.digits() + 1 >> 1;
    long shift = digits - length;
    boolean exact = true;
    if (shift >= 0) {
      c = Digits.shiftLeft(c, 2 * shift);
    } else {
      BigInteger[] parts = c.divideAndRemainder(Digits.power(-2 * shift));
      c = parts[0];
      exact = parts[1].signum() == 0;
    }
    exponent -= shift;
    BigInteger root = c.sqrt();
    exact = exact && root.multiply(root).equals(c);
    if (exact) {
      root = shift >= 0 ? root.divide(Digits.power(shift)) : Digits.shiftLeft(root, -shift);
      exponent += shift;
    } else if (root.mod(BigInteger.valueOf(5)).signum() == 0) {
      root = root.add(BigInteger.ONE);
    }
    Arith even = with(Rounding.HALF_EVEN);
    Num made = even.fix(false, root, exponent);
    status |= even.status;
    return made;
  }
}
