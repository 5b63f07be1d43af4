package org.atoll.arena.objects;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.arena.lock.Hold;
import org.atoll.arena.memory.NoRoom;
import org.atoll.arena.values.Words;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Subscripted;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyGenericAlias;
import org.atoll.runtime.types.PyTuple;

/// A dict in an arena; see [HashTable]. Compare `Objects/dictobject.c`.
@PyTypeDef(name = "ArenaDict", module = "atoll.arena", basetype = false, instantiable = false, hashable = false, doc = """
    A dict in an arena, as it can be used until the `with` block ends in which it was obtained.""")
public sealed class ArenaDict extends View implements Subscripted permits FreeDict {
  public static final PyType TYPE = PyType.builtin(new ArenaDictBinder());
  private static final HashTable TABLE = HashTable.DICT;

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

  // Entries.

  private long find(ThreadState ts, Object key) {
    reading(ts);
    return TABLE.find(ts, this, key, hash(ts, key));
  }

  /// The hash of a key, whose Python code may have left the arena.
  long hash(ThreadState ts, Object key) {
    long hash = Keys.hash(ts, key, Keys.DICT);
    reading(ts);
    return hash;
  }

  Object valueAt(long e) {
    return arena.read(hold, TABLE.value(arena, cell, e));
  }

  Object keyAt(long e) {
    return arena.read(hold, TABLE.key(arena, cell, e));
  }

  long size() {
    return HashTable.size(arena, cell);
  }

  long used() {
    return HashTable.used(arena, cell);
  }

  /// The first entry from a number on that is there, or [#used] or more.
  long next(long e) {
    return TABLE.next(arena, cell, e);
  }

  /// The last entry up to a number that is there, or -1.
  long previous(long e) {
    return TABLE.previous(arena, cell, e);
  }

  /// The value of a key, or null.
  Object lookUp(ThreadState ts, Object key) {
    long e = find(ts, key);
    return e < 0 ? null : valueAt(e);
  }

  @Override
  public final Object item(ThreadState ts, Object key) {
    return __getitem__(ts, key);
  }

