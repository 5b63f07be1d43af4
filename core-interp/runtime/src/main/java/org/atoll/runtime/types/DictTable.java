package org.atoll.runtime.types;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.text.Hashes;

/// The hash table of a dict: entries stand in insertion order in dense arrays, and an open-addressing index of entry
/// numbers finds them (the layout of `Objects/dictobject.c`, after Raymond Hettinger's compact dict). Tables of up to
/// eight entries have no index and are scanned.
///
/// A deleted entry keeps its place with a null key until the table is rebuilt. Entry numbers stay valid until a key is
/// removed or the table grows; whoever keeps one validates it with [#keyAt].
///
/// Comparing keys may run Python code that changes the table: every search that does so checks afterwards that the table
/// is still the same and begins again otherwise. Guarded by the GIL.
abstract class DictTable extends PyInstance {
  private static final Object[] NO_ENTRIES = {};
  private static final int[] NO_HASHES = {};
  /// The hashes of a dict that was given away: a key cannot be added.
  private static final int[] MOVED = {};
  private static final int SMALL = 8;
  private static final AtomicLong KEY_SETS = new AtomicLong();
  private static final int FIBONACCI = 0x9E3779B9;

  /// Key and value of entry e at 2e and 2e + 1.
  Object[] entries = NO_ENTRIES;
  /// The folded hash of each entry; its length is the capacity.
  private int[] hashes = NO_HASHES;
  /// Entry number plus one; 0 is free. Null while the table is small. A slot may point to an entry that has been deleted
  /// or reused since, which searches tolerate, because they compare with the entry itself.
  private int[] index;
  private int shift;
  /// Entries in use, deleted ones included.
  int used;
  int size;
  /// No entry before this one is alive.
  int first;
  /// Index slots taken; never below `used`.
  private int fill;
  /// Changes whenever a key comes, goes or moves.
  int version;
  private Found last = Found.NONE;
  /// Names the present set of keys, as far as keys have not been added to it since; 0 while nobody has asked.
  private long keySet;

  /// The str that was last found by way of an equal key, where that was, and the version it was true of: programs ask for
  /// one key twice in a row (`if k in d: d[k]`, `d[k] = d.get(k, 0) + 1`). One object, since interpreters that share a
  /// dict, that of a built-in type, search it at the same time.
  private record Found(String key, int entry, int version) {
    static final Found NONE = new Found(null, -1, 0);
  }

  DictTable(PyType type) {
    super(type);
  }

  // Hashing.

  private static int fold(long hash) {
    return (int) (hash + (hash >>> 32) * 0x85EBCA6BL);
  }

  private static int hashOfString(String key) {
    return fold(Hashes.ofText(key));
  }

  /// The folded hash of any key. Throws TypeError for an unhashable one.
  static int hashOf(ThreadState ts, Object key) {
    if (key instanceof String s) {
      return hashOfString(s);
    }
    if (key instanceof Long l) {
      return fold(Hashes.ofLong(l));
    }
    return fold(hashObject(ts, key));
  }

  private static long hashObject(ThreadState ts, Object key) {
    try {
      return PyObjects.hash(ts, key);
    } catch (PyException e) {
      if (e.value.type == PyExc.TypeError) {
        throw PyErr.typeError("cannot use '%s' as a dict key (%s)", PyObject.typeOf(key).name(), PyObjects.str(ts, e.value));
      }
      throw e;
    }
  }

  // Searching.

  private static int slotOf(int hash, int shift) {
    return hash * FIBONACCI >>> shift;
  }

  /// The entry of a str key, or -1.
  final int find(String key) {
    int[] ix = index;
    if (ix == null) {
      Object[] t = entries;
      int end = used * 2;
      for (int i = 0; i < end; i += 2) {
        if (t[i] == key) {
          return i >> 1;
        }
      }
      return end == 0 ? -1 : findSmall(key);
    }
    Found known = last;
    if (key == known.key && version == known.version) {
      return known.entry;
    }
    int hash = hashOfString(key);
    int[] hs = hashes;
    Object[] t = entries;
    int mask = ix.length - 1;
    int i = slotOf(hash, shift);
    for (int e; (e = ix[i]) != 0; i = i + 1 & mask) {
      e--;
      if (hs[e] == hash) {
        Object k = t[2 * e];
        if (k == key) {
          return e;
        }
        if (k instanceof String s) {
          if (s.equals(key)) {
            last = new Found(key, e, version);
            return e;
          }
        } else if (k instanceof PyInstance) {
          return find(ThreadState.current(), key, hash);
        }
      }
    }
    return -1;
  }

