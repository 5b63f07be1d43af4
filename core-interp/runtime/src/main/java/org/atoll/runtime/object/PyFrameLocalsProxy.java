package org.atoll.runtime.object;

import java.util.function.BinaryOperator;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `f_locals` of a function's frame (PEP 667, `Objects/frameobject.c`): shows the variables as they are at the moment, and
/// writes to them. Names that are no variables of the function are kept with the frame. Guarded by the GIL.
///
/// The variables are those of frames that keep them in an array: see [PyFrame#locals].
@PyTypeDef(name = "FrameLocalsProxy", basetype = false)
public final class PyFrameLocalsProxy extends PyObject implements RichComparison {
  public static final PyType TYPE = PyType.builtin(new PyFrameLocalsProxyBinder());

  private final PyFrame frame;
  private final String[] names;
  private final Object[] values;

  PyFrameLocalsProxy(PyFrame frame, String[] names, Object[] values) {
    super(TYPE);
    this.frame = frame;
    this.names = names;
    this.values = values;
  }

  @PyNew(sig = "(frame, /)")
  static Object create(PyType cls, Object frame) {
    if (!(frame instanceof PyFrame f)) {
      throw PyErr.typeError("expect frame, not %s", PyObject.typeOf(frame).name());
    }
    return FrameLocals.of(f);
  }

  /// The variables that are bound and the further names, as they are now.
  PyDict snapshot() {
    PyDict d = FrameLocals.snapshot(names, values);
    if (frame.extraLocals != null) {
      PyDict extra = frame.extraLocals;
      for (int i = 0; i < extra.used(); i++) {
        if (extra.keyAt(i) != null) {
          d.put(ThreadState.current(), extra.keyAt(i), extra.valueAt(i));
        }
      }
    }
    return d;
  }

  /// The element of a variable, or -1. A key that is no plain str counts if its hash and it itself are equal to the name.
  private int indexOf(ThreadState ts, Object key) {
    boolean plain = key instanceof String;
    long hash = plain ? 0 : PyObjects.hash(ts, key);
    for (int i = 0; i < names.length && i < values.length; i++) {
      if (plain ? names[i].equals(key) : PyObjects.hash(ts, names[i]) == hash && PyObjects.equal(ts, names[i], key)) {
        return i;
      }
    }
    return -1;
  }

  private Object value(int i) {
    return FrameLocals.value(values[i]);
  }

  private Object find(ThreadState ts, Object key) {
    int i = indexOf(ts, key);
    if (i >= 0 && value(i) != null) {
      return value(i);
    }
    return frame.extraLocals == null ? null : frame.extraLocals.get(ts, key);
  }

  @PyMethod
  Object __getitem__(ThreadState ts, Object key) {
    Object v = find(ts, key);
    if (v == null) {
      throw PyErr.keyError(key);
    }
    return v;
  }

  @PyMethod
  void __setitem__(ThreadState ts, Object key, Object value) {
    int i = indexOf(ts, key);
    if (i < 0) {
      if (frame.extraLocals == null) {
        frame.extraLocals = new PyDict();
      }
      frame.extraLocals.put(ts, key, value);
    } else if (values[i] instanceof PyCell c) {
      c.value = value;
    } else {
      values[i] = value;
    }
  }

  @PyMethod
  void __delitem__(ThreadState ts, Object key) {
    if (indexOf(ts, key) >= 0) {
      throw PyErr.valueError("cannot remove local variables from FrameLocalsProxy");
    }
    if (frame.extraLocals == null || frame.extraLocals.get(ts, key) == null) {
      throw PyErr.keyError(key);
    }
    frame.extraLocals.remove(ts, key);
  }

  @PyMethod
  boolean __contains__(ThreadState ts, Object key) {
    return find(ts, key) != null;
  }

  @PyMethod
  long __len__() {
    return snapshot().size();
  }

  @PyMethod
  Object __iter__(ThreadState ts) {
    return PyObjects.iter(ts, keys());
  }

