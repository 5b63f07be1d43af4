package org.atoll.runtime.object;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.types.PyErr;

/// What a binary special method returns for operands it does not know. A singleton shared by all interpreters.
@PyTypeDef(name = "NotImplementedType", basetype = false)
public final class PyNotImplemented extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyNotImplementedBinder());
  public static final PyNotImplemented NOT_IMPLEMENTED = new PyNotImplemented();

  private PyNotImplemented() {
    super(TYPE);
  }

  @PyNew(sig = "()")
  static Object create(PyType cls) {
    return NOT_IMPLEMENTED;
  }

  @PyMethod
  boolean __bool__() {
    throw PyErr.typeError("NotImplemented should not be used in a boolean context");
  }

  @PyMethod
  Object __reduce__() {
    return "NotImplemented";
  }

  @PyMethod
  String __repr__() {
    return "NotImplemented";
  }
}
