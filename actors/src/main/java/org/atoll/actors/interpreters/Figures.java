package org.atoll.actors.interpreters;

import java.math.BigDecimal;
import java.math.MathContext;

/// Figures for messages. Stateless.
final class Figures {
  private static final MathContext DIGITS = new MathContext(4);
  private static final String[] BYTE_UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};
  private static final int KIBI = 1024;

  private Figures() {}

  /// A time in seconds, to four digits.
  static String text(long nanos) {
    String number = BigDecimal.valueOf(nanos, 9).round(DIGITS).stripTrailingZeros().toPlainString();
    return number + (number.equals("1") ? " second" : " seconds");
  }

  /// An amount of memory, to four digits.
  static String bytes(long bytes) {
    int unit = 0;
    BigDecimal n = BigDecimal.valueOf(bytes);
    while (unit < BYTE_UNITS.length - 1 && n.compareTo(BigDecimal.valueOf(KIBI)) >= 0) {
      n = n.divide(BigDecimal.valueOf(KIBI));
      unit++;
    }
    return n.round(DIGITS).stripTrailingZeros().toPlainString() + " " + BYTE_UNITS[unit];
  }
}
