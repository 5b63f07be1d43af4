package org.atoll.arena.objects;

import java.util.BitSet;
import org.atoll.arena.memory.Damage;
import org.atoll.arena.memory.Cell;
import org.atoll.arena.memory.Region;
import org.atoll.arena.values.Kinds;
import org.atoll.arena.values.Words;
import org.atoll.runtime.interp.ThreadState;

/// The hash table of a dict or set in an arena: entries in insertion order, and an index of entry numbers with open
/// addressing that finds them (the layout of `Objects/dictobject.c`, and of the runtime's own dicts). A table of up
/// to eight entries has no index.
///
/// A table's cell has two words, the index and the entries, and then how many entries are in use, deleted ones
/// included, how many there are, and a number that changes with each key that comes or goes. An entry is two or three words: hash, key and, in a dict, the value. The index
/// knows only those that are there.
///
/// Comparing keys may run Python code that changes the table: whoever searches begins again then.
///
/// A record, so that the compiler takes what it holds for constants.
record HashTable(int kind, int entryWords) {
  static final HashTable DICT = new HashTable(Kinds.DICT, 3);
  static final HashTable SET = new HashTable(Kinds.SET, 2);

  private static final long INDEX = 8;
  private static final long ENTRIES = 16;
  private static final long USED = 24;
  private static final long SIZE = 32;
  private static final long VERSION = 40;
  private static final long CELL_SIZE = 48;
  private static final int SMALL = 8;
  /// In the index: the number of places less one, and where these begin.
  private static final long MASK = 8;
  private static final long PLACES = 16;

  /// What comparing an entry's key has told; [#CHANGED]: nothing, as the table is another one now.
  private static final int OTHER = 0;
  private static final int SAME = 1;
  private static final int CHANGED = 2;
  /// As an entry's number: the search has to begin again.
  private static final long AGAIN = -2;

  /// An empty table's cell.
  long make(SharedArena a) {
    return a.allocate(Cell.header(kind, 0, 0, 2), CELL_SIZE);
  }

  static long size(SharedArena a, long table) {
    return a.region.getLong(table + SIZE);
  }

  /// The number of entries, deleted ones included.
  static long used(SharedArena a, long table) {
    return a.region.getLong(table + USED);
  }

  /// A number that is another one whenever a key has come or gone.
  static long version(SharedArena a, long table) {
    return a.region.getLong(table + VERSION);
  }

  private static void changed(Region r, long table) {
    r.setLong(table + VERSION, r.getLong(table + VERSION) + 1);
  }

  // Entries.

  private long at(long entries, long e) {
    return Cell.word(entries, e * entryWords);
  }

  private long entry(SharedArena a, long table, long e) {
    return at(a.region.getLong(table + ENTRIES), e);
  }

  long hash(SharedArena a, long table, long e) {
    return a.region.getLong(entry(a, table, e));
  }

  /// The word of an entry's key; [Words#DELETED] where there is none any more.
  long key(SharedArena a, long table, long e) {
    return a.region.getLong(entry(a, table, e) + 8);
  }

  long value(SharedArena a, long table, long e) {
    return a.region.getLong(entry(a, table, e) + 16);
  }

  void setValue(SharedArena a, long table, long e, long word) {
    a.store(entry(a, table, e) + 16, word);
  }

  /// The first entry from a number on that is there, or [#used] or more.
  long next(SharedArena a, long table, long e) {
    long used = used(a, table);
    while (e < used && key(a, table, e) == Words.DELETED) {
      e++;
    }
    return e;
  }

  /// The last entry up to a number that is there, or -1.
  long previous(SharedArena a, long table, long e) {
    while (e >= 0 && key(a, table, e) == Words.DELETED) {
      e--;
    }
    return e;
  }

  // Searching.

