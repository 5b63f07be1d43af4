package org.atoll.runtime.object;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;

/// `...`. A singleton shared by all interpreters.
@PyTypeDef(name = "ellipsis", basetype = false)
public final class PyEllipsis extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyEllipsisBinder());
  public static final PyEllipsis ELLIPSIS = new PyEllipsis();

  private PyEllipsis() {
    super(TYPE);
  }

  @PyNew(sig = "()")
  static Object create(PyType cls) {
    return ELLIPSIS;
  }

  @PyMethod
  Object __reduce__() {
    return "Ellipsis";
  }

  @PyMethod
  String __repr__() {
    return "Ellipsis";
  }
}
