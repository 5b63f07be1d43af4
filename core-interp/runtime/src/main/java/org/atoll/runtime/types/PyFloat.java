package org.atoll.runtime.types;

import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyType;

/// `float` (`Objects/floatobject.c`): Java's `Double`.
@PyTypeDef(name = "float", accepts = Double.class)
public final class PyFloat {
  public static final PyType TYPE = PyType.builtin(new PyFloatBinder());

  private PyFloat() {}

  /// Whether `o` is a float or an instance of a class derived from it.
  public static boolean check(Object o) {
    return o instanceof Double || o instanceof PyFloatObject;
  }

  /// The value of a float, also of a derived class's instance.
  public static double value(Object o) {
    return o instanceof Double d ? d : ((PyFloatObject) o).value;
  }
}
