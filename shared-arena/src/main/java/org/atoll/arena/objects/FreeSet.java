package org.atoll.arena.objects;

import java.lang.ref.Reference;
import java.util.function.UnaryOperator;
import org.atoll.arena.lock.Hold;
import org.atoll.arena.values.Words;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PySet;
import org.atoll.runtime.types.PyTuple;

/// A set in an arena that is free for all: each operation is atomic. What takes other iterables reads those first, and what compares the set with
/// others looks at a copy.
final class FreeSet extends ArenaSet {
  FreeSet(SharedArena arena, Hold hold, ViewGroup group, long cell) {
    super(arena, hold, group, cell);
  }

  @Override
  long hashToAdd(ThreadState ts, Object member) {
    return Keys.isSimple(member) ? super.hashToAdd(ts, member) : outside(ts, () -> super.hashToAdd(ts, member));
  }

  @Override
  long hashToLookUp(ThreadState ts, Object key) {
    return Keys.isSimple(key) ? super.hashToLookUp(ts, key) : outside(ts, () -> super.hashToLookUp(ts, key));
  }

  @Override
  Object[] checkedMembers(ThreadState ts) {
    return atomically(ts, () -> super.checkedMembers(ts));
  }

  @Override
  boolean __contains__(ThreadState ts, Object key) {
    return atomically(ts, () -> super.__contains__(ts, key));
  }

  @Override
  boolean has(ThreadState ts, Object member) {
    return atomically(ts, () -> super.has(ts, member));
  }

  @Override
  Object __iter__(ThreadState ts) {
    return atomically(ts, () -> super.__iter__(ts));
  }

  @Override
  Object advance(ThreadState ts, ArenaSetIterator iterator) {
    return atomically(ts, () -> super.advance(ts, iterator));
  }

  @Override
  void add(ThreadState ts, Object object) {
    atomically(ts, () -> {
      super.add(ts, object);
      return null;
    });
  }

  @Override
  void remove(ThreadState ts, Object object) {
    atomically(ts, () -> {
      super.remove(ts, object);
      return null;
    });
  }

  @Override
  void discard(ThreadState ts, Object object) {
    atomically(ts, () -> {
      super.discard(ts, object);
      return null;
    });
  }

  @Override
  Object pop(ThreadState ts) {
    return atomically(ts, () -> super.pop(ts));
  }

  @Override
  void clear(ThreadState ts) {
    atomically(ts, () -> {
      super.clear(ts);
      return null;
    });
  }

  @Override
  void merge(ThreadState ts, ArenaSet other, Object[] members) {
    Object[] more = other != null ? other.checkedMembers(ts) : members;
    atomically(ts, () -> {
      long copied = new Adoption(ts, arena).contents(more);
      ViewGroup kept = arena.keep(hold, copied);
      merge(ts, copied);
      Reference.reachabilityFence(kept);
      return null;
    });
  }

  private record Snapshot(long version, Object[] members) {}

  /// Becomes what a function makes of the members, unless others have changed them meanwhile; then that is done again.
  private void become(ThreadState ts, UnaryOperator<PySet> change) {
    boolean done = false;
    while (!done) {
      Snapshot seen = atomically(ts, () -> new Snapshot(HashTable.version(arena, cell), super.checkedMembers(ts)));
      PySet set = new PySet();
      set.addAll(ts, PyTuple.of(seen.members));
      Object[] members = change.apply(set).toArray();
      done = atomically(ts, () -> HashTable.version(arena, cell) == seen.version && take(ts, members));
    }
  }

  private boolean take(ThreadState ts, Object[] members) {
    HashTable.SET.take(arena, cell, new Adoption(ts, arena).contents(members));
    return true;
  }

  @Override
  void intersection_update(ThreadState ts, PyTuple others) {
    Object[] sets = new Object[others.items.length];
    for (int i = 0; i < sets.length; i++) {
      sets[i] = localSet(ts, others.items[i]);
    }
    become(ts, set -> (PySet) PyObjects.callMethod(ts, set, "intersection", sets));
  }

