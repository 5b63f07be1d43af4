package org.atoll.runtime.call;

import java.math.BigInteger;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyGenerator;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.types.PyUnicode;

/// The conversions between Python values and Java parameters that generated binders use, with CPython's messages
/// (`Python/getargs.c` and what Argument Clinic generates). Stateless; requires the GIL since conversions may call
/// `__index__`, `__float__` or `__bool__`.
///
/// The `bad...` methods return the exception for the caller to throw, so that javac sees the flow end there.
public final class Convert {
  private Convert() {}

  // Arguments.

  /// An int, or an object with `__index__`, as a 64-bit number.
  /// @throws PyException TypeError, or OverflowError outside the range
  public static long toLong(ThreadState ts, Object o) {
    if (o instanceof Long l) {
      return l;
    }
    if (o instanceof Boolean b) {
      return b ? 1 : 0;
    }
    if (o instanceof BigInteger || !(PyNumber.index(ts, o) instanceof Long l)) {
      throw PyErr.overflowError("Python int too large to convert to C ssize_t");
    }
    return l;
  }

  /// An int, or an object with `__index__`, as a 32-bit number.
  /// @throws PyException TypeError, or OverflowError outside the range
  public static int toInt(ThreadState ts, Object o) {
    Object v = o instanceof Long ? o : o instanceof Boolean b ? (Object) (b ? 1L : 0L) : PyNumber.index(ts, o);
    if (v instanceof Long l && l == l.intValue()) {
      return l.intValue();
    }
    throw PyErr.overflowError("Python int too large to convert to C int");
  }

  /// A float, or an object with `__float__` or `__index__` (`PyFloat_AsDouble`).
  /// @throws PyException TypeError, or OverflowError for an int beyond the range of float
  public static double toDouble(ThreadState ts, Object o) {
    if (o instanceof Double d) {
      return d;
    }
    if (o instanceof Long l) {
      return l;
    }
    if (o instanceof Boolean b) {
      return b ? 1 : 0;
    }
    if (o instanceof BigInteger i) {
      return toDouble(i);
    }
    PyType type = PyObject.typeOf(o);
    Object method = type.slot(Slot.FLOAT);
    if (method == null) {
      if (type.slot(Slot.INDEX) == null) {
        throw PyErr.typeError("must be real number, not %s", typeName(o));
      }
      return toDouble(ts, PyNumber.index(ts, o));
    }
    return floatResult(ts, type, Call.call1(ts, method, o));
  }

  /// Checks what `__float__` returned. A float of a derived class is read through the method it inherits from float.
  private static double floatResult(ThreadState ts, PyType type, Object result) {
    if (result instanceof Double d) {
      return d;
    }
    PyType floatType = PyObject.typeOf(0.0);
    if (!PyObject.typeOf(result).isSubtype(floatType)) {
      throw PyErr.typeError("%s.__float__ returned non-float (type %s)", messageName(type), typeName(result));
    }
    return (Double) Call.call1(ts, floatType.slot(Slot.FLOAT), result);
  }

  private static double toDouble(BigInteger i) {
    double d = i.doubleValue();
    if (Double.isInfinite(d)) {
      throw PyErr.overflowError("int too large to convert to float");
    }
    return d;
  }

  /// The truth of any object.
  public static boolean toBoolean(ThreadState ts, Object o) {
    return o instanceof Boolean b ? b : PyObjects.isTrue(ts, o);
  }

  /// A str as UTF-16 text.
  /// @param function the name of the function, and `argument` that of the argument, for the message
  /// @throws PyException TypeError where it is no str
  public static String toJavaString(String function, String argument, Object o) {
    if (o instanceof String s) {
      return s;
    }
    if (!PyUnicode.check(o)) {
      throw mustBe(function, argument, "str", o);
    }
    return PyUnicode.toUtf16(o);
  }

  /// As [#toJavaString], null for None.
  public static String toJavaStringOrNull(String function, String argument, Object o) {
    if (o instanceof String s) {
      return s;
    }
    if (o == PyNone.NONE) {
      return null;
    }
    if (!PyUnicode.check(o)) {
      throw mustBe(function, argument, "str or None", o);
    }
    return PyUnicode.toUtf16(o);
  }

  /// The TypeError for an argument of the wrong type: `append() argument 1 must be str, not int`.
  public static PyException badArgument(String function, String argument, PyType expected, boolean orNone, Object o) {
    return mustBe(function, argument, orNone ? messageName(expected) + " or None" : messageName(expected), o);
  }

  private static PyException mustBe(String function, String argument, String expected, Object o) {
    return PyErr.typeError("%s() %s must be %s, not %s", function, argument, expected, o == PyNone.NONE ? "None" : typeName(o));
  }

  // Attributes.

  /// The str that is assigned to an attribute, as UTF-16 text.
  /// @throws PyException TypeError where it is no str
  public static String toJavaAttribute(String name, Object value) {
    if (value instanceof String s) {
      return s;
    }
    if (!PyUnicode.check(value)) {
      throw PyErr.typeError("%s must be set to a string object", name);
    }
    return PyUnicode.toUtf16(value);
  }

  /// The TypeError for a value of the wrong type assigned to an attribute.
  public static PyException badAttribute(String name, PyType expected, Object value) {
    return PyErr.typeError("%s must be set to a %s object", name, messageName(expected));
  }

  /// The TypeError for deleting an attribute that must have a value; `number` where it is held as a Java number.
  public static PyException cannotDelete(String name, boolean number) {
    return number ? PyErr.typeError("can't delete numeric/char attribute") : PyErr.typeError("%s may not be deleted", name);
  }

  /// A Java field as an attribute: null reads as None.
  public static Object noneIfNull(Object value) {
    return value == null ? PyNone.NONE : value;
  }

  // Receivers.

  /// The TypeError for a method or attribute applied to an object that its type does not have.
  public static PyException badReceiver(PyType type, String name, Object self) {
    return PyErr.typeError("descriptor '%s' for '%s' objects doesn't apply to a '%s' object", name, messageName(type), typeName(self));
  }

  /// The same in the words of a slot wrapper (`__len__`).
  public static PyException badSlotReceiver(PyType type, String name, Object self) {
    return PyErr.typeError("descriptor '%s' requires a '%s' object but received a '%s'", name, messageName(type), typeName(self));
  }

  private static String typeName(Object o) {
    return messageName(PyObject.typeOf(o));
  }

  /// A type's name as messages from C code give it (`tp_name`): with the module for built-in types only.
  public static String messageName(PyType type) {
    return type.messageName();
  }

  // Results.

  /// The StopIteration for a `__next__` that has no further item.
  public static PyException exhausted(Object iterator) {
    return PyErr.stopIteration(iterator instanceof PyGenerator g ? g.result() : null);
  }

  /// A str from UTF-16 text; null stays null.
  public static Object ofJavaString(String s) {
    return s == null ? null : PyUnicode.fromUtf16(s);
  }

  /// An int in its smaller form; null stays null.
  public static Object ofBigInteger(BigInteger i) {
    return i != null && i.bitLength() < Long.SIZE ? (Object) i.longValue() : i;
  }
}
