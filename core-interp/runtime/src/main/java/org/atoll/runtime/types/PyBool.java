package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// `bool` (`Objects/boolobject.c`): Java's `Boolean`.
@PyTypeDef(name = "bool", base = PyLong.class, accepts = Boolean.class, basetype = false, doc = """
    bool(object=False, /)

    Returns True when the argument is true, False otherwise.""")
public final class PyBool {
  public static final PyType TYPE = PyType.builtin(new PyBoolBinder());

  private PyBool() {}

  @PyNew(sig = "(object=False, /)")
  static Object create(ThreadState ts, PyType cls, Object object) {
    return PyObjects.isTrue(ts, object);
  }

  @PyMethod
  static String __repr__(Object self) {
    return (Boolean) self ? "True" : "False";
  }

  @PyMethod
  static Object __and__(Object self, Object value) {
    return value instanceof Boolean b ? (Object) ((Boolean) self & b) : PyLong.__and__(self, value);
  }

  @PyMethod
  static Object __rand__(Object self, Object value) {
    return __and__(self, value);
  }

  @PyMethod
  static Object __or__(Object self, Object value) {
    return value instanceof Boolean b ? (Object) ((Boolean) self | b) : PyLong.__or__(self, value);
  }

  @PyMethod
  static Object __ror__(Object self, Object value) {
    return __or__(self, value);
  }

  @PyMethod
  static Object __xor__(Object self, Object value) {
    return value instanceof Boolean b ? (Object) ((Boolean) self ^ b) : PyLong.__xor__(self, value);
  }

  @PyMethod
  static Object __rxor__(Object self, Object value) {
    return __xor__(self, value);
  }

  @PyMethod
  static Object __invert__(ThreadState ts, Object self) {
    PyErr.warn(ts, PyExc.DeprecationWarning, 1, "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion "
        + "of the underlying int object and is usually not what you expect from negating a bool. Use the 'not' operator for boolean negation or ~int(x) "
        + "if you really want the bitwise inversion of the underlying int.");
    return PyLong.__invert__(self);
  }
}
