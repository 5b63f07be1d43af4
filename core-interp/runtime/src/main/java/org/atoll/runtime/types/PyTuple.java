package org.atoll.runtime.types;

import java.util.Arrays;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.text.Hashes;

/// A tuple (`Objects/tupleobject.c`). Immutable.
@PyTypeDef(name = "tuple", doc = """
    Built-in immutable sequence.

    If no argument is given, the constructor returns an empty tuple.
    If iterable is specified the tuple is initialized from iterable's items.

    If the argument is a tuple, the return value is the same object.""")
public class PyTuple extends PyInstance {
  public static final PyType TYPE = PyType.builtin(new PyTupleBinder());
  public static final PyTuple EMPTY = new PyTuple(Sequences.NO_ITEMS);

  /// The items; nobody writes to the array once the tuple exists.
  public final Object[] items;

  private PyTuple(Object[] items) {
    super(TYPE);
    this.items = items;
  }

  /// An instance of a class derived from tuple. Takes over the array.
  public PyTuple(PyType type, Object[] items) {
    super(type);
    this.items = items;
  }

  /// A tuple of these items. Takes over the array.
  public static PyTuple of(Object... items) {
    return items.length == 0 ? EMPTY : new PyTuple(items);
  }

  /// A tuple of `source[from:to]`.
  public static PyTuple copyOf(Object[] source, int from, int to) {
    return from >= to ? EMPTY : new PyTuple(Arrays.copyOfRange(source, from, to));
  }

  /// `tuple(iterable)`.
  public static PyTuple fromIterable(ThreadState ts, Object iterable) {
    if (iterable instanceof PyTuple t && t.type == TYPE) {
      return t;
    }
    return of(Sequences.toArray(ts, iterable));
  }

  public final int size() {
    return items.length;
  }

  @PyNew(sig = "(iterable=(), /)")
  static Object create(ThreadState ts, PyType cls, Object iterable) {
    if (cls == TYPE) {
      return fromIterable(ts, iterable);
    }
    return new PyTuple(cls, Sequences.toArray(ts, iterable));
  }

  @PyMethod
  int __len__() {
    return items.length;
  }

  @PyMethod
  Object __getitem__(ThreadState ts, Object key) {
    Object[] a = items;
    if (key instanceof Long l) {
      long i = l;
      if (i < 0) {
        i += a.length;
      }
      if (i >= 0 && i < a.length) {
        return a[(int) i];
      }
      throw PyErr.indexError("tuple index out of range");
    }
    if (key instanceof PySlice s) {
      return slice(ts, s);
    }
    int i = Sequences.index(ts, key, a.length, "tuple");
    if (i < 0) {
      throw PyErr.indexError("tuple index out of range");
    }
    return a[i];
  }

  private Object slice(ThreadState ts, PySlice s) {
    SliceRange r = s.over(ts, items.length);
    if (r.length == 0) {
      return EMPTY;
    }
    if (r.length == items.length && r.step == 1 && type == TYPE) {
      return this;
    }
    return new PyTuple(r.select(items));
  }

  @PyMethod
  boolean __contains__(ThreadState ts, Object value) {
    return Sequences.indexOf(ts, items, items.length, value) >= 0;
  }

  @PyMethod
  Object __iter__() {
    return new PyTupleIterator(this);
  }

  @PyMethod
  Object __add__(Object other) {
    if (!(other instanceof PyTuple t)) {
      throw PyErr.typeError("can only concatenate tuple (not \"%s\") to tuple", PyObject.typeOf(other).name());
    }
    if (items.length == 0 && t.type == TYPE) {
      return t;
    }
    if (t.items.length == 0 && type == TYPE) {
      return this;
    }
    return of(Sequences.concat(items, items.length, t.items, t.items.length));
  }

  @PyMethod
  Object __mul__(ThreadState ts, Object count) {
    long n = Sequences.toLong(ts, count);
    if (type == TYPE && (items.length == 0 || n == 1)) {
      return this;
    }
    return of(Sequences.repeat(items, items.length, n));
  }

