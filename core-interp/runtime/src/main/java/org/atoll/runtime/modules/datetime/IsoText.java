package org.atoll.runtime.modules.datetime;

import org.atoll.runtime.types.PyErr;

/// Writes times and offsets as ISO 8601 has them. Stateless.
final class IsoText {
  private IsoText() {}

  /// Appends a time to the precision that is asked for by name.
  static void time(StringBuilder b, String precision, int hour, int minute, int second, int microsecond) {
    int parts = switch (precision) {
      case "auto" -> microsecond == 0 ? 3 : 6;
      case "hours" -> 1;
      case "minutes" -> 2;
      case "seconds" -> 3;
      case "milliseconds" -> 5;
      case "microseconds" -> 6;
      default -> throw PyErr.valueError("Unknown timespec value");
    };
    Calendar.digits(b, hour, 2);
    if (parts > 1) {
      b.append(':');
      Calendar.digits(b, minute, 2);
    }
    if (parts > 2) {
      b.append(':');
      Calendar.digits(b, second, 2);
    }
    if (parts == 5) {
      b.append('.');
      Calendar.digits(b, microsecond / 1000, 3);
    } else if (parts == 6) {
      b.append('.');
      Calendar.digits(b, microsecond, 6);
    }
  }

  /// Appends an offset from UTC, with what stands between its parts.
  static void offset(StringBuilder b, PyTimeDelta offset, String separator) {
    PyTimeDelta size = offset.days < 0 ? offset.negated() : offset;
    b.append(offset.days < 0 ? '-' : '+');
    Calendar.digits(b, size.seconds / 3600, 2);
    b.append(separator);
    Calendar.digits(b, size.seconds / 60 % 60, 2);
    int seconds = size.seconds % 60;
    if (seconds != 0 || size.microseconds != 0) {
      b.append(separator);
      Calendar.digits(b, seconds, 2);
    }
    if (size.microseconds != 0) {
      b.append('.');
      Calendar.digits(b, size.microseconds, 6);
    }
  }
}
