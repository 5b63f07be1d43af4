package org.atoll.channels.ends;

import org.atoll.channels.items.ChannelView;
import org.atoll.runtime.types.PyException;

/// The channel of one subscriber of a [Broadcast]; its senders are those who publish. Thread-safe.
final class Subscription extends Channel {
  private static final long NEVER = -1;

  private final Broadcast from;
  private final Slow slow;
  /// How many items had been sent when it was cut off, since it had no room for the next one. Written with the lock of the
  /// senders held.
  private volatile long cutOffAt = NEVER;

  Subscription(long id, long maxsize, Slow slow, Broadcast from) {
    super(id, maxsize, slow.overflow, false);
    this.from = from;
    this.slow = slow;
    if (slow == Slow.BLOCK) {
      senders.add(from);
    }
  }

  /// Adds an item, with the lock of the broadcast's senders held; to be followed by [#added] without it. Gives what is to be
  /// released then, or null.
  ///
  /// @param ledger that of the interpreter that publishes, if that has one
  Object add(Object item, Ledger ledger) {
    Object own = Circular.another(item);
    synchronized (sendLock) {
      if (receivers() == 0 || isCutOff()) {
        return own;
      }
      Object displaced = add(own, ledger, 0);
      return displaced != NO_ROOM ? displaced : addOrCutOff(own, ledger);
    }
  }

  /// As [#add], while nobody takes anything: who has just found nothing was not too slow.
  private Object addOrCutOff(Object own, Ledger ledger) {
    synchronized (receiveLock) {
      Object displaced = add(own, ledger, 0);
      if (displaced != NO_ROOM) {
        return displaced;
      }
      cutOffAt = from.published();
      return own;
    }
  }

  /// Tells of what was added.
  void added() {
    if (isCutOff()) {
      from.leave(this);
      receivers.signalAll();
    } else {
      receivers.signal();
    }
  }

  /// Whether publishers have to wait for it.
  boolean keepsWaiting() {
    return slow == Slow.BLOCK && !hasRoom();
  }

  @Override
  Exchange sendingSide() {
    return from;
  }

  @Override
  ChannelView.Kind kind() {
    return ChannelView.Kind.SUBSCRIPTION;
  }

  @Override
  int senders() {
    return from.senders();
  }

  @Override
  boolean isOver() {
    return isCutOff() || senders() == 0;
  }

  @Override
  boolean isCutOff() {
    return cutOffAt != NEVER;
  }

  @Override
  PyException over() {
    return isCutOff() ? ChannelErrors.tooSlow(missed()) : super.over();
  }

  @Override
  long missed() {
    long at = cutOffAt;
    return super.missed() + (at == NEVER ? 0 : from.published() - at);
  }

  // Who has given its receiver away and uses it after all is a subscriber again.

  @Override
  void countLocked(Side side) {
    super.countLocked(side);
    if (side == Side.RECEIVERS && receivers() == 1 && !isCutOff()) {
      from.join(this);
    }
  }

  @Override
  void sideGone(Side side) {
    super.sideGone(side);
    if (side == Side.RECEIVERS) {
      from.leave(this);
    }
  }
}
