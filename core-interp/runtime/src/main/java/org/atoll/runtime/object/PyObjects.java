package org.atoll.runtime.object;

import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyGenerator;
import org.atoll.runtime.types.PyGenericAlias;
import org.atoll.runtime.types.PyBaseObject;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyIterator;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUcs4;
import org.atoll.runtime.types.PyUnicode;

/// The abstract object protocol (`Objects/object.c`, `Objects/abstract.c`): what can be done with any Python value.
/// Everything here requires the GIL and may run Python code.
public final class PyObjects {
  public static final int LT = 0;
  public static final int LE = 1;
  public static final int EQ = 2;
  public static final int NE = 3;
  public static final int GT = 4;
  public static final int GE = 5;
  private static final Slot[] COMPARE = {Slot.LT, Slot.LE, Slot.EQ, Slot.NE, Slot.GT, Slot.GE};
  private static final int[] SWAPPED = {GT, GE, EQ, NE, LT, LE};
  private static final String[] SYMBOLS = {"<", "<=", "==", "!=", ">", ">="};

  private PyObjects() {}

  // Identity.

  /// `a is b`. Values of the JDK's own types have no identity of their own: equal ints, floats (by bits) and strs are
  /// the same object.
  public static boolean is(Object a, Object b) {
    if (a == b) {
      return true;
    }
    if (a instanceof PyObject || b instanceof PyObject || a == null || b == null) {
      return a instanceof Alias alias && alias.isSame(b);
    }
    return a.getClass() == b.getClass() && a.equals(b);
  }

  /// `id(o)`: the value's own hash for values without identity, a number given once to every other object.
  public static long id(Object o) {
    return ObjectIds.of(o);
  }

  /// The hash of an object that has no `__hash__` of its own.
  public static long identityHash(Object o) {
    return o instanceof PyObject ? System.identityHashCode(o) : ObjectIds.of(o) >> 4;
  }

  // Attributes.

  /// The name given to `getattr` and the like; TypeError unless it is a str.
  public static String attributeName(Object name) {
    if (name instanceof String s) {
      return s;
    }
    if (PyUnicode.check(name)) {
      return PyUnicode.toJava(name);
    }
    throw PyErr.typeError("attribute name must be string, not '%s'", PyObject.typeOf(name).name());
  }

  /// `getattr(o, name)`.
  public static Object getAttr(ThreadState ts, Object o, String name) {
    PyType t = PyObject.typeOf(o);
    if (t.hasGenericGetAttr()) {
      Object v = genericGetAttr(ts, o, name);
      if (v != null) {
        return v;
      }
      throw noAttribute(o, name);
    }
    return customGetAttr(ts, o, t, name);
  }

  private static Object customGetAttr(ThreadState ts, Object o, PyType t, String name) {
    Object fallback = t.slot(Slot.GETATTR);
    if (fallback == null) {
      return Call.withSelf(ts, t.slot(Slot.GETATTRIBUTE), o, name);
    }
    try {
      if (t.slot(Slot.GETATTRIBUTE) == PyBaseObject.TYPE.slot(Slot.GETATTRIBUTE)) {
        Object v = genericGetAttr(ts, o, name);
        if (v != null) {
          return v;
        }
      } else {
        return Call.withSelf(ts, t.slot(Slot.GETATTRIBUTE), o, name);
      }
    } catch (PyException e) {
      if (!PyErr.matches(e, PyExc.AttributeError)) {
        throw e;
      }
    }
    return Call.withSelf(ts, fallback, o, name);
  }

  /// `getattr(o, name)`, or null where that raises AttributeError.
  public static Object getOptionalAttr(ThreadState ts, Object o, String name) {
    PyType t = PyObject.typeOf(o);
    try {
      return t.hasGenericGetAttr() ? genericGetAttr(ts, o, name) : customGetAttr(ts, o, t, name);
    } catch (PyException e) {
      if (PyErr.matches(e, PyExc.AttributeError)) {
        return null;
      }
      throw e;
    }
  }

  public static boolean hasAttr(ThreadState ts, Object o, String name) {
    return getOptionalAttr(ts, o, name) != null;
  }

  /// The AttributeError for a name that `o` does not have.
  public static PyException noAttribute(Object o, String name) {
    return PyErr.attributeError(o, name, "'%s' object has no attribute '%s'", PyObject.typeOf(o).messageName(), name);
  }

