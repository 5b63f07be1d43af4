package org.atoll.channels.ends;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;
import org.atoll.channels.items.BlockQueue;

/// Items by priority, the highest first, and those of one priority in the order in which they were added. What has to make
/// room is the oldest of the lowest. Both locks of its channel are one.
final class PriorityBuffer extends Buffer {
  private record Entry(Object item, Ledger ledger) {}

  private final long capacity;
  private final TreeMap<Long, ArrayDeque<Entry>> byPriority = new TreeMap<>();
  private volatile long added;
  private volatile long taken;

  PriorityBuffer(long capacity) {
    this.capacity = capacity;
  }

  @Override
  boolean add(Object item, Ledger ledger, long priority) {
    long n = added;
    if (n - taken >= capacity) {
      return false;
    }
    byPriority.computeIfAbsent(priority, p -> new ArrayDeque<>()).add(new Entry(item, ledger));
    added = n + 1;
    return true;
  }

  @Override
  Object poll() {
    return take(byPriority.lastEntry());
  }

  @Override
  Object pollLeast() {
    return take(byPriority.firstEntry());
  }

  private Object take(Map.Entry<Long, ArrayDeque<Entry>> from) {
    if (from == null) {
      return null;
    }
    Object item = from.getValue().poll().item;
    if (from.getValue().isEmpty()) {
      byPriority.remove(from.getKey());
    }
    long n = taken;
    taken = n + 1;
    return item;
  }

  @Override
  Object peek() {
    Map.Entry<Long, ArrayDeque<Entry>> highest = byPriority.lastEntry();
    return highest == null ? null : highest.getValue().peek().item;
  }

  @Override
  long size() {
    long before = taken;
    return added - before;
  }

  @Override
  boolean isEmpty() {
    return size() == 0;
  }

  @Override
  boolean hasRoom() {
    return size() < capacity;
  }

  @Override
  long added() {
    return added;
  }

  @Override
  long taken() {
    return taken;
  }

  @Override
  void forEach(BlockQueue.Visitor<Ledger> visitor) {
    byPriority.descendingMap().values().forEach(items -> items.forEach(e -> visitor.visit(e.item, e.ledger)));
  }
}
