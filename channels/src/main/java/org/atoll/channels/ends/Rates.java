package org.atoll.channels.ends;

/// How much goes through a channel of late: since it was last looked at, unless that is only a moment ago. Costs nothing while
/// nobody looks. Thread-safe.
final class Rates {
  private static final long LEAST_NANOS = 1_000_000_000L;

  /// Items a second.
  record Rate(double sent, double received) {}

  private record Mark(long nanos, long sent, long received) {}

  private Mark from;
  private Mark last;

  Rates(long now) {
    from = last = new Mark(now, 0, 0);
  }

  synchronized Rate look(long now, long sent, long received) {
    if (now - last.nanos >= LEAST_NANOS) {
      from = last;
      last = new Mark(now, sent, received);
    }
    double seconds = Math.max(1, now - from.nanos) / 1e9;
    return new Rate((sent - from.sent) / seconds, (received - from.received) / seconds);
  }
}
