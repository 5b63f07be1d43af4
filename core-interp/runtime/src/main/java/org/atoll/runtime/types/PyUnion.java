package org.atoll.runtime.types;

import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;

/// `types.UnionType` (`Objects/unionobject.c`).
@PyTypeDef(name = "Union", module = "typing", basetype = false)
public final class PyUnion extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyUnionBinder());

  private PyUnion() {
    super(TYPE);
  }

  /// `a | b` of types.
  public static Object or(ThreadState ts, Object a, Object b) {
    return org.atoll.runtime.object.PyNotImplemented.NOT_IMPLEMENTED;
  }
}
