package org.atoll.actors.cell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.atoll.runtime.modules.thread.WaitQueue;

/// The messages that wait for an actor, in the order in which they came: those of one sender are handled as that has sent
/// them, those of the same priority where there are priorities. Thread-safe; offering takes no lock unless there are
/// priorities.
final class Mailbox {
  private static final Comparator<Envelope> URGENT_FIRST =
      Comparator.comparingInt((Envelope e) -> e.priority).reversed().thenComparingLong(e -> e.order);

  final int capacity;
  final Overflow overflow;
  final boolean priorities;
  private final Queue<Envelope> queue;
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicLong order;
  /// Senders that wait for room; null as long as there was none.
  private volatile WaitQueue room;

  Mailbox(int capacity, Overflow overflow, boolean priorities) {
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
    size.incrementAndGet();
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
    if (e != null) {
      int left = size.decrementAndGet();
      WaitQueue waiting = room;
      if (waiting != null && left <= capacity / 2) {
        waiting.signalAll();
      }
    }
    return e;
  }

  /// Takes out what has to make room: the oldest of the least urgent messages.
  Envelope pollOldest() {
    if (!priorities) {
      return poll();
    }
    List<Envelope> all = new ArrayList<>(queue);
    Envelope least = null;
    for (Envelope e : all) {
      if (e.errand == null && (least == null || e.priority < least.priority || e.priority == least.priority && e.order < least.order)) {
        least = e;
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
