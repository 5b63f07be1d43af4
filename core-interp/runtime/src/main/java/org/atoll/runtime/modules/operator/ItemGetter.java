package org.atoll.runtime.modules.operator;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;

/// `operator.itemgetter` (`Modules/_operator.c`). Immutable.
@PyTypeDef(name = "itemgetter", module = "operator", doc = """
    Return a callable object that fetches the given item(s) from its operand.

    After f = itemgetter(2), the call f(r) returns r[2].
    After g = itemgetter(2, 5, 3), the call g(r) returns (r[2], r[5], r[3])""")
public class ItemGetter extends PyInstance {
  public static final PyType TYPE = PyType.builtin(new ItemGetterBinder());

  private final PyTuple items;

  private ItemGetter(PyType type, PyTuple items) {
    super(type);
    this.items = items;
  }

  @PyNew(sig = "(item, /, *items)")
  static Object create(PyType cls, Object item, PyTuple items) {
    Object[] all = new Object[items.items.length + 1];
    all[0] = item;
    System.arraycopy(items.items, 0, all, 1, items.items.length);
    return new ItemGetter(cls, PyTuple.of(all));
  }

  @Override
  public Object call1(ThreadState ts, Object o) {
    return type == TYPE ? get(ts, o) : super.call1(ts, o);
  }

  private Object get(ThreadState ts, Object o) {
    Object[] keys = items.items;
    if (keys.length == 1) {
      return item(ts, o, keys[0]);
    }
    Object[] out = new Object[keys.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = item(ts, o, keys[i]);
    }
    return PyTuple.of(out);
  }

  private static Object item(ThreadState ts, Object o, Object key) {
    if (key instanceof Long l && l >= 0) {
      if (o instanceof PyTuple t && t.type == PyTuple.TYPE && l < t.items.length) {
        return t.items[l.intValue()];
      }
      if (o instanceof PyList t && t.type == PyList.TYPE && l < t.size) {
        return t.items[l.intValue()];
      }
    }
    return PyObjects.getItem(ts, o, key);
  }

  @PyMethod(sig = "(obj, /)", doc = "Call self as a function.")
  Object __call__(ThreadState ts, Object obj) {
    return get(ts, obj);
  }

  @PyMethod
  String __repr__(ThreadState ts) {
    if (!ts.reprEnter(this)) {
      return "operator.itemgetter(...)";
    }
    try {
      return "operator.itemgetter" + (items.items.length == 1 ? "(" + PyObjects.repr(ts, items.items[0]) + ")" : PyObjects.repr(ts, items));
    } finally {
      ts.reprLeave(this);
    }
  }

  @PyMethod(sig = "()", doc = "Return state information for pickling")
  Object __reduce__() {
    return PyTuple.of(type, items);
  }
}