  @PyMethod
  Object __rmul__(ThreadState ts, Object count) {
    return __mul__(ts, count);
  }

  @PyMethod(sig = "(value, /)", name = "count", doc = "Return number of occurrences of value.")
  long countOf(ThreadState ts, Object value) {
    long n = 0;
    for (Object o : items) {
      if (o == value || PyObjects.equal(ts, o, value)) {
        n++;
      }
    }
    return n;
  }

  @PyMethod(sig = "(value, start=0, stop=sys.maxsize, /)", doc = """
      Return first index of value.

      Raises ValueError if the value is not present.""")
  long index(ThreadState ts, Object value, Object start, Object stop) {
    int n = items.length;
    int from = Sequences.clamp(ts, start, n);
    int to = Sequences.clamp(ts, stop, n);
    for (int i = from; i < to; i++) {
      if (items[i] == value || PyObjects.equal(ts, items[i], value)) {
        return i;
      }
    }
    throw PyErr.valueError("tuple.index(x): x not in tuple");
  }

  @PyMethod
  long __hash__(ThreadState ts) {
    return hash(ts);
  }

  /// `hash(tuple)`, as tuple defines it.
  public final long hash(ThreadState ts) {
    long h = Hashes.tupleStart();
    for (Object o : items) {
      h = Hashes.tupleItem(h, PyObjects.hash(ts, o));
    }
    return Hashes.tupleEnd(h, items.length);
  }

  @PyMethod
  Object __eq__(ThreadState ts, Object other) {
    return other instanceof PyTuple t ? (Object) equalTo(ts, t) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __ne__(ThreadState ts, Object other) {
    return other instanceof PyTuple t ? (Object) !equalTo(ts, t) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  final boolean equalTo(ThreadState ts, PyTuple t) {
    Object[] a = items;
    Object[] b = t.items;
    if (a.length != b.length) {
      return false;
    }
    ts.enterJava(" in comparison");
    try {
      for (int i = 0; i < a.length; i++) {
        if (a[i] != b[i] && !PyObjects.equal(ts, a[i], b[i])) {
          return false;
        }
      }
      return true;
    } finally {
      ts.leaveJava();
    }
  }

  @PyMethod
  Object __lt__(ThreadState ts, Object other) {
    return other instanceof PyTuple t ? compare(ts, t, PyObjects.LT) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __le__(ThreadState ts, Object other) {
    return other instanceof PyTuple t ? compare(ts, t, PyObjects.LE) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __gt__(ThreadState ts, Object other) {
    return other instanceof PyTuple t ? compare(ts, t, PyObjects.GT) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __ge__(ThreadState ts, Object other) {
    return other instanceof PyTuple t ? compare(ts, t, PyObjects.GE) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  private Object compare(ThreadState ts, PyTuple t, int op) {
    return Sequences.compare(ts, items, items.length, t.items, t.items.length, op);
  }

  @PyMethod
  String __repr__(ThreadState ts) {
    Object[] a = items;
    if (a.length == 0) {
      return "()";
    }
    if (!ts.reprEnter(this)) {
      return "(...)";
    }
    try {
      StringBuilder b = new StringBuilder("(");
      for (int i = 0; i < a.length; i++) {
        if (i > 0) {
          b.append(", ");
        }
        b.append(PyObjects.repr(ts, a[i]));
      }
      return b.append(a.length == 1 ? ",)" : ")").toString();
    } finally {
      ts.reprLeave(this);
    }
  }

  @PyMethod(sig = "()")
  Object __getnewargs__() {
    return of((Object) of(items));
  }

  @PyMethod(sig = "(item, /)", classMethod = true, doc = "See PEP 585")
  static Object __class_getitem__(PyType cls, Object item) {
    return PyGenericAlias.of(cls, item);
  }
}
