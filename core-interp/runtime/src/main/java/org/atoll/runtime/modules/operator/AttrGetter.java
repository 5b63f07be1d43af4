package org.atoll.runtime.modules.operator;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `operator.attrgetter` (`Modules/_operator.c`). Immutable.
@PyTypeDef(name = "attrgetter", module = "operator", doc = """
    Return a callable object that fetches the given attribute(s) from its operand.

    After f = attrgetter('name'), the call f(r) returns r.name.
    After g = attrgetter('name', 'date'), the call g(r) returns (r.name, r.date).
    After h = attrgetter('name.first', 'name.last'), the call h(r) returns
    (r.name.first, r.name.last).""")
public class AttrGetter extends PyInstance {
  public static final PyType TYPE = PyType.builtin(new AttrGetterBinder());

  private final PyTuple names;
  /// The names, cut at the dots.
  private final String[][] paths;

  private AttrGetter(PyType type, PyTuple names, String[][] paths) {
    super(type);
    this.names = names;
    this.paths = paths;
  }

  @PyNew(sig = "(attr, /, *attrs)")
  static Object create(PyType cls, Object attr, PyTuple attrs) {
    Object[] a = new Object[attrs.items.length + 1];
    a[0] = attr;
    System.arraycopy(attrs.items, 0, a, 1, attrs.items.length);
    String[][] paths = new String[a.length][];
    for (int i = 0; i < a.length; i++) {
      if (!PyUnicode.check(a[i])) {
        throw PyErr.typeError("attribute name must be a string");
      }
      paths[i] = PyUnicode.toJava(a[i]).split("\\.", -1);
      for (int k = 0; k < paths[i].length; k++) {
        paths[i][k] = paths[i][k].intern();
      }
    }
    return new AttrGetter(cls, PyTuple.of(a), paths);
  }

  @Override
  public Object call1(ThreadState ts, Object o) {
    return type == TYPE ? get(ts, o) : super.call1(ts, o);
  }

  private Object get(ThreadState ts, Object o) {
    if (paths.length == 1) {
      return follow(ts, o, paths[0]);
    }
    Object[] out = new Object[paths.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = follow(ts, o, paths[i]);
    }
    return PyTuple.of(out);
  }

  private static Object follow(ThreadState ts, Object o, String[] path) {
    for (String name : path) {
      o = PyObjects.getAttr(ts, o, name);
    }
    return o;
  }

  @PyMethod(sig = "(obj, /)", doc = "Call self as a function.")
  Object __call__(ThreadState ts, Object obj) {
    return get(ts, obj);
  }

  @PyMethod
  String __repr__(ThreadState ts) {
    return "operator.attrgetter" + (paths.length == 1 ? "(" + PyObjects.repr(ts, names.items[0]) + ")" : PyObjects.repr(ts, names));
  }

  @PyMethod(sig = "()", doc = "Return state information for pickling")
  Object __reduce__() {
    return PyTuple.of(type, names);
  }
}
