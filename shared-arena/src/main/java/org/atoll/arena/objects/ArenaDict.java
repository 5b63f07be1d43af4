package org.atoll.arena.objects;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.arena.lock.Hold;
import org.atoll.arena.memory.NoRoom;
import org.atoll.arena.values.Words;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;

/// A dict in an arena; see [DictTable]. Compare `Objects/dictobject.c`.
@PyTypeDef(name = "ArenaDict", module = "atoll.arena", basetype = false, instantiable = false, hashable = false, doc = """
    A dict in an arena, as it can be used until the `with` block ends in which it was obtained.""")
public final class ArenaDict extends View {
  public static final PyType TYPE = PyType.builtin(new ArenaDictBinder());
  private static final String USE = "a dict key";

  ArenaDict(SharedArena arena, Hold hold, ViewGroup group, long cell) {
    super(TYPE, arena, hold, group, cell);
  }

  @Override
  PyType plainType() {
    return PyDict.TYPE;
  }

  @Override
  public PyObject plain(ThreadState ts) {
    return (PyObject) copy(ts);
  }

  private long find(ThreadState ts, Object key) {
    reading(ts);
    return DictTable.find(ts, arena, hold, cell, key, Keys.hash(ts, key, USE));
  }

  private Object valueAt(long e) {
    return arena.read(hold, DictTable.value(arena, cell, e));
  }

  Object keyAt(long e) {
    return arena.read(hold, DictTable.key(arena, cell, e));
  }

  @PyMethod
  Object __getitem__(ThreadState ts, Object key) {
    long e = find(ts, key);
    if (e < 0) {
      throw PyErr.keyError(key);
    }
    return valueAt(e);
  }

  @PyMethod(sig = "(key, default=None, /)", doc = "Return the value for key if key is in the dictionary, else default.")
  Object get(ThreadState ts, Object key, Object defaultValue) {
    long e = find(ts, key);
    return e < 0 ? defaultValue : valueAt(e);
  }

  @PyMethod
  boolean __contains__(ThreadState ts, Object key) {
    return find(ts, key) >= 0;
  }

  @PyMethod
  int __len__(ThreadState ts) {
    reading(ts);
    return (int) DictTable.size(arena, cell);
  }

  @PyMethod
  void __setitem__(ThreadState ts, Object key, Object value) {
    writing(ts);
    for (boolean again = false; ; again = true) {
      try {
        put(ts, key, value);
        return;
      } catch (NoRoom e) {
        arena.makeRoom(e, again);
      }
    }
  }

  private void put(ThreadState ts, Object key, Object value) {
    long hash = Keys.hash(ts, key, USE);
    long word = arena.word(ts, value);
    long e = DictTable.find(ts, arena, hold, cell, key, hash);
    if (e >= 0) {
      DictTable.setValue(arena, cell, e, word);
    } else {
      DictTable.append(arena, cell, hash, arena.word(ts, key), word);
    }
  }

  @PyMethod
  void __delitem__(ThreadState ts, Object key) {
    writing(ts);
    long e = find(ts, key);
    if (e < 0) {
      throw PyErr.keyError(key);
    }
    DictTable.delete(arena, cell, e);
  }

  @PyMethod(sig = "(key, default=<absent>, /)", doc = """
      D.pop(k[,d]) -> v, remove specified key and return the corresponding value.

      If the key is not found, return the default if given; otherwise,
      raise a KeyError.""")
  Object pop(ThreadState ts, Object key, Object defaultValue) {
    writing(ts);
    long e = find(ts, key);
    if (e >= 0) {
      Object value = valueAt(e);
      DictTable.delete(arena, cell, e);
      return value;
    }
    if (defaultValue == null) {
      throw PyErr.keyError(key);
    }
    return defaultValue;
  }

  @PyMethod(sig = "()", doc = """
      Remove and return a (key, value) pair as a 2-tuple.

      Pairs are returned in LIFO (last-in, first-out) order.
      Raises KeyError if the dict is empty.""")
  Object popitem(ThreadState ts) {
    writing(ts);
    if (DictTable.size(arena, cell) == 0) {
      throw PyErr.keyError("popitem(): dictionary is empty");
    }
    long e = DictTable.previous(arena, cell, DictTable.used(arena, cell) - 1);
    PyTuple pair = PyTuple.of(keyAt(e), valueAt(e));
    DictTable.delete(arena, cell, e);
    return pair;
  }

  @PyMethod(sig = "()", doc = "Remove all items from the dict.")
  void clear(ThreadState ts) {
    writing(ts);
    DictTable.clear(arena, cell);
  }

  @PyMethod
  Object __iter__(ThreadState ts) {
    reading(ts);
    return new ArenaDictKeyIterator(this);
  }

  @PyMethod
  String __repr__(ThreadState ts) {
    reading(ts);
    Object mark = arena.mark(cell);
    if (!ts.reprEnter(mark)) {
      return "{...}";
    }
    try {
      StringBuilder b = new StringBuilder("{");
      for (long e = DictTable.next(arena, cell, 0); e < DictTable.used(arena, cell); e = DictTable.next(arena, cell, e + 1)) {
        String separator = b.length() > 1 ? ", " : "";
        Object value = valueAt(e);
        b.append(separator).append(PyObjects.repr(ts, keyAt(e))).append(": ").append(PyObjects.repr(ts, value));
      }
      return b.append('}').toString();
    } finally {
      ts.reprLeave(mark);
    }
  }

  /// A local dict with the same keys and values; containers among these stay in the arena.
  @PyMethod(sig = "()", doc = "Return a shallow copy of the dict: a local dict, whose values stay in the arena.")
  Object copy(ThreadState ts) {
    reading(ts);
    PyDict d = PyDict.withCapacity((int) DictTable.size(arena, cell));
    for (long e = DictTable.next(arena, cell, 0); e < DictTable.used(arena, cell); e = DictTable.next(arena, cell, e + 1)) {
      d.put(ts, keyAt(e), valueAt(e));
    }
    return d;
  }
}
