package org.atoll.arena.objects;

import org.atoll.arena.memory.Damage;
import org.atoll.arena.memory.Cell;
import org.atoll.arena.memory.Region;
import org.atoll.arena.values.Kinds;
import org.atoll.arena.values.Words;

/// A deque in an arena: a ring of words, whose length is a power of two. Free places hold [Words#NOTHING].
///
/// Its cell has one word, the ring; and then where the first item is, how many there are, how many there may be (-1 for any number), and a number that
/// changes with the deque's structure.
final class DequeTable {
  private static final long RING = 8;
  private static final long HEAD = 16;
  private static final long SIZE = 20;
  private static final long LIMIT = 24;
  private static final long VERSION = 28;
  private static final long CELL_SIZE = 32;
  private static final int SMALL = 8;

  private DequeTable() {}

  /// An empty deque of at most so many items; negative for no limit.
  static long make(SharedArena a, int limit) {
    long deque = a.allocate(Cell.header(Kinds.DEQUE, 0, 0, 1), CELL_SIZE);
    a.region.setInt(deque + LIMIT, limit);
    return deque;
  }

  static int size(SharedArena a, long deque) {
    return a.region.getInt(deque + SIZE);
  }

  static int limit(SharedArena a, long deque) {
    return a.region.getInt(deque + LIMIT);
  }

  static int version(SharedArena a, long deque) {
    return a.region.getInt(deque + VERSION);
  }

  private static int capacity(SharedArena a, long deque) {
    long ring = a.region.getLong(deque + RING);
    return ring == Words.NOTHING ? 0 : Cell.words(a.region.getLong(ring));
  }

  private static long at(SharedArena a, long deque, int i) {
    long ring = a.region.getLong(deque + RING);
    int mask = Cell.words(a.region.getLong(ring)) - 1;
    return Cell.word(ring, a.region.getInt(deque + HEAD) + i & mask);
  }

  /// The word of an item that there is.
  static long get(SharedArena a, long deque, int i) {
    return a.region.getLong(at(a, deque, i));
  }

  static void set(SharedArena a, long deque, int i, long word) {
    a.store(at(a, deque, i), word);
  }

  private static void changed(SharedArena a, long deque, int size) {
    a.region.setInt(deque + SIZE, size);
    a.region.setInt(deque + VERSION, version(a, deque) + 1);
  }

  /// Makes room for one item more; answers whether there may be one at all.
  private static boolean makeRoom(SharedArena a, long deque) {
    int limit = limit(a, deque);
    if (limit == 0) {
      return false;
    }
    int size = size(a, deque);
    if (size == capacity(a, deque) && size != limit) {
      grow(a, deque, size, Math.max(SMALL, 2 * size));
    }
    return true;
  }

  /// Makes room for so many more items at once: adding them takes no memory then.
  static void reserve(SharedArena a, long deque, long more) {
    int size = size(a, deque);
    int limit = limit(a, deque);
    long needed = limit < 0 ? size + more : Math.min(limit, size + more);
    if (needed > capacity(a, deque)) {
      grow(a, deque, size, Math.max(SMALL, Integer.highestOneBit(Math.toIntExact(needed - 1)) << 1));
    }
  }

  private static void grow(SharedArena a, long deque, int size, int capacity) {
    long larger = a.allocate(Cell.header(Kinds.STORAGE, 0, 0, capacity), Cell.word(0, capacity));
    long old = a.region.getLong(deque + RING);
    for (int i = 0; i < size; i++) {
      a.region.setLong(Cell.word(larger, i), get(a, deque, i));
    }
    a.store(deque + RING, larger);
    a.region.setInt(deque + HEAD, 0);
    a.discard(old);
  }

  /// Adds an item at the end, and drops the first one where the deque is full.
  static void append(SharedArena a, long deque, long word) {
    if (makeRoom(a, deque)) {
      if (size(a, deque) == limit(a, deque)) {
        removeFirst(a, deque);
      }
      int size = size(a, deque);
      set(a, deque, size, word);
      changed(a, deque, size + 1);
    }
  }

