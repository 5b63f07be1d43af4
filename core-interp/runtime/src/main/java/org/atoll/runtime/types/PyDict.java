package org.atoll.runtime.types;

import java.util.Arrays;
import java.util.function.Consumer;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;

/// A dict (`Objects/dictobject.c`); its Java interface is [DictTable]'s. Guarded by the GIL.
@PyTypeDef(name = "dict", hashable = false, doc = """
    dict() -> new empty dictionary
    dict(mapping) -> new dictionary initialized from a mapping object's
        (key, value) pairs
    dict(iterable) -> new dictionary initialized as if via:
        d = {}
        for k, v in iterable:
            d[k] = v
    dict(**kwargs) -> new dictionary initialized with the name=value pairs
        in the keyword argument list.  For example:  dict(one=1, two=2)""")
public class PyDict extends DictTable implements Movable, Freezable {
  public static final PyType TYPE = PyType.builtin(new PyDictBinder());

  public PyDict() {
    super(TYPE);
  }

  public PyDict(PyType type) {
    super(type);
  }

  /// A dict with room for `n` keys.
  public static PyDict withCapacity(int n) {
    PyDict d = new PyDict();
    d.reserve(n);
    return d;
  }

  @Override
  public boolean isMovable() {
    return type == TYPE && !isFrozen();
  }

  @Override
  public boolean isFreezable() {
    return type == TYPE;
  }

  @Override
  public void forEachPart(Consumer<Object> sink) {
    for (int e = nextEntry(0); e < used; e = nextEntry(e + 1)) {
      sink.accept(entries[2 * e]);
      sink.accept(entries[2 * e + 1]);
    }
  }

  @Override
  public PyObject moveOut(ThreadState ts) {
    PyDict taken = new PyDict();
    giveTo(taken);
    type = PyMovedDict.TYPE;
    return taken;
  }

  @Override
  public void moveBack(PyObject taken) {
    takeFrom((PyDict) taken);
    type = TYPE;
  }