  private int findSmall(String key) {
    int hash = hashOfString(key);
    int[] hs = hashes;
    for (int e = 0, n = used; e < n; e++) {
      if (hs[e] == hash) {
        Object k = entries[2 * e];
        if (k instanceof String s) {
          if (s.equals(key)) {
            return e;
          }
        } else if (k instanceof PyInstance) {
          return find(ThreadState.current(), key, hash);
        }
      }
    }
    return -1;
  }

  private int find(ThreadState ts, Long key) {
    long v = key;
    int hash = fold(Hashes.ofLong(v));
    int[] ix = index;
    int[] hs = hashes;
    Object[] t = entries;
    if (ix == null) {
      for (int e = 0, n = used; e < n; e++) {
        if (hs[e] == hash) {
          Object k = t[2 * e];
          if (k instanceof Long l && l == v) {
            return e;
          }
          if (k != null && !(k instanceof Long)) {
            return find(ts, key, hash);
          }
        }
      }
      return -1;
    }
    int mask = ix.length - 1;
    int i = slotOf(hash, shift);
    for (int e; (e = ix[i]) != 0; i = i + 1 & mask) {
      e--;
      if (hs[e] == hash) {
        Object k = t[2 * e];
        if (k instanceof Long l) {
          if (l == v) {
            return e;
          }
        } else if (k != null) {
          return find(ts, key, hash);
        }
      }
    }
    return -1;
  }

  /// The entry of any key, or -1.
  final int find(ThreadState ts, Object key) {
    if (key instanceof String s) {
      return find(s);
    }
    if (key instanceof Long l) {
      return find(ts, l);
    }
    return find(ts, key, fold(hashObject(ts, key)));
  }

  /// The entry of a key whose hash is known, or -1.
  final int find(ThreadState ts, Object key, int hash) {
    search:
    while (true) {
      int[] ix = index;
      int[] hs = hashes;
      Object[] t = entries;
      int mask = ix == null ? 0 : ix.length - 1;
      int i = ix == null ? 0 : slotOf(hash, shift);
      while (true) {
        int e;
        if (ix == null) {
          if (i >= used) {
            return -1;
          }
          e = i++;
        } else {
          e = ix[i] - 1;
          if (e < 0) {
            return -1;
          }
          i = i + 1 & mask;
        }
        if (hs[e] == hash) {
          Object k = t[2 * e];
          if (k == key) {
            return e;
          }
          if (k != null) {
            boolean same = keysEqual(ts, k, key);
            if (entries != t || t[2 * e] != k) {
              continue search;
            }
            if (same) {
              return e;
            }
          }
        }
      }
    }
  }

  private static boolean keysEqual(ThreadState ts, Object a, Object b) {
    if (a instanceof String s && b instanceof String t) {
      return s.equals(t);
    }
    if (a instanceof Long l && b instanceof Long m) {
      return l.longValue() == m.longValue();
    }
    return PyObjects.equal(ts, a, b);
  }

  // Entries.

  /// The number of the entry of a str key, or -1.
  public final int denseIndexOf(String key) {
    return find(key);
  }

  /// The key of entry `e`; null for a deleted entry or a number beyond the last.
  public final Object keyAt(int e) {
    Object[] t = entries;
    int i = 2 * e;
    return i < t.length ? t[i] : null;
  }

  public final Object valueAt(int e) {
    return entries[2 * e + 1];
  }

  public final void setValueAt(int e, Object value) {
    requireMutable();
    entries[2 * e + 1] = value;
  }

  /// The number of entries, deleted ones (whose key is null) included.
  public final int used() {
    return used;
  }

  /// The number of keys.
  public final int size() {
    int n = size;
    if (n == 0) {
      requireHere();
    }
    return n;
  }

  final int hashAt(int e) {
    return hashes[e];
  }

  /// A number that no other set of keys has had: while it stays, no key has been added. Keys may have been removed.
  public final long keySet() {
    if (keySet == 0) {
      keySet = KEY_SETS.incrementAndGet();
    }
    return keySet;
  }

  /// Adds a key that is known not to be there.
  final void append(Object key, int hash, Object value) {
    if (fill == hashes.length) {
      grow();
    }
    keySet = 0;
    version++;
    int e = used++;
    entries[2 * e] = key;
    entries[2 * e + 1] = value;
    hashes[e] = hash;
    size++;
    fill++;
    if (index != null) {
      link(e, hash);
    }
  }

  private void link(int e, int hash) {
    int[] ix = index;
    int mask = ix.length - 1;
    int i = slotOf(hash, shift);
    while (ix[i] != 0) {
      i = i + 1 & mask;
    }
    ix[i] = e + 1;
  }

  private void grow() {
    requireMutable();
    requireHere();
    if (size < 4) {
      rebuild(4, 0);
    } else if (size < SMALL) {
      rebuild(SMALL, 0);
    } else {
      rebuild(size * 2, 0);
    }
  }

