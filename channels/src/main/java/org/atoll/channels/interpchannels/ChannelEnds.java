package org.atoll.channels.interpchannels;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The interpreters that use one end of a channel, or did. Thread-safe.
final class ChannelEnds {
  /// By interpreter: whether it still does, the latest first as CPython lists interpreters.
  private final Map<Long, Boolean> openByInterpreter = new TreeMap<>(Comparator.reverseOrder());

  /// Ties an interpreter to the end; false if it has let go of it before.
  synchronized boolean use(long interpreterId) {
    Boolean known = openByInterpreter.putIfAbsent(interpreterId, true);
    return known == null || known;
  }

  /// The interpreter does not use the end any more, nor may it later.
  synchronized void release(long interpreterId) {
    openByInterpreter.put(interpreterId, false);
  }

  /// As [#release], for an interpreter that has used the end.
  synchronized void close(long interpreterId) {
    openByInterpreter.replace(interpreterId, false);
  }

  synchronized boolean isEmpty() {
    return openByInterpreter.isEmpty();
  }

  synchronized boolean isAnyOpen() {
    return openByInterpreter.containsValue(true);
  }

  /// Whether an interpreter uses the end, or has let go of it; null where it never used it.
  synchronized Boolean stateOf(long interpreterId) {
    return openByInterpreter.get(interpreterId);
  }

  /// The ids of those that use it now.
  synchronized List<Long> interpreters() {
    return openByInterpreter.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
  }

  private synchronized Map<Long, Boolean> snapshot() {
    return new TreeMap<>(openByInterpreter);
  }

  /// How many interpreters know only the sending end, only the receiving one, or both; each by whether they have let go of
  /// it, in the order of the fields of `ChannelInfo`. Who has let go of one end of both counts under the name of the other,
  /// as on CPython.
  static long[] tally(ChannelEnds senders, ChannelEnds receivers) {
    Map<Long, Boolean> send = senders.snapshot();
    Map<Long, Boolean> receive = receivers.snapshot();
    long[] counts = new long[8];
    send.forEach((id, open) -> {
      Boolean other = receive.remove(id);
      if (other == null) {
        counts[open ? 0 : 1]++;
      } else {
        counts[open ? other ? 4 : 6 : other ? 7 : 5]++;
      }
    });
    receive.values().forEach(open -> counts[open ? 2 : 3]++);
    return counts;
  }
}
