package org.atoll.runtime.types;

import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyType;

/// `SystemExit`, with the exit code. Guarded by the GIL.
@PyTypeDef(name = "SystemExit", base = PyBaseException.class, doc = "Request to exit from the interpreter.", hasDict = true)
public final class PySystemExit extends PyBaseException {
  public static final PyType TYPE = PyType.builtin(new PySystemExitBinder());

  @PyMember(readonly = false, doc = "exception code")
  public Object code = PyNone.NONE;

  public PySystemExit(PyType type, PyTuple args) {
    super(type, args);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PySystemExit(cls, args);
  }

  @PyMethod(name = "__init__", sig = "(*args, **kwargs)")
  void init(PyTuple args, PyDict kwargs) {
    noKeywords(kwargs);
    this.args = args;
    code = args.items.length == 0 ? PyNone.NONE : args.items.length == 1 ? args.items[0] : args;
  }
}
