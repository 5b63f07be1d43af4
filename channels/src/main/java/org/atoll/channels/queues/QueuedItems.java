package org.atoll.channels.queues;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.atoll.channels.codec.Message;
import org.atoll.channels.ends.Footprint;
import org.atoll.channels.items.BlockQueue;

/// What is in a queue between interpreters, in order. Unbounded in itself; whoever puts may state a bound. Those who put take one
/// lock and those who take another; who needs both takes that of those who take first. Thread-safe.
final class QueuedItems {
  /// An item: a value, or what it is to be opened from, and whose it is.
  record Item(Object content, Origin origin) {
    /// Whether the interpreter that put it is gone, and the value with it.
    boolean isUnbound() {
      return content == UNBOUND;
    }
  }

  /// Who put an item, and what becomes of it when that interpreter is gone. Immutable, one for many items.
  ///
  /// @param charged whether it counts as that interpreter's memory
  record Origin(long interpreterId, int unboundOp, boolean charged) {}

  /// How many items are measured, for the sake of those who wait for the locks meanwhile.
  private static final int MEASURED_MAX = 1000;

  /// Stands where a value was.
  private static final Object UNBOUND = new Object();

  private final BlockQueue<Origin> items = new BlockQueue<>();
  /// Written with both locks held: so nothing is put once anybody has seen it.
  private volatile boolean closed;
  /// Whether there ever was an item that counts as an interpreter's memory. Written with the lock of the back held.
  private volatile boolean charged;

  /// Adds an item, unless there are `max` already or [#close] has been called; no bound if `max` is not positive.
  boolean put(Object content, Origin origin, long max) {
    synchronized (items.back()) {
      if (closed) {
        return false;
      }
      if (origin.charged && !charged) {
        charged = true;
      }
      return items.add(content, origin, max > 0 ? max : Long.MAX_VALUE);
    }
  }

  /// Takes the first item; null where there is none.
  Item take() {
    synchronized (items.front()) {
      return items.poll(Item::new);
    }
  }

  /// Whether [#close] has been called. Takes no lock.
  boolean isClosed() {
    return closed;
  }

  /// Whether there is none now. Takes no lock.
  boolean isEmpty() {
    return items.isEmpty();
  }

  /// How many there are. Takes no lock.
  long size() {
    return items.size();
  }

  /// What they take, about: of many, the first are measured.
  long bytes() {
    synchronized (items.front()) {
      synchronized (items.back()) {
        long[] measured = {0, 0};
        items.forEach((content, origin) -> {
          if (measured[0] < MEASURED_MAX) {
            measured[0]++;
            measured[1] += content == UNBOUND ? 0 : Footprint.ofValue(content instanceof Message m ? m.root() : content);
          }
        });
        return measured[0] == 0 ? 0 : (long) ((double) measured[1] / measured[0] * items.size());
      }
    }
  }

  /// Takes out all and lets nothing in any more; answers what was taken out.
  List<Item> close() {
    synchronized (items.front()) {
      synchronized (items.back()) {
        closed = true;
        List<Item> all = new ArrayList<>();
        for (Item item = take(); item != null; item = take()) {
          all.add(item);
        }
        return all;
      }
    }
  }

  /// Has the items of an interpreter lose their values, or removes them; answers those items as they were.
  ///
  /// @param removed the way of items that are to be removed
  List<Item> unbind(long interpreterId, int removed) {
    synchronized (items.front()) {
      synchronized (items.back()) {
        List<Item> unbound = new ArrayList<>();
        items.forEach((content, origin) -> {
          if (isOf(interpreterId, content, origin)) {
            unbound.add(new Item(content, origin));
          }
        });
        if (!unbound.isEmpty()) {
          items.replace((content, origin) -> !isOf(interpreterId, content, origin) ? content : origin.unboundOp == removed ? null : UNBOUND);
        }
        return unbound;
      }
    }
  }

  private static boolean isOf(long interpreterId, Object content, Origin origin) {
    return origin.interpreterId == interpreterId && content != UNBOUND;
  }

  /// Hands over the items of an interpreter that count as its memory; answers what their places take.
  long ofSender(long interpreterId, Consumer<Object> sink) {
    if (!charged) {
      return 0;
    }
    List<Object> found = new ArrayList<>();
    synchronized (items.front()) {
      synchronized (items.back()) {
        items.forEach((content, origin) -> {
          if (origin.charged && isOf(interpreterId, content, origin)) {
            found.add(content);
          }
        });
      }
    }
    found.forEach(sink);
    return BlockQueue.BYTES_PER_ITEM * found.size();
  }
}