  @Override
  public final void setItem(ThreadState ts, Object key, Object value) {
    __setitem__(ts, key, value);
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
    return (int) size();
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

  /// All Python code runs before the copies are made, which nothing refers to before they are stored.
  private void put(ThreadState ts, Object key, Object value) {
    long hash = hash(ts, key);
    long e = TABLE.find(ts, this, key, hash);
    long word = arena.word(ts, value);
    if (e >= 0) {
      TABLE.setValue(arena, cell, e, word);
    } else {
      TABLE.append(arena, cell, hash, arena.word(ts, key), word);
    }
  }

  @PyMethod(sig = "(key, default=None, /)", doc = """
      Insert key with a value of default if key is not in the dictionary.

      Return the value for key if key is in the dictionary, else default.""")
  Object setdefault(ThreadState ts, Object key, Object defaultValue) {
    writing(ts);
    for (boolean again = false; ; again = true) {
      try {
        return putIfAbsent(ts, key, defaultValue);
      } catch (NoRoom e) {
        arena.makeRoom(e, again);
      }
    }
  }

  private Object putIfAbsent(ThreadState ts, Object key, Object defaultValue) {
    long hash = hash(ts, key);
    long e = TABLE.find(ts, this, key, hash);
    if (e >= 0) {
      return valueAt(e);
    }
    long word = arena.word(ts, defaultValue);
    TABLE.append(arena, cell, hash, arena.word(ts, key), word);
    return arena.read(hold, word);
  }

  @PyMethod
  void __delitem__(ThreadState ts, Object key) {
    writing(ts);
    long e = find(ts, key);
    if (e < 0) {
      throw PyErr.keyError(key);
    }
    TABLE.delete(arena, cell, e);
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
      TABLE.delete(arena, cell, e);
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
    if (size() == 0) {
      throw PyErr.keyError("popitem(): dictionary is empty");
    }
    long e = previous(used() - 1);
    PyTuple pair = PyTuple.of(keyAt(e), valueAt(e));
    TABLE.deleteLast(arena, cell, e);
    return pair;
  }

  @PyMethod(sig = "()", doc = "Remove all items from the dict.")
  void clear(ThreadState ts) {
    writing(ts);
    TABLE.clear(arena, cell);
  }

  // Merging.

  @PyMethod(sig = "(*args, **kwargs)", doc = """
      D.update([E, ]**F) -> None.  Update D from mapping/iterable E and F.
      If E is present and has a .keys() method, then does:  for k in E.keys(): D[k] = E[k]
      If E is present and lacks a .keys() method, then does:  for k, v in E: D[k] = v
      In either case, this is followed by: for k in F:  D[k] = F[k]

      D.update(key, fn[, default]): set the value of key to fn(value), and return it. Where somebody else sets it meanwhile, fn is
      called again with the new one. Where there is none, fn gets default, or KeyError is raised.""")
  Object update(ThreadState ts, PyTuple args, PyDict kwargs) {
    writing(ts);
    Object[] given = args.items;
    if ((given.length == 2 || given.length == 3) && kwargs.size() == 0 && PyObjects.isCallable(given[1])) {
      return Updates.update(ts, new Entry(ts, given[0]), given[1], given.length == 3 ? given[2] : null);
    }
    if (given.length > 1) {
      throw PyErr.typeError("update expected at most 1 argument, got %d", given.length);
    }
    if (given.length == 1) {
      updateFrom(ts, given[0]);
    }
    if (kwargs.size() > 0) {
      merge(ts, kwargs);
    }
    return PyNone.NONE;
  }

  @PyMethod(sig = "(key, expected, value, /)", doc = "Set the value of key if it is equal to the expected one; return whether it was.")
  boolean compare_and_set(ThreadState ts, Object key, Object expected, Object value) {
    writing(ts);
    return Updates.compareAndSet(ts, new Entry(ts, key), expected, value);
  }

  @PyMethod(sig = "(key, by=1, /)", doc = "Add to the number that is the value of key, 0 where there is none; return the sum.")
  Object increment(ThreadState ts, Object key, Object by) {
    writing(ts);
    return Updates.increment(ts, new Entry(ts, key), by);
  }

  /// The place of a key's value.
  private final class Entry extends Place.OfWord {
    private final Object key;
    private final long hash;
    private long e;

    Entry(ThreadState ts, Object key) {
      super(ArenaDict.this);
      this.key = key;
      this.hash = hash(ts, key);
    }

    @Override
    long bits(ThreadState ts) {
      e = TABLE.find(ts, view, key, hash);
      return e < 0 ? Words.NOTHING : TABLE.value(arena, cell, e);
    }

    @Override
    Object value(long word) {
      return word == Words.NOTHING ? null : super.value(word);
    }

    @Override
    void put(ThreadState ts, Object value) {
      long word = arena.word(ts, value);
      if (e >= 0) {
        TABLE.setValue(arena, cell, e, word);
      } else {
        TABLE.append(arena, cell, hash, arena.word(ts, key), word);
      }
    }

    @Override
    RuntimeException missing() {
      return PyErr.keyError(key);
    }
  }

  private void updateFrom(ThreadState ts, Object other) {
    if (other instanceof ArenaDict d) {
      d.reading(ts);
      merge(ts, d);
    } else if (other instanceof PyDict d && d.iteratesPlainly()) {
      merge(ts, d);
    } else if (PyObjects.getOptionalAttr(ts, other, "keys") != null) {
      mergeMapping(ts, other);
    } else {
      mergePairs(ts, other);
    }
  }

  void merge(ThreadState ts, ArenaDict other) {
    if (other.arena != arena) {
      merge(ts, (PyDict) other.copy(ts));
      return;
    }
    for (boolean again = false; ; again = true) {
      try {
        TABLE.merge(ts, this, TABLE, other.cell);
        return;
      } catch (NoRoom e) {
        arena.makeRoom(e, again);
      }
    }
  }

  /// Takes over all items of a local dict, or none where there is no room. What is in it twice is one object
  /// afterwards.
  void merge(ThreadState ts, PyDict other) {
    writing(ts);
    for (boolean again = false; ; again = true) {
      try {
        long copied = new Adoption(ts, arena).contents(other);
        merge(ts, copied);
        HashTable.free(arena, copied);
        return;
      } catch (NoRoom e) {
        arena.makeRoom(e, again);
      }
    }
  }

  /// Takes over all entries of another table of this arena.
  final void merge(ThreadState ts, long from) {
    TABLE.merge(ts, this, TABLE, from);
  }

  private void mergeMapping(ThreadState ts, Object other) {
    Object it = PyObjects.iter(ts, Call.call0(ts, PyObjects.getAttr(ts, other, "keys")));
    for (Object k; (k = PyObjects.next(ts, it)) != null; ) {
      __setitem__(ts, k, PyObjects.getItem(ts, other, k));
    }
  }

  private void mergePairs(ThreadState ts, Object pairs) {
    Object it = PyObjects.iter(ts, pairs);
    int n = 0;
    for (Object pair; (pair = PyObjects.next(ts, it)) != null; n++) {
      Object[] kv = PyDict.keyAndValue(ts, pair, n);
      __setitem__(ts, kv[0], kv[1]);
    }
  }

  @PyMethod
  Object __ior__(ThreadState ts, Object other) {
    writing(ts);
    updateFrom(ts, other);
    return this;
  }

  @PyMethod
  Object __or__(ThreadState ts, Object other) {
    if (!isDict(other)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    PyDict d = (PyDict) copy(ts);
    d.update(ts, other);
    return d;
  }

  @PyMethod
  Object __ror__(ThreadState ts, Object other) {
    reading(ts);
    if (!(other instanceof PyDict d)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    PyDict union = d.copy();
    union.update(ts, this);
    return union;
  }

  static boolean isDict(Object o) {
    return o instanceof PyDict || o instanceof ArenaDict;
  }

  // Iteration and views.

  ArenaDictIterator iterator(ThreadState ts, ArenaDictIterator.What what, boolean backwards) {
    reading(ts);
    return new ArenaDictIterator(this, what, backwards);
  }

  /// Has an iterator go on.
  Object advance(ThreadState ts, ArenaDictIterator iterator) {
    reading(ts);
    return iterator.advance(this);
  }

  @PyMethod
  Object __iter__(ThreadState ts) {
    return iterator(ts, ArenaDictIterator.What.KEYS, false);
  }

  @PyMethod(sig = "()", doc = "Return a reverse iterator over the dict keys.")
  Object __reversed__(ThreadState ts) {
    return iterator(ts, ArenaDictIterator.What.KEYS, true);
  }

  @PyMethod(sig = "()", doc = "Return a set-like object providing a view on the dict's keys.")
  Object keys(ThreadState ts) {
    reading(ts);
    return new ArenaDictKeys(this);
  }

  @PyMethod(sig = "()", doc = "Return an object providing a view on the dict's values.")
  Object values(ThreadState ts) {
    reading(ts);
    return new ArenaDictValues(this);
  }

  @PyMethod(sig = "()", doc = "Return a set-like object providing a view on the dict's items.")
  Object items(ThreadState ts) {
    reading(ts);
    return new ArenaDictItems(this);
  }

  // Comparison, representation, copies.

  @PyMethod
  Object __eq__(ThreadState ts, Object other) {
    reading(ts);
    return isDict(other) ? (Object) equalTo(ts, other) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __ne__(ThreadState ts, Object other) {
    reading(ts);
    return isDict(other) ? (Object) !equalTo(ts, other) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  boolean equalTo(ThreadState ts, Object other) {
    if (size() != PyObjects.len(ts, other)) {
      return false;
    }
    ts.enterJava(" in comparison");
    try {
      return hasSameItems(ts, other);
    } finally {
      ts.leaveJava();
    }
  }

  private boolean hasSameItems(ThreadState ts, Object other) {
    for (long e = next(0); e < used(); e = next(e + 1)) {
      Object value = valueAt(e);
      Object key = keyAt(e);
      Object found = other instanceof ArenaDict d ? d.lookUp(ts, key) : ((PyDict) other).get(ts, key);
      if (found == null || !PyObjects.equal(ts, value, found)) {
        return false;
      }
      reading(ts);
    }
    return true;
  }

  @PyMethod
  String __repr__(ThreadState ts) {
    reading(ts);
    Object mark = mark();
    if (!ts.reprEnter(mark)) {
      return "{...}";
    }
    try {
      return shown(ts);
    } finally {
      ts.reprLeave(mark);
    }
  }

  String shown(ThreadState ts) {
    StringBuilder b = new StringBuilder("{");
    for (long e = next(0); e < used(); e = next(e + 1)) {
      String separator = b.length() > 1 ? ", " : "";
      Object value = valueAt(e);
      b.append(separator).append(PyObjects.repr(ts, keyAt(e))).append(": ").append(PyObjects.repr(ts, value));
    }
    return b.append('}').toString();
  }

  /// A local dict with the same keys and values; containers among these stay in the arena.
  @PyMethod(sig = "()", doc = "Return a shallow copy of the dict: a local dict, whose values stay in the arena.")
  Object copy(ThreadState ts) {
    reading(ts);
    PyDict d = PyDict.withCapacity((int) size());
    for (long e = next(0); e < used(); e = next(e + 1)) {
      d.put(ts, keyAt(e), valueAt(e));
    }
    return d;
  }

  @PyMethod(sig = "()")
  Object __copy__(ThreadState ts) {
    return copy(ts);
  }

  @PyMethod(sig = "(memo, /)", doc = "Return a local copy of the dict and of all that is in it.")
  Object __deepcopy__(ThreadState ts, Object memo) {
    reading(ts);
    return DeepCopy.of(ts, this, memo, new PyDict(), (made, copied) -> {
      for (long e = next(0); e < used(); e = next(e + 1)) {
        made.put(ts, keyAt(e), copied.apply(valueAt(e)));
      }
    });
  }

  @PyMethod(sig = "()", doc = "Return the size of the dict in memory.")
  long __sizeof__(ThreadState ts) {
    reading(ts);
    return HashTable.byteSize(arena, cell);
  }

  @PyMethod(sig = "(iterable, value=None, /)", classMethod = true, doc = """
      Create a new local dictionary with keys from iterable and values set to value.""")
  static Object fromkeys(ThreadState ts, PyType cls, Object iterable, Object value) {
    return PyObjects.callMethod(ts, PyDict.TYPE, "fromkeys", iterable, value);
  }

  @PyMethod(sig = "(item, /)", classMethod = true, doc = "See PEP 585")
  static Object __class_getitem__(PyType cls, Object item) {
    return PyGenericAlias.of(PyDict.TYPE, item);
  }
}
