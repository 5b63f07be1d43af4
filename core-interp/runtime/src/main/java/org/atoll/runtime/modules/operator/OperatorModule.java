package org.atoll.runtime.modules.operator;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.SecretComparison;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;

/// The module behind `operator`. Compare `Modules/_operator.c`. Isolated: without state.
@PyModuleDef(value = "_operator", doc = """
    Operator interface.

    This module exports a set of functions implemented in C corresponding
    to the intrinsic operators of Python.  For example, operator.add(x, y)
    is equivalent to the expression x+y.""")
public final class OperatorModule extends OperatorFunctions {
  @PyConstant(name = "itemgetter")
  static final PyType ITEM_GETTER = ItemGetter.TYPE;
  @PyConstant(name = "attrgetter")
  static final PyType ATTR_GETTER = AttrGetter.TYPE;
  @PyConstant(name = "methodcaller")
  static final PyType METHOD_CALLER = MethodCaller.TYPE;

  @PyFunction(sig = "(a, /)", doc = "Return True if a is true, False otherwise.")
  boolean truth(ThreadState ts, Object a) {
    return PyObjects.isTrue(ts, a);
  }

  @PyFunction(sig = "(a, /)", doc = "Same as not a.")
  boolean not_(ThreadState ts, Object a) {
    return !PyObjects.isTrue(ts, a);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a is b.")
  boolean is_(Object a, Object b) {
    return PyObjects.is(a, b);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a is not b.")
  boolean is_not(Object a, Object b) {
    return !PyObjects.is(a, b);
  }

  @PyFunction(sig = "(a, /)", doc = "Same as a is None.")
  boolean is_none(Object a) {
    return a == PyNone.NONE;
  }

  @PyFunction(sig = "(a, /)", doc = "Same as a is not None.")
  boolean is_not_none(Object a) {
    return a != PyNone.NONE;
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a + b, for a and b sequences.")
  Object concat(ThreadState ts, Object a, Object b) {
    checkSequence(a);
    return PyNumber.add(ts, a, b);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a += b, for a and b sequences.")
  Object iconcat(ThreadState ts, Object a, Object b) {
    checkSequence(a);
    return PyNumber.inPlaceAdd(ts, a, b);
  }

  private static void checkSequence(Object a) {
    PyType t = PyObject.typeOf(a);
    if (t.slot(Slot.GETITEM) == null || a instanceof PyDict) {
      throw PyErr.typeError("'%s' object can't be concatenated", t.name());
    }
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as b in a (note reversed operands).")
  boolean contains(ThreadState ts, Object a, Object b) {
    return PyObjects.contains(ts, a, b);
  }

  private static Object iterate(ThreadState ts, Object a) {
    try {
      return PyObjects.iter(ts, a);
    } catch (PyException e) {
      if (e.is(PyExc.TypeError)) {
        throw PyErr.typeError("argument of type '%s' is not iterable", PyObject.typeOf(a).name());
      }
      throw e;
    }
  }

  @PyFunction(sig = "(a, b, /)", doc = "Return the number of items in a which are, or which equal, b.")
  long countOf(ThreadState ts, Object a, Object b) {
    Object it = iterate(ts, a);
    long n = 0;
    for (Object o; (o = PyObjects.next(ts, it)) != null; ) {
      n += PyObjects.equal(ts, o, b) ? 1 : 0;
    }
    return n;
  }

  @PyFunction(sig = "(a, b, /)", doc = "Return the first index of b in a.")
  long indexOf(ThreadState ts, Object a, Object b) {
    Object it = iterate(ts, a);
    long n = 0;
    for (Object o; (o = PyObjects.next(ts, it)) != null; n++) {
      if (PyObjects.equal(ts, o, b)) {
        return n;
      }
    }
    throw PyErr.valueError("sequence.index(x): x not in sequence");
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a[b].")
  Object getitem(ThreadState ts, Object a, Object b) {
    return PyObjects.getItem(ts, a, b);
  }

  @PyFunction(sig = "(a, b, c, /)", doc = "Same as a[b] = c.")
  void setitem(ThreadState ts, Object a, Object b, Object c) {
    PyObjects.setItem(ts, a, b, c);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as del a[b].")
  void delitem(ThreadState ts, Object a, Object b) {
    PyObjects.delItem(ts, a, b);
  }

  @PyFunction(sig = "(obj, default=0, /)", doc = """
      Return an estimate of the number of items in obj.

      This is useful for presizing containers when building from an iterable.

      If the object supports len(), the result will be exact.
      Otherwise, it may over- or under-estimate by an arbitrary amount.
      The result will be an integer >= 0.""")
  long length_hint(ThreadState ts, Object obj, long fallback) {
    return PyObjects.lengthHint(ts, obj, fallback);
  }

  @PyFunction(sig = "(obj, /, *args, **kwargs)", doc = "Same as obj(*args, **kwargs).")
  Object call(ThreadState ts, Object obj, PyTuple args, PyDict kwargs) {
    return Call.withDict(ts, obj, args.items, kwargs);
  }

  @PyFunction(sig = "(a, b, /)", doc = """
      Return 'a == b'.

      This function uses an approach designed to prevent
      timing analysis, making it appropriate for cryptography.

      a and b must both be of the same type: either str (ASCII only),
      or any bytes-like object.

      Note: If a and b are of different lengths, or if an error occurs,
      a timing attack could theoretically reveal information about the
      types and lengths of a and b--but not their values.""")
  boolean _compare_digest(ThreadState ts, Object a, Object b) {
    return SecretComparison.equal(ts, a, b);
  }
}
