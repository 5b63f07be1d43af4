package org.atoll.arena.objects;

import org.atoll.arena.lock.Hold;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.array.PyArray;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyBuffer;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PySlice;
import org.atoll.runtime.types.Sequences;

/// A typed array in an arena that is free for all: each operation is atomic. Those who have its memory, as memoryviews, see what others write to
/// it, item by item.
final class FreeArray extends ArenaArray {
  FreeArray(SharedArena arena, Hold hold, ViewGroup group, long cell) {
    super(arena, hold, group, cell);
  }

  @Override
  public PyArray plain(ThreadState ts) {
    return atomically(ts, () -> super.plain(ts));
  }

  @Override
  public Object itemOrNull(ThreadState ts, int i) {
    return atomically(ts, () -> super.itemOrNull(ts, i));
  }

  @Override
  public PyBuffer buffer(ThreadState ts, int flags) {
    return atomically(ts, () -> super.buffer(ts, flags));
  }

  @Override
  Object __getitem__(ThreadState ts, Object key) {
    Object k = PlainArguments.index(ts, key);
    return atomically(ts, () -> super.__getitem__(ts, k));
  }

  @Override
  void __setitem__(ThreadState ts, Object key, Object value) {
    reading(ts);
    Object k = PlainArguments.index(ts, key);
    Object v = k instanceof PySlice ? PlainArguments.local(ts, value) : encoded(ts, k, value);
    atomically(ts, () -> {
      super.__setitem__(ts, k, v);
      return null;
    });
  }

  /// An item as it will be there; a wrong index is told before a wrong item.
  private Object encoded(ThreadState ts, Object key, Object value) {
    index(ts, key, "array assignment index out of range");
    return kind.item(kind.encode(ts, value));
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
  boolean __contains__(ThreadState ts, Object value) {
    return PyObjects.contains(ts, plain(ts), value);
  }

  @Override
  void add(ThreadState ts, byte[] more) {
    atomically(ts, () -> {
      super.add(ts, more);
      return null;
    });
  }

  @Override
  void insert(ThreadState ts, Object i, Object v) {
    reading(ts);
    Object at = PlainArguments.index(ts, i);
    Object item = kind.item(kind.encode(ts, v));
    atomically(ts, () -> {
      super.insert(ts, at, item);
      return null;
    });
  }

  @Override
  Object pop(ThreadState ts, long i) {
    return atomically(ts, () -> super.pop(ts, i));
  }

  @Override
  void remove(ThreadState ts, Object v) {
    while (true) {
      Object[] seen = Sequences.toNewArray(ts, plain(ts));
      int i = 0;
      while (i < seen.length && !PyObjects.equal(ts, seen[i], v)) {
        i++;
      }
      if (i == seen.length) {
        throw PyErr.valueError("array.remove(x): x not in array");
      }
      Object found = seen[i];
      int at = i;
      if (atomically(ts, () -> removeIf(ts, at, found))) {
        return;
      }
    }
  }

  private boolean removeIf(ThreadState ts, int at, Object item) {
    boolean same = item.equals(super.itemOrNull(ts, at));
    if (same) {
      super.pop(ts, at);
    }
    return same;
  }

  @Override
  long indexOf(ThreadState ts, Object v, Object start, Object stop) {
    return (Long) PyObjects.callMethod(ts, plain(ts), "index", v, start, stop);
  }

  @Override
  long countOf(ThreadState ts, Object v) {
    return (Long) PyObjects.callMethod(ts, plain(ts), "count", v);
  }

  @Override
  void clear(ThreadState ts) {
    atomically(ts, () -> {
      super.clear(ts);
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
  void byteswap(ThreadState ts) {
    atomically(ts, () -> {
      super.byteswap(ts);
      return null;
    });
  }

  @Override
  Object buffer_info(ThreadState ts) {
    return atomically(ts, () -> super.buffer_info(ts));
  }

  @Override
  Object __imul__(ThreadState ts, Object count) {
    Object plain = PlainArguments.index(ts, count);
    return atomically(ts, () -> super.__imul__(ts, plain));
  }
}
