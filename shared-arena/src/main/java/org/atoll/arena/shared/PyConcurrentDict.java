package org.atoll.arena.shared;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `atoll.shared.ConcurrentDict`: a dict of immutable keys and values. Thread-safe; operations on different keys do not
/// wait for each other. No Python code runs within one: a new value is made first, and put where the old one still
/// stands.
@PyTypeDef(name = "ConcurrentDict", module = "atoll.shared", basetype = false, doc = """
    ConcurrentDict(other=(), /, **kwargs)
    --

    A dict of values that cannot change, which threads of all interpreters use, each method by itself atomic.

    keys(), values(), items() and iteration give what was found on one walk: an entry that comes or goes meanwhile may
    be among that or not. The order is any.""")
final class PyConcurrentDict extends SharedTool {
  static final PyType TYPE = PyType.builtin(new PyConcurrentDictBinder());

  /// A key and its value. Compared by identity: so whoever replaces one knows that nothing has happened meanwhile.
  private static final class Entry {
    final Object key;
    final Object value;

    Entry(Object key, Object value) {
      this.key = key;
      this.value = value;
    }
  }

  private final ConcurrentHashMap<Object, Entry> map = new ConcurrentHashMap<>();

  private PyConcurrentDict() {
    super(TYPE);
  }

  @PyNew(sig = "(other=(), /, **kwargs)")
  static Object create(ThreadState ts, PyType cls, Object other, PyDict kwargs) {
    PyConcurrentDict made = new PyConcurrentDict();
    made.putAll(ts, other, kwargs);
    return made;
  }

  /// Puts a value; a key that is there already stays, as in a dict.
  private void put(Object key, Object value) {
    SharedValues.require(value);
    map.compute(SharedValues.key(key), (k, now) -> new Entry(now == null ? key : now.key, value));
  }

  /// Puts what a dict would be made of.
  private void putAll(ThreadState ts, Object other, PyDict more) {
    PyDict all = other instanceof PyConcurrentDict d ? d.copy(ts) : new PyDict();
    if (!(other instanceof PyConcurrentDict)) {
      all.update(ts, other);
    }
    all.update(ts, more);
    Object[] keys = all.keyArray();
    Object[] values = all.valueArray();
    for (int i = 0; i < keys.length; i++) {
      SharedValues.key(keys[i]);
      SharedValues.require(values[i]);
    }
    for (int i = 0; i < keys.length; i++) {
      put(keys[i], values[i]);
    }
  }

  private Object find(Object key) {
    Entry e = map.get(SharedValues.key(key));
    return e == null ? null : e.value;
  }

  @PyMethod
  Object __getitem__(Object key) {
    Object v = find(key);
    if (v == null) {
      throw PyErr.keyError(key);
    }
    return v;
  }

  @PyMethod
  void __setitem__(Object key, Object value) {
    put(key, value);
  }

  @PyMethod
  void __delitem__(Object key) {
    if (map.remove(SharedValues.key(key)) == null) {
      throw PyErr.keyError(key);
    }
  }

  @PyMethod
  boolean __contains__(Object key) {
    return map.containsKey(SharedValues.key(key));
  }

  @PyMethod
  long __len__() {
    return map.mappingCount();
  }

  @PyMethod
  Object __iter__(ThreadState ts) {
    return PyObjects.iter(ts, keys());
  }

  @PyMethod(sig = "(key, default=None, /)", name = "get", doc = "The value of key, or default where there is none.")
  Object getOr(Object key, Object defaultValue) {
    Object v = find(key);
    return v == null ? defaultValue : v;
  }

  @PyMethod(sig = "(key, default=None, /)", doc = "The value of key; default, which is put there, where there is none.")
  Object setdefault(Object key, Object defaultValue) {
    Entry there = map.putIfAbsent(SharedValues.key(key), new Entry(key, SharedValues.require(defaultValue)));
    return there == null ? defaultValue : there.value;
  }

  @PyMethod(sig = "(key, default=<absent>, /)", doc =
      "Take key out and return its value; default, or KeyError, where there is none.")
  Object pop(Object key, Object defaultValue) {
    Entry gone = map.remove(SharedValues.key(key));
    if (gone == null && defaultValue == null) {
      throw PyErr.keyError(key);
    }
    return gone == null ? defaultValue : gone.value;
  }

