package org.atoll.runtime.modules.contextvars;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;

/// The type of `Token.MISSING`, a singleton shared by all interpreters.
@PyTypeDef(name = "Token.MISSING", basetype = false, instantiable = false)
final class PyTokenMissing extends PyObject {
  static final PyType TYPE = PyType.builtin(new PyTokenMissingBinder());

  PyTokenMissing() {
    super(TYPE);
  }

  @PyMethod
  String __repr__() {
    return "<Token.MISSING>";
  }
}
