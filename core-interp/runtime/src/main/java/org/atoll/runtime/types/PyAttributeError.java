package org.atoll.runtime.types;

import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyType;

/// `AttributeError`, with the object and the attribute's name, from which tracebacks make suggestions. Guarded by the GIL.
@PyTypeDef(name = "AttributeError", doc = "Attribute not found.", hasDict = true)
public final class PyAttributeError extends PyBaseException {
  public static final PyType TYPE = PyType.builtin(new PyAttributeErrorBinder() {
    @Override
    public PyType base() {
      return PyExc.Exception;
    }
  });

  @PyMember(readonly = false, doc = "attribute name")
  public Object name;
  @PyMember(readonly = false, doc = "object")
  public Object obj;

  public PyAttributeError(PyType type, PyTuple args) {
    super(type, args);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyAttributeError(cls, args);
  }

  @PyMethod(name = "__init__", sig = "(*args, **kwargs)")
  void init(PyTuple args, PyDict kwargs) {
    Object[] named = PyExceptions.keywords("AttributeError", kwargs, "name", "obj");
    this.args = args;
    name = named[0];
    obj = named[1];
  }

  @PyMethod(name = "__getstate__", sig = "()")
  Object state(ThreadState ts) {
    if (name == null && !hasOwnAttributes()) {
      return PyNone.NONE;
    }
    PyDict state = hasOwnAttributes() ? dict().copy() : new PyDict();
    if (name != null) {
      state.put("name", name);
    }
    state.put("args", args);
    return state;
  }

  @PyMethod(name = "__reduce__", sig = "()")
  Object reduceWithName(ThreadState ts) {
    Object state = state(ts);
    return state == PyNone.NONE ? PyTuple.of(type, args) : PyTuple.of(type, args, state);
  }
}
