package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;

/// A frozenset (`Objects/setobject.c`). Immutable once it has been filled by whoever made it.
@PyTypeDef(name = "frozenset", doc = "Build an immutable unordered collection of unique elements.")
public class PyFrozenSet extends AnySet {
  public static final PyType TYPE = PyType.builtin(new PyFrozenSetBinder());

  private long hash = -1;

  /// An empty frozenset, to be filled by the caller before anybody else sees it.
  public PyFrozenSet() {
    super(TYPE);
  }

  public PyFrozenSet(PyType type) {
    super(type);
  }

  /// The frozenset of these members.
  public static PyFrozenSet of(ThreadState ts, Object... members) {
    PyFrozenSet s = new PyFrozenSet();
    for (Object o : members) {
      s.add(ts, o);
    }
    return s;
  }

  @Override
  AnySet empty() {
    return new PyFrozenSet();
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(ThreadState ts, PyType cls, PyTuple args, PyDict kwargs) {
    if (kwargs.size() > 0 && (cls == TYPE || cls.slot(Slot.INIT) == TYPE.slot(Slot.INIT))) {
      throw PyErr.typeError("frozenset() takes no keyword arguments");
    }
    if (args.items.length > 1) {
      throw PyErr.typeError("frozenset expected at most 1 argument, got %d", args.items.length);
    }
    if (args.items.length == 1 && cls == TYPE && args.items[0] instanceof PyFrozenSet f && f.type == TYPE) {
      return f;
    }
    PyFrozenSet s = new PyFrozenSet(cls);
    if (args.items.length == 1) {
      s.addAll(ts, args.items[0]);
    }
    return s;
  }

  @PyMethod(sig = "()", doc = "Return a shallow copy of a set.")
  Object copy(ThreadState ts) {
    if (type == TYPE) {
      return this;
    }
    PyFrozenSet s = new PyFrozenSet();
    s.addAll(ts, this);
    return s;
  }

  @PyMethod
  long __hash__() {
    if (hash == -1) {
      hash = hashOfMembers();
    }
    return hash;
  }
}
