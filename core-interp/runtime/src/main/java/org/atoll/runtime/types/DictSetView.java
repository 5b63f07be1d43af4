package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// What keys and items views have in common with sets (`Objects/dictobject.c`, `dictviews_as_number`). Guarded by the GIL.
abstract class DictSetView extends DictView {
  DictSetView(PyType type, PyDict dict) {
    super(type, dict);
  }

  abstract boolean has(ThreadState ts, Object member);

  @PyMethod
  boolean __contains__(ThreadState ts, Object member) {
    dict.requireHere();
    return has(ts, member);
  }

  private static boolean isSetLike(Object o) {
    return o instanceof SetTable || o instanceof DictSetView;
  }

  // Comparison.

  private static int sizeOf(Object o) {
    return o instanceof SetTable s ? s.size() : ((DictView) o).dict.size;
  }

  /// Whether all members of the one are in the other.
  private static boolean within(ThreadState ts, Object small, Object large) {
    Object it = PyObjects.iter(ts, small);
    for (Object o; (o = PyObjects.next(ts, it)) != null; ) {
      if (!PyObjects.contains(ts, large, o)) {
        return false;
      }
    }
    return true;
  }

  @PyMethod
  Object __eq__(ThreadState ts, Object other) {
    return isSetLike(other) ? (Object) (sizeOf(other) == dict.size && within(ts, this, other)) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __ne__(ThreadState ts, Object other) {
    return isSetLike(other) ? (Object) !(sizeOf(other) == dict.size && within(ts, this, other)) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __le__(ThreadState ts, Object other) {
    return isSetLike(other) ? (Object) (dict.size <= sizeOf(other) && within(ts, this, other)) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __lt__(ThreadState ts, Object other) {
    return isSetLike(other) ? (Object) (dict.size < sizeOf(other) && within(ts, this, other)) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __ge__(ThreadState ts, Object other) {
    return isSetLike(other) ? (Object) (dict.size >= sizeOf(other) && within(ts, other, this)) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __gt__(ThreadState ts, Object other) {
    return isSetLike(other) ? (Object) (dict.size > sizeOf(other) && within(ts, other, this)) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  // Set operations; either operand may be the view.

  private static PySet setOf(ThreadState ts, Object iterable) {
    PySet s = new PySet();
    s.addAll(ts, iterable);
    return s;
  }

  @PyMethod
  Object __sub__(ThreadState ts, Object other) {
    return minus(ts, this, other);
  }

  @PyMethod
  Object __rsub__(ThreadState ts, Object other) {
    return minus(ts, other, this);
  }

  private static Object minus(ThreadState ts, Object a, Object b) {
    PySet s = setOf(ts, a);
    s.removeAll(ts, b);
    return s;
  }

  @PyMethod
  Object __and__(ThreadState ts, Object other) {
    return intersection(ts, other);
  }

  @PyMethod
  Object __rand__(ThreadState ts, Object other) {
    return intersection(ts, other);
  }

  private Object intersection(ThreadState ts, Object other) {
    Object rest = other;
    DictSetView in = this;
    if (other instanceof DictSetView v && v.dict.size > dict.size) {
      in = v;
      rest = this;
    } else if (other instanceof SetTable s && PySet.isExact(s) && s.size() > dict.size) {
      PySet result = new PySet();
      for (Object o : contents()) {
        if (s.contains(ts, o)) {
          result.add(ts, o);
        }
      }
      return result;
    }
    PySet result = new PySet();
    Object it = PyObjects.iter(ts, rest);
    for (Object o; (o = PyObjects.next(ts, it)) != null; ) {
      if (in.has(ts, o)) {
        result.add(ts, o);
      }
    }
    return result;
  }

  @PyMethod
  Object __or__(ThreadState ts, Object other) {
    return union(ts, this, other);
  }

  @PyMethod
  Object __ror__(ThreadState ts, Object other) {
    return union(ts, other, this);
  }

  private static Object union(ThreadState ts, Object a, Object b) {
    PySet s = setOf(ts, a);
    s.addAll(ts, b);
    return s;
  }

  @PyMethod
  Object __xor__(ThreadState ts, Object other) {
    return difference(ts, this, other);
  }

  @PyMethod
  Object __rxor__(ThreadState ts, Object other) {
    return difference(ts, other, this);
  }

  private static Object difference(ThreadState ts, Object a, Object b) {
    PySet s = setOf(ts, a);
    s.symmetricUpdate(ts, b);
    return s;
  }

  @PyMethod(sig = "(other, /)", doc = "Return True if the view and the given iterable have a null intersection.")
  boolean isdisjoint(ThreadState ts, Object other) {
    if (other == this) {
      return dict.size == 0;
    }
    Object small = other;
    Object large = this;
    if (isSetLike(other) && sizeOf(other) > dict.size) {
      small = this;
      large = other;
    }
    Object it = PyObjects.iter(ts, small);
    for (Object o; (o = PyObjects.next(ts, it)) != null; ) {
      if (PyObjects.contains(ts, large, o)) {
        return false;
      }
    }
    return true;
  }

  @PyMethod(sig = "()")
  Object __reversed__() {
    return reverseIterator();
  }

  abstract PyObject reverseIterator();
}
