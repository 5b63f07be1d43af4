package org.atoll.runtime.object;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `staticmethod` (`Objects/funcobject.c`).
@PyTypeDef(name = "staticmethod", hasDict = true, doc = "Convert a function to be a static method.")
public final class PyStaticMethod extends WrappedCallable {
  public static final PyType TYPE = PyType.builtin(new PyStaticMethodBinder());

  public PyStaticMethod(Object callable) {
    super(TYPE, callable);
  }

  private PyStaticMethod(PyType cls) {
    super(cls, PyNone.NONE);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyStaticMethod(cls);
  }

  @Override
  public Object descrGet(ThreadState ts, Object obj, PyType owner) {
    return callable;
  }

  @PyMethod(sig = "(instance, owner=None, /)")
  Object __get__(Object obj, Object type) {
    return callable;
  }

  @Override
  public Object call(ThreadState ts, Object[] args, String[] kwnames) {
    return Call.call(ts, callable, args, kwnames);
  }

  @PyMethod(sig = "(*args, **kwargs)")
  Object __call__(ThreadState ts, PyTuple args, PyDict kwargs) {
    return Call.withDict(ts, callable, args.items, kwargs);
  }

  @PyMethod
  Object __repr__(ThreadState ts) {
    return PyUnicode.concat("<staticmethod(", PyObjects.repr(ts, callable), ")>");
  }
}