  /// Adds an item at the front, and drops the last one where the deque is full.
  static void appendLeft(SharedArena a, long deque, long word) {
    if (makeRoom(a, deque)) {
      if (size(a, deque) == limit(a, deque)) {
        removeLast(a, deque);
      }
      Region r = a.region;
      r.setInt(deque + HEAD, r.getInt(deque + HEAD) - 1 & capacity(a, deque) - 1);
      set(a, deque, 0, word);
      changed(a, deque, size(a, deque) + 1);
    }
  }

  /// Removes the first item, which there must be, and returns its word.
  static long removeFirst(SharedArena a, long deque) {
    long word = get(a, deque, 0);
    set(a, deque, 0, Words.NOTHING);
    a.region.setInt(deque + HEAD, a.region.getInt(deque + HEAD) + 1 & capacity(a, deque) - 1);
    changed(a, deque, size(a, deque) - 1);
    return word;
  }

  /// Removes the last item, which there must be, and returns its word.
  static long removeLast(SharedArena a, long deque) {
    int last = size(a, deque) - 1;
    long word = get(a, deque, last);
    set(a, deque, last, Words.NOTHING);
    changed(a, deque, last);
    return word;
  }

  /// Inserts an item in a deque that is not full.
  static void insert(SharedArena a, long deque, int at, long word) {
    int n = size(a, deque);
    if (at * 2L < n) {
      appendLeft(a, deque, word);
      for (int k = 0; k < at; k++) {
        set(a, deque, k, get(a, deque, k + 1));
      }
    } else {
      append(a, deque, word);
      for (int k = n; k > at; k--) {
        set(a, deque, k, get(a, deque, k - 1));
      }
    }
    set(a, deque, at, word);
  }

  static void removeAt(SharedArena a, long deque, int at) {
    int n = size(a, deque);
    if (at * 2L < n) {
      for (int k = at; k > 0; k--) {
        set(a, deque, k, get(a, deque, k - 1));
      }
      removeFirst(a, deque);
    } else {
      for (int k = at; k < n - 1; k++) {
        set(a, deque, k, get(a, deque, k + 1));
      }
      removeLast(a, deque);
    }
  }

  /// Moves so many items from the end to the front; from the front to the end where the number is negative.
  static void rotate(SharedArena a, long deque, int steps) {
    Region r = a.region;
    for (; steps > 0; steps--) {
      long word = removeLast(a, deque);
      r.setInt(deque + HEAD, r.getInt(deque + HEAD) - 1 & capacity(a, deque) - 1);
      set(a, deque, 0, word);
      changed(a, deque, size(a, deque) + 1);
    }
    for (; steps < 0; steps++) {
      long word = removeFirst(a, deque);
      set(a, deque, size(a, deque), word);
      changed(a, deque, size(a, deque) + 1);
    }
  }

  static void reverse(SharedArena a, long deque) {
    for (int i = 0, j = size(a, deque) - 1; i < j; i++, j--) {
      long word = get(a, deque, i);
      set(a, deque, i, get(a, deque, j));
      set(a, deque, j, word);
    }
  }

  static void clear(SharedArena a, long deque) {
    long ring = a.region.getLong(deque + RING);
    a.store(deque + RING, Words.NOTHING);
    a.region.setInt(deque + HEAD, 0);
    changed(a, deque, 0);
    a.discard(ring);
  }

  // Of a file.

  /// Looks whether a deque is one.
  static void check(FileCheck c, Region r, long deque) throws Damage {
    c.words(deque, 1, CELL_SIZE);
    long ring = c.storage(r.getLong(deque + RING), Kinds.STORAGE, deque);
    int capacity = ring == 0 ? 0 : Cell.words(r.getLong(ring));
    int head = r.getInt(deque + HEAD);
    int size = r.getInt(deque + SIZE);
    int limit = r.getInt(deque + LIMIT);
    boolean right = size >= 0 && size <= capacity && (limit < 0 || size <= limit) && head >= 0 && head <= Math.max(0, capacity - 1) && Integer.bitCount(capacity) <= 1;
    c.require(right, deque, "a deque of %d items from %d on with room for %d", size, head, capacity);
    for (int i = 0; i < size; i++) {
      c.value(r.getLong(Cell.word(ring, head + i & capacity - 1)), deque);
    }
  }
}
