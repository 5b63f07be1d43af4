package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Reduce;

/// `collections.OrderedDict` (`Objects/odictobject.c`): a dict whose order can be changed and counts in comparisons.
/// Guarded by the GIL.
@PyTypeDef(name = "OrderedDict", module = "collections", base = PyDict.class, hashable = false, hasDict = true, doc = "Dictionary that remembers insertion order")
public class PyOrderedDict extends PyDict {
  public static final PyType TYPE = PyType.builtin(new PyOrderedDictBinder());

  public PyOrderedDict() {
    super(TYPE);
  }

  PyOrderedDict(PyType type) {
    super(type);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyOrderedDict(cls);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Initialize self.  See help(type(self)) for accurate signature.")
  void __init__(ThreadState ts, PyTuple args, PyDict kwargs) {
    if (args.items.length > 1) {
      throw PyErr.typeError("expected at most 1 argument, got %d", args.items.length);
    }
    updateAll(ts, args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", name = "update", doc = """
      D.update([E, ]**F) -> None.  Update D from mapping/iterable E and F.
      If E is present and has a .keys() method, then does:  for k in E.keys(): D[k] = E[k]
      If E is present and lacks a .keys() method, then does:  for k, v in E: D[k] = v
      In either case, this is followed by: for k in F:  D[k] = F[k]""")
  void updateMethod(ThreadState ts, PyTuple args, PyDict kwargs) {
    if (args.items.length > 1) {
      throw PyErr.typeError("update() takes at most 1 positional argument (%d given)", args.items.length);
    }
    updateAll(ts, args, kwargs);
  }

  private void updateAll(ThreadState ts, PyTuple args, PyDict kwargs) {
    if (args.items.length == 1) {
      updateOne(ts, args.items[0]);
    }
    if (kwargs.size > 0) {
      updateOne(ts, kwargs);
    }
  }

  /// Unlike dict's, this goes by way of `__setitem__` in a derived class.
  private void updateOne(ThreadState ts, Object other) {
    if (other instanceof PyDict d && (d.type == PyDict.TYPE || d.type == TYPE)) {
      for (Object k : d.keyArray()) {
        Object v = d.get(ts, k);
        if (v != null) {
          set(ts, k, v);
        }
      }
    } else if (PyObjects.getOptionalAttr(ts, other, "keys") != null) {
      Object it = PyObjects.iter(ts, PyObjects.callMethod(ts, other, "keys"));
      for (Object k; (k = PyObjects.next(ts, it)) != null; ) {
        set(ts, k, PyObjects.getItem(ts, other, k));
      }
    } else if (PyObjects.getOptionalAttr(ts, other, "items") != null) {
      updatePairs(ts, PyObjects.callMethod(ts, other, "items"));
    } else {
      updatePairs(ts, other);
    }
  }

  private void updatePairs(ThreadState ts, Object pairs) {
    Object it = PyObjects.iter(ts, pairs);
    for (Object pair; (pair = PyObjects.next(ts, it)) != null; ) {
      Object[] kv = Sequences.toArray(ts, pair);
      if (kv.length != 2) {
        throw kv.length > 2 ? PyErr.valueError("too many values to unpack (expected 2)")
            : PyErr.valueError("need more than %d value%s to unpack", kv.length, kv.length == 1 ? "" : "s");
      }
      set(ts, kv[0], kv[1]);
    }
  }

  private void set(ThreadState ts, Object key, Object value) {
    if (type == TYPE) {
      put(ts, key, value);
    } else {
      PyObjects.setItem(ts, this, key, value);
    }
  }

  // Order.

  @PyMethod(sig = "(key, last=True)", doc = """
      Move an existing element to the end (or beginning if last is false).

      Raise KeyError if the element does not exist.""")
  void move_to_end(ThreadState ts, Object key, boolean last) {
    int e = find(ts, key);
    if (e < 0) {
      // Raised like an exception whose value is not made yet: None and tuples become the exception's arguments.
      throw PyErr.create(PyExc.KeyError, key == PyNone.NONE ? Sequences.NO_ITEMS : key instanceof PyTuple t ? t.items : new Object[] {key});
    }
    move(e, last);
  }

  @PyMethod(sig = "(last=True)", name = "popitem", doc = """
      Remove and return a (key, value) pair from the dictionary.

      Pairs are returned in LIFO order if last is true or FIFO order if false.""")
  Object popitemMethod(ThreadState ts, boolean last) {
    if (size == 0) {
      throw PyErr.keyError("dictionary is empty");
    }
    int e = last ? lastEntry() : first;
    PyTuple pair = PyTuple.of(keyAt(e), valueAt(e));
    delete(e);
    return pair;
  }

  @PyMethod(sig = "(iterable, value=None)", classMethod = true, name = "fromkeys", doc = """
      Create a new ordered dictionary with keys from iterable and values set to value.""")
  static Object fromkeysMethod(ThreadState ts, PyType cls, Object iterable, Object value) {
    return fromkeys(ts, cls, iterable, value);
  }

  @PyMethod(sig = "(key, default=<absent>)", name = "pop", doc = """
      od.pop(key[,default]) -> v, remove specified key and return the corresponding value.

      If the key is not found, return the default if given; otherwise,
      raise a KeyError.""")
  Object popMethod(ThreadState ts, Object key, Object defaultValue) {
    return pop(ts, key, defaultValue);
  }

  @PyMethod(sig = "(key, default=None)", name = "setdefault", doc = """
      Insert key with a value of default if key is not in the dictionary.

      Return the value for key if key is in the dictionary, else default.""")
  Object setdefaultMethod(ThreadState ts, Object key, Object defaultValue) {
    if (type == TYPE) {
      return putIfAbsent(ts, key, defaultValue);
    }
    if (PyObjects.contains(ts, this, key)) {
      return PyObjects.getItem(ts, this, key);
    }
    PyObjects.setItem(ts, this, key, defaultValue);
    return defaultValue;
  }

  // Copies and unions.

  /// A plain OrderedDict with the same items.
  public final PyOrderedDict copyOrdered() {
    PyOrderedDict d = new PyOrderedDict();
    d.copyFrom(this);
    return d;
  }

  @PyMethod(sig = "()", name = "copy", doc = "od.copy() -> a shallow copy of od")
  Object copyMethod(ThreadState ts) {
    if (type == TYPE) {
      return copyOrdered();
    }
    Object made = Call.call0(ts, type);
    for (Object k : keyArray()) {
      PyObjects.setItem(ts, made, k, PyObjects.getItem(ts, this, k));
    }
    return made;
  }

  @PyMethod
  Object __or__(ThreadState ts, Object other) {
    return other instanceof PyDict ? union(ts, this, other) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __ror__(ThreadState ts, Object other) {
    return other instanceof PyDict ? union(ts, other, this) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  private Object union(ThreadState ts, Object a, Object b) {
    Object made = Call.call1(ts, type, a);
    if (made instanceof PyOrderedDict d) {
      d.updateOne(ts, b);
    }
    return made;
  }

  @PyMethod
  Object __ior__(ThreadState ts, Object other) {
    updateOne(ts, other);
    return this;
  }

  // Iteration and views.

  @PyMethod
  Object __iter__() {
    return new PyOdictIterator(this, PyOdictIterator.KEYS, false);
  }

  @PyMethod(sig = "()", doc = "od.__reversed__() <==> reversed(od)")
  Object __reversed__() {
    return new PyOdictIterator(this, PyOdictIterator.KEYS, true);
  }

  @PyMethod(sig = "()")
  Object keys() {
    return new PyOdictKeys(this);
  }

  @PyMethod(sig = "()")
  Object values() {
    return new PyOdictValues(this);
  }

  @PyMethod(sig = "()")
  Object items() {
    return new PyOdictItems(this);
  }

  // Comparison and representation.

  @PyMethod
  Object __eq__(ThreadState ts, Object other) {
    return other instanceof PyDict d ? (Object) sameAs(ts, d) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __ne__(ThreadState ts, Object other) {
    return other instanceof PyDict d ? (Object) !sameAs(ts, d) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  private boolean sameAs(ThreadState ts, PyDict d) {
    return equalTo(ts, d) && (!(d instanceof PyOrderedDict o) || sameOrder(ts, o));
  }

  private boolean sameOrder(ThreadState ts, PyOrderedDict o) {
    int before = version;
    int otherBefore = o.version;
    int e = nextEntry(0);
    int f = o.nextEntry(0);
    while (e < used && f < o.used) {
      boolean same = PyObjects.equal(ts, keyAt(e), o.keyAt(f));
      if (version != before || o.version != otherBefore) {
        throw PyErr.runtimeError("OrderedDict mutated during iteration");
      }
      if (!same) {
        return false;
      }
      e = nextEntry(e + 1);
      f = o.nextEntry(f + 1);
    }
    return true;
  }

  @PyMethod
  String __repr__(ThreadState ts) {
    if (size == 0) {
      return type.name() + "()";
    }
    if (!ts.reprEnter(this)) {
      return "...";
    }
    try {
      PyDict shown = type == TYPE ? copy() : new PyDict();
      if (type != TYPE) {
        shown.update(ts, PyObjects.callMethod(ts, this, "items"));
      }
      return type.name() + "(" + PyObjects.repr(ts, shown) + ")";
    } finally {
      ts.reprLeave(this);
    }
  }

  @PyMethod(sig = "()", doc = "Return state information for pickling")
  Object __reduce__(ThreadState ts) {
    Object items = PyObjects.iter(ts, PyObjects.callMethod(ts, this, "items"));
    return PyTuple.of(type, PyTuple.EMPTY, Reduce.getState(ts, this), PyNone.NONE, items);
  }
}
