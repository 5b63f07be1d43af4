package org.atoll.runtime.modules.time;

import org.atoll.runtime.host.LocalZone;

/// From local time back to seconds since 1970 (`mktime`). Stateless.
final class Mktime {
  private Mktime() {}

  static long seconds(BrokenDownTime t, LocalZone zone) {
    long local = BrokenDownTime.epochDay(t.year(), t.month(), t.day()) * 86400 + t.hour() * 3600L + t.minute() * 60L + t.second();
    LocalZone.Offset before = zone.at(local - 86400);
    LocalZone.Offset after = zone.at(local + 86400);
    Long match = null;
    for (LocalZone.Offset o : new LocalZone.Offset[] {before, after}) {
      long s = local - o.seconds();
      if (zone.at(s).seconds() == o.seconds()) {
        if (t.dst() < 0 || o.dst() == t.dst() > 0) {
          return s;
        }
        match = match == null ? s : match;
      }
    }
    if (match == null) {
      return local - before.seconds();
    }
    return t.dst() < 0 ? match : otherDst(t, zone, local, match);
  }

  /// The caller says that the clock is on the other of summer and standard time than it is: as if it were.
  private static long otherDst(BrokenDownTime t, LocalZone zone, long local, long match) {
    for (int days = 1; days < 370; days++) {
      for (long at : new long[] {match - days * 86400L, match + days * 86400L}) {
        LocalZone.Offset o = zone.at(at);
        if (o.dst() == t.dst() > 0) {
          return local - o.seconds();
        }
      }
    }
    return match;
  }
}
