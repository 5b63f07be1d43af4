package org.atoll.arena.objects;

import org.atoll.arena.memory.Damage;
import org.atoll.arena.memory.Cell;
import org.atoll.arena.memory.Region;
import org.atoll.arena.values.Kinds;
import org.atoll.arena.values.Words;

/// A list in an arena: an array of words with spare room behind them (`Objects/listobject.c`).
///
/// Its cell has two words, the storage and, while the list is sorted and looks empty, what is being sorted; and then how many items there are, and
/// how many are being sorted.
final class ListTable {
  private static final long ITEMS = 8;
  private static final long HIDDEN = 16;
  private static final long SIZE = 24;
  private static final long HIDDEN_SIZE = 28;
  private static final long CELL_SIZE = 32;
  /// Storage up to this many items is not made smaller again.
  private static final int SMALL = 32;
  /// Above this many items storage grows by half, as copying it is what takes the time; below by an eighth.
  private static final int LARGE = 1 << 12;

  private ListTable() {}

  /// A list of so many items, which are all to be given by [#initialize].
  static long make(SharedArena a, int size) {
    long list = a.allocate(Cell.header(Kinds.LIST, 0, 0, 2), CELL_SIZE);
    if (size > 0) {
      a.region.setLong(list + ITEMS, storage(a, size));
    }
    a.region.setInt(list + SIZE, size);
    return list;
  }

  private static long storage(SharedArena a, int capacity) {
    return a.allocate(Cell.header(Kinds.STORAGE, 0, 0, capacity), Cell.word(0, capacity));
  }

  /// Gives an item of a new list its word.
  static void initialize(SharedArena a, long list, int i, long word) {
    a.region.setLong(at(a, list, i), word);
  }

  static int size(SharedArena a, long list) {
    return a.region.getInt(list + SIZE);
  }

  private static int capacity(SharedArena a, long list) {
    long items = a.region.getLong(list + ITEMS);
    return items == Words.NOTHING ? 0 : Cell.words(a.region.getLong(items));
  }

  private static long at(SharedArena a, long list, int i) {
    return Cell.word(a.region.getLong(list + ITEMS), i);
  }

  /// The word of an item that there is.
  static long get(SharedArena a, long list, int i) {
    return a.region.getLong(at(a, list, i));
  }

  static void set(SharedArena a, long list, int i, long word) {
    a.store(at(a, list, i), word);
  }

  static void append(SharedArena a, long list, long word) {
    int size = size(a, list);
    if (size == capacity(a, list)) {
      grow(a, list, size, size, 1);
    }
    a.store(at(a, list, size), word);
    a.region.setInt(list + SIZE, size + 1);
  }

  /// The words of `[from, to)`.
  static long[] words(SharedArena a, long list, int from, int to) {
    long[] words = new long[to - from];
    for (int i = from; i < to; i++) {
      words[i - from] = get(a, list, i);
    }
    return words;
  }

  /// Replaces `[from, to)` by other words.
  static void splice(SharedArena a, long list, int from, int to, long[] words) {
    int size = size(a, list);
    int change = words.length - (to - from);
    if (size + (long) change > capacity(a, list)) {
      grow(a, list, from, to, words.length);
    } else if (words.length > 0 || change != 0) {
      move(a, list, from, to, change);
    }
    for (int i = 0; i < words.length; i++) {
      a.region.setLong(at(a, list, from + i), words[i]);
    }
    a.region.setInt(list + SIZE, size + change);
    if (change < 0) {
      shrink(a, list, size + change);
    }
  }

  /// Has everything in larger storage, with a gap in the place of `[from, to)`.
  private static void grow(SharedArena a, long list, int from, int to, int gap) {
    int size = size(a, list);
    long needed = (long) size - (to - from) + gap;
    int capacity = (int) Math.min(Integer.MAX_VALUE - 16, needed + (needed >> (needed < LARGE ? 3 : 1)) + (needed < 9 ? 3 : 6));
    long larger = storage(a, capacity);
    long old = a.region.getLong(list + ITEMS);
    if (old != Words.NOTHING) {
      a.region.copy(Cell.word(old, 0), Cell.word(larger, 0), 8L * from);
      a.region.copy(Cell.word(old, to), Cell.word(larger, from + gap), 8L * (size - to));
    }
    a.store(list + ITEMS, larger);
    a.discard(old);
  }