  /// The entry of a key in a view's table, or -1. May run Python code; the view's thread holds the arena afterwards.
  long find(ThreadState ts, View v, Object key, long hash) {
    SharedArena a = v.arena;
    long own = Words.of(key);
    long e;
    do {
      long entries = a.region.getLong(v.cell + ENTRIES);
      long index = a.region.getLong(v.cell + INDEX);
      e = index == 0 ? scan(ts, v, entries, key, hash, own) : probe(ts, v, entries, index, key, hash, own);
    } while (e == AGAIN);
    return e;
  }

  private long scan(ThreadState ts, View v, long entries, Object key, long hash, long own) {
    Region r = v.arena.region;
    for (long e = 0, used = used(v.arena, v.cell); e < used; e++) {
      if (r.getLong(at(entries, e)) == hash) {
        int found = compare(ts, v, entries, e, key, own);
        if (found != OTHER) {
          return found == SAME ? e : AGAIN;
        }
      }
    }
    return -1;
  }

  private long probe(ThreadState ts, View v, long entries, long index, Object key, long hash, long own) {
    Region r = v.arena.region;
    long mask = r.getLong(index + MASK);
    long i = slot(hash) & mask;
    for (int e; (e = r.getInt(index + PLACES + 4 * i)) != 0; i = i + 1 & mask) {
      if (r.getLong(at(entries, e - 1)) == hash) {
        int found = compare(ts, v, entries, e - 1, key, own);
        if (found != OTHER) {
          return found == SAME ? e - 1 : AGAIN;
        }
      }
    }
    return -1;
  }

  private int compare(ThreadState ts, View v, long entries, long e, Object key, long own) {
    Region r = v.arena.region;
    long word = r.getLong(at(entries, e) + 8);
    if (word == own) {
      return SAME;
    }
    if (Keys.isOneKind(word, key)) {
      return Keys.isSame(v.arena, word, key, own) ? SAME : OTHER;
    }
    long version = version(v.arena, v.cell);
    boolean equal = Keys.equal(ts, v, word, key);
    return version(v.arena, v.cell) != version ? CHANGED : equal ? SAME : OTHER;
  }

  private static long slot(long hash) {
    return hash * 0x9E3779B97F4A7C15L >>> 24;
  }

  // Adding.

  /// Adds an entry for a key that is not there; the value of a set's is nothing.
  void append(SharedArena a, long table, long hash, long key, long value) {
    long used = used(a, table);
    if (used == capacity(a, table)) {
      rebuild(a, table, Math.max(SMALL, size(a, table) * 2));
      used = used(a, table);
    }
    Region r = a.region;
    long at = entry(a, table, used);
    r.setLong(at, hash);
    r.setLong(at + 8, key);
    if (entryWords > 2) {
      r.setLong(at + 16, value);
    }
    long index = r.getLong(table + INDEX);
    if (index != 0) {
      link(r, index, hash, used);
    }
    r.setLong(table + USED, used + 1);
    r.setLong(table + SIZE, size(a, table) + 1);
    changed(r, table);
  }

  private long capacity(SharedArena a, long table) {
    long entries = a.region.getLong(table + ENTRIES);
    return entries == 0 ? 0 : Cell.words(a.region.getLong(entries)) / entryWords;
  }

  private static void link(Region r, long index, long hash, long e) {
    long mask = r.getLong(index + MASK);
    long i = slot(hash) & mask;
    while (r.getInt(index + PLACES + 4 * i) != 0) {
      i = i + 1 & mask;
    }
    r.setInt(index + PLACES + 4 * i, (int) e + 1);
  }

  /// Makes room for so many entries in all, and lets go of deleted ones. Entries get other numbers.
  private void rebuild(SharedArena a, long table, long capacity) {
    Region r = a.region;
    long words = capacity * entryWords;
    long entries = a.allocate(Cell.header(Kinds.STORAGE, 0, 0, Math.toIntExact(words)), Cell.word(0, words));
    long index = capacity <= SMALL ? 0 : makeIndex(a, capacity);
    long n = 0;
    for (long e = next(a, table, 0), used = used(a, table); e < used; e = next(a, table, e + 1)) {
      r.copy(entry(a, table, e), at(entries, n), 8L * entryWords);
      if (index != 0) {
        link(r, index, r.getLong(at(entries, n)), n);
      }
      n++;
    }
    replace(a, table, entries, index);
    r.setLong(table + USED, n);
  }

