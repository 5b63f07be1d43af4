package org.atoll.runtime.call;

import java.util.Arrays;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyBaseObject;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyIterator;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;

/// Iteration and unpacking as compiled code calls them.
public final class Iterate {
  private Iterate() {}

  /// An iterator in Python's sense that has no Java class of its own, seen as one that has.
  private static final class Adapter extends PyIterator {
    private final Object iterator;

    Adapter(Object iterator) {
      // Not the iterator's own type: that one's `__del__` is for the iterator alone.
      super(PyBaseObject.TYPE);
      this.iterator = iterator;
    }

    @Override
    public Object next(ThreadState ts) {
      return PyObjects.next(ts, iterator);
    }
  }

  /// `iter(o)`. The result is for the loop's own use only.
  public static PyIterator iter(ThreadState ts, Object o) {
    Object it = PyObjects.iter(ts, o);
    return it instanceof PyIterator i && !i.type.isHeapType() ? i : new Adapter(it);
  }

  /// The iterator that a generator expression was given; TypeError where it is none.
  public static PyIterator iterator(ThreadState ts, Object o) {
    if (o instanceof PyIterator i && !i.type.isHeapType()) {
      return i;
    }
    if (!PyObjects.isIterator(o)) {
      throw PyErr.typeError("'%s' object is not an iterator", PyObject.typeOf(o).name());
    }
    return new Adapter(o);
  }

  /// The `n` values of an iterable that is unpacked into as many targets.
  public static Object[] unpack(ThreadState ts, Object o, int n) {
    // A named tuple is iterated over as a tuple is, unless it says otherwise.
    if (o instanceof PyTuple t && (t.type == PyTuple.TYPE || t.type.slot(Slot.ITER) == PyTuple.TYPE.slot(Slot.ITER))) {
      if (t.items.length != n) {
        throw t.items.length > n ? tooMany(ts, o, n) : wrongCount(t.items.length, n);
      }
      return t.items;
    }
    if (o instanceof PyList l && l.type == PyList.TYPE) {
      if (l.size != n) {
        throw wrongCount(l.size, n);
      }
      return l.toArray();
    }
    PyIterator it = unpackIterator(ts, o);
    Object[] values = new Object[n];
    for (int i = 0; i < n; i++) {
      values[i] = it.next(ts);
      if (values[i] == null) {
        throw PyErr.valueError("not enough values to unpack (expected %d, got %d)", n, i);
      }
    }
    if (it.next(ts) != null) {
      throw tooMany(ts, o, n);
    }
    return values;
  }

  private static PyIterator unpackIterator(ThreadState ts, Object o) {
    if (PyObject.typeOf(o).slot(Slot.ITER) == null && !PyObjects.isSequence(o)) {
      throw PyErr.typeError("cannot unpack non-iterable %s object", PyObject.typeOf(o).name());
    }
    return iter(ts, o);
  }

  private static PyException wrongCount(int got, int n) {
    return got > n ? PyErr.valueError("too many values to unpack (expected %d, got %d)", n, got)
        : PyErr.valueError("not enough values to unpack (expected %d, got %d)", n, got);
  }

  private static PyException tooMany(ThreadState ts, Object o, int n) {
    PyType type = PyObject.typeOf(o);
    boolean sized = type == PyList.TYPE || type == PyTuple.TYPE || type == PyDict.TYPE;
    return sized ? PyErr.valueError("too many values to unpack (expected %d, got %d)", n, PyObjects.len(ts, o))
        : PyErr.valueError("too many values to unpack (expected %d)", n);
  }

  /// Unpacks into `before` targets, a starred one, and `after` more: the starred one's list stands in between.
  public static Object[] unpackStar(ThreadState ts, Object o, int before, int after) {
    PyIterator it = unpackIterator(ts, o);
    Object[] values = new Object[before + 1 + after];
    for (int i = 0; i < before; i++) {
      values[i] = it.next(ts);
      if (values[i] == null) {
        throw PyErr.valueError("not enough values to unpack (expected at least %d, got %d)", before + after, i);
      }
    }
    PyList rest = new PyList();
    for (Object x = it.next(ts); x != null; x = it.next(ts)) {
      rest.append(x);
    }
    if (rest.size < after) {
      throw PyErr.valueError("not enough values to unpack (expected at least %d, got %d)", before + after, before + rest.size);
    }
    int keep = rest.size - after;
    System.arraycopy(rest.items, keep, values, before + 1, after);
    values[before] = new PyList(Arrays.copyOf(rest.items, keep), keep);
    return values;
  }
}