  @PyMethod(sig = "()", doc = "Take any entry out and return it as (key, value); KeyError where there is none.")
  Object popitem() {
    for (var e : map.entrySet()) {
      if (map.remove(e.getKey(), e.getValue())) {
        return PyTuple.of(e.getValue().key, e.getValue().value);
      }
    }
    throw PyErr.keyError("popitem(): dictionary is empty");
  }

  @PyMethod(sig = "(other=(), fn=<absent>, default=<absent>, /, **kwargs)", doc = """
      update(key, fn[, default]): set the value of key to fn(value), and return it.

      Where somebody else sets it meanwhile, fn is called again with the new one. Where there is none, fn gets default,
      or KeyError is raised.

      update([other, ]**kwargs): as of dict; each entry is put by itself.""")
  Object update(ThreadState ts, Object other, Object fn, Object defaultValue, PyDict kwargs) {
    if (fn == null) {
      putAll(ts, other, kwargs);
      return PyNone.NONE;
    }
    if (kwargs.size() > 0) {
      throw PyErr.typeError("update(key, fn) takes no keyword arguments");
    }
    return update(ts, other, fn, defaultValue);
  }

  private Object update(ThreadState ts, Object key, Object fn, Object defaultValue) {
    Object k = SharedValues.key(key);
    while (true) {
      Entry now = map.get(k);
      if (now == null && defaultValue == null) {
        throw PyErr.keyError(key);
      }
      Object made = SharedValues.require(Call.call1(ts, fn, now == null ? defaultValue : now.value));
      if (replace(k, key, now, made)) {
        return made;
      }
    }
  }

  private boolean replace(Object k, Object key, Entry now, Object made) {
    return now == null ? map.putIfAbsent(k, new Entry(key, made)) == null : map.replace(k, now, new Entry(now.key,
        made));
  }

  @PyMethod(sig = "(key, expected, value, /)", doc =
      "Set the value of key if it is equal to the expected one; return whether it was.")
  boolean compare_and_set(ThreadState ts, Object key, Object expected, Object value) {
    Object k = SharedValues.key(key);
    SharedValues.require(expected);
    SharedValues.require(value);
    while (true) {
      Entry now = map.get(k);
      if (now == null || !PyObjects.equal(ts, now.value, expected)) {
        return false;
      }
      if (replace(k, key, now, value)) {
        return true;
      }
    }
  }

  @PyMethod(sig = "(key, by=1, /)", doc =
      "Add to the number that is the value of key, 0 where there is none; return the sum.")
  Object increment(ThreadState ts, Object key, Object by) {
    Object k = SharedValues.key(key);
    requireNumber(by);
    while (true) {
      Entry now = map.get(k);
      Object sum = now == null ? by : PyNumber.add(ts, requireNumber(now.value), by);
      if (replace(k, key, now, sum)) {
        return sum;
      }
    }
  }

  private static Object requireNumber(Object value) {
    if (!(value instanceof Number)) {
      throw PyErr.typeError("increment() adds int and float, not %s; use update(key, fn)",
          PyObject.typeOf(value).name());
    }
    return value;
  }

  @PyMethod(sig = "()", doc = "Take all entries out.")
  void clear() {
    map.clear();
  }

  private List<Entry> entries() {
    return new ArrayList<>(map.values());
  }

  @PyMethod(sig = "()", doc = "A list of the keys.")
  PyList keys() {
    return PyList.of(entries().stream().map(e -> e.key).toArray());
  }

  @PyMethod(sig = "()", doc = "A list of the values.")
  PyList values() {
    return PyList.of(entries().stream().map(e -> e.value).toArray());
  }

  @PyMethod(sig = "()", doc = "A list of the entries, each (key, value).")
  PyList items() {
    return PyList.of(entries().stream().map(e -> (Object) PyTuple.of(e.key, e.value)).toArray());
  }

  @PyMethod(sig = "()", doc = "A dict of its own, with the entries that there are.")
  PyDict copy(ThreadState ts) {
    PyDict copy = new PyDict();
    for (Entry e : entries()) {
      copy.put(ts, e.key, e.value);
    }
    return copy;
  }

  @PyMethod
  Object __repr__(ThreadState ts) {
    return PyUnicode.concat("ConcurrentDict(", PyObjects.repr(ts, copy(ts)), ")");
  }
}