  private static long makeIndex(SharedArena a, long capacity) {
    long places = Long.highestOneBit(capacity) << 2;
    long index = a.allocate(Cell.header(Kinds.RAW, 0, 0, 0), PLACES + 4 * places);
    a.region.setLong(index + MASK, places - 1);
    return index;
  }

  private static void replace(SharedArena a, long table, long entries, long index) {
    long oldEntries = a.region.getLong(table + ENTRIES);
    long oldIndex = a.region.getLong(table + INDEX);
    a.store(table + ENTRIES, entries);
    a.store(table + INDEX, index);
    changed(a.region, table);
    a.discard(oldEntries);
    a.discard(oldIndex);
  }

  /// Makes room for so many more entries at once: [#append] takes no memory for them.
  void reserve(SharedArena a, long table, long more) {
    if (used(a, table) + more > capacity(a, table)) {
      // Half of what there is at least, so that what comes a little at a time does not rebuild the table each time.
      long size = size(a, table);
      rebuild(a, table, Math.max(SMALL, size + Math.max(more, size >> 1)));
    }
  }

  /// Takes over all keys, and their values where both tables have some, of another table of the same arena. Takes the
  /// memory for it first, and runs no Python code, as keys in an arena have none.
  void merge(ThreadState ts, View to, HashTable of, long from) {
    SharedArena a = to.arena;
    if (from == to.cell) {
      return;
    }
    reserve(a, to.cell, size(a, from));
    for (long e = of.next(a, from, 0), used = used(a, from); e < used; e = of.next(a, from, e + 1)) {
      long hash = of.hash(a, from, e);
      long key = of.key(a, from, e);
      long value = of.entryWords > 2 ? of.value(a, from, e) : Words.NOTHING;
      long there = find(ts, to, a.read(to.hold, key), hash);
      if (there < 0) {
        append(a, to.cell, hash, key, value);
      } else if (entryWords > 2) {
        setValue(a, to.cell, there, value);
      }
    }
  }

  // Removing.

  /// Removes an entry that is there.
  void delete(SharedArena a, long table, long e) {
    Region r = a.region;
    long at = entry(a, table, e);
    long index = r.getLong(table + INDEX);
    if (index != 0) {
      unlink(r, r.getLong(table + ENTRIES), index, r.getLong(at), e);
    }
    r.setLong(at, Words.NOTHING);
    a.store(at + 8, Words.DELETED);
    if (entryWords > 2) {
      a.store(at + 16, Words.NOTHING);
    }
    r.setLong(table + SIZE, size(a, table) - 1);
    changed(r, table);
  }

  /// Removes the last entry. Only this gives its number to the next key that comes: an iterator that stands behind a
  /// deleted entry must find what has been added since.
  void deleteLast(SharedArena a, long table, long e) {
    delete(a, table, e);
    a.region.setLong(table + USED, e);
  }

  /// Takes an entry out of the index, and moves up those that were put behind it for want of its place (Knuth, The
  /// Art of Computer Programming, 6.4, algorithm R).
  private void unlink(Region r, long entries, long index, long hash, long e) {
    long mask = r.getLong(index + MASK);
    long gap = slot(hash) & mask;
    while (r.getInt(index + PLACES + 4 * gap) != e + 1) {
      gap = gap + 1 & mask;
    }
    int next;
    for (long i = gap + 1 & mask; (next = r.getInt(index + PLACES + 4 * i)) != 0; i = i + 1 & mask) {
      long home = slot(r.getLong(at(entries, next - 1))) & mask;
      if ((i - home & mask) >= (i - gap & mask)) {
        r.setInt(index + PLACES + 4 * gap, next);
        gap = i;
      }
    }
    r.setInt(index + PLACES + 4 * gap, 0);
  }

