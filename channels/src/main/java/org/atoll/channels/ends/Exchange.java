package org.atoll.channels.ends;

import org.atoll.runtime.heap.BetweenInterpreters;

/// What has two sides, those who send and those who receive: a channel, or a broadcast. The handles of each side are counted,
/// and each side has a lock and those who wait there. Thread-safe; see the package description for locks and invariants.
abstract class Exchange implements BetweenInterpreters {
  final long id;
  final Lane sendLock = new Lane();
  final Lane receiveLock;
  final Arrivals senders = new Arrivals(() -> available(Side.SENDERS));
  final Arrivals receivers = new Arrivals(() -> available(Side.RECEIVERS));
  /// How many handles of each side count, those on their way included. Written with the lock of the side.
  private volatile int senderCount;
  private volatile int receiverCount;

  /// @param oneLock whether both sides have the same lock
  Exchange(long id, boolean oneLock) {
    this.id = id;
    this.receiveLock = oneLock ? sendLock : new Lane();
  }

  /// What it is, and its number.
  @Override
  public abstract String toString();

  final Object lock(Side side) {
    return side == Side.SENDERS ? sendLock : receiveLock;
  }

  final Arrivals arrivals(Side side) {
    return side == Side.SENDERS ? senders : receivers;
  }

  /// How many of those who wait at a side may find something now; Long.MAX_VALUE for all.
  abstract long available(Side side);

  // Those who hold it.

  /// One handle more counts.
  final void count(Side side) {
    synchronized (lock(side)) {
      countLocked(side);
    }
  }

  /// As [#count], with the lock of the side held.
  void countLocked(Side side) {
    if (side == Side.SENDERS) {
      senderCount = senderCount + 1;
    } else {
      receiverCount = receiverCount + 1;
    }
  }

  /// One handle less counts.
  final void uncount(Side side) {
    boolean last;
    synchronized (lock(side)) {
      last = uncountLocked(side);
    }
    if (last) {
      sideGone(side);
    }
  }

  /// True where it was the last one: the caller calls [#sideGone] once it has left the lock.
  final boolean uncountLocked(Side side) {
    if (side == Side.SENDERS) {
      senderCount = senderCount - 1;
      return senderCount == 0;
    }
    receiverCount = receiverCount - 1;
    return receiverCount == 0;
  }

  /// How many handles of those who send count.
  int senders() {
    return senderCount;
  }

  /// How many handles of those who receive count.
  final int receivers() {
    return receiverCount;
  }

  /// Nobody is left on one side: those of the other know. Called with no lock held.
  void sideGone(Side side) {
    arrivals(side.other()).signalAll();
  }
}
