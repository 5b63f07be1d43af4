package org.atoll.runtime.types;

import java.util.Arrays;
import org.atoll.runtime.interp.MemoryMeter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.text.Hashes;

/// The hash table of sets and frozensets. The probe sequence and the growth policy are those of `Objects/setobject.c`, so
/// that sets of ints come out in the same order.
///
/// Comparing members may run Python code that changes the table: a search that does so checks afterwards that the table
/// is still the same and begins again otherwise. Guarded by the GIL.
abstract class SetTable extends PyInstance {
  private static final int LINEAR_PROBES = 9;
  private static final int MIN_SIZE = 8;
  private static final Object DELETED = new Object();
  /// The keys of a set that was given away: there is no place to look at, and none to put anything.
  private static final Object[] MOVED = {};

  private Object[] keys = new Object[MIN_SIZE];
  private long[] hashes = new long[MIN_SIZE];
  private int used;
  /// Members and deleted ones.
  private int fill;
  private int finger;

  SetTable(PyType type) {
    super(type);
  }

  /// The hash of a member. Throws TypeError for an unhashable value.
  static long hashOf(ThreadState ts, Object key) {
    if (key instanceof String s) {
      return Hashes.ofText(s);
    }
    if (key instanceof Long l) {
      return Hashes.ofLong(l);
    }
    try {
      return PyObjects.hash(ts, key);
    } catch (PyException e) {
      if (e.value.type == PyExc.TypeError) {
        throw PyErr.typeError("cannot use '%s' as a set element (%s)", PyObject.typeOf(key).name(), PyObjects.str(ts, e.value));
      }
      throw e;
    }
  }

  /// The place of a member, or the complement of the place where to add it: the last one on the way that a deleted member
  /// left, or else the free one that ends the search.
  private int find(ThreadState ts, Object key, long hash) {
    search:
    while (true) {
      Object[] t = keys;
      long[] hs = hashes;
      int mask = t.length - 1;
      if (mask < 0) {
        throw Moved.gone("set");
      }
      int i = (int) hash & mask;
      int free = -1;
      long perturb = hash;
      while (true) {
        int last = i + LINEAR_PROBES <= mask ? i + LINEAR_PROBES : i;
        for (int j = i; j <= last; j++) {
          Object k = t[j];
          if (k == null) {
            return free < 0 ? ~j : ~free;
          }
          if (hs[j] == hash) {
            if (k == key || k instanceof String s && key instanceof String r && s.equals(r)) {
              return j;
            }
            if (k != DELETED) {
              boolean same = PyObjects.equal(ts, k, key);
              if (keys != t || t[j] != k) {
                continue search;
              }
              if (same) {
                return j;
              }
            }
          } else if (k == DELETED) {
            free = j;
          }
        }
        perturb >>>= 5;
        i = (int) (i * 5L + 1 + perturb) & mask;
      }
    }
  }

  /// Adds a member that is known not to be there, to a table without deleted ones.
  private static void insertClean(Object[] t, long[] hs, Object key, long hash) {
    int mask = t.length - 1;
    int i = (int) hash & mask;
    long perturb = hash;
    while (true) {
      int last = i + LINEAR_PROBES <= mask ? i + LINEAR_PROBES : i;
      for (int j = i; j <= last; j++) {
        if (t[j] == null) {
          t[j] = key;
          hs[j] = hash;
          return;
        }
      }
      perturb >>>= 5;
      i = (int) (i * 5L + 1 + perturb) & mask;
    }
  }

  private void resize(long atLeast) {
    requireMutable();
    long n = MIN_SIZE;
    while (n <= atLeast) {
      n <<= 1;
    }
    if (n > 1 << 30) {
      throw PyErr.memoryError();
    }
    MemoryMeter.reserve(n, Sequences.REFERENCE_BYTES + Long.BYTES);
    Object[] t = new Object[(int) n];
    long[] hs = new long[(int) n];
    for (int i = 0; i < keys.length; i++) {
      Object k = keys[i];
      if (k != null && k != DELETED) {
        insertClean(t, hs, k, hashes[i]);
      }
    }
    keys = t;
    hashes = hs;
    fill = used;
  }

  private void makeRoomFor(int more) {
    if (((long) fill + more) * 5 >= (keys.length - 1) * 3L) {
      resize(((long) used + more) * 2);
    }
  }

  // The Java interface.

  public final int size() {
    return used;
  }

  /// Raises ValueError where the set has been given away.
  final void requireHere() {
    if (keys == MOVED) {
      throw Moved.gone("set");
    }
  }

  /// Has another table take over what this one holds.
  final void giveTo(SetTable other) {
    other.takeFrom(this);
    keys = MOVED;
    hashes = new long[0];
    used = 0;
    fill = 0;
  }

  /// Becomes what another table is. That one must not be used any more.
  final void takeFrom(SetTable o) {
    keys = o.keys;
    hashes = o.hashes;
    used = o.used;
    fill = o.fill;
    finger = o.finger;
  }

