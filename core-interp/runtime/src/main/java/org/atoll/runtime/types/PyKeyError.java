package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// `KeyError`: shows a single argument by its repr, so that a missing key `''` can be seen.
@PyTypeDef(name = "KeyError", accepts = PyBaseException.class, doc = "Mapping key not found.", hasDict = true)
public final class PyKeyError extends PyBaseException {
  public static final PyType TYPE = PyType.builtin(new PyKeyErrorBinder() {
    @Override
    public PyType base() {
      return PyExc.LookupError;
    }

    @Override
    public boolean solid() {
      return false;
    }
  });

  private PyKeyError(PyType type, PyTuple args) {
    super(type, args);
  }

  @PyMethod(name = "__str__")
  static Object keyErrorStr(ThreadState ts, Object self) {
    PyBaseException e = (PyBaseException) self;
    return e.args.items.length == 1 ? PyObjects.repr(ts, e.args.items[0]) : e.__str__(ts);
  }
}
