package org.atoll.runtime.object;

import java.math.BigInteger;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.IntMath;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyFloat;
import org.atoll.runtime.types.PyFloatObject;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyLongObject;

/// Numbers from objects (`PyNumber_Index`, `PyNumber_Float` ... in `Objects/abstract.c`). Requires the GIL and may run
/// Python code.
public final class NumberConversions {
  private NumberConversions() {}

  /// Whether an object is an int or has `__index__`.
  public static boolean isIndex(Object o) {
    return PyLong.check(o) || o instanceof PyObject p && p.type.slot(Slot.INDEX) != null;
  }

  /// As [PyNumber#index].
  public static Object index(ThreadState ts, Object o) {
    if (PyLong.check(o)) {
      return PyLong.value(o);
    }
    Object m = PyObject.typeOf(o).slot(Slot.INDEX);
    if (m == null) {
      throw PyErr.typeError("'%s' object cannot be interpreted as an integer", PyObject.typeOf(o).messageName());
    }
    return checkedInt(ts, Call.withSelf(ts, m, o), "__index__");
  }

  /// The plain int that a special method returned; a subclass of int is deprecated there.
  static Object checkedInt(ThreadState ts, Object r, String method) {
    if (PyLong.checkExact(r)) {
      return r;
    }
    if (!PyLong.check(r)) {
      throw PyErr.typeError("%s returned non-int (type %s)", method, PyObject.typeOf(r).messageName());
    }
    PyErr.warn(ts, PyExc.DeprecationWarning, 1, "%s returned non-int (type %s).  The ability to return an instance of a strict subclass of int is deprecated, "
        + "and may be removed in a future version of Python.", method, PyObject.typeOf(r).messageName());
    return PyLong.value(r);
  }

  /// As [PyNumber#asIndex].
  public static long asIndex(ThreadState ts, Object o, PyType overflow) {
    if (o instanceof Long l) {
      return l;
    }
    Object i = index(ts, o);
    if (i instanceof Long l) {
      return l;
    }
    if (overflow == null) {
      return IntMath.signum(i) < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    throw PyErr.format(overflow, "cannot fit '%s' into an index-sized integer", PyObject.typeOf(o).messageName());
  }

  /// As [PyNumber#asLength].
  public static long asLength(ThreadState ts, Object o) {
    Object i = index(ts, o);
    if (IntMath.signum(i) < 0) {
      throw PyErr.valueError("__len__() should return >= 0");
    }
    return asIndex(ts, i, PyExc.OverflowError);
  }

  /// An argument as a C `long`.
  /// @throws PyException TypeError, OverflowError
  public static long toLong(ThreadState ts, Object o) {
    if (index(ts, o) instanceof Long l) {
      return l;
    }
    throw PyErr.overflowError("Python int too large to convert to C long");
  }

  /// An argument as a C `int`.
  /// @throws PyException TypeError, OverflowError
  public static int toInt(ThreadState ts, Object o) {
    long l = toLong(ts, o);
    if (l != (int) l) {
      throw PyErr.overflowError("signed integer is %s than %s", l < 0 ? "less" : "greater", l < 0 ? "minimum" : "maximum");
    }
    return (int) l;
  }

  /// As [PyNumber#asDouble].
  public static double asDouble(ThreadState ts, Object o) {
    if (o instanceof Double d) {
      return d;
    }
    if (o instanceof PyFloatObject f) {
      return f.value;
    }
    if (o instanceof Long l) {
      return l;
    }
    return viaMethods(ts, o, "must be real number, not %s");
  }

  /// A double through `__float__` or `__index__`.
  public static double viaMethods(ThreadState ts, Object o, String otherwise) {
    PyType t = PyObject.typeOf(o);
    Object m = t.slot(Slot.FLOAT);
    if (m != null) {
      return checkedFloat(ts, Call.withSelf(ts, m, o), t);
    }
    if (t.slot(Slot.INDEX) != null) {
      return IntMath.toDouble(index(ts, o));
    }
    throw PyErr.typeError(otherwise, t.messageName());
  }

  private static double checkedFloat(ThreadState ts, Object r, PyType of) {
    if (r instanceof Double d) {
      return d;
    }
    if (!(r instanceof PyFloatObject f)) {
      throw PyErr.typeError("%s.__float__ returned non-float (type %s)", of.messageName(), PyObject.typeOf(r).messageName());
    }
    PyErr.warn(ts, PyExc.DeprecationWarning, 1, "%s.__float__ returned non-float (type %s).  The ability to return an instance of a strict subclass of float is "
        + "deprecated, and may be removed in a future version of Python.", of.messageName(), f.type.messageName());
    return f.value;
  }

  /// `int(o)` for anything but text (`PyNumber_Long`); null where neither `__int__` nor `__index__` is there.
  public static Object intOrNull(ThreadState ts, Object o) {
    if (PyLong.checkExact(o)) {
      return o;
    }
    PyType t = PyObject.typeOf(o);
    Object m = t.slot(Slot.INT);
    if (m != null) {
      return checkedInt(ts, Call.withSelf(ts, m, o), "__int__");
    }
    return t.slot(Slot.INDEX) != null ? index(ts, o) : null;
  }

  /// The value of any float or int object as a double, or null for other objects.
  public static Double realOrNull(Object o) {
    if (o instanceof Double d) {
      return d;
    }
    if (PyFloat.check(o)) {
      return PyFloat.value(o);
    }
    return PyLong.check(o) ? (Double) IntMath.toDouble(PyLong.value(o)) : null;
  }

  /// An int object as BigInteger.
  public static BigInteger asBig(ThreadState ts, Object o) {
    return IntMath.big(index(ts, o));
  }
}
