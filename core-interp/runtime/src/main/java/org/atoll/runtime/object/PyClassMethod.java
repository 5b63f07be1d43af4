package org.atoll.runtime.object;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `classmethod` (`Objects/funcobject.c`).
@PyTypeDef(name = "classmethod", hasDict = true, doc = "Convert a function to be a class method.")
public final class PyClassMethod extends WrappedCallable {
  public static final PyType TYPE = PyType.builtin(new PyClassMethodBinder());

  public PyClassMethod(Object callable) {
    super(TYPE, callable);
  }

  private PyClassMethod(PyType cls) {
    super(cls, PyNone.NONE);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyClassMethod(cls);
  }

  @Override
  public Object descrGet(ThreadState ts, Object obj, PyType owner) {
    return new org.atoll.runtime.object.PyMethod(callable, owner != null ? owner : PyObject.typeOf(obj));
  }

  @PyMethod(sig = "(instance, owner=None, /)")
  Object __get__(ThreadState ts, Object obj, Object type) {
    return descrGet(ts, obj, type instanceof PyType t ? t : PyObject.typeOf(obj));
  }

  @PyMethod
  Object __repr__(ThreadState ts) {
    return PyUnicode.concat("<classmethod(", PyObjects.repr(ts, callable), ")>");
  }
}
