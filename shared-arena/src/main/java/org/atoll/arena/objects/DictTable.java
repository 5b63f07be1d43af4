package org.atoll.arena.objects;

import org.atoll.arena.lock.Hold;
import org.atoll.arena.memory.Cell;
import org.atoll.arena.memory.Region;
import org.atoll.arena.values.Kinds;
import org.atoll.arena.values.Words;
import org.atoll.runtime.interp.ThreadState;

/// The hash table of a dict in an arena: entries in insertion order, and an index of entry numbers with open addressing that finds them
/// (the layout of `Objects/dictobject.c`, and of the runtime's own dicts). A table of up to eight entries has no index.
///
/// A dict's cell has two words, the index and the entries, and then how many entries are in use, deleted ones included, and how many
/// there are. An entry is three words: hash, key, value.
///
/// Comparing keys may run Python code that changes the table: whoever searches begins again then.
final class DictTable {
  private static final long INDEX = 8;
  private static final long ENTRIES = 16;
  private static final long USED = 24;
  private static final long SIZE = 32;
  private static final long CELL_SIZE = 40;
  private static final int ENTRY_WORDS = 3;
  private static final int SMALL = 8;
  /// In the index: the number of places less one, and where these begin.
  private static final long MASK = 8;
  private static final long PLACES = 16;

  private DictTable() {}

  /// An empty dict's cell.
  static long make(SharedArena a) {
    return a.allocate(Cell.header(Kinds.DICT, 0, 0, 2), CELL_SIZE);
  }

  static long size(SharedArena a, long dict) {
    return a.region.getLong(dict + SIZE);
  }

  /// The number of entries, deleted ones included.
  static long used(SharedArena a, long dict) {
    return a.region.getLong(dict + USED);
  }

  // Entries.

  private static long entry(SharedArena a, long dict, long e) {
    return Cell.word(Cell.offset(a.region.getLong(dict + ENTRIES)), e * ENTRY_WORDS);
  }

  /// The word of an entry's key; [Words#DELETED] where there is none any more.
  static long key(SharedArena a, long dict, long e) {
    return a.region.getLong(entry(a, dict, e) + 8);
  }

  static long value(SharedArena a, long dict, long e) {
    return a.region.getLong(entry(a, dict, e) + 16);
  }

  static void setValue(SharedArena a, long dict, long e, long word) {
    a.store(entry(a, dict, e) + 16, word);
  }

  /// The first entry from a number on that is there, or [#used].
  static long next(SharedArena a, long dict, long e) {
    long used = used(a, dict);
    while (e < used && key(a, dict, e) == Words.DELETED) {
      e++;
    }
    return e;
  }

  /// The last entry up to a number that is there, or -1.
  static long previous(SharedArena a, long dict, long e) {
    while (e >= 0 && key(a, dict, e) == Words.DELETED) {
      e--;
    }
    return e;
  }

  // Searching.

  /// The entry of a key, or -1.
  static long find(ThreadState ts, SharedArena a, Hold hold, long dict, Object key, long hash) {
    long own = Words.of(key);
    while (true) {
      long entries = a.region.getLong(dict + ENTRIES);
      long index = a.region.getLong(dict + INDEX);
      long used = used(a, dict);
      long e = index == 0 ? scan(ts, a, hold, entries, used, key, hash, own) : probe(ts, a, hold, entries, index, key, hash, own);
      if (entries == a.region.getLong(dict + ENTRIES) && used <= used(a, dict) && (e < 0 || hashAt(a, entries, e) == hash)) {
        return e;
      }
    }
  }

  private static long hashAt(SharedArena a, long entries, long e) {
    return a.region.getLong(Cell.word(entries, e * ENTRY_WORDS));
  }

  private static boolean isAt(ThreadState ts, SharedArena a, Hold hold, long entries, long e, Object key, long own) {
    return Keys.equal(ts, a, hold, a.region.getLong(Cell.word(entries, e * ENTRY_WORDS + 1)), key, own);
  }

  private static long scan(ThreadState ts, SharedArena a, Hold hold, long entries, long used, Object key, long hash, long own) {
    for (long e = 0; e < used; e++) {
      if (hashAt(a, entries, e) == hash && isAt(ts, a, hold, entries, e, key, own)) {
        return e;
      }
    }
    return -1;
  }

