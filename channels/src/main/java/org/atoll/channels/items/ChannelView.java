package org.atoll.channels.items;

import java.util.Set;

/// A channel or queue as it is seen from outside, at one moment. Immutable.
///
/// @param kind what it is
/// @param id its number, among those of its kind
/// @param depth how many items are in it
/// @param maxsize how many there may be; -1 for any number
/// @param bytes what the items take, about
/// @param waitingToSend how many threads and tasks wait for room
/// @param waitingToReceive how many wait for an item
/// @param senders the interpreters that have an open end to send by; of a queue, which has no ends, the one that made it
/// @param receivers those that have one to receive by; likewise
public record ChannelView(Kind kind, long id, long depth, long maxsize, long bytes, long waitingToSend, long waitingToReceive, Set<Long> senders,
    Set<Long> receivers) {
  /// What there is that items lie in.
  public enum Kind {
    CHANNEL,
    /// What a broadcast has for one of its subscribers.
    SUBSCRIPTION,
    /// A queue of `concurrent.interpreters`.
    QUEUE
  }

  /// Whether an interpreter has to do with it.
  public boolean concerns(long interpreterId) {
    return senders.contains(interpreterId) || receivers.contains(interpreterId);
  }

  /// Whether there is anything in it, or anybody waits for that or for room.
  public boolean isInUse() {
    return depth > 0 || waitingToSend > 0 || waitingToReceive > 0;
  }
}
