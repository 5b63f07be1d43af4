package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Reduce;

/// What set and frozenset have in common (`Objects/setobject.c`). Guarded by the GIL.
abstract class AnySet extends SetTable {
  AnySet(PyType type) {
    super(type);
  }

  /// A new empty set of the kind of this one, subclasses aside.
  abstract AnySet empty();

  private AnySet copyOf(ThreadState ts, Object iterable) {
    AnySet s = empty();
    s.addAll(ts, iterable);
    return s;
  }

  @PyMethod
  int __len__() {
    return size();
  }

  @PyMethod
  boolean __contains__(ThreadState ts, Object key) {
    return containsAsKey(ts, key);
  }

  @PyMethod
  Object __iter__() {
    return new PySetIterator(this);
  }

  // Methods that take any iterables.

  @PyMethod(sig = "(*others)", doc = "Return a new set with elements from the set and all others.")
  Object union(ThreadState ts, PyTuple others) {
    AnySet s = copyOf(ts, this);
    for (Object o : others.items) {
      s.addAll(ts, o);
    }
    return s;
  }

  @PyMethod(sig = "(*others)", doc = "Return a new set with elements common to the set and all others.")
  Object intersection(ThreadState ts, PyTuple others) {
    if (others.items.length == 0) {
      return copyOf(ts, this);
    }
    AnySet s = this;
    for (Object o : others.items) {
      AnySet r = empty();
      s.intersectInto(ts, o, r);
      s = r;
    }
    return s;
  }

  @PyMethod(sig = "(*others)", doc = "Return a new set with elements in the set that are not in the others.")
  Object difference(ThreadState ts, PyTuple others) {
    if (others.items.length == 0) {
      return copyOf(ts, this);
    }
    AnySet s = minus(ts, others.items[0]);
    for (int i = 1; i < others.items.length; i++) {
      s.removeAll(ts, others.items[i]);
    }
    return s;
  }

  private AnySet minus(ThreadState ts, Object other) {
    int n = other instanceof SetTable s ? s.size() : other instanceof PyDict d && d.type == PyDict.TYPE ? d.size : -1;
    if (n < 0 || size() >> 2 > n) {
      AnySet s = copyOf(ts, this);
      s.removeAll(ts, other);
      return s;
    }
    AnySet s = empty();
    subtractInto(ts, other, s);
    return s;
  }

  @PyMethod(sig = "(other, /)", doc = "Return a new set with elements in either the set or other but not both.")
  Object symmetric_difference(ThreadState ts, Object other) {
    AnySet s = copyOf(ts, other);
    s.symmetricUpdate(ts, this);
    return s;
  }

  @PyMethod(sig = "(other, /)", doc = "Return True if two sets have a null intersection.")
  boolean isdisjoint(ThreadState ts, Object other) {
    return disjoint(ts, other);
  }

  @PyMethod(sig = "(other, /)", doc = "Report whether another set contains this set.")
  boolean issubset(ThreadState ts, Object other) {
    if (other instanceof SetTable s) {
      return within(ts, s);
    }
    AnySet common = empty();
    intersectInto(ts, other, common);
    return common.size() == size();
  }

  @PyMethod(sig = "(other, /)", doc = "Report whether this set contains another set.")
  boolean issuperset(ThreadState ts, Object other) {
    if (other instanceof SetTable s) {
      return s.within(ts, this);
    }
    Object it = PyObjects.iter(ts, other);
    for (Object o; (o = PyObjects.next(ts, it)) != null; ) {
      if (!containsAsKey(ts, o)) {
        return false;
      }
    }
    return true;
  }

  // Operators, between sets only.

  @PyMethod
  Object __or__(ThreadState ts, Object other) {
    if (!(other instanceof AnySet)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    AnySet s = copyOf(ts, this);
    s.addAll(ts, other);
    return s;
  }

  @PyMethod
  Object __ror__(ThreadState ts, Object other) {
    return other instanceof AnySet s ? s.__or__(ts, this) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __and__(ThreadState ts, Object other) {
    if (!(other instanceof AnySet)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    AnySet s = empty();
    intersectInto(ts, other, s);
    return s;
  }

  @PyMethod
  Object __rand__(ThreadState ts, Object other) {
    return other instanceof AnySet s ? s.__and__(ts, this) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __sub__(ThreadState ts, Object other) {
    return other instanceof AnySet ? minus(ts, other) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __rsub__(ThreadState ts, Object other) {
    return other instanceof AnySet s ? s.minus(ts, this) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __xor__(ThreadState ts, Object other) {
    return other instanceof AnySet ? symmetric_difference(ts, other) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __rxor__(ThreadState ts, Object other) {
    return other instanceof AnySet s ? s.symmetric_difference(ts, this) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __eq__(ThreadState ts, Object other) {
    return other instanceof AnySet s ? (Object) equalTo(ts, s) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __ne__(ThreadState ts, Object other) {
    return other instanceof AnySet s ? (Object) !equalTo(ts, s) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  private boolean equalTo(ThreadState ts, AnySet s) {
    return size() == s.size() && within(ts, s);
  }

  @PyMethod
  Object __le__(ThreadState ts, Object other) {
    return other instanceof AnySet s ? (Object) within(ts, s) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __lt__(ThreadState ts, Object other) {
    return other instanceof AnySet s ? (Object) (size() < s.size() && within(ts, s)) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __ge__(ThreadState ts, Object other) {
    return other instanceof AnySet s ? (Object) s.within(ts, this) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __gt__(ThreadState ts, Object other) {
    return other instanceof AnySet s ? (Object) (size() > s.size() && s.within(ts, this)) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  String __repr__(ThreadState ts) {
    String name = type.name();
    if (size() == 0) {
      return name + "()";
    }
    if (!ts.reprEnter(this)) {
      return name + "(...)";
    }
    try {
      StringBuilder b = new StringBuilder(type == PySet.TYPE ? "{" : name + "({");
      boolean more = false;
      for (Object o : toArray()) {
        if (more) {
          b.append(", ");
        }
        b.append(PyObjects.repr(ts, o));
        more = true;
      }
      return b.append(type == PySet.TYPE ? "}" : "})").toString();
    } finally {
      ts.reprLeave(this);
    }
  }

  @PyMethod(sig = "()", doc = "Return state information for pickling.")
  Object __reduce__(ThreadState ts) {
    return PyTuple.of(type, PyTuple.of(new PyList(toArray())), Reduce.getState(ts, this));
  }

  @PyMethod(sig = "()", doc = "S.__sizeof__() -> size of S in memory, in bytes.")
  long __sizeof__() {
    return sizeofTable();
  }

  @PyMethod(sig = "(object, /)", classMethod = true, doc = "See PEP 585")
  static Object __class_getitem__(PyType cls, Object item) {
    return PyGenericAlias.of(cls, item);
  }
}
