package org.atoll.channels.queues;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.atoll.channels.codec.Message;

/// A queue between interpreters: what CPython's `_interpqueues` keeps in C. Holds messages; thread-safe.
final class InterpQueue {
  /// What an item of an interpreter that is gone becomes; see `_crossinterp`.
  static final int UNBOUND_REMOVE = 1;
  static final int UNBOUND_ERROR = 2;
  static final int UNBOUND_REPLACE = 3;

  /// An item: `message` is null once its interpreter is gone.
  record Item(Message message, long interpreterId, int unboundOp) {}

  final long id;
  final long maxsize;
  final int unboundOp;
  final int fallback;
  private final ArrayDeque<Item> items = new ArrayDeque<>();
  private long references;

  InterpQueue(long id, long maxsize, int unboundOp, int fallback) {
    this.id = id;
    this.maxsize = maxsize;
    this.unboundOp = unboundOp;
    this.fallback = fallback;
  }

  synchronized void bind() {
    references++;
  }

  /// Whether there is no reference left.
  synchronized boolean release() {
    return --references <= 0;
  }

  /// False where the queue is full.
  synchronized boolean offer(Item item) {
    if (isFull()) {
      return false;
    }
    items.add(item);
    return true;
  }

  /// The first item, or null.
  synchronized Item poll() {
    return items.poll();
  }

  synchronized long size() {
    return items.size();
  }

  synchronized boolean isFull() {
    return maxsize > 0 && items.size() >= maxsize;
  }

  /// An interpreter is gone: its items are removed or lose their values.
  synchronized void unbind(long interpreterId) {
    List<Item> kept = new ArrayList<>(items.size());
    for (Item i : items) {
      if (i.interpreterId != interpreterId) {
        kept.add(i);
      } else if (i.unboundOp != UNBOUND_REMOVE) {
        kept.add(new Item(null, interpreterId, i.unboundOp));
      }
    }
    items.clear();
    items.addAll(kept);
  }
}