  /// A plain dict with the same items.
  public final PyDict copy() {
    PyDict d = new PyDict();
    d.copyFrom(this);
    return d;
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyDict(cls);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Initialize self.  See help(type(self)) for accurate signature.")
  void __init__(ThreadState ts, PyTuple args, PyDict kwargs) {
    updateFrom(ts, "dict", args, kwargs);
  }

  void updateFrom(ThreadState ts, String name, PyTuple args, PyDict kwargs) {
    requireMutable();
    if (args.items.length > 1) {
      throw PyErr.typeError("%s expected at most 1 argument, got %d", name, args.items.length);
    }
    if (args.items.length == 1) {
      update(ts, args.items[0]);
    }
    if (kwargs.size() > 0) {
      merge(ts, kwargs);
    }
  }

  // Merging.

  /// `dict.update(other)`: from a mapping, or from an iterable of pairs.
  public final void update(ThreadState ts, Object other) {
    requireMutable();
    if (other instanceof PyDict d && d.iteratesPlainly()) {
      merge(ts, d);
    } else if (PyObjects.getOptionalAttr(ts, other, "keys") != null) {
      mergeMapping(ts, other);
    } else {
      mergePairs(ts, other);
    }
  }

  /// Whether no subclass changes how the dict is iterated over, so that its entries may be read directly.
  public final boolean iteratesPlainly() {
    return type == TYPE || type.slot(Slot.ITER) == TYPE.slot(Slot.ITER);
  }

  /// Takes over all items of another dict.
  public final void merge(ThreadState ts, PyDict other) {
    requireMutable();
    if (other == this || other.size == 0) {
      other.requireHere();
      return;
    }
    if (size == 0) {
      requireHere();
      copyFrom(other);
      return;
    }
    int n = other.size;
    Object[] t = other.entries;
    for (int e = other.nextEntry(0); e < other.used; e = other.nextEntry(e + 1)) {
      Object k = t[2 * e];
      Object v = t[2 * e + 1];
      putHashed(ts, k, other.hashAt(e), v);
      if (other.size != n || other.entries != t) {
        throw PyErr.runtimeError("dict mutated during update");
      }
    }
  }

  private void putHashed(ThreadState ts, Object key, int hash, Object value) {
    int e = find(ts, key, hash);
    if (e >= 0) {
      requireMutable();
      entries[2 * e + 1] = value;
    } else {
      append(key, hash, value);
    }
  }

  private void mergeMapping(ThreadState ts, Object other) {
    Object keys = Call.call0(ts, PyObjects.getAttr(ts, other, "keys"));
    Object it = PyObjects.iter(ts, keys);
    for (Object k; (k = PyObjects.next(ts, it)) != null; ) {
      put(ts, k, PyObjects.getItem(ts, other, k));
    }
  }

  private void mergePairs(ThreadState ts, Object pairs) {
    Object it = PyObjects.iter(ts, pairs);
    int n = 0;
    for (Object pair; (pair = PyObjects.next(ts, it)) != null; n++) {
      Object[] kv = keyAndValue(ts, pair, n);
      put(ts, kv[0], kv[1]);
    }
  }

  /// Key and value of the item `n` of what a dict is to be updated from.
  ///
  /// @throws PyException ValueError or TypeError where it is no pair
  public static Object[] keyAndValue(ThreadState ts, Object pair, int n) {
    Object[] kv = pairItems(ts, pair, n);
    if (kv.length != 2) {
      throw PyErr.valueError("dictionary update sequence element #%d has length %d; 2 is required", n, kv.length);
    }
    return kv;
  }

  private static Object[] pairItems(ThreadState ts, Object pair, int n) {
    if (pair instanceof PyTuple t && t.type == PyTuple.TYPE) {
      return t.items;
    }
    boolean iterable = false;
    try {
      Object it = PyObjects.iter(ts, pair);
      iterable = true;
      return Sequences.drain(ts, it, 2);
    } catch (PyException e) {
      if (!PyErr.matches(e, PyExc.TypeError)) {
        throw e;
      }
      PyException told = iterable ? e : PyErr.typeError("object is not iterable");
      told.value.add_note(ts, "Cannot convert dictionary update sequence element #" + n + " to a sequence");
      throw told;
    }
  }

  @PyMethod(sig = "(*args, **kwargs)", name = "update", doc = """
      D.update([E, ]**F) -> None.  Update D from mapping/iterable E and F.
      If E is present and has a .keys() method, then does:  for k in E.keys(): D[k] = E[k]
      If E is present and lacks a .keys() method, then does:  for k, v in E: D[k] = v
      In either case, this is followed by: for k in F:  D[k] = F[k]""")
  void updateMethod(ThreadState ts, PyTuple args, PyDict kwargs) {
    updateFrom(ts, "update", args, kwargs);
  }

  @PyMethod(sig = "(iterable, value=None, /)", classMethod = true, doc = "Create a new dictionary with keys from iterable and values set to value.")
  static Object fromkeys(ThreadState ts, PyType cls, Object iterable, Object value) {
    Object made = cls == TYPE ? new PyDict() : Call.call0(ts, cls);
    Object it = PyObjects.iter(ts, iterable);
    if (made instanceof PyDict d && d.type == TYPE) {
      if (iterable instanceof PyDict s && s.type == TYPE) {
        d.reserve(s.size);
      }
      for (Object k; (k = PyObjects.next(ts, it)) != null; ) {
        d.put(ts, k, value);
      }
      return d;
    }
    for (Object k; (k = PyObjects.next(ts, it)) != null; ) {
      PyObjects.setItem(ts, made, k, value);
    }
    return made;
  }

  // Items.

  @PyMethod
  Object __getitem__(ThreadState ts, Object key) {
    int e = find(ts, key);
    if (e >= 0) {
      return entries[2 * e + 1];
    }
    return missing(ts, key);
  }

  /// What subscription answers for a key that is not there: `__missing__` in a subclass, else KeyError.
  public Object missing(ThreadState ts, Object key) {
    if (type != TYPE) {
      Object missing = type.slot(Slot.MISSING);
      if (missing != null) {
        return Call.withSelf(ts, missing, this, new Object[] {key}, null);
      }
    }
    throw PyErr.keyError(key);
  }

  @PyMethod
  void __setitem__(ThreadState ts, Object key, Object value) {
    put(ts, key, value);
  }

  @PyMethod
  void __delitem__(ThreadState ts, Object key) {
    requireMutable();
    if (remove(ts, key) == null) {
      throw PyErr.keyError(key);
    }
  }

  @PyMethod
  boolean __contains__(ThreadState ts, Object key) {
    return find(ts, key) >= 0;
  }

  @PyMethod
  int __len__() {
    return size;
  }

  @PyMethod(sig = "(key, default=None, /)", name = "get", doc = "Return the value for key if key is in the dictionary, else default.")
  Object getOr(ThreadState ts, Object key, Object defaultValue) {
    int e = find(ts, key);
    return e < 0 ? defaultValue : entries[2 * e + 1];
  }

  @PyMethod(sig = "(key, default=None, /)", doc = """
      Insert key with a value of default if key is not in the dictionary.

      Return the value for key if key is in the dictionary, else default.""")
  Object setdefault(ThreadState ts, Object key, Object defaultValue) {
    requireMutable();
    return putIfAbsent(ts, key, defaultValue);
  }

  @PyMethod(sig = "(key, default=<absent>, /)", doc = """
      D.pop(k[,d]) -> v, remove specified key and return the corresponding value.

      If the key is not found, return the default if given; otherwise,
      raise a KeyError.""")
  Object pop(ThreadState ts, Object key, Object defaultValue) {
    requireMutable();
    Object v = remove(ts, key);
    if (v != null) {
      return v;
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
  Object popitem() {
    requireMutable();
    if (size == 0) {
      throw PyErr.keyError("popitem(): dictionary is empty");
    }
    int e = lastEntry();
    PyTuple pair = PyTuple.of(entries[2 * e], entries[2 * e + 1]);
    deleteLast(e);
    return pair;
  }

  @PyMethod(sig = "()", name = "clear", doc = "Remove all items from the dict.")
  void clearMethod() {
    clear();
  }

  @PyMethod(sig = "()", name = "copy", doc = "Return a shallow copy of the dict.")
  Object copyMethod() {
    return copy();
  }

  // Counting.

  /// Adds one to the count of each item of an iterable (`Modules/_collectionsmodule.c`, `_count_elements`).
  public final void countAll(ThreadState ts, Object iterable) {
    requireMutable();
    if (iterable instanceof PyList l && l.type == PyList.TYPE && l.size > 64 && countPlain(l.items, l.size)) {
      return;
    }
    Object it = PyObjects.iter(ts, iterable);
    for (Object key; (key = PyObjects.next(ts, it)) != null; ) {
      int hash = hashOf(ts, key);
      int e = find(ts, key, hash);
      if (e < 0) {
        append(key, hash, 1L);
      } else {
        Object old = entries[2 * e + 1];
        Object sum = PyNumber.add(ts, old, 1L);
        if (2 * e < entries.length && entries[2 * e] == key && !isFrozen()) {
          entries[2 * e + 1] = sum;
        } else {
          putHashed(ts, key, hash, sum);
        }
      }
    }
  }

  /// Counts strs into ints only, where nothing can be observed until the end: so the counts are kept unboxed. False, with
  /// nothing done, where there is anything else.
  private boolean countPlain(Object[] items, int n) {
    if (used != size) {
      return false;
    }
    for (int i = 0; i < n; i++) {
      if (!(items[i] instanceof String)) {
        return false;
      }
    }
    for (int e = nextEntry(0); e < used; e = nextEntry(e + 1)) {
      if (!(entries[2 * e] instanceof String) || !(entries[2 * e + 1] instanceof Long v) || v > Integer.MAX_VALUE) {
        return false;
      }
    }
    int[] counts = new int[Math.max(64, used * 2)];
    for (int i = 0; i < n; i++) {
      String key = (String) items[i];
      int e = find(key);
      if (e < 0) {
        e = used;
        append(key, hashOf(null, key), 0L);
        if (e >= counts.length) {
          counts = Arrays.copyOf(counts, e * 2);
        }
      }
      counts[e]++;
    }
    for (int e = 0; e < used; e++) {
      if (counts[e] > 0) {
        entries[2 * e + 1] = (entries[2 * e + 1] instanceof Long v ? v : 0L) + counts[e];
      }
    }
    return true;
  }

  // Iteration and views.

  @PyMethod(sig = "()", doc = "Return a set-like object providing a view on the dict's keys.")
  Object keys() {
    return new PyDictKeys(this);
  }

  @PyMethod(sig = "()", doc = "Return an object providing a view on the dict's values.")
  Object values() {
    return new PyDictValues(this);
  }

  @PyMethod(sig = "()", doc = "Return a set-like object providing a view on the dict's items.")
  Object items() {
    return new PyDictItems(this);
  }

  @PyMethod
  Object __iter__() {
    return new PyDictKeyIterator(this);
  }

  @PyMethod(sig = "()", doc = "Return a reverse iterator over the dict keys.")
  Object __reversed__() {
    return new PyDictReverseKeyIterator(this);
  }

  // Comparison, union, representation.

  @PyMethod
  Object __eq__(ThreadState ts, Object other) {
    if (!(other instanceof PyDict d)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    return equalTo(ts, d);
  }

  @PyMethod
  Object __ne__(ThreadState ts, Object other) {
    if (!(other instanceof PyDict d)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    return !equalTo(ts, d);
  }

  final boolean equalTo(ThreadState ts, PyDict other) {
    if (size != other.size) {
      return false;
    }
    ts.enterJava(" in comparison");
    try {
      return sameItems(ts, other);
    } finally {
      ts.leaveJava();
    }
  }

  private boolean sameItems(ThreadState ts, PyDict other) {
    for (int e = nextEntry(0); e < used; e = nextEntry(e + 1)) {
      Object value = entries[2 * e + 1];
      int f = other.find(ts, entries[2 * e], hashAt(e));
      if (f < 0 || !PyObjects.equal(ts, value, other.entries[2 * f + 1])) {
        return false;
      }
    }
    return true;
  }

  @PyMethod
  Object __or__(ThreadState ts, Object other) {
    return other instanceof PyDict d ? union(ts, this, d) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __ror__(ThreadState ts, Object other) {
    return other instanceof PyDict d ? union(ts, d, this) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  private static Object union(ThreadState ts, PyDict a, PyDict b) {
    PyDict d = a.copy();
    d.update(ts, b);
    return d;
  }

  @PyMethod
  Object __ior__(ThreadState ts, Object other) {
    update(ts, other);
    return this;
  }

  @PyMethod
  String __repr__(ThreadState ts) {
    if (size == 0) {
      return "{}";
    }
    if (!ts.reprEnter(this)) {
      return "{...}";
    }
    try {
      StringBuilder b = new StringBuilder("{");
      for (int e = nextEntry(0); e < used; e = nextEntry(e + 1)) {
        Object value = entries[2 * e + 1];
        if (b.length() > 1) {
          b.append(", ");
        }
        b.append(PyObjects.repr(ts, entries[2 * e])).append(": ").append(PyObjects.repr(ts, value));
      }
      return b.append('}').toString();
    } finally {
      ts.reprLeave(this);
    }
  }

  @PyMethod(sig = "(item, /)", classMethod = true, doc = "See PEP 585")
  static Object __class_getitem__(PyType cls, Object item) {
    return PyGenericAlias.of(cls, item);
  }

  @PyMethod(sig = "()", doc = "Return the size of the dict in memory.")
  long __sizeof__() {
    return sizeofTable();
  }
}