  /// `PyObject_GenericGetAttr`: data descriptor, instance, other descriptor, plain class attribute; null if there is none.
  public static Object genericGetAttr(ThreadState ts, Object o, String name) {
    PyType t = PyObject.typeOf(o);
    Object found = t.lookup(name);
    int kind = found == null ? 0 : Descriptors.kind(found);
    if (kind == 2 && Descriptors.isReadable(found)) {
      return ((PyObject) found).descrGet(ts, o, t);
    }
    if (o instanceof PyInstance i) {
      Object own = i.getOwn(name);
      if (own != null) {
        return own;
      }
    }
    return kind == 0 ? found : ((PyObject) found).descrGet(ts, o, t);
  }

  /// `setattr(o, name, value)`.
  public static void setAttr(ThreadState ts, Object o, String name, Object value) {
    PyType t = PyObject.typeOf(o);
    if (t.hasGenericSetAttr()) {
      genericSetAttr(ts, o, name, value);
    } else {
      Call.withSelf(ts, t.slot(Slot.SETATTR), o, name, value);
    }
  }

  /// `delattr(o, name)`.
  public static void delAttr(ThreadState ts, Object o, String name) {
    PyType t = PyObject.typeOf(o);
    if (t.hasGenericSetAttr()) {
      genericSetAttr(ts, o, name, null);
    } else {
      Call.withSelf(ts, t.slot(Slot.DELATTR), o, name);
    }
  }

  /// `PyObject_GenericSetAttr`; deletes where `value` is null.
  public static void genericSetAttr(ThreadState ts, Object o, String name, Object value) {
    PyType t = PyObject.typeOf(o);
    Object found = t.lookup(name);
    if (found != null && Descriptors.kind(found) == 2) {
      ((PyObject) found).descrSet(ts, o, value);
      return;
    }
    if (o instanceof PyInstance i && i.shape.allowsAttributes()) {
      if (value != null) {
        i.setOwn(name, value);
      } else if (!i.deleteOwn(name)) {
        throw noAttribute(o, name);
      }
      return;
    }
    if (found != null) {
      throw PyErr.attributeError(o, name, "'%s' object attribute '%s' is read-only", t.messageName(), name);
    }
    String detail = t.hasGenericSetAttr() ? " and no __dict__ for setting new attributes" : "";
    throw PyErr.attributeError(o, name, "'%s' object has no attribute '%s'%s", t.messageName(), name, detail);
  }

  /// A special method of `o`'s type, bound to `o`; null if the type has none (`_PyObject_LookupSpecial`).
  public static Object lookupSpecial(ThreadState ts, Object o, String name) {
    PyType t = PyObject.typeOf(o);
    Object found = t.lookup(name);
    return found == null ? null : Descriptors.get(ts, found, o, t);
  }

  /// Calls special method `s` of `o` without arguments; null if the type has none.
  public static Object callSlot(ThreadState ts, Object o, Slot s) {
    Object m = PyObject.typeOf(o).slot(s);
    return m == null || m == PyNone.NONE ? null : Call.withSelf(ts, m, o);
  }

  /// Calls method `name` of `o`.
  public static Object callMethod(ThreadState ts, Object o, String name, Object... args) {
    return Call.call(ts, getAttr(ts, o, name), args, null);
  }

  // Conversions.

  /// `repr(o)`: a str.
  public static Object repr(ThreadState ts, Object o) {
    Object r = Call.withSelf(ts, PyObject.typeOf(o).slot(Slot.REPR), o);
    if (!PyUnicode.check(r)) {
      throw PyErr.typeError("__repr__ returned non-string (type %s)", PyObject.typeOf(r).messageName());
    }
    return r;
  }

  /// `str(o)`: a str.
  public static Object str(ThreadState ts, Object o) {
    if (o instanceof String || o instanceof PyUcs4) {
      return o;
    }
    Object r = Call.withSelf(ts, PyObject.typeOf(o).slot(Slot.STR), o);
    if (!PyUnicode.check(r)) {
      throw PyErr.typeError("__str__ returned non-string (type %s)", PyObject.typeOf(r).messageName());
    }
    return r;
  }

  /// `ascii(o)`.
  public static Object ascii(ThreadState ts, Object o) {
    Object text = repr(ts, o);
    return PyUnicode.isAscii(text) ? text : PyUnicode.asciiOf(text);
  }

