package org.atoll.runtime.types;

import java.util.Arrays;
import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// `collections.defaultdict` (`Modules/_collectionsmodule.c`). Guarded by the GIL.
@PyTypeDef(name = "defaultdict", module = "collections", base = PyDict.class, hashable = false, doc = """
    defaultdict(default_factory=None, /, [...]) --> dict with default factory

    The default factory is called without arguments to produce
    a new value when a key is not present, in __getitem__ only.
    A defaultdict compares equal to a dict with the same items.
    All remaining arguments are treated the same as if they were
    passed to the dict constructor, including keyword arguments.""")
public class PyDefaultDict extends PyDict {
  public static final PyType TYPE = PyType.builtin(new PyDefaultDictBinder());

  /// The factory, or null for none.
  @PyMember(name = "default_factory", readonly = false, doc = "Factory for default value called by __missing__().")
  public Object factory;

  PyDefaultDict(PyType type) {
    super(type);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyDefaultDict(cls);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Initialize self.  See help(type(self)) for accurate signature.")
  void __init__(ThreadState ts, PyTuple args, PyDict kwargs) {
    Object[] a = args.items;
    if (a.length > 0) {
      if (a[0] != PyNone.NONE && !PyObjects.isCallable(a[0])) {
        throw PyErr.typeError("first argument must be callable or None");
      }
      args = PyTuple.of(Arrays.copyOfRange(a, 1, a.length));
    }
    factory = a.length == 0 || a[0] == PyNone.NONE ? null : a[0];
    updateFrom(ts, "dict", args, kwargs);
  }

  @Override
  public Object missing(ThreadState ts, Object key) {
    return type == TYPE ? __missing__(ts, key) : super.missing(ts, key);
  }

  @PyMethod(sig = "(key, /)", doc = """
      __missing__(key) # Called by __getitem__ for missing key; pseudo-code:
        if self.default_factory is None: raise KeyError((key,))
        self[key] = value = self.default_factory()
        return value""")
  Object __missing__(ThreadState ts, Object key) {
    Object f = factory;
    if (f == null || f == PyNone.NONE) {
      throw PyErr.keyError(key);
    }
    Object value = f == PyList.TYPE ? new PyList() : Call.call0(ts, f);
    // The factory may have set it meanwhile.
    return putIfAbsent(ts, key, value);
  }

  private Object factoryOrNone() {
    return factory == null ? PyNone.NONE : factory;
  }

  @PyMethod(sig = "()", name = "copy", doc = "D.copy() -> a shallow copy of D.")
  Object copyMethod(ThreadState ts) {
    return Call.call2(ts, type, factoryOrNone(), this);
  }

  @PyMethod(sig = "()", doc = "D.copy() -> a shallow copy of D.")
  Object __copy__(ThreadState ts) {
    return copyMethod(ts);
  }

  @PyMethod(sig = "()", doc = "Return state information for pickling.")
  Object __reduce__(ThreadState ts) {
    PyTuple args = factory == null || factory == PyNone.NONE ? PyTuple.EMPTY : PyTuple.of(factory);
    Object items = PyObjects.iter(ts, PyObjects.callMethod(ts, this, "items"));
    return PyTuple.of(type, args, PyNone.NONE, PyNone.NONE, items);
  }

  @PyMethod
  Object __or__(ThreadState ts, Object other) {
    return other instanceof PyDict ? union(ts, this, this, other) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __ror__(ThreadState ts, Object other) {
    return other instanceof PyDict ? union(ts, this, other, this) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  private static Object union(ThreadState ts, PyDefaultDict like, Object a, Object b) {
    Object made = Call.call2(ts, like.type, like.factoryOrNone(), a);
    if (!(made instanceof PyDict d)) {
      throw PyErr.typeError("%s() did not return a dict", like.type.name());
    }
    d.update(ts, b);
    return d;
  }

  @PyMethod
  String __repr__(ThreadState ts) {
    String items = super.__repr__(ts);
    Object shown = "None";
    if (factory != null) {
      if (ts.reprEnter(factory)) {
        try {
          shown = PyObjects.repr(ts, factory);
        } finally {
          ts.reprLeave(factory);
        }
      } else {
        shown = "...";
      }
    }
    return type.name() + "(" + shown + ", " + items + ")";
  }
}
