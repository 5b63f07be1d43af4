package org.atoll.channels.queues;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// What is in a queue between interpreters, in order. Unbounded in itself; whoever puts may state a bound.
///
/// Those who put take one lock and those who take another, so that a sender and a receiver that are both at work share
/// only the two counts and the places they are at. Both locks are held for moments, and nothing is waited for meanwhile.
///
/// Invariants: `put` is changed with the lock of the back held and `taken` with that of the front, both only ever
/// upwards, and `put - taken` is how many items there are. A place is filled before `put` is raised: so who has seen
/// `put` finds what lies in the places before it, links between blocks included. Who needs both locks takes the front's
/// first. To raise a count is the last that can fail, for want of stack: what comes before has no effect without it.
///
/// Both counts are read and written in one order that all threads agree on: a receiver that has told that it waits and
/// then finds nothing, and a sender that has put something and then finds nobody waiting, cannot both be.
///
/// Thread-safe.
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

  /// Stands where a value was.
  private static final Object UNBOUND = new Object();
  /// Places of a queue that has never held more than a few items, and of the largest block.
  private static final int FIRST_PLACES = 8;
  private static final int PLACES_MAX = 256;
  private static final int BYTES_PER_PLACE = 8;
  /// One count to a cache line.
  private static final int STRIDE = 16;
  private static final int PUT = STRIDE;
  private static final int TAKEN = 2 * STRIDE;

  /// Places for items, two elements each: content and origin. `next` is what was made when it was full.
  private static final class Block {
    final Object[] elements;
    Block next;

    Block(int places) {
      elements = new Object[2 * places];
    }
  }

  /// Where items are put or taken.
  private static class Place {
    Block block;
    int index;
    /// The other end's count when it was read last: that is looked at again only where this one says no.
    long otherCount;
  }

  /// One end; its fields are guarded by itself. Two of them side by side in memory are still a cache line apart.
  private static final class End extends Place {
    @SuppressWarnings("unused")
    private long apart0, apart1, apart2, apart3, apart4, apart5, apart6, apart7;

    End(Block block) {
      this.block = block;
    }
  }

  private final AtomicLongArray counts = new AtomicLongArray(3 * STRIDE);
  private final End back;
  private final End front;
  /// Written with both locks held.
  private boolean closed;
  /// Whether there ever was an item that counts as an interpreter's memory. Written with the back's lock held.
  private volatile boolean charged;

  QueuedItems() {
    Block first = new Block(FIRST_PLACES);
    back = new End(first);
    front = new End(first);
  }

  /// Adds an item, unless there are `max` already or [#close] has been called; no bound if `max` is not positive.
  boolean put(Object content, Origin origin, long max) {
    synchronized (back) {
      long before = counts.getPlain(PUT);
      if (closed || max > 0 && !hasRoom(before, max)) {
        return false;
      }
      if (origin.charged && !charged) {
        charged = true;
      }
      Block block = back.block;
      int i = back.index;
      if (i == block.elements.length) {
        block = block.next = new Block(Math.min(PLACES_MAX, block.elements.length));
        i = 0;
      }
      block.elements[i] = content;
      block.elements[i + 1] = origin;
      counts.set(PUT, before + 1);
      back.block = block;
      back.index = i + 2;
      return true;
    }
  }

  private boolean hasRoom(long put, long max) {
    if (put - back.otherCount < max) {
      return true;
    }
    back.otherCount = counts.get(TAKEN);
    return put - back.otherCount < max;
  }

  /// Takes the first item; null where there is none.
  Item take() {
    synchronized (front) {
      long before = counts.getPlain(TAKEN);
      if (before >= front.otherCount && before == (front.otherCount = counts.get(PUT))) {
        return null;
      }
      Block left = front.block;
      boolean isEmptied = front.index == left.elements.length;
      Block block = isEmptied ? left.next : left;
      int i = isEmptied ? 0 : front.index;
      Item item = new Item(block.elements[i], (Origin) block.elements[i + 1]);
      counts.set(TAKEN, before + 1);
      block.elements[i] = null;
      block.elements[i + 1] = null;
      front.block = block;
      front.index = i + 2;
      if (isEmptied) {
        // Else a block that has grown old would keep all later ones from being collected while they are young.
        left.next = null;
      }
      return item;
    }
  }

  /// Whether there is none now. Takes no lock.
  boolean isEmpty() {
    return counts.get(TAKEN) == counts.get(PUT);
  }

  /// How many there are.
  long size() {
    synchronized (front) {
      return counts.get(PUT) - counts.getPlain(TAKEN);
    }
  }

  /// Takes out all and lets nothing in any more; answers what was taken out.
  List<Item> close() {
    synchronized (front) {
      synchronized (back) {
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
    synchronized (front) {
      synchronized (back) {
        List<Item> unbound = new ArrayList<>();
        int before = (int) size();
        Block kept = new Block(Math.max(FIRST_PLACES, before));
        int[] end = {0};
        forEach((content, origin) -> {
          boolean isItem = origin.interpreterId == interpreterId && content != UNBOUND;
          if (isItem) {
            unbound.add(new Item(content, origin));
          }
          if (!isItem || origin.unboundOp != removed) {
            kept.elements[end[0]] = isItem ? UNBOUND : content;
            kept.elements[end[0] + 1] = origin;
            end[0] += 2;
          }
        });
        if (!unbound.isEmpty()) {
          counts.set(TAKEN, counts.getPlain(TAKEN) + before - end[0] / 2);
          front.block = kept;
          front.index = 0;
          front.otherCount = counts.getPlain(PUT);
          back.block = kept;
          back.index = end[0];
        }
        return unbound;
      }
    }
  }

  /// Hands over the items of an interpreter that count as its memory; answers what their places take.
  long ofSender(long interpreterId, Consumer<Object> sink) {
    if (!charged) {
      return 0;
    }
    List<Object> found = new ArrayList<>();
    synchronized (front) {
      synchronized (back) {
        forEach((content, origin) -> {
          if (origin.interpreterId == interpreterId && origin.charged && content != UNBOUND) {
            found.add(content);
          }
        });
      }
    }
    found.forEach(sink);
    return (long) BYTES_PER_PLACE * found.size();
  }

  /// Requires both locks.
  private void forEach(BiConsumer<Object, Origin> visitor) {
    Block block = front.block;
    int i = front.index;
    for (long left = size(); left > 0; left--) {
      if (i == block.elements.length) {
        block = block.next;
        i = 0;
      }
      visitor.accept(block.elements[i], (Origin) block.elements[i + 1]);
      i += 2;
    }
  }
}
