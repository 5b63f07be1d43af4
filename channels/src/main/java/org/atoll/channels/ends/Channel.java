package org.atoll.channels.ends;

import java.util.ArrayList;
import java.util.List;
import org.atoll.runtime.heap.BetweenInterpreters;
import org.atoll.runtime.interp.ThreadState;

/// What senders and receivers share: items, and those who wait. Thread-safe; see the package description for its locks and
/// invariants. Nothing here waits or runs Python code.
final class Channel implements BetweenInterpreters {
  /// In place of an item: there will be none any more.
  static final Object CLOSED = new Object();
  /// In place of an item: the end that was used is closed.
  static final Object END_CLOSED = new Object();

  /// What became of an item that was to be sent.
  enum Sent {
    DONE,
    /// There is no room.
    FULL,
    /// Nobody receives any more.
    NOBODY,
    /// The end that was used is closed.
    END_CLOSED
  }

  final long id;
  /// How many items there may be; Long.MAX_VALUE for any number.
  final long maxsize;
  final Overflow overflow;
  final boolean priorities;
  private final Buffer buffer;
  private final Object sendLock = new Object();
  private final Object receiveLock;
  private final Arrivals senders;
  private final Arrivals receivers;
  private final Rates rates;
  /// How many handles of each side count, those on their way included. Written with the lock of the side.
  private volatile int senderCount;
  private volatile int receiverCount;
  /// Guarded by the lock of the senders.
  private long addedBytes;
  private long dropped;
  private long droppedBytes;
  /// Guarded by the lock of the receivers.
  private long takenBytes;

  Channel(long id, long maxsize, Overflow overflow, boolean priorities) {
    this.id = id;
    this.maxsize = maxsize;
    this.overflow = overflow;
    this.priorities = priorities;
    this.buffer = priorities ? new PriorityBuffer(maxsize) : new FifoBuffer(maxsize);
    this.receiveLock = priorities ? sendLock : new Object();
    this.receivers = new Arrivals(() -> senderCount == 0 ? Long.MAX_VALUE : buffer.size());
    this.senders = new Arrivals(() -> receiverCount == 0 ? Long.MAX_VALUE : Math.max(0, maxsize - buffer.size()));
    this.rates = new Rates(System.nanoTime());
  }

  Object lock(Side side) {
    return side == Side.SENDERS ? sendLock : receiveLock;
  }

  Arrivals arrivals(Side side) {
    return side == Side.SENDERS ? senders : receivers;
  }

  // Items.

  /// Adds an item as the overflow policy has it.
  Sent offer(Handle by, Object item, int priority) {
    Object displaced = null;
    synchronized (sendLock) {
      if (!by.use()) {
        return Sent.END_CLOSED;
      }
      if (receiverCount == 0) {
        return Sent.NOBODY;
      }
      if (!buffer.add(item, priority)) {
        if (overflow == Overflow.BLOCK || overflow == Overflow.FAIL) {
          return Sent.FULL;
        }
        displaced = overflow == Overflow.DROP_NEWEST ? item : displace(item, priority);
        if (displaced != null) {
          dropped++;
          droppedBytes += Footprint.of(displaced);
        }
      }
      addedBytes += Footprint.of(item);
    }
    if (displaced != null) {
      Parcel.release(displaced);
    }
    if (displaced != item) {
      receivers.signal();
    }
    return Sent.DONE;
  }

  /// Adds an item in the place of the one that has to make room, which is the result; null where receivers have made some
  /// meanwhile. No receiver finds the channel empty between the two.
  private Object displace(Object item, int priority) {
    synchronized (receiveLock) {
      Object least = buffer.hasRoom() ? null : buffer.pollLeast();
      buffer.add(item, priority);
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
      takenBytes += Footprint.of(item);
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
    if (item == null && senderCount == 0) {
      // The senders that have closed meanwhile may have sent something before.
      item = peek ? buffer.peek() : buffer.poll();
      return item == null ? CLOSED : item;
    }
    return item;
  }

  /// Takes an item that nobody will receive; null where there is none, or somebody might receive it.
  Object reclaim() {
    synchronized (receiveLock) {
      Object item = receiverCount == 0 ? buffer.poll() : null;
      if (item != null) {
        takenBytes += Footprint.of(item);
      }
      return item;
    }
  }

  /// Whether [#poll] would find something, or that there will be nothing. Takes no lock.
  boolean hasNews() {
    return !buffer.isEmpty() || senderCount == 0;
  }

  /// Whether [#offer] would find room, or that nobody receives. Takes no lock.
  boolean hasRoom() {
    return buffer.hasRoom() || receiverCount == 0;
  }

  long size() {
    return buffer.size();
  }

  // Those who hold it.

  /// One handle more counts.
  void count(Side side) {
    synchronized (lock(side)) {
      countLocked(side);
    }
  }

  void countLocked(Side side) {
    if (side == Side.SENDERS) {
      senderCount = senderCount + 1;
    } else {
      receiverCount = receiverCount + 1;
    }
  }

  /// One handle less counts.
  void uncount(Side side) {
    boolean last;
    synchronized (lock(side)) {
      last = uncountLocked(side);
    }
    if (last) {
      sideGone(side);
    }
  }

  /// True where it was the last one: the caller calls [#sideGone] once it has left the lock.
  boolean uncountLocked(Side side) {
    if (side == Side.SENDERS) {
      senderCount = senderCount - 1;
      return senderCount == 0;
    }
    receiverCount = receiverCount - 1;
    return receiverCount == 0;
  }

  int countOf(Side side) {
    return side == Side.SENDERS ? senderCount : receiverCount;
  }

  /// Nobody is left on one side: those of the other know, and what waits for receivers that there are none of holds on to
  /// nothing.
  void sideGone(Side side) {
    if (side == Side.RECEIVERS) {
      List<Object> stranded = new ArrayList<>();
      synchronized (sendLock) {
        synchronized (receiveLock) {
          if (receiverCount == 0) {
            buffer.forEach(stranded::add);
          }
        }
      }
      stranded.forEach(Parcel::release);
    }
    arrivals(side.other()).signalAll();
  }

  // Figures.

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
        bytes = addedBytes - takenBytes - droppedBytes;
      }
    }
    long dropsTaken = overflow == Overflow.DROP_OLDEST ? lost : 0;
    long dropsRefused = overflow == Overflow.DROP_NEWEST ? lost : 0;
    long sent = added + dropsRefused;
    long received = taken - dropsTaken;
    Rates.Rate rate = rates.look(System.nanoTime(), sent, received);
    return new Figures(added - taken, bytes, sent, received, lost, senderCount, receiverCount, senders.waiting(), receivers.waiting(),
        rate.sent(), rate.received());
  }
}