  /// Raises ValueError where the dict has been given away.
  final void requireHere() {
    if (hashes == MOVED) {
      throw Moved.gone("dict");
    }
  }

  /// Has another table take over what this one holds.
  final void giveTo(DictTable other) {
    other.takeFrom(this);
    clear();
    hashes = MOVED;
    version++;
  }

  /// Becomes what another table is. That one must not be used any more.
  final void takeFrom(DictTable o) {
    keySet = 0;
    last = Found.NONE;
    entries = o.entries;
    hashes = o.hashes;
    index = o.index;
    shift = o.shift;
    used = o.used;
    size = o.size;
    first = o.first;
    fill = o.fill;
    version++;
  }

  /// Leaves no room for another key, so that [#append] has nothing more to look at, and lets nothing else be changed.
  public final void freeze() {
    hashes = Arrays.copyOf(hashes, fill);
    entries = Arrays.copyOf(entries, 2 * fill);
    mark = FROZEN;
  }

  /// Makes room for `n` keys in all.
  public final void reserve(int n) {
    if (n > hashes.length) {
      requireMutable();
      rebuild(n, 0);
    }
  }

  /// Lays the live entries out anew, with `gap` free entries before them, for at least `capacity` entries in all.
  private void rebuild(int capacity, int gap) {
    int[] ix = null;
    int newShift = 0;
    if (capacity > SMALL) {
      int bits = 32 - Integer.numberOfLeadingZeros(capacity + (capacity >> 1));
      ix = new int[1 << bits];
      newShift = 32 - bits;
      capacity = (int) ((2L << bits) / 3);
    }
    Object[] t = new Object[2 * capacity];
    int[] hs = new int[capacity];
    int to = gap;
    for (int e = first; e < used; e++) {
      Object k = entries[2 * e];
      if (k != null) {
        t[2 * to] = k;
        t[2 * to + 1] = entries[2 * e + 1];
        hs[to++] = hashes[e];
      }
    }
    entries = t;
    hashes = hs;
    index = ix;
    shift = newShift;
    first = gap;
    used = to;
    fill = to;
    if (ix != null) {
      for (int e = gap; e < to; e++) {
        link(e, hs[e]);
      }
    }
  }

  /// Deletes entry `e`.
  final void delete(int e) {
    requireMutable();
    version++;
    entries[2 * e] = null;
    entries[2 * e + 1] = null;
    size--;
    if (e == first) {
      int f = e + 1;
      while (f < used && entries[2 * f] == null) {
        f++;
      }
      first = f;
    }
  }

  /// The number of the last entry of a table that is not empty.
  final int lastEntry() {
    int e = used - 1;
    while (entries[2 * e] == null) {
      e--;
    }
    return e;
  }

  /// Deletes the last entry. Only this gives its place to the next key that comes: an iterator that stands behind a
  /// deleted entry must find what has been added since.
  final void deleteLast(int e) {
    delete(e);
    used = e;
    first = Math.min(first, e);
    if (index == null) {
      fill = used;
    }
  }

  /// Moves entry `e` before or behind all others.
  final void move(int e, boolean last) {
    if (last ? e == lastEntry() : e == first) {
      return;
    }
    Object k = entries[2 * e];
    Object v = entries[2 * e + 1];
    int hash = hashes[e];
    delete(e);
    if (last) {
      append(k, hash, v);
      return;
    }
    if (first == 0 || fill == hashes.length) {
      rebuild(size * 2 + SMALL + 1, size / 2 + 4);
    }
    version++;
    int f = --first;
    entries[2 * f] = k;
    entries[2 * f + 1] = v;
    hashes[f] = hash;
    size++;
    if (index != null) {
      fill++;
      link(f, hash);
    }
  }

  /// The first live entry at or after `e`; `used` or more if there is none.
  final int nextEntry(int e) {
    int n = used;
    if (e < first) {
      e = first;
    }
    while (e < n && entries[2 * e] == null) {
      e++;
    }
    return e;
  }

  /// Removes all keys. The old values stay alive until the table has its new state, since their destruction may look.
  public void clear() {
    requireMutable();
    version++;
    entries = NO_ENTRIES;
    hashes = NO_HASHES;
    index = null;
    used = 0;
    size = 0;
    first = 0;
    fill = 0;
  }

  /// Becomes a copy of another table.
  final void copyFrom(DictTable o) {
    keySet = 0;
    if (o.size == 0) {
      clear();
    } else if (o.size * 2 < o.used) {
      entries = o.entries;
      hashes = o.hashes;
      used = o.used;
      size = o.size;
      first = o.first;
      rebuild(size <= 4 ? 4 : size, 0);
    } else {
      entries = o.entries.clone();
      hashes = o.hashes.clone();
      index = o.index == null ? null : o.index.clone();
      shift = o.shift;
      used = o.used;
      size = o.size;
      first = o.first;
      fill = o.fill;
    }
  }

