package org.atoll.runtime.modules.decimal;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyTuple;

/// `Context.flags` and `Context.traps`: a mapping from all signals to whether they are set. Guarded by the GIL.
@PyTypeDef(name = "SignalDict", module = "decimal", basetype = false, instantiable = false, hashable = false)
public final class PySignalDict extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PySignalDictBinder());

  private final PyDecimalContext context;
  private final boolean traps;

  PySignalDict(PyDecimalContext context, boolean traps) {
    super(TYPE);
    this.context = context;
    this.traps = traps;
  }

  int status() {
    return traps ? context.traps : context.status;
  }

  private void set(int status) {
    if (traps) {
      context.traps = status;
    } else {
      context.status = status;
    }
  }

  private static Signal signal(Object key) {
    Signal found = Signal.find(key);
    if (found == null) {
      throw PyErr.format(PyExc.KeyError, PyDecimalContext.SIGNALS_WANTED);
    }
    return found;
  }

  @PyMethod
  int __len__() {
    return Signal.values().length;
  }

  @PyMethod
  Object __iter__(ThreadState ts) {
    return PyObjects.iter(ts, keyTuple());
  }

  private static PyTuple keyTuple() {
    Object[] all = new Object[Signal.values().length];
    for (Signal one : Signal.values()) {
      all[one.ordinal()] = one.type();
    }
    return PyTuple.of(all);
  }

  @PyMethod
  boolean __getitem__(Object key) {
    return (status() & signal(key).mask) != 0;
  }

  @PyMethod
  void __setitem__(ThreadState ts, Object key, Object value) {
    int mask = signal(key).mask;
    set(PyObjects.isTrue(ts, value) ? status() | mask : status() & ~mask);
  }

  @PyMethod
  void __delitem__(Object key) {
    throw PyErr.valueError("signal keys cannot be deleted");
  }

  @PyMethod
  boolean __contains__(Object key) {
    return Signal.find(key) != null;
  }

  private PyDict dict(ThreadState ts) {
    PyDict out = new PyDict();
    for (Signal one : Signal.values()) {
      out.put(ts, one.type(), (status() & one.mask) != 0);
    }
    return out;
  }

  @PyMethod(sig = "()")
  Object copy(ThreadState ts) {
    return dict(ts);
  }

  @PyMethod(sig = "()")
  Object keys(ThreadState ts) {
    return PyObjects.callMethod(ts, dict(ts), "keys");
  }

  @PyMethod(sig = "()")
  Object values(ThreadState ts) {
    return PyObjects.callMethod(ts, dict(ts), "values");
  }

  @PyMethod(sig = "()")
  Object items(ThreadState ts) {
    return PyObjects.callMethod(ts, dict(ts), "items");
  }

  @PyMethod(sig = "(key, default=None, /)")
  Object get(Object key, Object otherwise) {
    return Signal.find(key) == null ? otherwise : (Object) __getitem__(key);
  }

  @PyMethod(sig = "(other, /)")
  void update(ThreadState ts, Object other) {
    Object items = PyObjects.iter(ts, PyObjects.callMethod(ts, other, "items"));
    for (Object pair; (pair = PyObjects.next(ts, items)) != null; ) {
      __setitem__(ts, PyObjects.getItem(ts, pair, 0L), PyObjects.getItem(ts, pair, 1L));
    }
  }

  private Boolean same(ThreadState ts, Object other) {
    if (other instanceof PySignalDict d) {
      return Signal.list(status()).size == Signal.list(d.status()).size && canonical(status()) == canonical(d.status());
    }
    if (other instanceof PyDict d) {
      return d.size() == Signal.values().length && PyObjects.equal(ts, dict(ts), d);
    }
    return null;
  }

  /// All conditions of an invalid operation count as one signal.
  private static int canonical(int status) {
    return (status & Arith.ANY_INVALID) != 0 ? status | Arith.ANY_INVALID : status;
  }

  @PyMethod
  Object __eq__(ThreadState ts, Object other) {
    Boolean same = same(ts, other);
    return same == null ? PyNotImplemented.NOT_IMPLEMENTED : same;
  }

  @PyMethod
  Object __ne__(ThreadState ts, Object other) {
    Boolean same = same(ts, other);
    return same == null ? PyNotImplemented.NOT_IMPLEMENTED : (Object) !same;
  }

  @PyMethod
  String __repr__() {
    StringBuilder out = new StringBuilder("{");
    for (Signal one : Signal.values()) {
      out.append(out.length() > 1 ? ", " : "").append("<class 'decimal.").append(one.pythonName).append("'>:")
          .append((status() & one.mask) != 0 ? "True" : "False");
    }
    return out.append('}').toString();
  }
}