  /// Becomes a copy of another table.
  final void copyFrom(SetTable o) {
    keys = o.keys.clone();
    hashes = o.hashes.clone();
    used = o.used;
    fill = o.fill;
    finger = o.finger;
  }

  /// The number of places, some of which have members.
  public final int places() {
    return keys.length;
  }

  /// The member at a place, or null.
  public final Object memberAt(int place) {
    Object k = keys[place];
    return k == DELETED ? null : k;
  }

  /// Adds a member; false if it was there already.
  public final boolean add(ThreadState ts, Object key) {
    return add(ts, key, hashOf(ts, key));
  }

  private boolean add(ThreadState ts, Object key, long hash) {
    int i = find(ts, key, hash);
    if (i >= 0) {
      return false;
    }
    requireMutable();
    i = ~i;
    boolean fresh = keys[i] == null;
    keys[i] = key;
    hashes[i] = hash;
    used++;
    if (!fresh) {
      return true;
    }
    fill++;
    if (fill * 5L >= (keys.length - 1) * 3L) {
      resize(used > 50000 ? used * 2L : used * 4L);
    }
    return true;
  }

  public final boolean contains(ThreadState ts, Object key) {
    return find(ts, key, hashOf(ts, key)) >= 0;
  }

  /// Whether the value is a member, where a set stands for the frozenset of its members.
  final boolean containsAsKey(ThreadState ts, Object key) {
    return find(ts, key, hashAsKey(ts, key)) >= 0;
  }

  private static long hashAsKey(ThreadState ts, Object key) {
    return key instanceof PySet s && s.type.slot(Slot.HASH) == PySet.TYPE.slot(Slot.HASH)
        ? s.hashOfMembers() : hashOf(ts, key);
  }

  /// Removes a member; false if it was not there.
  final boolean discard(ThreadState ts, Object key) {
    return removeAt(find(ts, key, hashAsKey(ts, key)));
  }

  private boolean removeAt(int i) {
    if (i < 0) {
      return false;
    }
    requireMutable();
    keys[i] = DELETED;
    hashes[i] = -1;
    used--;
    return true;
  }

  /// Removes any member; null if there is none.
  final Object popAny() {
    if (used == 0) {
      return null;
    }
    int mask = keys.length - 1;
    int i = finger & mask;
    while (keys[i] == null || keys[i] == DELETED) {
      i = i + 1 & mask;
    }
    Object k = keys[i];
    removeAt(i);
    finger = i + 1;
    return k;
  }

  final void clearTable() {
    requireMutable();
    keys = new Object[MIN_SIZE];
    hashes = new long[MIN_SIZE];
    used = 0;
    fill = 0;
  }

  /// The place of the first member at or after `i`, or -1.
  final int nextPlace(int i) {
    Object[] t = keys;
    while (i < t.length) {
      if (t[i] != null && t[i] != DELETED) {
        return i;
      }
      i++;
    }
    requireHere();
    return -1;
  }

  final Object keyAtPlace(int i) {
    return keys[i];
  }

  /// The members in order, in a new array.
  public final Object[] toArray() {
    Object[] out = new Object[used];
    int n = 0;
    for (Object k : keys) {
      if (k != null && k != DELETED) {
        out[n++] = k;
      }
    }
    return n == out.length ? out : Arrays.copyOf(out, n);
  }

