package org.atoll.channels.items;

import java.util.function.BiFunction;

/// Items in the order in which they were added. Those who add have a lock, [#back], and those who take have another, [#front],
/// so that one of either kind are at work at the same time; all they share are two counts, and each looks at the other's only
/// where its own knowledge of it does not do. Who uses this takes the locks, holds them for moments, and waits for nothing
/// meanwhile; who needs both takes them in an order of its own that is always the same.
///
/// Invariants: `back.count`, how many were added, is raised with the lock of the back held, and `front.count`, how many were
/// taken, with that of the front; both only ever upwards, and the difference is how many items there are. A place is filled
/// before `back.count` is raised: so who has seen that finds what lies in the places before it, links between blocks included.
/// To raise a count is the last that can fail, for want of stack: what comes before has no effect without it.
///
/// The counts are volatile: somebody who has told that it waits and then finds nothing, and somebody who has added something
/// and then finds nobody waiting, cannot both be.
///
/// Memory is taken block by block, as it is needed, and given back likewise.
///
/// @param <N> what is noted with an item
public final class BlockQueue<N> {
  /// Places of a queue that has never held more than a few items, and of the largest block.
  private static final int FIRST_PLACES = 4;
  private static final int PLACES_MAX = 512;

  /// What a place takes.
  public static final long BYTES_PER_ITEM = 8;

  /// Places for items, two elements each: content and note. `next` is what was made when it was full.
  private static final class Block {
    final Object[] elements;
    Block next;

    Block(int places) {
      elements = new Object[2 * places];
    }
  }

  /// Where items are added or taken, and how many have been.
  private static class Position {
    Block block;
    int index;
    volatile long count;
    /// The other end's count as it was when last looked at.
    long other;
  }

  /// One end, and its lock. Two of them side by side in memory are still a cache line apart: else each would have to wait for
  /// what the other has written.
  private static final class End extends Position {
    @SuppressWarnings("unused")
    private long apart0, apart1, apart2, apart3, apart4, apart5, apart6, apart7;

    End(Block block) {
      this.block = block;
    }
  }

  /// What [#replace] does with an item.
  @FunctionalInterface
  public interface Replacement<N> {
    /// The content from now on; null if the item is to be removed.
    Object of(Object content, N note);
  }

  /// What [#forEach] hands items to.
  @FunctionalInterface
  public interface Visitor<N> {
    void visit(Object content, N note);
  }

  private final End back;
  private final End front;

  public BlockQueue() {
    Block first = new Block(FIRST_PLACES);
    back = new End(first);
    front = new End(first);
  }

  /// The lock of those who add.
  public Object back() {
    return back;
  }

  /// The lock of those who take.
  public Object front() {
    return front;
  }

  /// Adds an item, unless there are `max` already. Requires the lock of the back.
  ///
  /// @param content not null
  public boolean add(Object content, N note, long max) {
    End end = back;
    long before = end.count;
    if (before - end.other >= max && before - (end.other = front.count) >= max) {
      return false;
    }
    Block block = end.block;
    int i = end.index;
    if (i == block.elements.length) {
      block = block.next = new Block(Math.min(PLACES_MAX, i));
      i = 0;
    }
    block.elements[i] = content;
    block.elements[i + 1] = note;
    end.count = before + 1;
    end.block = block;
    end.index = i + 2;
    return true;
  }

  /// Takes the first item: gives what `maker` makes of its content and note, null where there is no item. Requires the lock of
  /// the front.
  public <R> R poll(BiFunction<Object, ? super N, R> maker) {
    End end = front;
    long before = end.count;
    if (before == end.other && before == (end.other = back.count)) {
      return null;
    }
    Block left = end.block;
    boolean isEmptied = end.index == left.elements.length;
    Block block = isEmptied ? left.next : left;
    int i = isEmptied ? 0 : end.index;
    R made = maker.apply(block.elements[i], note(block, i));
    end.count = before + 1;
    block.elements[i] = null;
    block.elements[i + 1] = null;
    end.block = block;
    end.index = i + 2;
    if (isEmptied) {
      // Else a block that has grown old would keep all later ones from being collected while they are young.
      left.next = null;
    }
    return made;
  }

  /// The content of the first item, which stays; null where there is none. Requires the lock of the front.
  public Object peek() {
    if (front.count == back.count) {
      return null;
    }
    Block block = front.block;
    return front.index == block.elements.length ? block.next.elements[0] : block.elements[front.index];
  }

  /// How many there are. Takes no lock.
  public long size() {
    while (true) {
      long taken = front.count;
      long added = back.count;
      // Else there may never have been as many as the difference; then somebody has taken one meanwhile.
      if (taken == front.count) {
        return added - taken;
      }
    }
  }

  /// Whether there is none now. Takes no lock.
  public boolean isEmpty() {
    return front.count == back.count;
  }

  /// How many have been added since it was made.
  public long added() {
    return back.count;
  }

  /// How many have been taken or removed since it was made.
  public long taken() {
    return front.count;
  }

  /// Hands over all items, the first one first. Requires both locks.
  public void forEach(Visitor<? super N> visitor) {
    Block block = front.block;
    int i = front.index;
    for (long left = size(); left > 0; left--) {
      if (i == block.elements.length) {
        block = block.next;
        i = 0;
      }
      visitor.visit(block.elements[i], note(block, i));
      i += 2;
    }
  }

  /// Gives items other contents, or removes them; the others keep their order. Requires both locks.
  public void replace(Replacement<? super N> replacement) {
    long before = size();
    Block kept = new Block(Math.max(FIRST_PLACES, (int) before));
    int[] end = {0};
    forEach((content, note) -> {
      Object now = replacement.of(content, note);
      if (now != null) {
        kept.elements[end[0]] = now;
        kept.elements[end[0] + 1] = note;
        end[0] += 2;
      }
    });
    front.count = front.count + before - end[0] / 2;
    front.block = kept;
    front.index = 0;
    front.other = back.count;
    back.block = kept;
    back.index = end[0];
  }

  @SuppressWarnings("unchecked")
  private N note(Block block, int i) {
    return (N) block.elements[i + 1];
  }
}
