package org.atoll.channels.ends;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;

/// Items in the order in which they were added. Those who add and those who take have a lock each, so that one of either kind
/// are at work at the same time; all they share are two counts, and each looks at the other's only where its own knowledge
/// of it does not do.
///
/// An item lies in its place before `added` is raised, and a place is empty before `taken` is: whoever has read `added` sees
/// what it counts, links between blocks included. Memory is taken block by block, as it is needed, and given back likewise.
final class FifoBuffer extends Buffer {
  /// Places of a channel that has held a few items only, and of the largest block.
  private static final int FIRST_PLACES = 4;
  private static final int PLACES_MAX = 512;
  /// One count to a cache line.
  private static final int STRIDE = 16;
  private static final int ADDED = STRIDE;
  private static final int TAKEN = 2 * STRIDE;

  private static final class Block {
    final Object[] places;
    Block next;

    Block(int n) {
      places = new Object[n];
    }
  }

  /// Where one kind is at; a cache line apart from the other.
  private static final class Position {
    Block block;
    int index;
    /// The other's count as it was when last looked at.
    long other;
    @SuppressWarnings("unused")
    private long apart0, apart1, apart2, apart3, apart4, apart5, apart6, apart7;

    Position(Block block) {
      this.block = block;
    }
  }

  private final long capacity;
  private final AtomicLongArray counts = new AtomicLongArray(3 * STRIDE);
  private final Position back;
  private final Position front;

  FifoBuffer(long capacity) {
    this.capacity = capacity;
    Block first = new Block(FIRST_PLACES);
    back = new Position(first);
    front = new Position(first);
  }

  @Override
  boolean add(Object item, int priority) {
    Position p = back;
    long n = counts.getPlain(ADDED);
    if (n - p.other >= capacity && n - (p.other = counts.get(TAKEN)) >= capacity) {
      return false;
    }
    Block block = p.block;
    int i = p.index;
    if (i == block.places.length) {
      block = block.next = new Block(Math.min(PLACES_MAX, 2 * i));
      p.block = block;
      i = 0;
    }
    block.places[i] = item;
    p.index = i + 1;
    counts.set(ADDED, n + 1);
    return true;
  }

  @Override
  Object poll() {
    Position p = front;
    long n = counts.getPlain(TAKEN);
    if (n == p.other && n == (p.other = counts.get(ADDED))) {
      return null;
    }
    Block block = block(p);
    int i = p.index;
    Object item = block.places[i];
    block.places[i] = null;
    p.index = i + 1;
    counts.set(TAKEN, n + 1);
    return item;
  }

  /// The block of the next item, of which there is one.
  private static Block block(Position p) {
    Block block = p.block;
    if (p.index == block.places.length) {
      Block next = block.next;
      // A block that has grown old would keep all later ones from being collected while they are young.
      block.next = null;
      p.block = block = next;
      p.index = 0;
    }
    return block;
  }

  @Override
  Object peek() {
    Position p = front;
    return counts.getPlain(TAKEN) == counts.get(ADDED) ? null : block(p).places[p.index];
  }

  @Override
  Object pollLeast() {
    return poll();
  }

  @Override
  long size() {
    // Read in this order the difference is never negative.
    long taken = counts.get(TAKEN);
    return counts.get(ADDED) - taken;
  }

  @Override
  boolean isEmpty() {
    return counts.get(TAKEN) == counts.get(ADDED);
  }

  @Override
  boolean hasRoom() {
    return size() < capacity;
  }

  @Override
  long added() {
    return counts.get(ADDED);
  }

  @Override
  long taken() {
    return counts.get(TAKEN);
  }

  @Override
  void forEach(Consumer<Object> sink) {
    long left = size();
    Block block = front.block;
    int i = front.index;
    for (; left > 0; left--) {
      if (i == block.places.length) {
        block = block.next;
        i = 0;
      }
      sink.accept(block.places[i++]);
    }
  }
}
