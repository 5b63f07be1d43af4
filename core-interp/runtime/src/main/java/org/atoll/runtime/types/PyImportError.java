package org.atoll.runtime.types;

import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// `ImportError`, with the module's name and path. Guarded by the GIL.
@PyTypeDef(name = "ImportError", doc = "Import can't find module, or can't find name in module.", hasDict = true)
public final class PyImportError extends PyBaseException {
  public static final PyType TYPE = PyType.builtin(new PyImportErrorBinder() {
    @Override
    public PyType base() {
      return PyExc.Exception;
    }
  });

  @PyMember(readonly = false, doc = "exception message")
  public Object msg;
  @PyMember(readonly = false, doc = "module name")
  public Object name;
  @PyMember(readonly = false, doc = "module path")
  public Object path;
  @PyMember(name = "name_from", readonly = false, doc = "name imported from module")
  public Object nameFrom;

  public PyImportError(PyType type, PyTuple args) {
    super(type, args);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyImportError(cls, args);
  }

  @PyMethod(name = "__init__", sig = "(*args, **kwargs)")
  void init(PyTuple args, PyDict kwargs) {
    Object[] named = PyExceptions.keywords("ImportError", kwargs, "name", "path", "name_from");
    this.args = args;
    name = named[0];
    path = named[1];
    nameFrom = named[2];
    msg = args.items.length == 1 ? args.items[0] : null;
  }

  @PyMethod(name = "__str__")
  Object importErrorStr(ThreadState ts) {
    return msg != null && PyUnicode.checkExact(msg) ? msg : __str__(ts);
  }

  @PyMethod(name = "__reduce__", sig = "()")
  Object reduceWithNames(ThreadState ts) {
    if (name == null && path == null && nameFrom == null && !hasOwnAttributes()) {
      return PyTuple.of(type, args);
    }
    PyDict state = hasOwnAttributes() ? dict().copy() : new PyDict();
    putIfSet(state, "name", name);
    putIfSet(state, "path", path);
    putIfSet(state, "name_from", nameFrom);
    return PyTuple.of(type, args, state);
  }

  private static void putIfSet(PyDict state, String key, Object value) {
    if (value != null) {
      state.put(key, value);
    }
  }
}
