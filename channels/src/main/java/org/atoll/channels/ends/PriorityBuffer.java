package org.atoll.channels.ends;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Items by priority, the highest first, and those of one priority in the order in which they were added. What has to make
/// room is the oldest of the lowest. Both locks of its channel are one.
final class PriorityBuffer extends Buffer {
  private final long capacity;
  private final TreeMap<Integer, ArrayDeque<Object>> byPriority = new TreeMap<>();
  private volatile long added;
  private volatile long taken;

  PriorityBuffer(long capacity) {
    this.capacity = capacity;
  }

  @Override
  boolean add(Object item, int priority) {
    long n = added;
    if (n - taken >= capacity) {
      return false;
    }
    byPriority.computeIfAbsent(priority, p -> new ArrayDeque<>()).add(item);
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

  private Object take(Map.Entry<Integer, ArrayDeque<Object>> from) {
    if (from == null) {
      return null;
    }
    Object item = from.getValue().poll();
    if (from.getValue().isEmpty()) {
      byPriority.remove(from.getKey());
    }
    long n = taken;
    taken = n + 1;
    return item;
  }

  @Override
  Object peek() {
    Map.Entry<Integer, ArrayDeque<Object>> highest = byPriority.lastEntry();
    return highest == null ? null : highest.getValue().peek();
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
  void forEach(Consumer<Object> sink) {
    byPriority.descendingMap().values().forEach(items -> items.forEach(sink));
  }
}