  @Override
  void difference_update(ThreadState ts, PyTuple others) {
    PySet all = new PySet();
    for (Object other : others.items) {
      all.addAll(ts, PlainArguments.local(ts, other));
    }
    toggle(ts, all.toArray(), false);
  }

  @Override
  void symmetric_difference_update(ThreadState ts, Object other) {
    toggle(ts, localSet(ts, other).toArray(), true);
  }

  /// Removes those that are members, and adds those that are not if that is wanted.
  private void toggle(ThreadState ts, Object[] others, boolean adds) {
    long[] hashes = new long[others.length];
    for (int i = 0; i < others.length; i++) {
      hashes[i] = hashToAdd(ts, others[i]);
    }
    boolean done = false;
    while (!done) {
      done = atomically(ts, () -> toggle(ts, others, hashes, adds));
    }
  }

  /// Takes all memory and looks for all first. Comparing may run Python code: answers false, and has changed nothing, where others have changed
  /// the set meanwhile.
  private boolean toggle(ThreadState ts, Object[] others, long[] hashes, boolean adds) {
    HashTable table = HashTable.SET;
    if (adds) {
      table.reserve(arena, cell, others.length);
    }
    long version = HashTable.version(arena, cell);
    long[] entries = new long[others.length];
    for (int i = 0; i < others.length; i++) {
      entries[i] = table.find(ts, this, others[i], hashes[i]);
    }
    if (HashTable.version(arena, cell) != version) {
      return false;
    }
    long[] words = adds ? new Adoption(ts, arena).words(others) : null;
    for (int i = 0; i < others.length; i++) {
      if (entries[i] >= 0) {
        table.delete(arena, cell, entries[i]);
      } else if (adds) {
        table.append(arena, cell, hashes[i], words[i], Words.NOTHING);
      }
    }
    return true;
  }

  @Override
  Object intersection(ThreadState ts, PyTuple others) {
    return PyObjects.callMethod(ts, localSet(ts, this), "intersection", others.items);
  }

  @Override
  boolean isdisjoint(ThreadState ts, Object other) {
    return (Boolean) PyObjects.callMethod(ts, localSet(ts, this), "isdisjoint", other);
  }

  @Override
  boolean issubset(ThreadState ts, Object other) {
    return (Boolean) PyObjects.callMethod(ts, localSet(ts, this), "issubset", other);
  }

  @Override
  boolean issuperset(ThreadState ts, Object other) {
    return (Boolean) PyObjects.callMethod(ts, localSet(ts, this), "issuperset", other);
  }

  private Object compare(ThreadState ts, Object other, int op) {
    reading(ts);
    if (!ArenaDictSetView.isSetLike(other)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    return PyObjects.richCompare(ts, localSet(ts, this), other instanceof ArenaSet ? localSet(ts, other) : other, op);
  }

  @Override
  Object __eq__(ThreadState ts, Object other) {
    return compare(ts, other, PyObjects.EQ);
  }

  @Override
  Object __ne__(ThreadState ts, Object other) {
    return compare(ts, other, PyObjects.NE);
  }

  @Override
  Object __le__(ThreadState ts, Object other) {
    return compare(ts, other, PyObjects.LE);
  }

  @Override
  Object __lt__(ThreadState ts, Object other) {
    return compare(ts, other, PyObjects.LT);
  }

  @Override
  Object __ge__(ThreadState ts, Object other) {
    return compare(ts, other, PyObjects.GE);
  }

  @Override
  Object __gt__(ThreadState ts, Object other) {
    return compare(ts, other, PyObjects.GT);
  }

  @Override
  long __sizeof__(ThreadState ts) {
    return atomically(ts, () -> super.__sizeof__(ts));
  }
}