  /// A list, as CPython gives.
  @PyMethod(sig = "()")
  Object __reversed__() {
    Object[] names = list((name, value) -> name).toArray();
    java.util.Collections.reverse(java.util.Arrays.asList(names));
    return PyList.of(names);
  }

  /// The items of the variables, each made of its name and value.
  private PyList list(BinaryOperator<Object> item) {
    PyDict d = snapshot();
    PyList all = new PyList();
    for (int i = 0; i < d.used(); i++) {
      if (d.keyAt(i) != null) {
        all.append(item.apply(d.keyAt(i), d.valueAt(i)));
      }
    }
    return all;
  }

  @PyMethod(sig = "()")
  Object keys() {
    return list((name, value) -> name);
  }

  @PyMethod(sig = "()")
  Object values() {
    return list((name, value) -> value);
  }

  @PyMethod(sig = "()")
  Object items() {
    return list((name, value) -> PyTuple.of(name, value));
  }

  @PyMethod(sig = "(key, default=None, /)")
  Object get(ThreadState ts, Object key, Object defaultValue) {
    Object v = find(ts, key);
    return v == null ? defaultValue : v;
  }

  @PyMethod(sig = "()")
  Object copy() {
    return snapshot();
  }

  @PyMethod(sig = "(key, default=None, /)")
  Object setdefault(ThreadState ts, Object key, Object defaultValue) {
    Object v = find(ts, key);
    if (v == null) {
      __setitem__(ts, key, defaultValue);
      v = defaultValue;
    }
    return v;
  }

  @PyMethod(sig = "(key, default=<absent>, /)")
  Object pop(ThreadState ts, Object key, Object defaultValue) {
    if (indexOf(ts, key) >= 0) {
      throw PyErr.valueError("cannot remove local variables from FrameLocalsProxy");
    }
    Object v = frame.extraLocals == null ? null : frame.extraLocals.remove(ts, key);
    if (v == null && defaultValue == null) {
      throw PyErr.keyError(key);
    }
    return v == null ? defaultValue : v;
  }

  @PyMethod(sig = "(other, /)")
  void update(ThreadState ts, Object other) {
    if (!(other instanceof PyDict) && !(other instanceof PyFrameLocalsProxy)) {
      throw PyErr.typeError("update() argument must be dict or another FrameLocalsProxy");
    }
    PyDict from = other instanceof PyFrameLocalsProxy p ? p.snapshot() : (PyDict) other;
    for (int i = 0; i < from.used(); i++) {
      if (from.keyAt(i) != null) {
        __setitem__(ts, from.keyAt(i), from.valueAt(i));
      }
    }
  }

  private static Object plain(Object o) {
    return o instanceof PyFrameLocalsProxy p ? p.snapshot() : o;
  }

  @PyMethod
  Object __or__(ThreadState ts, Object other) {
    return PyNumber.or(ts, snapshot(), plain(other));
  }

  @PyMethod
  Object __ror__(ThreadState ts, Object other) {
    return PyNumber.or(ts, plain(other), snapshot());
  }

  @PyMethod
  Object __ior__(ThreadState ts, Object other) {
    if (!(other instanceof PyDict) && !(other instanceof PyFrameLocalsProxy)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    update(ts, other);
    return this;
  }

  @Override
  public Object richCompare(ThreadState ts, Object other, int op) {
    if (op != PyObjects.EQ && op != PyObjects.NE || !(other instanceof PyDict) && !(other instanceof PyFrameLocalsProxy)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    boolean same = other instanceof PyFrameLocalsProxy p ? frame == p.frame : PyObjects.equal(ts, snapshot(), other);
    return same == (op == PyObjects.EQ);
  }

  @PyMethod
  String __repr__(ThreadState ts) {
    if (!ts.reprEnter(frame)) {
      return "{...}";
    }
    try {
      return PyUnicode.toJava(PyObjects.repr(ts, snapshot()));
    } finally {
      ts.reprLeave(frame);
    }
  }
}