  /// `format(o, spec)`: a str.
  public static Object format(ThreadState ts, Object o, Object spec) {
    if (spec instanceof String s && s.isEmpty() && (o instanceof String || o instanceof Long)) {
      return str(ts, o);
    }
    Object m = PyObject.typeOf(o).slot(Slot.FORMAT);
    if (m == null) {
      throw PyErr.typeError("Type %s doesn't define __format__", PyObject.typeOf(o).messageName());
    }
    Object r = Call.withSelf(ts, m, o, spec);
    if (!PyUnicode.check(r)) {
      throw PyErr.typeError("__format__ must return a str, not %s", PyObject.typeOf(r).messageName());
    }
    return r;
  }

  /// `hash(o)`.
  public static long hash(ThreadState ts, Object o) {
    if (o instanceof String s) {
      return PyUnicode.hash(s);
    }
    if (o instanceof Long l) {
      return PyLong.hash(l);
    }
    Object m = PyObject.typeOf(o).slot(Slot.HASH);
    if (m == null || m == PyNone.NONE) {
      throw PyErr.typeError("unhashable type: '%s'", PyObject.typeOf(o).messageName());
    }
    Object r = Call.withSelf(ts, m, o);
    if (r instanceof Long l) {
      return l == -1 ? -2 : l;
    }
    if (!PyLong.check(r)) {
      throw PyErr.typeError("__hash__ method should return an integer");
    }
    return PyLong.hash(PyLong.value(r));
  }

  /// `bool(o)`.
  public static boolean isTrue(ThreadState ts, Object o) {
    if (o instanceof Boolean b) {
      return b;
    }
    if (o == PyNone.NONE) {
      return false;
    }
    if (o instanceof Long l) {
      return l != 0;
    }
    if (o instanceof String s) {
      return !s.isEmpty();
    }
    return isTrueBySlot(ts, o);
  }

  private static boolean isTrueBySlot(ThreadState ts, Object o) {
    PyType t = PyObject.typeOf(o);
    Object m = t.slot(Slot.BOOL);
    if (m != null) {
      Object r = Call.withSelf(ts, m, o);
      if (r instanceof Boolean b) {
        return b;
      }
      throw PyErr.typeError("__bool__ should return bool, returned %s", PyObject.typeOf(r).messageName());
    }
    return t.slot(Slot.LEN) == null || len(ts, o) != 0;
  }

  /// `len(o)`.
  public static long len(ThreadState ts, Object o) {
    if (o instanceof PyList l && l.type == PyList.TYPE) {
      return l.size;
    }
    if (o instanceof PyTuple t && t.type == PyTuple.TYPE) {
      return t.items.length;
    }
    if (o instanceof String s) {
      return s.length();
    }
    Object m = PyObject.typeOf(o).slot(Slot.LEN);
    if (m == null || m == PyNone.NONE) {
      throw PyErr.typeError("object of type '%s' has no len()", PyObject.typeOf(o).messageName());
    }
    Object r = Call.withSelf(ts, m, o);
    if (r instanceof Long l && l >= 0) {
      return l;
    }
    return PyNumber.asLength(ts, r);
  }

  /// `operator.length_hint(o, fallback)`.
  public static long lengthHint(ThreadState ts, Object o, long fallback) {
    PyType t = PyObject.typeOf(o);
    try {
      if (t.slot(Slot.LEN) != null) {
        return len(ts, o);
      }
      Object m = t.slot(Slot.LENGTH_HINT);
      if (m == null) {
        return fallback;
      }
      Object r = Call.withSelf(ts, m, o);
      if (r == PyNotImplemented.NOT_IMPLEMENTED) {
        return fallback;
      }
      if (!PyLong.check(r)) {
        throw PyErr.format(PyExc.TypeError, "__length_hint__ must be an integer, not %s", PyObject.typeOf(r).messageName());
      }
      long n = PyNumber.asIndex(ts, r, PyExc.OverflowError);
      if (n < 0) {
        throw PyErr.valueError("__length_hint__() should return >= 0");
      }
      return n;
    } catch (PyException e) {
      if (PyErr.matches(e, PyExc.TypeError) && !e.getMessage().contains("__length_hint__ must")) {
        return fallback;
      }
      throw e;
    }
  }

  // Comparison.

