package org.atoll.channels.queues;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.atoll.channels.codec.Message;
import org.atoll.runtime.heap.BetweenInterpreters;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.thread.WaitQueue;

/// A queue between interpreters: what CPython's `_interpqueues` keeps in C. Holds messages; thread-safe. Who waits for an
/// item or for room is woken when there is one.
final class InterpQueue implements BetweenInterpreters {
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
  private final WaitQueue getters = new WaitQueue();
  private final WaitQueue putters = new WaitQueue();
  private long references;
  private boolean destroyed;

  InterpQueue(long id, long maxsize, int unboundOp, int fallback) {
    this.id = id;
    this.maxsize = maxsize;
    this.unboundOp = unboundOp;
    this.fallback = fallback;
  }

  synchronized void bind() {
    references++;
  }

  /// Takes a reference back; false if there was none.
  synchronized boolean release() {
    if (references == 0) {
      return false;
    }
    references--;
    return true;
  }

  synchronized boolean isReferenced() {
    return references > 0;
  }

  /// False where the queue is full.
  boolean offer(Item item) {
    synchronized (this) {
      if (isFull()) {
        return false;
      }
      items.add(item);
    }
    getters.signal();
    return true;
  }

  /// As [#offer], waiting for room; negative `nanos` for no limit. False where the time is over or the queue destroyed.
  boolean offer(ThreadState ts, Item item, long nanos) {
    boolean[] done = {offer(item)};
    if (!done[0]) {
      putters.await(ts, nanos, () -> (done[0] = offer(item)) || isDestroyed());
    }
    return done[0];
  }

  /// The first item, or null.
  Item poll() {
    Item item;
    synchronized (this) {
      item = items.poll();
    }
    if (item != null && maxsize > 0) {
      putters.signal();
    }
    return item;
  }

  /// As [#poll], waiting for an item; negative `nanos` for no limit. Null where the time is over or the queue destroyed.
  Item poll(ThreadState ts, long nanos) {
    Item[] got = {poll()};
    if (got[0] == null) {
      getters.await(ts, nanos, () -> (got[0] = poll()) != null || isDestroyed());
    }
    return got[0];
  }

  /// The queue is gone: who waits shall know.
  void destroy() {
    List<Item> dropped;
    synchronized (this) {
      destroyed = true;
      dropped = new ArrayList<>(items);
      items.clear();
    }
    dropped.forEach(InterpQueue::drop);
    getters.signalAll();
    putters.signalAll();
  }

  /// Lets go of what a message that nobody will open holds; not under this queue's own lock, as it may be another queue.
  private static void drop(Item i) {
    if (i.message != null) {
      i.message.release();
    }
  }

  synchronized boolean isDestroyed() {
    return destroyed;
  }

  synchronized long size() {
    return items.size();
  }

  synchronized boolean isFull() {
    return maxsize > 0 && items.size() >= maxsize;
  }

  /// An interpreter is gone: its items are removed or lose their values.
  void unbind(long interpreterId) {
    List<Item> dropped = new ArrayList<>();
    synchronized (this) {
      List<Item> kept = new ArrayList<>(items.size());
      for (Item i : items) {
        if (i.interpreterId != interpreterId) {
          kept.add(i);
        } else {
          dropped.add(i);
          if (i.unboundOp != UNBOUND_REMOVE) {
            kept.add(new Item(null, interpreterId, i.unboundOp));
          }
        }
      }
      items.clear();
      items.addAll(kept);
    }
    dropped.forEach(InterpQueue::drop);
    putters.signalAll();
  }
}
