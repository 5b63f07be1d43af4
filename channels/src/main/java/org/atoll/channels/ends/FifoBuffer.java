package org.atoll.channels.ends;

import org.atoll.channels.items.BlockQueue;

/// Items in the order in which they were added.
final class FifoBuffer extends Buffer {
  private final long capacity;
  private final BlockQueue<Ledger> items = new BlockQueue<>();

  FifoBuffer(long capacity) {
    this.capacity = capacity;
  }

  @Override
  boolean add(Object item, Ledger ledger, long priority) {
    return items.add(item, ledger, capacity);
  }

  @Override
  Object poll() {
    return items.poll((item, ledger) -> item);
  }

  @Override
  Object peek() {
    return items.peek();
  }

  @Override
  Object pollLeast() {
    return poll();
  }

  @Override
  long size() {
    return items.size();
  }

  @Override
  boolean isEmpty() {
    return items.isEmpty();
  }

  @Override
  boolean hasRoom() {
    return items.size() < capacity;
  }

  @Override
  long added() {
    return items.added();
  }

  @Override
  long taken() {
    return items.taken();
  }

  @Override
  void forEach(BlockQueue.Visitor<Ledger> visitor) {
    items.forEach(visitor);
  }
}