  /// `a op b`, any result.
  public static Object richCompare(ThreadState ts, Object a, Object b, int op) {
    PyType ta = PyObject.typeOf(a);
    PyType tb = PyObject.typeOf(b);
    boolean tried = false;
    if (ta != tb && tb.isSubtype(ta) && tb.slot(COMPARE[SWAPPED[op]]) != ta.slot(COMPARE[SWAPPED[op]])) {
      Object r = compareOnce(ts, b, tb, a, SWAPPED[op]);
      if (r != PyNotImplemented.NOT_IMPLEMENTED) {
        return r;
      }
      tried = true;
    }
    Object r = compareOnce(ts, a, ta, b, op);
    if (r != PyNotImplemented.NOT_IMPLEMENTED) {
      return r;
    }
    if (!tried) {
      r = compareOnce(ts, b, tb, a, SWAPPED[op]);
      if (r != PyNotImplemented.NOT_IMPLEMENTED) {
        return r;
      }
    }
    return switch (op) {
      case EQ -> is(a, b);
      case NE -> !is(a, b);
      default -> throw PyErr.typeError("'%s' not supported between instances of '%s' and '%s'", SYMBOLS[op], ta.messageName(), tb.messageName());
    };
  }

  private static Object compareOnce(ThreadState ts, Object a, PyType ta, Object b, int op) {
    Object m = ta.slot(COMPARE[op]);
    if (m instanceof PyMethodDescr || m instanceof PyFunction) {
      return Call.withSelf(ts, m, a, b);
    }
    return m == null || m == PyNone.NONE ? PyNotImplemented.NOT_IMPLEMENTED : compareBound(ts, m, a, ta, b);
  }

  /// A comparison method that must be bound first. One that cannot be had counts as not there.
  private static Object compareBound(ThreadState ts, Object method, Object a, PyType ta, Object b) {
    Object bound;
    try {
      bound = Descriptors.get(ts, method, a, ta);
    } catch (PyException e) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    return Call.call1(ts, bound, b);
  }

  /// `a op b` as a truth value; identical objects are equal (`PyObject_RichCompareBool`).
  public static boolean richCompareBool(ThreadState ts, Object a, Object b, int op) {
    if (op == EQ) {
      return equal(ts, a, b);
    }
    if (op == NE && is(a, b)) {
      return false;
    }
    return isTrue(ts, richCompare(ts, a, b, op));
  }

  /// Whether `a is b or a == b`.
  public static boolean equal(ThreadState ts, Object a, Object b) {
    if (a == b) {
      return true;
    }
    if (a instanceof String && b instanceof String || a instanceof Long && b instanceof Long) {
      return a.equals(b);
    }
    return is(a, b) || isTrue(ts, richCompare(ts, a, b, EQ));
  }

  // Calling.

  public static boolean isCallable(Object o) {
    return o instanceof PyObject p && p.type.slot(Slot.CALL) != null;
  }

  // Subscripts.

  /// `o[key]`.
  public static Object getItem(ThreadState ts, Object o, Object key) {
    Object m = PyObject.typeOf(o).slot(Slot.GETITEM);
    if (m != null && m != PyNone.NONE) {
      return Call.withSelf(ts, m, o, key);
    }
    if (o instanceof PyType t) {
      return classGetItem(ts, t, key);
    }
    throw PyErr.typeError("'%s' object is not subscriptable", PyObject.typeOf(o).messageName());
  }

  private static Object classGetItem(ThreadState ts, PyType t, Object key) {
    if (t == PyType.TYPE) {
      return PyGenericAlias.of(t, key);
    }
    Object method = getOptionalAttr(ts, t, "__class_getitem__");
    if (method == null || method == PyNone.NONE) {
      throw PyErr.typeError("type '%s' is not subscriptable", t.name());
    }
    return Call.call1(ts, method, key);
  }

  /// `o[key] = value`.
  public static void setItem(ThreadState ts, Object o, Object key, Object value) {
    Object m = PyObject.typeOf(o).slot(Slot.SETITEM);
    if (m == null || m == PyNone.NONE) {
      throw PyErr.typeError("'%s' object does not support item assignment", PyObject.typeOf(o).messageName());
    }
    Call.withSelf(ts, m, o, key, value);
  }

  /// `del o[key]`.
  public static void delItem(ThreadState ts, Object o, Object key) {
    Object m = PyObject.typeOf(o).slot(Slot.DELITEM);
    if (m == null || m == PyNone.NONE) {
      throw PyErr.typeError("'%s' object doesn't support item deletion", PyObject.typeOf(o).messageName());
    }
    Call.withSelf(ts, m, o, key);
  }

