package org.atoll.runtime.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Correctly rounded decimal digits of a finite double: value = 0.DIGITS × 10^pointPosition, sign apart.
/// Trailing zeros are removed; zero is "0" with point position 1. Compare the modes 0, 2 and 3 of `dtoa`.
///
/// @param digits without leading or trailing zeros (except for zero itself); may be empty where rounding left nothing
/// @param point how many of the digits stand before the decimal point; may be negative or beyond the digits
record DecimalDigits(String digits, int point) {
  /// As many decimal digits as every normal double reproduces exactly.
  private static final int SAFE_DIGITS = 15;
  private static final long[] POWERS_OF_TEN = new long[18];
  /// Below this, a number times the power of ten is less than 2**62.
  private static final double[] LARGEST_SCALED = new double[18];

  static {
    for (int i = 0; i < POWERS_OF_TEN.length; i++) {
      POWERS_OF_TEN[i] = i == 0 ? 1 : 10 * POWERS_OF_TEN[i - 1];
      LARGEST_SCALED[i] = 0x1p62 / POWERS_OF_TEN[i];
    }
  }

  /// The shortest digits that read back as the same double, the closest ones among these.
  static DecimalDigits shortest(double value) {
    double magnitude = Math.abs(value);
    if (magnitude == 0) {
      return new DecimalDigits("0", 1);
    }
    DecimalDigits found = ofJava(Double.toString(magnitude));
    // Java writes two digits at least and chooses the closest of these: one may do.
    return found.digits.length() == 2 ? found.oneDigitIfEnough(magnitude) : found;
  }

  /// Rounded half to even at `places` digits after the decimal point (before it, if negative).
  static DecimalDigits fixed(double value, int places) {
    double magnitude = Math.abs(value);
    if (magnitude == 0) {
      return new DecimalDigits("", -places);
    }
    DecimalDigits scaled = scaled(magnitude, places);
    if (scaled != null) {
      return scaled;
    }
    DecimalDigits shortest = shortest(magnitude);
    DecimalDigits quick = magnitude < Double.MIN_NORMAL ? null : shortest.cutAt((long) shortest.point + places);
    if (quick != null) {
      return quick;
    }
    // Digits end with the double's own, at most 1,074 after the point.
    var exact = new BigDecimal(magnitude).setScale(Math.min(places, 1100), RoundingMode.HALF_EVEN);
    return exact.signum() == 0 ? new DecimalDigits("", -places) : of(exact);
  }

  /// [#fixed] in 128-bit arithmetic, which is exact: mantissa times power of ten, shifted right by the binary exponent.
  /// Null where that does not fit: many places, numbers beyond 2**53 or too small to leave a digit.
  private static DecimalDigits scaled(double magnitude, int places) {
    int shift = 52 - Math.getExponent(magnitude);
    if (places < 0 || places >= POWERS_OF_TEN.length || shift <= 0 || shift > 110 || magnitude >= LARGEST_SCALED[places]) {
      return null;
    }
    long mantissa = Double.doubleToRawLongBits(magnitude) & 0xFFFFFFFFFFFFFL | 1L << 52;
    long high = Math.multiplyHigh(mantissa, POWERS_OF_TEN[places]);
    long low = mantissa * POWERS_OF_TEN[places];
    long whole;
    int half; // how the rest compares with a half
    if (shift < Long.SIZE) {
      whole = high << Long.SIZE - shift | low >>> shift;
      half = Long.compareUnsigned(low << Long.SIZE - shift, Long.MIN_VALUE);
    } else if (shift == Long.SIZE) {
      whole = high;
      half = Long.compareUnsigned(low, Long.MIN_VALUE);
    } else {
      int rest = shift - Long.SIZE;
      whole = high >>> rest;
      long above = high << Long.SIZE - rest | low >>> rest;
      half = above == Long.MIN_VALUE ? (low << Long.SIZE - rest == 0 ? 0 : 1) : Long.compareUnsigned(above, Long.MIN_VALUE);
    }
    if (half > 0 || half == 0 && (whole & 1) != 0) {
      whole++;
    }
    if (whole == 0) {
      return new DecimalDigits("", -places);
    }
    String text = Long.toString(whole);
    return stripped(text, text.length() - places);
  }

  /// Rounded half to even to `count` significant digits, at least one.
  static DecimalDigits significant(double value, int count) {
    double magnitude = Math.abs(value);
    if (magnitude == 0) {
      return new DecimalDigits("0", 1);
    }
    DecimalDigits quick = magnitude < Double.MIN_NORMAL ? null : shortest(magnitude).cutAt(count);
    // Exact doubles never have more than 767 significant digits.
    return quick != null
        ? quick
        : of(new BigDecimal(magnitude).round(new MathContext(Math.min(count, 800), RoundingMode.HALF_EVEN)));
  }

  /// Rounds the shortest digits to `keep` of them, or answers null where these do not determine the result:
  /// at a tie, or where more digits are wanted than every double reproduces.
  private DecimalDigits cutAt(long keep) {
    if (keep <= 0 || keep > SAFE_DIGITS) {
      return null;
    }
    int count = (int) keep;
    if (digits.length() <= count) {
      return this;
    }
    char next = digits.charAt(count);
    if (next == '5' && digits.length() == count + 1) {
      return null;
    }
    String kept = digits.substring(0, count);
    if (next < '5') {
      return stripped(kept, point);
    }
    String up = Long.toString(Long.parseLong(kept) + 1);
    return stripped(up, point + up.length() - count);
  }

  private DecimalDigits oneDigitIfEnough(double magnitude) {
    var exact = new BigDecimal(magnitude);
    BigDecimal best = null;
    for (RoundingMode mode : new RoundingMode[] {RoundingMode.DOWN, RoundingMode.UP}) {
      BigDecimal candidate = exact.round(new MathContext(1, mode));
      if (candidate.doubleValue() == magnitude
          && (best == null || candidate.subtract(exact).abs().compareTo(best.subtract(exact).abs()) < 0)) {
        best = candidate;
      }
    }
    return best == null ? this : of(best);
  }

  private static DecimalDigits of(BigDecimal positive) {
    String unscaled = positive.unscaledValue().toString();
    return stripped(unscaled, unscaled.length() - positive.scale());
  }

  private static DecimalDigits ofJava(String text) {
    int e = text.indexOf('E');
    int exponent = e < 0 ? 0 : Integer.parseInt(text, e + 1, text.length(), 10);
    String mantissa = e < 0 ? text : text.substring(0, e);
    int dot = mantissa.indexOf('.');
    String all = mantissa.substring(0, dot) + mantissa.substring(dot + 1);
    int zeros = 0;
    while (zeros < all.length() - 1 && all.charAt(zeros) == '0') {
      zeros++;
    }
    return stripped(all.substring(zeros), dot + exponent - zeros);
  }

  private static DecimalDigits stripped(String digits, int point) {
    int end = digits.length();
    while (end > 1 && digits.charAt(end - 1) == '0') {
      end--;
    }
    return new DecimalDigits(end == digits.length() ? digits : digits.substring(0, end), point);
  }
}
