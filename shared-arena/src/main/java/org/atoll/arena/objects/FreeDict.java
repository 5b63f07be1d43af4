package org.atoll.arena.objects;

import java.lang.ref.Reference;
import org.atoll.arena.lock.Hold;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyDict;

/// A dict in an arena that is free for all: each operation is atomic. What takes another mapping reads that first.
final class FreeDict extends ArenaDict {
  FreeDict(SharedArena arena, Hold hold, ViewGroup group, long cell) {
    super(arena, hold, group, cell);
  }

  @Override
  long hash(ThreadState ts, Object key) {
    return Keys.isSimple(key) ? super.hash(ts, key) : outside(ts, () -> super.hash(ts, key));
  }

  @Override
  Object lookUp(ThreadState ts, Object key) {
    return atomically(ts, () -> super.lookUp(ts, key));
  }

  @Override
  Object __getitem__(ThreadState ts, Object key) {
    return atomically(ts, () -> super.__getitem__(ts, key));
  }

  @Override
  Object get(ThreadState ts, Object key, Object defaultValue) {
    return atomically(ts, () -> super.get(ts, key, defaultValue));
  }

  @Override
  boolean __contains__(ThreadState ts, Object key) {
    return atomically(ts, () -> super.__contains__(ts, key));
  }

  @Override
  void __setitem__(ThreadState ts, Object key, Object value) {
    Object local = arena.adopted(ts, hold, value);
    atomically(ts, () -> {
      super.__setitem__(ts, key, local);
      return null;
    });
  }

  @Override
  Object setdefault(ThreadState ts, Object key, Object defaultValue) {
    return atomically(ts, () -> super.setdefault(ts, key, defaultValue));
  }

  @Override
  void __delitem__(ThreadState ts, Object key) {
    atomically(ts, () -> {
      super.__delitem__(ts, key);
      return null;
    });
  }

  @Override
  Object pop(ThreadState ts, Object key, Object defaultValue) {
    return atomically(ts, () -> super.pop(ts, key, defaultValue));
  }

  @Override
  Object popitem(ThreadState ts) {
    return atomically(ts, () -> super.popitem(ts));
  }

  @Override
  void clear(ThreadState ts) {
    atomically(ts, () -> {
      super.clear(ts);
      return null;
    });
  }

  @Override
  void merge(ThreadState ts, ArenaDict other) {
    merge(ts, (PyDict) other.copy(ts));
  }

  /// Keys may be compared by Python code, while only the group leads to what is merged.
  @Override
  void merge(ThreadState ts, PyDict other) {
    atomically(ts, () -> {
      long copied = new Adoption(ts, arena).contents(other);
      ViewGroup kept = arena.keep(hold, copied);
      merge(ts, copied);
      Reference.reachabilityFence(kept);
      return null;
    });
  }

  @Override
  ArenaDictIterator iterator(ThreadState ts, ArenaDictIterator.What what, boolean backwards) {
    return atomically(ts, () -> super.iterator(ts, what, backwards));
  }

  @Override
  Object advance(ThreadState ts, ArenaDictIterator iterator) {
    return atomically(ts, () -> super.advance(ts, iterator));
  }

  /// Hashing keys anew may run Python code, and so comes afterwards.
  @Override
  Object copy(ThreadState ts) {
    Object[] items = atomically(ts, this::keysAndValues);
    PyDict d = PyDict.withCapacity(items.length / 2);
    for (int i = 0; i < items.length; i += 2) {
      d.put(ts, items[i], items[i + 1]);
    }
    return d;
  }

  private Object[] keysAndValues() {
    Object[] items = new Object[2 * (int) size()];
    int n = 0;
    for (long e = next(0); e < used(); e = next(e + 1)) {
      items[n++] = keyAt(e);
      items[n++] = valueAt(e);
    }
    return items;
  }

  @Override
  boolean equalTo(ThreadState ts, Object other) {
    return PyObjects.equal(ts, copy(ts), other instanceof ArenaDict d ? d.copy(ts) : other);
  }

  @Override
  String shown(ThreadState ts) {
    return String.valueOf(PyObjects.repr(ts, copy(ts)));
  }

  @Override
  Object __deepcopy__(ThreadState ts, Object memo) {
    reading(ts);
    return DeepCopy.of(ts, this, memo, new PyDict(), (made, copied) -> {
      PyDict shallow = (PyDict) copy(ts);
      Object[] keys = shallow.keyArray();
      Object[] values = shallow.valueArray();
      for (int i = 0; i < keys.length; i++) {
        made.put(ts, keys[i], copied.apply(values[i]));
      }
    });
  }

  @Override
  long __sizeof__(ThreadState ts) {
    return atomically(ts, () -> super.__sizeof__(ts));
  }
}
