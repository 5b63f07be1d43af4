package org.atoll.runtime.object;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;

/// `None`. A singleton shared by all interpreters.
@PyTypeDef(name = "NoneType", basetype = false)
public final class PyNone extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyNoneBinder());
  public static final PyNone NONE = new PyNone();

  private PyNone() {
    super(TYPE);
  }

  @PyNew(sig = "()")
  static Object create(PyType cls) {
    return NONE;
  }

  @PyMethod
  boolean __bool__() {
    return false;
  }

  @PyMethod
  long __hash__() {
    return 0xfca86420L;
  }

  @PyMethod
  Object __eq__(Object other) {
    return other == NONE ? Boolean.TRUE : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  String __repr__() {
    return "None";
  }
}
