package org.atoll.runtime.types;

import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyType;

/// `bool` (`Objects/boolobject.c`): Java's `Boolean`.
@PyTypeDef(name = "bool", base = PyLong.class, accepts = Boolean.class, basetype = false)
public final class PyBool {
  public static final PyType TYPE = PyType.builtin(new PyBoolBinder());

  private PyBool() {}
}
