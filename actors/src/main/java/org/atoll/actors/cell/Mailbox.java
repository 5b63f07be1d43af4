package org.atoll.actors.cell;

import java.util.Comparator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.atoll.runtime.modules.thread.WaitQueue;

/// The messages that wait for an actor, in the order in which they came: those of one sender are handled as that has sent
/// them, those of the same priority where there are priorities. What is no message but something to be done in between takes
/// no room. Thread-safe; offering takes no lock unless there are priorities.
final class Mailbox {
  private static final Comparator<Envelope> URGENT_FIRST =
      Comparator.comparingInt((Envelope e) -> e.priority).reversed().thenComparingLong(e -> e.order);
  private static final Comparator<Envelope> OLDEST_OF_LEAST_URGENT_FIRST =
      Comparator.comparingInt((Envelope e) -> e.priority).thenComparingLong(e -> e.order);
  /// How long senders that wait may not hear of room, as long as less than half of it is free.
  private static final long ROOM_MICROS = 1000;

  final int capacity;
  final Overflow overflow;
  final boolean priorities;
  private final Queue<Envelope> queue;
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicLong order;
  private final ScheduledExecutorService timer;
  /// Senders that wait for room; null as long as there was none.
  private volatile WaitQueue room;
  /// Whether they are told soon.
  private final AtomicBoolean telling = new AtomicBoolean();

  Mailbox(int capacity, Overflow overflow, boolean priorities, ScheduledExecutorService timer) {
    this.timer = timer;
    this.capacity = capacity;
    this.overflow = overflow;
    this.priorities = priorities;
    this.queue = priorities ? new PriorityBlockingQueue<>(11, URGENT_FIRST) : new ConcurrentLinkedQueue<>();
    this.order = priorities ? new AtomicLong() : null;
  }

  /// False where it is full.
  boolean offer(Envelope e) {
    if (size.incrementAndGet() > capacity) {
      size.decrementAndGet();
      return false;
    }
    add(e);
    return true;
  }

  /// Adds a message of the system, for which there is always room.
  void force(Envelope e) {
    if (e.errand == null) {
      size.incrementAndGet();
    }
    add(e);
  }

  private void add(Envelope e) {
    if (priorities) {
      e.order = order.getAndIncrement();
    }
    queue.add(e);
  }

  /// The next message, or null.
  Envelope poll() {
    Envelope e = queue.poll();
    if (e != null && e.errand == null) {
      int left = size.decrementAndGet();
      WaitQueue waiting = room;
      if (waiting != null && left < capacity) {
        tellOfRoom(waiting, left);
      }
    }
    return e;
  }

  /// Wakes senders at once where much has become free: who is woken for each single message would fall asleep with the next.
  /// Else a little later, since the receiver may take its time, or wait for them.
  private void tellOfRoom(WaitQueue waiting, int left) {
    if (left <= capacity / 2) {
      waiting.signalAll();
    } else if (!telling.get() && waiting.size() > 0 && telling.compareAndSet(false, true)) {
      timer.schedule(() -> {
        telling.set(false);
        waiting.signalAll();
      }, ROOM_MICROS, TimeUnit.MICROSECONDS);
    }
  }

  /// Takes out what has to make room, the oldest of the least urgent messages; null where there is none, or another was as quick.
  Envelope pollOldest() {
    Envelope least = null;
    for (Envelope e : queue) {
      if (e.errand == null && (least == null || OLDEST_OF_LEAST_URGENT_FIRST.compare(e, least) < 0)) {
        least = e;
        if (!priorities) {
          break;
        }
      }
    }
    if (least == null || !queue.remove(least)) {
      return null;
    }
    size.decrementAndGet();
    return least;
  }

  /// Whether the next message asks for an answer.
  boolean isNext(PyReply reply) {
    Envelope first = queue.peek();
    return first != null && first.reply == reply;
  }

  boolean hasRoom() {
    return size.get() < capacity;
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  int size() {
    return size.get();
  }

  /// Where senders wait for room.
  WaitQueue room() {
    WaitQueue known = room;
    if (known == null) {
      synchronized (this) {
        known = room;
        if (known == null) {
          room = known = new WaitQueue();
        }
      }
    }
    return known;
  }

  /// Nobody takes anything out any more: who waits shall know.
  void closed() {
    WaitQueue waiting = room;
    if (waiting != null) {
      waiting.signalAll();
    }
  }
}
