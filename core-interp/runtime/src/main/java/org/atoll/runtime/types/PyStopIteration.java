package org.atoll.runtime.types;

import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyType;

/// `StopIteration`, with the value that a generator returned. Guarded by the GIL.
@PyTypeDef(name = "StopIteration", doc = "Signal the end from iterator.__next__().", hasDict = true)
public final class PyStopIteration extends PyBaseException {
  public static final PyType TYPE = PyType.builtin(new PyStopIterationBinder() {
    @Override
    public PyType base() {
      return PyExc.Exception;
    }
  });

  @PyMember(readonly = false, doc = "generator return value")
  public Object value = PyNone.NONE;

  public PyStopIteration(PyType type, PyTuple args) {
    super(type, args);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyStopIteration(cls, args);
  }

  @PyMethod(name = "__init__", sig = "(*args, **kwargs)")
  void init(PyTuple args, PyDict kwargs) {
    noKeywords(kwargs);
    this.args = args;
    value = args.items.length > 0 ? args.items[0] : PyNone.NONE;
  }
}
