package org.atoll.runtime.types;

import java.util.function.Consumer;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.ClaimsClass;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// A set (`Objects/setobject.c`). Guarded by the GIL.
@PyTypeDef(name = "set", hashable = false, doc = "Build an unordered collection of unique elements.")
public class PySet extends AnySet implements Movable, Freezable {
  public static final PyType TYPE = PyType.builtin(new PySetBinder());

  public PySet() {
    super(TYPE);
  }

  public PySet(PyType type) {
    super(type);
  }

  /// Whether the set is of the built-in types themselves, so that its table may be read directly.
  static boolean isExact(SetTable s) {
    return s.type == TYPE || s.type == PyFrozenSet.TYPE;
  }

  @Override
  AnySet empty() {
    return new PySet();
  }

  @Override
  public boolean isMovable() {
    return type == TYPE && !isFrozen();
  }

  @Override
  public boolean isFreezable() {
    return type == TYPE;
  }

  @Override
  public void forEachPart(Consumer<Object> sink) {
    for (Object member : toArray()) {
      sink.accept(member);
    }
  }

  @Override
  public void freeze() {
    mark = FROZEN;
  }

  @Override
  public PyObject moveOut(ThreadState ts) {
    PySet taken = new PySet();
    giveTo(taken);
    type = PyMovedSet.TYPE;
    return taken;
  }

  @Override
  public void moveBack(PyObject taken) {
    takeFrom((PySet) taken);
    type = TYPE;
  }

  /// A plain set with the same members.
  public final PySet copy() {
    PySet s = new PySet();
    s.copyFrom(this);
    return s;
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PySet(cls);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Initialize self.  See help(type(self)) for accurate signature.")
  void __init__(ThreadState ts, PyTuple args, PyDict kwargs) {
    requireMutable();
    if (kwargs.size() > 0) {
      throw PyErr.typeError("set() takes no keyword arguments");
    }
    if (args.items.length > 1) {
      throw PyErr.typeError("set expected at most 1 argument, got %d", args.items.length);
    }
    if (size() > 0) {
      clearTable();
    }
    if (args.items.length == 1) {
      addAll(ts, args.items[0]);
    }
  }

  @PyMethod(sig = "(object, /)", name = "add", doc = """
      Add an element to a set.

      This has no effect if the element is already present.""")
  void addMethod(ThreadState ts, Object object) {
    requireMutable();
    add(ts, object);
  }

  @PyMethod(sig = "(object, /)", doc = """
      Remove an element from a set; it must be a member.

      If the element is not a member, raise a KeyError.""")
  void remove(ThreadState ts, Object object) {
    requireMutable();
    if (!discard(ts, object)) {
      throw PyErr.keyError(object);
    }
  }

  @PyMethod(sig = "(object, /)", name = "discard", doc = """
      Remove an element from a set if it is a member.

      Unlike set.remove(), the discard() method does not raise
      an exception when an element is missing from the set.""")
  void discardMethod(ThreadState ts, Object object) {
    requireMutable();
    discard(ts, object);
  }

  @PyMethod(sig = "()", doc = "Remove and return an arbitrary set element.\n\nRaises KeyError if the set is empty.")
  Object pop() {
    requireMutable();
    Object o = popAny();
    if (o == null) {
      throw PyErr.keyError("pop from an empty set");
    }
    return o;
  }

  @PyMethod(sig = "()", doc = "Remove all elements from this set.")
  void clear() {
    clearTable();
  }

  @PyMethod(sig = "()", doc = "Return a shallow copy of a set.")
  Object copy(ThreadState ts) {
    PySet s = new PySet();
    s.addAll(ts, this);
    return s;
  }

  @PyMethod(sig = "(*others)", doc = "Update the set, adding elements from all others.")
  void update(ThreadState ts, PyTuple others) {
    requireMutable();
    for (Object o : others.items) {
      addAll(ts, o);
    }
  }

  @PyMethod(sig = "(*others)", doc = "Update the set, keeping only elements found in it and all others.")
  void intersection_update(ThreadState ts, PyTuple others) {
    swap((SetTable) intersection(ts, others));
  }

  @PyMethod(sig = "(*others)", doc = "Update the set, removing elements found in others.")
  void difference_update(ThreadState ts, PyTuple others) {
    requireMutable();
    for (Object o : others.items) {
      removeAll(ts, o);
    }
  }

  @PyMethod(sig = "(other, /)", doc = "Update the set, keeping only elements found in either set, but not in both.")
  void symmetric_difference_update(ThreadState ts, Object other) {
    symmetricUpdate(ts, other);
  }

  // Operators that change the set, with sets only and what stands in for one: they must not make another set of this.

  private static boolean isSet(ThreadState ts, Object o) {
    return o instanceof AnySet || o instanceof ClaimsClass && PyObjects.isInstance(ts, o, TYPE);
  }

  @PyMethod
  Object __ior__(ThreadState ts, Object other) {
    if (!isSet(ts, other)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    addAll(ts, other);
    return this;
  }

  @PyMethod
  Object __iand__(ThreadState ts, Object other) {
    if (!isSet(ts, other)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    intersection_update(ts, PyTuple.of(other));
    return this;
  }

  @PyMethod
  Object __isub__(ThreadState ts, Object other) {
    if (!isSet(ts, other)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    removeAll(ts, other);
    return this;
  }

  @PyMethod
  Object __ixor__(ThreadState ts, Object other) {
    if (!isSet(ts, other)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    symmetricUpdate(ts, other);
    return this;
  }
}