  void clear(SharedArena a, long table) {
    replace(a, table, Words.NOTHING, Words.NOTHING);
    a.region.setLong(table + USED, 0);
    a.region.setLong(table + SIZE, 0);
  }

  /// Becomes what another table of the same arena is, which nothing refers to, and frees that.
  void take(SharedArena a, long table, long from) {
    Region r = a.region;
    long entries = r.getLong(from + ENTRIES);
    long index = r.getLong(from + INDEX);
    replace(a, table, entries, index);
    r.setLong(table + USED, used(a, from));
    r.setLong(table + SIZE, size(a, from));
    a.discard(from);
  }

  /// Frees a whole table that nothing refers to, but not what it refers to.
  static void free(SharedArena a, long table) {
    replace(a, table, Words.NOTHING, Words.NOTHING);
    a.discard(table);
  }

  /// What its cells take.
  static long byteSize(SharedArena a, long table) {
    long entries = a.region.getLong(table + ENTRIES);
    long index = a.region.getLong(table + INDEX);
    return a.heap.sizeOf(table) + (entries == 0 ? 0 : a.heap.sizeOf(entries)) + (index == 0 ? 0 : a.heap.sizeOf(index));
  }

  // Of a file.

  /// Looks whether a table is one, in which every search comes to its end.
  void check(FileCheck c, Region r, long table) throws Damage {
    c.words(table, 2, CELL_SIZE);
    long entries = c.storage(r.getLong(table + ENTRIES), Kinds.STORAGE, table);
    long index = c.storage(r.getLong(table + INDEX), Kinds.RAW, table);
    long capacity = entries == 0 ? 0 : Cell.words(r.getLong(entries)) / entryWords;
    long used = r.getLong(table + USED);
    long size = r.getLong(table + SIZE);
    c.require(size >= 0 && size <= used && used <= capacity && used < Integer.MAX_VALUE, table, "a dict or set of %d entries, %d in use, with room for %d", size, used, capacity);
    long there = 0;
    for (long e = 0; e < used; e++) {
      there += checkEntry(c, r, table, at(entries, e));
    }
    c.require(there == size, table, "a dict or set of %d entries, where there are %d", size, there);
    if (index != 0) {
      checkIndex(c, r, table, entries, index);
    }
  }

  private long checkEntry(FileCheck c, Region r, long table, long at) throws Damage {
    if (r.getLong(at + 8) == Words.DELETED) {
      return 0;
    }
    c.require(Words.isLong(r.getLong(at)), table, "a key without a hash");
    c.value(r.getLong(at + 8), table);
    if (entryWords > 2) {
      c.value(r.getLong(at + 16), table);
    }
    return 1;
  }

  /// Each entry is in the index once, and there is an empty place.
  private void checkIndex(FileCheck c, Region r, long table, long entries, long index) throws Damage {
    long mask = r.getLong(index + MASK);
    long used = r.getLong(table + USED);
    long size = r.getLong(table + SIZE);
    c.require(Long.bitCount(mask + 1) == 1 && size <= mask && mask <= (c.size(index) - PLACES) / 4 - 1, table, "an index of %d places", mask + 1);
    BitSet found = new BitSet();
    for (long i = 0; i <= mask; i++) {
      int e = r.getInt(index + PLACES + 4 * i);
      if (e != 0) {
        c.require(e > 0 && e <= used && !found.get(e) && r.getLong(at(entries, e - 1) + 8) != Words.DELETED, table, "an index that leads to entry %d", e);
        found.set(e);
      }
    }
    c.require(found.cardinality() == size, table, "an index of %d entries for %d", found.cardinality(), size);
  }
}
