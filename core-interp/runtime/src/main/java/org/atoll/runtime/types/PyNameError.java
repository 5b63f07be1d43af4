package org.atoll.runtime.types;

import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyType;

/// `NameError`, with the name that was not found. Guarded by the GIL.
@PyTypeDef(name = "NameError", doc = "Name not found globally.", hasDict = true)
public final class PyNameError extends PyBaseException {
  public static final PyType TYPE = PyType.builtin(new PyNameErrorBinder() {
    @Override
    public PyType base() {
      return PyExc.Exception;
    }
  });

  @PyMember(readonly = false, doc = "name")
  public Object name;

  public PyNameError(PyType type, PyTuple args) {
    super(type, args);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyNameError(cls, args);
  }

  @PyMethod(name = "__init__", sig = "(*args, **kwargs)")
  void init(PyTuple args, PyDict kwargs) {
    Object[] named = PyExceptions.keywords("NameError", kwargs, "name");
    this.args = args;
    name = named[0];
  }
}
