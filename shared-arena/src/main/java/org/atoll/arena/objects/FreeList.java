package org.atoll.arena.objects;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import org.atoll.arena.lock.Hold;
import org.atoll.arena.memory.Cell;
import org.atoll.arena.values.Words;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PySlice;

/// A list in an arena that is free for all: each operation is atomic. What compares items looks at a copy; what takes other objects reads
/// those first.
final class FreeList extends ArenaList {
  FreeList(SharedArena arena, Hold hold, ViewGroup group, long cell) {
    super(arena, hold, group, cell);
  }

  /// The items at a moment, and their words, whose cells do not become others as long as the group is there.
  private record Snapshot(long[] words, Object[] items, ViewGroup[] kept) {}

  private Snapshot snapshot(ThreadState ts) {
    return atomically(ts, () -> {
      long[] words = ListTable.words(arena, cell, 0, ListTable.size(arena, cell));
      Object[] items = new Object[words.length];
      ViewGroup[] kept = new ViewGroup[words.length];
      for (int i = 0; i < words.length; i++) {
        items[i] = arena.read(hold, words[i]);
        kept[i] = Cell.isReference(words[i]) ? arena.keep(hold, Cell.offset(words[i])) : null;
      }
      return new Snapshot(words, items, kept);
    });
  }

  @Override
  Object[] toArray(ThreadState ts) {
    return atomically(ts, () -> super.toArray(ts));
  }

  @Override
  public Object itemOrNull(ThreadState ts, int i) {
    return atomically(ts, () -> super.itemOrNull(ts, i));
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
    Object v = k instanceof PySlice ? PlainArguments.items(ts, value) : arena.adopted(ts, hold, value);
    atomically(ts, () -> {
      super.__setitem__(ts, k, v);
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
  boolean __contains__(ThreadState ts, Object value) {
    return PyObjects.contains(ts, plain(ts), value);
  }

  @Override
  void append(ThreadState ts, Object object) {
    Object local = arena.adopted(ts, hold, object);
    atomically(ts, () -> {
      super.append(ts, local);
      return null;
    });
  }

  @Override
  void extend(ThreadState ts, Object iterable) {
    super.extend(ts, PlainArguments.local(ts, iterable));
  }

  @Override
  Object pop(ThreadState ts, Object index) {
    Object i = PlainArguments.index(ts, index);
    return atomically(ts, () -> super.pop(ts, i));
  }

  @Override
  void remove(ThreadState ts, Object value) {
    while (true) {
      Snapshot seen = snapshot(ts);
      int i = 0;
      while (i < seen.items.length && !PyObjects.equal(ts, seen.items[i], value)) {
        i++;
      }
      if (i == seen.items.length) {
        throw PyErr.valueError("list.remove(x): x not in list");
      }
      int at = i;
      boolean removed = atomically(ts, () -> {
        boolean same = at < ListTable.size(arena, cell) && ListTable.get(arena, cell, at) == seen.words[at];
        if (same) {
          removeAt(at);
        }
        return same;
      });
      if (removed) {
        return;
      }
    }
  }

  @Override
  long index(ThreadState ts, Object value, Object start, Object stop) {
    return (Long) PyObjects.callMethod(ts, plain(ts), "index", value, start, stop);
  }

  @Override
  long countOf(ThreadState ts, Object value) {
    return (Long) PyObjects.callMethod(ts, plain(ts), "count", value);
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
  Object __deepcopy__(ThreadState ts, Object memo) {
    reading(ts);
    return DeepCopy.of(ts, this, memo, new PyList(), (made, copied) -> {
      for (Object item : toArray(ts)) {
        made.append(copied.apply(item));
      }
    });
  }

  /// Sorts a copy, as keys and comparisons are Python code, and puts its order in the place of the items if these are the same still.
  @Override
  void sort(ThreadState ts, Object key, boolean reverse) {
    Snapshot seen = snapshot(ts);
    Map<Object, Long> cells = new IdentityHashMap<>();
    for (int i = 0; i < seen.words.length; i++) {
      if (Words.of(seen.items[i]) == Words.NOTHING) {
        cells.put(seen.items[i], seen.words[i]);
      }
    }
    PyList sorted = new PyList(seen.items.clone());
    RuntimeException failed = sort(ts, sorted, key, reverse);
    boolean unchanged = atomically(ts, () -> {
      boolean same = Arrays.equals(seen.words, ListTable.words(arena, cell, 0, ListTable.size(arena, cell)));
      if (same) {
        arrange(sorted, cells);
      }
      return same;
    });
    if (failed != null) {
      throw failed;
    }
    if (!unchanged) {
      throw PyErr.valueError("list modified during sort");
    }
  }

  /// Sorts a list, which has all its items in some order also where that fails.
  private static RuntimeException sort(ThreadState ts, PyList list, Object key, boolean reverse) {
    try {
      list.sort(ts, key, reverse);
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }

  @Override
  public Object richCompare(ThreadState ts, Object other, int op) {
    reading(ts);
    if (!(other instanceof PyList || other instanceof ArenaList)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    return PyObjects.richCompare(ts, plain(ts), PlainArguments.local(ts, other), op);
  }

  @Override
  String shown(ThreadState ts) {
    return String.valueOf(PyObjects.repr(ts, plain(ts)));
  }
}
