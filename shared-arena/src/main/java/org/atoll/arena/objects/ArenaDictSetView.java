package org.atoll.arena.objects;

import org.atoll.annotations.PyMethod;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDictItems;
import org.atoll.runtime.types.PyDictKeys;
import org.atoll.runtime.types.PyFrozenSet;
import org.atoll.runtime.types.PySet;

/// What keys and items of a dict in an arena have in common with sets (`Objects/dictobject.c`, `dictviews_as_number`).
abstract class ArenaDictSetView extends ArenaDictView {
  ArenaDictSetView(PyType type, ArenaDict dict, ArenaDictIterator.What what) {
    super(type, dict, what);
  }

  abstract boolean has(ThreadState ts, Object member);

  @PyMethod
  boolean __contains__(ThreadState ts, Object member) {
    dict.reading(ts);
    return has(ts, member);
  }

  /// Whether an object may be compared with sets and views of this kind.
  static boolean isSetLike(Object o) {
    boolean isLocal = o instanceof PySet || o instanceof PyFrozenSet || o instanceof PyDictKeys || o instanceof PyDictItems;
    return isLocal || o instanceof ArenaSet || o instanceof ArenaDictSetView;
  }

  // Comparison.

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

  private boolean equalTo(ThreadState ts, Object other) {
    return size(ts) == PyObjects.len(ts, other) && within(ts, this, other);
  }

  @PyMethod
  Object __eq__(ThreadState ts, Object other) {
    return isSetLike(other) ? (Object) equalTo(ts, other) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __ne__(ThreadState ts, Object other) {
    return isSetLike(other) ? (Object) !equalTo(ts, other) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __le__(ThreadState ts, Object other) {
    return isSubset(ts, other, 0);
  }

  @PyMethod
  Object __lt__(ThreadState ts, Object other) {
    return isSubset(ts, other, 1);
  }

  private Object isSubset(ThreadState ts, Object other, int more) {
    if (!isSetLike(other)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    return PyObjects.len(ts, other) - size(ts) >= more && within(ts, this, other);
  }

  @PyMethod
  Object __ge__(ThreadState ts, Object other) {
    return isSuperset(ts, other, 0);
  }

  @PyMethod
  Object __gt__(ThreadState ts, Object other) {
    return isSuperset(ts, other, 1);
  }

  private Object isSuperset(ThreadState ts, Object other, int fewer) {
    if (!isSetLike(other)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    return size(ts) - PyObjects.len(ts, other) >= fewer && within(ts, other, this);
  }

  // Set operations; either operand may be the view.

  private static PySet setOf(ThreadState ts, Object iterable) {
    PySet s = new PySet();
    s.addAll(ts, iterable);
    return s;
  }

  private static Object combined(ThreadState ts, Object a, String method, Object b) {
    PySet s = setOf(ts, a);
    PyObjects.callMethod(ts, s, method, b);
    return s;
  }

  @PyMethod
  Object __sub__(ThreadState ts, Object other) {
    return combined(ts, this, "difference_update", other);
  }

  @PyMethod
  Object __rsub__(ThreadState ts, Object other) {
    return combined(ts, other, "difference_update", this);
  }

  @PyMethod
  Object __or__(ThreadState ts, Object other) {
    return combined(ts, this, "update", other);
  }

  @PyMethod
  Object __ror__(ThreadState ts, Object other) {
    return combined(ts, other, "update", this);
  }

  @PyMethod
  Object __xor__(ThreadState ts, Object other) {
    return combined(ts, this, "symmetric_difference_update", other);
  }

  @PyMethod
  Object __rxor__(ThreadState ts, Object other) {
    return combined(ts, other, "symmetric_difference_update", this);
  }

  @PyMethod
  Object __and__(ThreadState ts, Object other) {
    boolean fewer = isSetLike(other) && PyObjects.len(ts, other) > size(ts);
    Object large = fewer ? other : this;
    PySet common = new PySet();
    Object it = PyObjects.iter(ts, fewer ? this : other);
    for (Object o; (o = PyObjects.next(ts, it)) != null; ) {
      if (PyObjects.contains(ts, large, o)) {
        common.add(ts, o);
      }
    }
    return common;
  }

  @PyMethod
  Object __rand__(ThreadState ts, Object other) {
    return __and__(ts, other);
  }

  @PyMethod(sig = "(other, /)", doc = "Return True if the view and the given iterable have a null intersection.")
  boolean isdisjoint(ThreadState ts, Object other) {
    boolean fewer = isSetLike(other) && PyObjects.len(ts, other) > size(ts);
    Object large = fewer ? other : this;
    Object it = PyObjects.iter(ts, fewer ? this : other);
    for (Object o; (o = PyObjects.next(ts, it)) != null; ) {
      if (PyObjects.contains(ts, large, o)) {
        return false;
      }
    }
    return true;
  }
}
