package org.atoll.runtime.object;

import java.math.BigInteger;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyBool;
import org.atoll.runtime.types.PyFloat;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyUnicode;

/// The base of all Python objects that are not values of the JDK's own types. A Python value is one of
///
/// - `Long`, or `BigInteger` where 64 bits do not suffice: int (always the smaller form)
/// - `Boolean`: bool; `Double`: float
/// - `String` without any surrogate code unit, or else [org.atoll.runtime.types.PyUcs4]: str
/// - a `PyObject`: everything else, `None` and instances of classes derived from int, float and str included.
///
/// Java's null is never a Python value; it means unbound, absent or exhausted.
///
/// Static methods are the abstract object protocol and take any Python value (`Objects/object.c`, `abstract.c`);
/// instance methods are what a Java class may override. Requires the GIL of the interpreter that owns the object.
public abstract class PyObject {
  /// The object's type; changes only through assignment to `__class__`.
  public PyType type;

  protected PyObject(PyType type) {
    this.type = type;
  }

  /// `type(o)`.
  public static PyType typeOf(Object o) {
    if (o instanceof PyObject p) {
      return p.type;
    }
    if (o instanceof Long) {
      return PyLong.TYPE;
    }
    if (o instanceof String) {
      return PyUnicode.TYPE;
    }
    if (o instanceof Boolean) {
      return PyBool.TYPE;
    }
    if (o instanceof Double) {
      return PyFloat.TYPE;
    }
    if (o instanceof BigInteger) {
      return PyLong.TYPE;
    }
    throw new IllegalStateException("not a Python value: " + (o == null ? "null" : o.getClass().getName()));
  }

  // Calls. The defaults go by way of the type's __call__.

  public Object call0(ThreadState ts) {
    return call(ts, new Object[] {}, null);
  }

  public Object call1(ThreadState ts, Object a) {
    return call(ts, new Object[] {a}, null);
  }

  public Object call2(ThreadState ts, Object a, Object b) {
    return call(ts, new Object[] {a, b}, null);
  }

  public Object call3(ThreadState ts, Object a, Object b, Object c) {
    return call(ts, new Object[] {a, b, c}, null);
  }

  public Object call4(ThreadState ts, Object a, Object b, Object c, Object d) {
    return call(ts, new Object[] {a, b, c, d}, null);
  }

  /// The general call (`PyObject_Vectorcall`): the last `kwnames.length` of `args` are keyword arguments; `kwnames` may be
  /// null. The callee may keep `args`.
  public Object call(ThreadState ts, Object[] args, String[] kwnames) {
    return Call.viaSlot(ts, this, args, kwnames);
  }

  // Descriptors.

  /// How this object acts when found in a type: 0 as a plain value, 1 as a descriptor, 2 as a data descriptor (one that
  /// has `__set__` or `__delete__`).
  public int descriptorKind() {
    return type.descriptorKindOfInstances();
  }

  /// `__get__`: `obj` is null when the attribute is read from the type itself.
  public Object descrGet(ThreadState ts, Object obj, PyType owner) {
    Object get = type.slot(Slot.GET);
    return get == null ? this : Call.call3(ts, get, this, obj == null ? PyNone.NONE : obj, owner == null ? PyNone.NONE : owner);
  }

  /// `__set__`, or `__delete__` where `value` is null.
  public void descrSet(ThreadState ts, Object obj, Object value) {
    Descriptors.setViaSlot(ts, this, obj, value);
  }

  @Override
  public String toString() {
    return "<" + type.name() + " object>";
  }
}