  final long hashOfMembers() {
    long h = 0;
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != null && keys[i] != DELETED) {
        h ^= Hashes.frozenSetMember(hashes[i]);
      }
    }
    return Hashes.frozenSetEnd(h, used);
  }

  final long sizeofTable() {
    return 200 + (keys.length <= MIN_SIZE ? 0 : 16L * keys.length);
  }

  // Bulk operations.

  /// Adds all items of an iterable.
  public final void addAll(ThreadState ts, Object iterable) {
    requireMutable();
    if (iterable instanceof SetTable s) {
      merge(ts, s);
      return;
    }
    if (iterable instanceof PyDict d && d.type == PyDict.TYPE) {
      makeRoomFor(d.size);
      for (Object k : d.keyArray()) {
        add(ts, k);
      }
      return;
    }
    if (iterable instanceof PyList l && l.type == PyList.TYPE) {
      for (int i = 0; i < l.size; i++) {
        add(ts, l.items[i]);
      }
      return;
    }
    Object it = PyObjects.iter(ts, iterable);
    for (Object o; (o = PyObjects.next(ts, it)) != null; ) {
      add(ts, o);
    }
  }

  private void merge(ThreadState ts, SetTable o) {
    if (o == this || o.used == 0) {
      o.requireHere();
      return;
    }
    makeRoomFor(o.used);
    Object[] t = o.keys;
    if (fill == 0 && keys.length == t.length && o.fill == o.used) {
      keys = t.clone();
      hashes = o.hashes.clone();
      used = o.used;
      fill = o.fill;
      return;
    }
    long[] hs = o.hashes;
    boolean clean = fill == 0;
    if (clean) {
      used = o.used;
      fill = o.used;
    }
    for (int i = 0; i < t.length; i++) {
      Object k = t[i];
      if (k != null && k != DELETED) {
        if (clean) {
          insertClean(keys, hashes, k, hs[i]);
        } else {
          add(ts, k, hs[i]);
        }
      }
    }
  }

  /// Removes all items of an iterable.
  final void removeAll(ThreadState ts, Object iterable) {
    requireMutable();
    if (iterable == this) {
      clearTable();
      return;
    }
    if (iterable instanceof SetTable s) {
      for (int i = s.nextPlace(0); i >= 0; i = s.nextPlace(i + 1)) {
        removeAt(find(ts, s.keys[i], s.hashes[i]));
      }
    } else {
      Object it = PyObjects.iter(ts, iterable);
      for (Object o; (o = PyObjects.next(ts, it)) != null; ) {
        removeAt(find(ts, o, hashOf(ts, o)));
      }
    }
    if (fill - used > (keys.length - 1) / 4) {
      resize(used > 50000 ? used * 2L : used * 4L);
    }
  }

  /// Keeps what is in exactly one of this set and the iterable.
  final void symmetricUpdate(ThreadState ts, Object iterable) {
    requireMutable();
    if (iterable == this) {
      clearTable();
      return;
    }
    SetTable other;
    if (iterable instanceof SetTable s) {
      other = s;
    } else {
      other = new PySet();
      other.addAll(ts, iterable);
    }
    for (int i = other.nextPlace(0); i >= 0; i = other.nextPlace(i + 1)) {
      Object k = other.keys[i];
      long hash = other.hashes[i];
      if (!removeAt(find(ts, k, hash))) {
        add(ts, k, hash);
      }
    }
  }

  /// Adds to `result` what is both here and in the iterable.
  final void intersectInto(ThreadState ts, Object iterable, SetTable result) {
    if (iterable == this) {
      result.merge(ts, this);
      return;
    }
    if (iterable instanceof SetTable s) {
      SetTable small = s.used > used ? this : s;
      SetTable large = small == this ? s : this;
      for (int i = small.nextPlace(0); i >= 0; i = small.nextPlace(i + 1)) {
        Object k = small.keys[i];
        long hash = small.hashes[i];
        if (large.find(ts, k, hash) >= 0) {
          result.add(ts, k, hash);
        }
      }
      return;
    }
    Object it = PyObjects.iter(ts, iterable);
    for (Object o; (o = PyObjects.next(ts, it)) != null; ) {
      long hash = hashOf(ts, o);
      if (find(ts, o, hash) >= 0) {
        result.add(ts, o, hash);
      }
    }
  }

  /// Adds to `result` what is here but not in the other set or dict.
  final void subtractInto(ThreadState ts, Object other, SetTable result) {
    for (int i = nextPlace(0); i >= 0; i = nextPlace(i + 1)) {
      Object k = keys[i];
      long hash = hashes[i];
      boolean there = other instanceof SetTable s ? s.find(ts, k, hash) >= 0 : ((PyDict) other).contains(ts, k);
      if (!there) {
        result.add(ts, k, hash);
      }
    }
  }

  /// Whether all members are in the other set.
  final boolean within(ThreadState ts, SetTable other) {
    other.requireHere();
    if (used > other.used) {
      return false;
    }
    for (int i = nextPlace(0); i >= 0; i = nextPlace(i + 1)) {
      if (other.find(ts, keys[i], hashes[i]) < 0) {
        return false;
      }
    }
    return true;
  }

  /// Whether the set and the iterable have no member in common.
  final boolean disjoint(ThreadState ts, Object iterable) {
    if (iterable instanceof SetTable s) {
      SetTable small = s.used > used ? this : s;
      SetTable large = small == this ? s : this;
      for (int i = small.nextPlace(0); i >= 0; i = small.nextPlace(i + 1)) {
        if (large.find(ts, small.keys[i], small.hashes[i]) >= 0) {
          return false;
        }
      }
      return true;
    }
    Object it = PyObjects.iter(ts, iterable);
    for (Object o; (o = PyObjects.next(ts, it)) != null; ) {
      if (find(ts, o, hashOf(ts, o)) >= 0) {
        return false;
      }
    }
    return true;
  }

  /// Exchanges the members of two sets.
  final void swap(SetTable o) {
    requireMutable();
    Object[] k = keys;
    long[] h = hashes;
    int u = used;
    int f = fill;
    keys = o.keys;
    hashes = o.hashes;
    used = o.used;
    fill = o.fill;
    o.keys = k;
    o.hashes = h;
    o.used = u;
    o.fill = f;
  }
}
