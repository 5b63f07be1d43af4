package org.atoll.channels.ends;

import org.atoll.channels.items.BlockQueue;

/// The items of a channel. [#add] is called with the lock of the senders held, [#poll] and [#peek] with that of the receivers;
/// the rest by anybody.
abstract class Buffer {
  /// Adds an item, unless there are as many as may be.
  ///
  /// @param ledger that of the interpreter that sends it, or null
  abstract boolean add(Object item, Ledger ledger, long priority);

  /// Takes the next item; null where there is none.
  abstract Object poll();

  /// The next item; null where there is none.
  abstract Object peek();

  /// Takes the item that has to make room for others; null where there is none. Needs both locks.
  abstract Object pollLeast();

  /// How many there are.
  abstract long size();

  /// Whether there is none now.
  abstract boolean isEmpty();

  /// Whether there is room for one more now.
  abstract boolean hasRoom();

  /// How many have been added, and how many taken, since it was made.
  abstract long added();

  abstract long taken();

  /// Hands over all items, the next one first. Needs both locks.
  abstract void forEach(BlockQueue.Visitor<Ledger> visitor);
}