  /// `item in container`.
  public static boolean contains(ThreadState ts, Object container, Object item) {
    PyType t = PyObject.typeOf(container);
    Object m = t.slot(Slot.CONTAINS);
    if (m == PyNone.NONE) {
      throw PyErr.typeError("'%s' object is not a container", t.name());
    }
    if (m != null) {
      return isTrue(ts, Call.withSelf(ts, m, container, item));
    }
    if (t.slot(Slot.ITER) == null && t.slot(Slot.GETITEM) == null) {
      throw PyErr.typeError("argument of type '%s' is not a container or iterable", t.name());
    }
    Object it = iter(ts, container);
    for (Object x = next(ts, it); x != null; x = next(ts, it)) {
      if (equal(ts, x, item)) {
        return true;
      }
    }
    return false;
  }

  // Iteration.

  /// `iter(o)`.
  public static Object iter(ThreadState ts, Object o) {
    PyType t = PyObject.typeOf(o);
    Object m = t.slot(Slot.ITER);
    if (m == null) {
      if (t.slot(Slot.GETITEM) != null && !(o instanceof PyDict) && !(o instanceof Subscriptable)) {
        return new org.atoll.runtime.types.PySeqIterator(o);
      }
      throw PyErr.typeError("'%s' object is not iterable", t.messageName());
    }
    if (m == PyNone.NONE) {
      throw PyErr.typeError("'%s' object is not iterable", t.messageName());
    }
    Object it = Call.withSelf(ts, m, o);
    if (!(it instanceof PyIterator) && !isIterator(it)) {
      throw PyErr.typeError("iter() returned non-iterator of type '%s'", PyObject.typeOf(it).messageName());
    }
    return it;
  }

  public static boolean isIterator(Object o) {
    return o instanceof PyObject p && p.type.slot(Slot.NEXT) != null;
  }

  /// The next item of an iterator, or null when it is exhausted.
  public static Object next(ThreadState ts, Object iterator) {
    if (iterator instanceof PyIterator i && !i.type.isHeapType()) {
      return i.next(ts);
    }
    return nextBySlot(ts, iterator);
  }

  /// What Python code gets from `__next__`: a built-in method says by null that nothing is left, Python by StopIteration.
  public static Object orStopIteration(Object item, Object iterator) {
    if (item == null) {
      throw PyErr.stopIteration(iterator instanceof PyGenerator g ? g.result() : null);
    }
    return item;
  }

  private static Object nextBySlot(ThreadState ts, Object iterator) {
    Object m = PyObject.typeOf(iterator).slot(Slot.NEXT);
    if (m == null) {
      throw PyErr.typeError("'%s' object is not an iterator", PyObject.typeOf(iterator).name());
    }
    try {
      return Call.withSelf(ts, m, iterator);
    } catch (PyException e) {
      if (PyErr.matches(e, PyExc.StopIteration)) {
        return null;
      }
      throw e;
    }
  }

  /// Whether `o[i]` works with an int, as far as its type tells (`PySequence_Check`).
  public static boolean isSequence(Object o) {
    return !(o instanceof PyDict) && !(o instanceof Subscriptable) && PyObject.typeOf(o).slot(Slot.GETITEM) != null;
  }

  // Classes.

  /// `isinstance(o, cls)`.
  public static boolean isInstance(ThreadState ts, Object o, Object cls) {
    return ClassChecks.isInstance(ts, o, cls);
  }

  /// `issubclass(derived, cls)`.
  public static boolean isSubclass(ThreadState ts, Object derived, Object cls) {
    return ClassChecks.isSubclass(ts, derived, cls);
  }

  /// `os.fspath(o)`.
  public static Object fspath(ThreadState ts, Object o) {
    if (PyUnicode.check(o) || o instanceof PyBytes) {
      return o;
    }
    Object m = PyObject.typeOf(o).slot(Slot.FSPATH);
    if (m == null || m == PyNone.NONE) {
      throw PyErr.typeError("expected str, bytes or os.PathLike object, not %s", PyObject.typeOf(o).messageName());
    }
    Object r = Call.withSelf(ts, m, o);
    if (!PyUnicode.check(r) && !(r instanceof PyBytes)) {
      throw PyErr.typeError("expected %s.__fspath__() to return str or bytes, not %s", PyObject.typeOf(o).messageName(), PyObject.typeOf(r).messageName());
    }
    return r;
  }
}
