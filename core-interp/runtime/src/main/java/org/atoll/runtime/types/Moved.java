package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;

/// What the types of containers that were given away have in common: each is derived from the container's own type, so that
/// its methods come first in operations with another operand too, and each method raises ValueError. `repr()`, `type()`,
/// `isinstance()` and `is` work, since errors and debuggers tell of such an object. Compare a released memoryview.
public abstract class Moved {
  protected Moved() {}

  /// What every operation raises.
  public static PyException gone(Object self) {
    return gone(nameOf(self));
  }

  /// The same for an object of a type of this name.
  public static PyException gone(String name) {
    return PyErr.valueError("this %s has been moved to another interpreter, which alone has its contents now", name);
  }

  private static String nameOf(Object self) {
    return PyObject.typeOf(self).base().name();
  }

  @PyMethod
  public static Object __repr__(Object self) {
    return "<moved " + nameOf(self) + " at 0x" + Long.toHexString(PyObjects.id(self)) + ">";
  }

  @PyMethod
  public static Object __getattribute__(ThreadState ts, Object self, Object name) {
    if (name instanceof String s && (s.equals("__class__") || s.equals("__doc__"))) {
      return PyObjects.genericGetAttr(ts, self, s);
    }
    throw gone(self);
  }

  @PyMethod
  public static int __len__(Object self) {
    throw gone(self);
  }

  @PyMethod
  public static boolean __bool__(Object self) {
    throw gone(self);
  }

  @PyMethod
  public static Object __iter__(Object self) {
    throw gone(self);
  }

  @PyMethod
  public static Object __getitem__(Object self, Object key) {
    throw gone(self);
  }

  @PyMethod
  public static void __setitem__(Object self, Object key, Object value) {
    throw gone(self);
  }

  @PyMethod
  public static void __delitem__(Object self, Object key) {
    throw gone(self);
  }

  @PyMethod
  public static boolean __contains__(Object self, Object value) {
    throw gone(self);
  }

  @PyMethod
  public static Object __lt__(Object self, Object other) {
    throw gone(self);
  }

  @PyMethod
  public static Object __le__(Object self, Object other) {
    throw gone(self);
  }

  @PyMethod
  public static Object __eq__(Object self, Object other) {
    throw gone(self);
  }

  @PyMethod
  public static Object __ne__(Object self, Object other) {
    throw gone(self);
  }

  @PyMethod
  public static Object __gt__(Object self, Object other) {
    throw gone(self);
  }

  @PyMethod
  public static Object __ge__(Object self, Object other) {
    throw gone(self);
  }

  @PyMethod
  public static Object __add__(Object self, Object other) {
    throw gone(self);
  }

  @PyMethod
  public static Object __radd__(Object self, Object other) {
    throw gone(self);
  }

  @PyMethod
  public static Object __iadd__(Object self, Object other) {
    throw gone(self);
  }

  @PyMethod
  public static Object __mul__(Object self, Object other) {
    throw gone(self);
  }

  @PyMethod
  public static Object __rmul__(Object self, Object other) {
    throw gone(self);
  }

  @PyMethod
  public static Object __imul__(Object self, Object other) {
    throw gone(self);
  }

  @PyMethod
  public static Object __or__(Object self, Object other) {
    throw gone(self);
  }

  @PyMethod
  public static Object __ror__(Object self, Object other) {
    throw gone(self);
  }

  @PyMethod
  public static Object __ior__(Object self, Object other) {
    throw gone(self);
  }

  @PyMethod
  public static Object __and__(Object self, Object other) {
    throw gone(self);
  }

  @PyMethod
  public static Object __rand__(Object self, Object other) {
    throw gone(self);
  }

  @PyMethod
  public static Object __iand__(Object self, Object other) {
    throw gone(self);
  }

  @PyMethod
  public static Object __sub__(Object self, Object other) {
    throw gone(self);
  }

  @PyMethod
  public static Object __rsub__(Object self, Object other) {
    throw gone(self);
  }

  @PyMethod
  public static Object __isub__(Object self, Object other) {
    throw gone(self);
  }

  @PyMethod
  public static Object __xor__(Object self, Object other) {
    throw gone(self);
  }

  @PyMethod
  public static Object __rxor__(Object self, Object other) {
    throw gone(self);
  }

  @PyMethod
  public static Object __ixor__(Object self, Object other) {
    throw gone(self);
  }

  @PyMethod
  public static void __setattr__(Object self, Object name, Object value) {
    throw gone(self);
  }

  @PyMethod
  public static void __delattr__(Object self, Object name) {
    throw gone(self);
  }

  @PyMethod(sig = "()", doc = "Raise ValueError.")
  public static Object __reversed__(Object self) {
    throw gone(self);
  }

  @PyMethod(sig = "()", doc = "Raise ValueError.")
  public static Object __reduce__(Object self) {
    throw gone(self);
  }

  @PyMethod(sig = "(protocol, /)", doc = "Raise ValueError.")
  public static Object __reduce_ex__(Object self, Object protocol) {
    throw gone(self);
  }

  @PyMethod(sig = "()", doc = "Raise ValueError.")
  public static Object __getstate__(Object self) {
    throw gone(self);
  }

  @PyMethod(sig = "()", doc = "Raise ValueError.")
  public static Object __sizeof__(Object self) {
    throw gone(self);
  }

  @PyMethod(sig = "()", doc = "Raise ValueError.")
  public static Object __copy__(Object self) {
    throw gone(self);
  }

  @PyMethod(sig = "(memo, /)", doc = "Raise ValueError.")
  public static Object __deepcopy__(Object self, Object memo) {
    throw gone(self);
  }

  @PyMethod(sig = "(format_spec, /)", doc = "Raise ValueError.")
  public static Object __format__(Object self, Object format_spec) {
    throw gone(self);
  }

  @PyMethod
  public static Object __str__(Object self) {
    throw gone(self);
  }
}
