package org.atoll.arena.objects;

import org.atoll.arena.lock.Hold;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.collections.PyDeque;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyErr;

/// A deque in an arena that is free for all: each operation is atomic. What compares items looks at a copy; what takes other objects reads
/// those first.
final class FreeDeque extends ArenaDeque {
  FreeDeque(SharedArena arena, Hold hold, ViewGroup group, long cell) {
    super(arena, hold, group, cell);
  }

  @Override
  public PyObject plain(ThreadState ts) {
    return atomically(ts, () -> super.plain(ts));
  }

  private PyDeque copied(ThreadState ts) {
    return (PyDeque) plain(ts);
  }

  @Override
  void append(ThreadState ts, Object item) {
    Object local = arena.adopted(ts, hold, item);
    atomically(ts, () -> {
      super.append(ts, local);
      return null;
    });
  }

  @Override
  void appendleft(ThreadState ts, Object item) {
    super.appendleft(ts, arena.adopted(ts, hold, item));
  }

  @Override
  Object pop(ThreadState ts) {
    return atomically(ts, () -> super.pop(ts));
  }

  @Override
  Object popleft(ThreadState ts) {
    return atomically(ts, () -> super.popleft(ts));
  }

  @Override
  void extend(ThreadState ts, Object iterable) {
    super.extend(ts, PlainArguments.local(ts, iterable));
  }

  @Override
  void extendleft(ThreadState ts, Object iterable) {
    super.extendleft(ts, PlainArguments.local(ts, iterable));
  }

  @Override
  void rotate(ThreadState ts, long n) {
    atomically(ts, () -> {
      super.rotate(ts, n);
      return null;
    });
  }

  @Override
  void reverse(ThreadState ts) {
    atomically(ts, () -> {
      super.reverse(ts);
      return null;
    });
  }

  @Override
  void clear(ThreadState ts) {
    atomically(ts, () -> {
      super.clear(ts);
      return null;
    });
  }

  @Override
  boolean __contains__(ThreadState ts, Object value) {
    return PyObjects.contains(ts, plain(ts), value);
  }

  @Override
  long index(ThreadState ts, Object value, Object start, Object stop) {
    return (Long) PyObjects.callMethod(ts, plain(ts), "index", value, start, stop);
  }

  @Override
  long countOf(ThreadState ts, Object value) {
    return (Long) PyObjects.callMethod(ts, plain(ts), "count", value);
  }

  private record Snapshot(int version, PyDeque items) {}

  @Override
  void remove(ThreadState ts, Object value) {
    while (true) {
      Snapshot seen = atomically(ts, () -> new Snapshot(version(), (PyDeque) super.plain(ts)));
      int i = 0;
      while (i < seen.items.size() && !PyObjects.equal(ts, seen.items.at(i), value)) {
        i++;
      }
      if (i == seen.items.size()) {
        throw PyErr.valueError("deque.remove(x): x not in deque");
      }
      int at = i;
      boolean removed = atomically(ts, () -> {
        boolean same = version() == seen.version;
        if (same) {
          DequeTable.removeAt(arena, cell, at);
        }
        return same;
      });
      if (removed) {
        return;
      }
    }
  }

  @Override
  void insert(ThreadState ts, long index, Object value) {
    Object local = arena.adopted(ts, hold, value);
    atomically(ts, () -> {
      super.insert(ts, index, local);
      return null;
    });
  }

  @Override
  Object __getitem__(ThreadState ts, Object key) {
    Object k = PlainArguments.index(ts, key);
    return atomically(ts, () -> super.__getitem__(ts, k));
  }

  @Override
  void __setitem__(ThreadState ts, Object key, Object value) {
    Object k = PlainArguments.index(ts, key);
    Object local = arena.adopted(ts, hold, value);
    atomically(ts, () -> {
      super.__setitem__(ts, k, local);
      return null;
    });
  }

  @Override
  void __delitem__(ThreadState ts, Object key) {
    Object k = PlainArguments.index(ts, key);
    atomically(ts, () -> {
      super.__delitem__(ts, k);
      return null;
    });
  }

  @Override
  Object __iter__(ThreadState ts) {
    return atomically(ts, () -> super.__iter__(ts));
  }

  @Override
  Object __reversed__(ThreadState ts) {
    return atomically(ts, () -> super.__reversed__(ts));
  }

  @Override
  Object advance(ThreadState ts, ArenaDequeIterator iterator) {
    return atomically(ts, () -> super.advance(ts, iterator));
  }

  @Override
  Object __deepcopy__(ThreadState ts, Object memo) {
    reading(ts);
    PyDeque items = copied(ts);
    return DeepCopy.of(ts, this, memo, PyDeque.limited(limit()), (made, copied) -> {
      for (int i = 0; i < items.size(); i++) {
        made.append(copied.apply(items.at(i)));
      }
    });
  }

  @Override
  Object __imul__(ThreadState ts, Object count) {
    Object times = PlainArguments.index(ts, count);
    return atomically(ts, () -> super.__imul__(ts, times));
  }

  @Override
  public Object richCompare(ThreadState ts, Object other, int op) {
    reading(ts);
    return copied(ts).richCompare(ts, other instanceof ArenaDeque d ? d.plain(ts) : other, op);
  }

  @Override
  String shown(ThreadState ts) {
    return String.valueOf(PyObjects.repr(ts, plain(ts)));
  }
}