  /// The keys of a table from which none has been removed; null where one is no str, or there are too many.
  public final DictKeys dictKeys() {
    if (size > DictKeys.MOST || size != used) {
      return null;
    }
    Object[] keys = new Object[size];
    for (int e = 0; e < keys.length; e++) {
      if (!(entries[2 * e] instanceof String)) {
        return null;
      }
      keys[e] = entries[2 * e];
    }
    return new DictKeys(keys, hashes.clone(), index == null ? null : index.clone(), shift);
  }

  /// Has an empty table hold these keys. Takes over the array, which has each key and its value in turn.
  public final void fill(DictKeys keys, Object[] owned) {
    requireMutable();
    keySet = 0;
    version++;
    entries = owned;
    hashes = keys.hashes.clone();
    index = keys.index == null ? null : keys.index.clone();
    shift = keys.shift;
    used = keys.size();
    size = used;
    first = 0;
    fill = used;
  }

  /// The bytes that `sys.getsizeof` reports.
  final long sizeofTable() {
    return 64 + 4L * entries.length + 4L * hashes.length + (index == null ? 0 : 4L * index.length);
  }

  // The interface of the runtime.

  /// The value of a str key, or null.
  public final Object get(String key) {
    int e = find(key);
    return e < 0 ? null : entries[2 * e + 1];
  }

  /// The value of a key, or null. Throws TypeError for an unhashable key and whatever comparing keys throws.
  public final Object get(ThreadState ts, Object key) {
    int e = find(ts, key);
    return e < 0 ? null : entries[2 * e + 1];
  }

  /// The value of a key whose `hash()` is known, or null.
  public final Object get(ThreadState ts, Object key, long hash) {
    int e = find(ts, key, fold(hash));
    return e < 0 ? null : entries[2 * e + 1];
  }

  /// Sets the value of a key whose `hash()` is known.
  public final void put(ThreadState ts, Object key, long hash, Object value) {
    int folded = fold(hash);
    int e = find(ts, key, folded);
    if (e >= 0) {
      requireMutable();
      entries[2 * e + 1] = value;
    } else {
      append(key, folded, value);
    }
  }

  /// Removes a key whose `hash()` is known; its value, or null if it was not there.
  public final Object remove(ThreadState ts, Object key, long hash) {
    return removeEntry(find(ts, key, fold(hash)));
  }

  public final boolean contains(String key) {
    return find(key) >= 0;
  }

  public final boolean contains(ThreadState ts, Object key) {
    return find(ts, key) >= 0;
  }

  public final void put(String key, Object value) {
    int e = find(key);
    if (e >= 0) {
      requireMutable();
      entries[2 * e + 1] = value;
    } else {
      append(key, hashOfString(key), value);
    }
  }

  public final void put(ThreadState ts, Object key, Object value) {
    if (key instanceof String s) {
      put(s, value);
      return;
    }
    int hash = hashOf(ts, key);
    int e = key instanceof Long l ? find(ts, l) : find(ts, key, hash);
    if (e >= 0) {
      requireMutable();
      entries[2 * e + 1] = value;
    } else {
      append(key, hash, value);
    }
  }

  /// Adds `value` under `key` unless the key is there already; the value that is there now.
  public final Object putIfAbsent(ThreadState ts, Object key, Object value) {
    int hash = hashOf(ts, key);
    int e = find(ts, key, hash);
    if (e >= 0) {
      return entries[2 * e + 1];
    }
    append(key, hash, value);
    return value;
  }

  /// Removes a str key; its value, or null if it was not there.
  public final Object remove(String key) {
    return removeEntry(find(key));
  }

  /// Removes a key; its value, or null if it was not there.
  public final Object remove(ThreadState ts, Object key) {
    return removeEntry(find(ts, key));
  }

  private Object removeEntry(int e) {
    if (e < 0) {
      return null;
    }
    Object v = entries[2 * e + 1];
    delete(e);
    return v;
  }

  /// The keys in order, in a new array.
  public final Object[] keyArray() {
    return collect(0);
  }

  /// The values in order, in a new array.
  public final Object[] valueArray() {
    return collect(1);
  }

  private Object[] collect(int offset) {
    if (size == 0) {
      requireHere();
    }
    Object[] out = new Object[size];
    int n = 0;
    for (int e = first; e < used; e++) {
      if (entries[2 * e] != null) {
        out[n++] = entries[2 * e + offset];
      }
    }
    return n == out.length ? out : Arrays.copyOf(out, n);
  }
}