  /// Moves what is behind `to`; the words in the gap are to be written over.
  private static void move(SharedArena a, long list, int from, int to, int change) {
    int size = size(a, list);
    long begin = at(a, list, from);
    a.dropping(begin, change == 0 ? to - from : size - from);
    if (change != 0) {
      a.region.copy(at(a, list, to), at(a, list, to + change), 8L * (size - to));
    }
    if (change < 0) {
      a.region.fill(at(a, list, size + change), -8L * change, (byte) 0);
    }
  }

  /// Gives room back, if there is room to do so.
  private static void shrink(SharedArena a, long list, int size) {
    int capacity = capacity(a, list);
    if (size >= capacity / 4 || capacity <= SMALL) {
      return;
    }
    if (size == 0) {
      clear(a, list);
      return;
    }
    int less = size + (size >> 1) + 4;
    long smaller = a.heap.allocate(Cell.header(Kinds.STORAGE, 0, 0, less), Cell.word(0, less));
    if (smaller != 0) {
      long old = a.region.getLong(list + ITEMS);
      a.region.copy(Cell.word(old, 0), Cell.word(smaller, 0), 8L * size);
      a.store(list + ITEMS, smaller);
      a.discard(old);
    }
  }

  /// Removes all items some steps apart, of which the first is at `from`, in ascending order.
  static void deleteEvery(SharedArena a, long list, int from, int step, int count) {
    int size = size(a, list);
    a.dropping(at(a, list, from), size - from);
    Region r = a.region;
    int to = from;
    int next = from;
    int left = count;
    for (int i = from; i < size; i++) {
      if (left > 0 && i == next) {
        left--;
        next += step;
      } else {
        r.setLong(at(a, list, to++), get(a, list, i));
      }
    }
    r.fill(at(a, list, to), 8L * (size - to), (byte) 0);
    r.setInt(list + SIZE, to);
    shrink(a, list, to);
  }

  static void reverse(SharedArena a, long list) {
    for (int i = 0, j = size(a, list) - 1; i < j; i++, j--) {
      long word = get(a, list, i);
      set(a, list, i, get(a, list, j));
      set(a, list, j, word);
    }
  }

  static void clear(SharedArena a, long list) {
    long items = a.region.getLong(list + ITEMS);
    a.region.setInt(list + SIZE, 0);
    a.store(list + ITEMS, Words.NOTHING);
    a.discard(items);
  }

  // Sorting.

  /// Whether the list is being sorted.
  static boolean isHidden(SharedArena a, long list) {
    return a.region.getLong(list + HIDDEN) != Words.NOTHING;
  }

  /// Makes a list with items look empty.
  static void hide(SharedArena a, long list) {
    Region r = a.region;
    r.setLong(list + HIDDEN, r.getLong(list + ITEMS));
    r.setInt(list + HIDDEN_SIZE, size(a, list));
    a.store(list + ITEMS, Words.NOTHING);
    r.setInt(list + SIZE, 0);
  }

  /// Gives the items back, and answers whether the list was changed meanwhile.
  static boolean show(SharedArena a, long list) {
    Region r = a.region;
    long items = r.getLong(list + ITEMS);
    a.store(list + ITEMS, r.getLong(list + HIDDEN));
    a.store(list + HIDDEN, Words.NOTHING);
    r.setInt(list + SIZE, r.getInt(list + HIDDEN_SIZE));
    a.discard(items);
    return items != Words.NOTHING;
  }

  // Of a file.

  /// Looks whether a list is one.
  static void check(FileCheck c, Region r, long list) throws Damage {
    c.words(list, 2, CELL_SIZE);
    check(c, r, list, r.getLong(list + ITEMS), r.getInt(list + SIZE));
    check(c, r, list, r.getLong(list + HIDDEN), isHidden(r, list) ? r.getInt(list + HIDDEN_SIZE) : 0);
  }

  private static boolean isHidden(Region r, long list) {
    return r.getLong(list + HIDDEN) != Words.NOTHING;
  }

  private static void check(FileCheck c, Region r, long list, long word, int size) throws Damage {
    long items = c.storage(word, Kinds.STORAGE, list);
    long capacity = items == 0 ? 0 : Cell.words(r.getLong(items));
    c.require(size >= 0 && size <= capacity, list, "a list of %d items with room for %d", size, capacity);
    c.values(items, 0, size);
  }
}
