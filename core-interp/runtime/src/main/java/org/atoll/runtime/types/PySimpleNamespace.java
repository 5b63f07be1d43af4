package org.atoll.runtime.types;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// `types.SimpleNamespace` (`Objects/namespaceobject.c`).
@PyTypeDef(name = "SimpleNamespace", module = "types", hasDict = true, hashable = false, doc = "A simple attribute-based namespace.")
public final class PySimpleNamespace extends PyInstance {
  public static final PyType TYPE = PyType.builtin(new PySimpleNamespaceBinder());

  public PySimpleNamespace(PyType cls) {
    super(cls);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PySimpleNamespace(cls);
  }

  @PyMethod(sig = "(mapping_or_iterable=<absent>, /, **kwargs)")
  void __init__(ThreadState ts, Object mapping_or_iterable, PyDict kwargs) {
    if (mapping_or_iterable != null) {
      PyDict given = new PyDict();
      given.update(ts, mapping_or_iterable);
      for (int i = 0; i < given.used(); i++) {
        if (given.keyAt(i) != null && !PyUnicode.check(given.keyAt(i))) {
          throw PyErr.typeError("keywords must be strings");
        }
      }
      dict().merge(ts, given);
    }
    dict().merge(ts, kwargs);
  }

  @PyGetter(name = "__dict__")
  Object dictAttribute() {
    return dict();
  }

  @PyMethod
  Object __eq__(ThreadState ts, Object other) {
    if (!(other instanceof PySimpleNamespace o)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    return PyObjects.richCompare(ts, dict(), o.dict(), PyObjects.EQ);
  }

  @PyMethod
  Object __repr__(ThreadState ts) {
    String name = type == TYPE ? "namespace" : type.name();
    if (!ts.reprEnter(this)) {
      return name + "(...)";
    }
    try {
      Object text = name + "(";
      String separator = "";
      PyDict d = dict();
      for (int i = 0; i < d.used(); i++) {
        if (d.keyAt(i) instanceof String k && !k.isEmpty()) {
          text = PyUnicode.concat(text, separator, k, "=", PyObjects.repr(ts, d.valueAt(i)));
          separator = ", ";
        }
      }
      return PyUnicode.concat(text, ")");
    } finally {
      ts.reprLeave(this);
    }
  }

  @PyMethod(sig = "()")
  Object __reduce__() {
    return PyTuple.of(type, PyTuple.EMPTY, dict());
  }

  @PyMethod(sig = "(**changes)")
  Object __replace__(ThreadState ts, PyDict changes) {
    Object made = Call.call0(ts, type);
    if (!(made instanceof PySimpleNamespace n)) {
      throw PyErr.typeError("expect %s type, but %s() returned '%s' object", TYPE.name(), type.name(), PyObject.typeOf(made).name());
    }
    n.dict().merge(ts, dict());
    n.dict().merge(ts, changes);
    return n;
  }
}
