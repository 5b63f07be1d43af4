package org.atoll.channels.ends;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.atoll.channels.items.ChannelView;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;

/// What senders and receivers share: items, and those who wait. Thread-safe; see the package description for its locks and
/// invariants. Nothing here waits or runs Python code.
class Channel extends Exchange implements Outlet {
  /// In place of an item: there will be none any more.
  static final Object CLOSED = new Object();
  /// In place of an item: the end that was used is closed.
  static final Object END_CLOSED = new Object();

  /// In place of what an item has displaced: there was no room, and nothing may be displaced.
  static final Object NO_ROOM = new Object();

  /// How many items there may be; Long.MAX_VALUE for any number.
  final long maxsize;
  final Overflow overflow;
  final boolean priorities;
  private final Buffer buffer;
  private final Rates rates = new Rates(System.nanoTime());
  /// Guarded by the lock of the senders.
  private long dropped;
  private long droppedBytes;
  /// That of the interpreter that sent last.
  private Ledger lastLedger;

  Channel(long id, long maxsize, Overflow overflow, boolean priorities) {
    super(id, priorities);
    this.maxsize = maxsize;
    this.overflow = overflow;
    this.priorities = priorities;
    this.buffer = priorities ? new PriorityBuffer(maxsize) : new FifoBuffer(maxsize);
  }

  @Override
  final long available(Side side) {
    if (side == Side.RECEIVERS) {
      return isOver() ? Long.MAX_VALUE : buffer.size();
    }
    return receivers() == 0 ? Long.MAX_VALUE : Math.max(0, maxsize - buffer.size());
  }

  /// Whether there will be no more items than there are.
  boolean isOver() {
    return senders() == 0;
  }

  @Override
  public final String toString() {
    return kind().name().toLowerCase(Locale.ROOT) + " " + id;
  }

  // Items.

  @Override
  public void requirePriority(long priority) {
    if (priority != 0 && !priorities) {
      throw PyErr.valueError("the channel has no priorities: make it by channel(priorities=True)");
    }
  }

  @Override
  public Object packed(Object item) {
    return item;
  }

  /// Adds an item as the overflow policy has it.
  @Override
  public Sent offer(Handle by, Object item, long priority) {
    Object displaced;
    synchronized (sendLock) {
      if (!by.use()) {
        return Sent.END_CLOSED;
      }
      if (receivers() == 0) {
        return Sent.NOBODY;
      }
      displaced = add(item, by.ledger(), priority);
    }
    if (displaced == NO_ROOM) {
      return Sent.FULL;
    }
    if (displaced != null) {
      Parcel.release(displaced);
    }
    if (displaced != item) {
      receivers.signal();
    }
    return Sent.DONE;
  }

  /// Adds an item as the overflow policy has it, with the lock of the senders held; gives what it has displaced, which may
  /// be the item itself, null where that is nothing, and NO_ROOM where nothing may be displaced.
  ///
  /// @param ledger that of the interpreter that sends, if that has one
  final Object add(Object item, Ledger ledger, long priority) {
    Object displaced = null;
    if (ledger != null && ledger != lastLedger) {
      ledger.add(this);
      lastLedger = ledger;
    }
    if (!buffer.add(item, ledger, priority)) {
      if (hasSendersWait() || overflow == Overflow.FAIL) {
        return NO_ROOM;
      }
      displaced = overflow == Overflow.DROP_NEWEST ? item : displace(item, ledger, priority);
      if (displaced != null) {
        dropped++;
        droppedBytes += Footprint.of(displaced);
      }
    }
    sendLock.addedBytes += Footprint.of(item);
    return displaced;
  }

  /// Adds an item in the place of the one that has to make room, which is the result; null where receivers have made some
  /// meanwhile. No receiver finds the channel empty between the two.
  private Object displace(Object item, Ledger ledger, long priority) {
    synchronized (receiveLock) {
      Object least = buffer.hasRoom() ? null : buffer.pollLeast();
      buffer.add(item, ledger, priority);
      return least;
    }
  }

  /// Takes the next item; null where there is none now, or CLOSED, or END_CLOSED.
  Object poll(Handle by) {
    Object item;
    synchronized (receiveLock) {
      if (!by.use()) {
        return END_CLOSED;
      }
      item = next(false);
      if (item == null || item == CLOSED) {
        return item;
      }
      receiveLock.takenBytes += Footprint.of(item);
    }
    senders.signal();
    return item;
  }

  /// A copy of the next item, as [#poll] would take it. Requires the GIL.
  Object peek(ThreadState ts, Handle by) {
    synchronized (receiveLock) {
      if (!by.use()) {
        return END_CLOSED;
      }
      Object item = next(true);
      // Here, before anybody opens it.
      return item instanceof Parcel p ? p.copy(ts) : item;
    }
  }