  private static long probe(ThreadState ts, SharedArena a, Hold hold, long entries, long index, Object key, long hash, long own) {
    Region r = a.region;
    long mask = r.getLong(index + MASK);
    long i = slot(hash) & mask;
    for (int e; (e = r.getInt(index + PLACES + 4 * i)) != 0; i = i + 1 & mask) {
      if (hashAt(a, entries, e - 1) == hash && isAt(ts, a, hold, entries, e - 1, key, own)) {
        return e - 1;
      }
    }
    return -1;
  }

  private static long slot(long hash) {
    return hash * 0x9E3779B97F4A7C15L >>> 24;
  }

  // Changing.

  /// Adds an entry for a key that is not there.
  static void append(SharedArena a, long dict, long hash, long key, long value) {
    long used = used(a, dict);
    if (used == capacity(a, dict)) {
      rebuild(a, dict, Math.max(SMALL, size(a, dict) * 2));
      used = used(a, dict);
    }
    Region r = a.region;
    long at = entry(a, dict, used);
    r.setLong(at, hash);
    r.setLong(at + 8, key);
    r.setLong(at + 16, value);
    long index = r.getLong(dict + INDEX);
    if (index != 0) {
      enter(r, index, hash, used);
    }
    r.setLong(dict + USED, used + 1);
    r.setLong(dict + SIZE, size(a, dict) + 1);
  }

  private static long capacity(SharedArena a, long dict) {
    long entries = a.region.getLong(dict + ENTRIES);
    return entries == 0 ? 0 : Cell.words(a.region.getLong(entries)) / ENTRY_WORDS;
  }

  private static void enter(Region r, long index, long hash, long e) {
    long mask = r.getLong(index + MASK);
    long i = slot(hash) & mask;
    while (r.getInt(index + PLACES + 4 * i) != 0) {
      i = i + 1 & mask;
    }
    r.setInt(index + PLACES + 4 * i, (int) e + 1);
  }

  /// Makes room for so many entries in all, and lets go of deleted ones. Entries get other numbers.
  private static void rebuild(SharedArena a, long dict, long capacity) {
    Region r = a.region;
    long entries = a.allocate(Cell.header(Kinds.STORAGE, 0, 0, (int) (capacity * ENTRY_WORDS)), Cell.word(0, capacity * ENTRY_WORDS));
    long index = capacity <= SMALL ? 0 : makeIndex(a, capacity);
    long old = r.getLong(dict + ENTRIES);
    long n = 0;
    for (long e = next(a, dict, 0), used = used(a, dict); e < used; e = next(a, dict, e + 1)) {
      r.copy(entry(a, dict, e), Cell.word(entries, n * ENTRY_WORDS), 8L * ENTRY_WORDS);
      if (index != 0) {
        enter(r, index, hashAt(a, entries, n), n);
      }
      n++;
    }
    long oldIndex = r.getLong(dict + INDEX);
    a.store(dict + ENTRIES, entries);
    a.store(dict + INDEX, index);
    r.setLong(dict + USED, n);
    a.discard(old);
    a.discard(oldIndex);
  }

  private static long makeIndex(SharedArena a, long capacity) {
    long places = Long.highestOneBit(capacity) << 2;
    long index = a.allocate(Cell.header(Kinds.RAW, 0, 0, 0), PLACES + 4 * places);
    a.region.setLong(index + MASK, places - 1);
    return index;
  }

  /// Makes room for so many more entries at once.
  static void reserve(SharedArena a, long dict, long more) {
    long needed = size(a, dict) + more;
    if (needed > capacity(a, dict)) {
      rebuild(a, dict, Math.max(SMALL, needed));
    }
  }

  /// Removes an entry that is there.
  static void delete(SharedArena a, long dict, long e) {
    long at = entry(a, dict, e);
    a.region.setLong(at, Words.NOTHING);
    a.store(at + 8, Words.DELETED);
    a.store(at + 16, Words.NOTHING);
    long size = size(a, dict) - 1;
    a.region.setLong(dict + SIZE, size);
    if (size == 0 && capacity(a, dict) > SMALL) {
      clear(a, dict);
    } else if (size == 0) {
      a.region.setLong(dict + USED, 0);
    } else if (e == used(a, dict) - 1 && a.region.getLong(dict + INDEX) == 0) {
      a.region.setLong(dict + USED, e);
    }
  }

  static void clear(SharedArena a, long dict) {
    Region r = a.region;
    long entries = r.getLong(dict + ENTRIES);
    long index = r.getLong(dict + INDEX);
    a.store(dict + ENTRIES, Words.NOTHING);
    a.store(dict + INDEX, Words.NOTHING);
    r.setLong(dict + USED, 0);
    r.setLong(dict + SIZE, 0);
    a.discard(entries);
    a.discard(index);
  }
}