  private Object next(boolean peek) {
    Object item = peek ? buffer.peek() : buffer.poll();
    if (item == null && isOver()) {
      // The senders that have closed meanwhile may have sent something before.
      item = peek ? buffer.peek() : buffer.poll();
      return item == null ? CLOSED : item;
    }
    return item;
  }

  /// Takes an item that nobody will receive; null where there is none, or somebody might receive it.
  Object reclaim() {
    // Who has found receivers there adds its item before this looks, although they have gone meanwhile.
    synchronized (sendLock) {
      synchronized (receiveLock) {
        Object item = receivers() == 0 ? buffer.poll() : null;
        if (item != null) {
          receiveLock.takenBytes += Footprint.of(item);
        }
        return item;
      }
    }
  }

  /// Whether [#poll] would find something, or that there will be nothing. Takes no lock, but where the channel seems to be empty while
  /// its only item makes room for another.
  boolean hasNews() {
    return !buffer.isEmpty() || isOver() || overflow == Overflow.DROP_OLDEST && !isSurelyEmpty();
  }

  private boolean isSurelyEmpty() {
    synchronized (receiveLock) {
      return buffer.isEmpty();
    }
  }

  @Override
  public boolean hasRoom() {
    return buffer.hasRoom() || receivers() == 0;
  }

  @Override
  public boolean hasSendersWait() {
    return overflow == Overflow.BLOCK;
  }

  @Override
  public PyException full() {
    return ChannelErrors.full(maxsize);
  }

  @Override
  public PyException noRoomInTime() {
    return ChannelErrors.timeout("there was no room in the channel");
  }

  @Override
  public PyException nobodyReceives() {
    return ChannelErrors.nobodyReceives(size());
  }

  long size() {
    return buffer.size();
  }

  /// Also, what waits for receivers that there are none of holds on to nothing.
  @Override
  void sideGone(Side side) {
    if (side == Side.RECEIVERS) {
      List<Object> stranded = new ArrayList<>();
      synchronized (sendLock) {
        synchronized (receiveLock) {
          if (receivers() == 0) {
            buffer.forEach((item, ledger) -> stranded.add(item));
          }
        }
      }
      stranded.forEach(Parcel::release);
    }
    super.sideGone(side);
  }

  /// The exception for CLOSED.
  PyException over() {
    return ChannelErrors.nobodySends();
  }

  /// Whether there will be no more items although there are those who send.
  boolean isCutOff() {
    return false;
  }

  // Figures.

  /// Hands over what an interpreter has sent and nobody has received.
  void forEachOf(Ledger ledger, Consumer<Object> sink) {
    synchronized (sendLock) {
      synchronized (receiveLock) {
        buffer.forEach((item, sender) -> {
          if (sender == ledger) {
            sink.accept(item);
          }
        });
      }
    }
  }

  /// How many items were dropped, and will not be received for other reasons.
  long missed() {
    synchronized (sendLock) {
      return dropped;
    }
  }

  /// What those have as senders that items come from by this channel: itself, or a broadcast.
  Exchange sendingSide() {
    return this;
  }

  ChannelView.Kind kind() {
    return ChannelView.Kind.CHANNEL;
  }

  /// As it is seen from outside.
  final ChannelView view(Set<Long> senderIds, Set<Long> receiverIds) {
    return new ChannelView(kind(), id, size(), maxsize == Long.MAX_VALUE ? -1 : maxsize, bytes(), sendingSide().senders.waiting(), receivers.waiting(),
        senderIds, receiverIds);
  }

  /// What the items take, about.
  private long bytes() {
    synchronized (sendLock) {
      synchronized (receiveLock) {
        return sendLock.addedBytes - receiveLock.takenBytes - droppedBytes;
      }
    }
  }

  /// @param bytes what the items take, an estimate
  /// @param sendRate items a second, of late
  record Figures(long depth, long bytes, long sent, long received, long dropped, int senders, int receivers, long waitingToSend,
      long waitingToReceive, double sendRate, double receiveRate) {}

  Figures figures() {
    long added;
    long taken;
    long lost;
    long bytes;
    synchronized (sendLock) {
      synchronized (receiveLock) {
        added = buffer.added();
        taken = buffer.taken();
        lost = dropped;
        bytes = bytes();
      }
    }
    long dropsTaken = overflow == Overflow.DROP_OLDEST ? lost : 0;
    long dropsRefused = overflow == Overflow.DROP_NEWEST ? lost : 0;
    long sent = added + dropsRefused;
    long received = taken - dropsTaken;
    Rates.Rate rate = rates.look(System.nanoTime(), sent, received);
    return new Figures(added - taken, bytes, sent, received, lost, senders(), receivers(), senders.waiting(), receivers.waiting(),
        rate.sent(), rate.received());
  }
}
