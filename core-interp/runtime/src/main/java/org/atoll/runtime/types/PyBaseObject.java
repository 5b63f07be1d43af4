package org.atoll.runtime.types;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PySetter;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.ClassAssignment;
import org.atoll.runtime.object.Dir;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Reduce;
import org.atoll.runtime.object.Slot;

/// `object` (`Objects/typeobject.c`).
@PyTypeDef(name = "object", accepts = Object.class, doc = "The base class of the class hierarchy.\n\n"
    + "When called, it accepts no arguments and returns a new featureless\ninstance that has no instance attributes and cannot be given any.\n")
public final class PyBaseObject {
  public static final PyType TYPE = PyType.builtin(new PyBaseObjectBinder());

  private PyBaseObject() {}

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(ThreadState ts, PyType cls, PyTuple args, PyDict kwargs) {
    if (cls.binder() != null && !cls.binder().instantiable()) {
      throw PyErr.typeError("cannot create '%s' instances", cls.fullName());
    }
    if (args.items.length > 0 || kwargs.size() > 0) {
      if (cls.slot(Slot.NEW) != TYPE.slot(Slot.NEW)) {
        throw PyErr.typeError("object.__new__() takes exactly one argument (the type to instantiate)");
      }
      if (cls.slot(Slot.INIT) == TYPE.slot(Slot.INIT)) {
        throw PyErr.typeError("%s() takes no arguments", cls.name());
      }
    }
    if (cls.isAbstract()) {
      throw abstractError(ts, cls);
    }
    return new PyInstance(cls);
  }

  private static PyException abstractError(ThreadState ts, PyType cls) {
    Object names = PyObjects.getAttr(ts, cls, "__abstractmethods__");
    PyList sorted = PyList.fromIterable(ts, names);
    sorted.sort(ts, null, false);
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < sorted.size; i++) {
      joined.append(i == 0 ? "'" : "', '").append(sorted.items[i]);
    }
    return PyErr.typeError("Can't instantiate abstract class %s without an implementation for abstract method%s %s'", cls.name(), sorted.size > 1 ? "s" : "", joined);
  }

  @PyMethod(sig = "(*args, **kwargs)")
  static void __init__(Object self, PyTuple args, PyDict kwargs) {
    if (args.items.length > 0 || kwargs.size() > 0) {
      PyType t = PyObject.typeOf(self);
      if (t.slot(Slot.INIT) != TYPE.slot(Slot.INIT)) {
        throw PyErr.typeError("object.__init__() takes exactly one argument (the instance to initialize)");
      }
      if (t.slot(Slot.NEW) == TYPE.slot(Slot.NEW)) {
        throw PyErr.typeError("%s.__init__() takes exactly one argument (the instance to initialize)", t.name());
      }
    }
  }

  /// Refuses to write past the `__setattr__` of the built-in type that the object derives from: it keeps that type's
  /// invariants ("Carlo Verre's hack").
  private static void requireOwnSetAttr(Object self, String method) {
    PyType t = PyObject.typeOf(self);
    PyType builtin = t.solidBase();
    if (builtin != TYPE && builtin.slot(Slot.SETATTR) != TYPE.slot(Slot.SETATTR)) {
      throw PyErr.typeError("can't apply this %s to %s object", method, t.messageName());
    }
  }

  @PyMethod
  static Object __getattribute__(ThreadState ts, Object self, Object name) {
    String n = PyObjects.attributeName(name);
    Object v = PyObjects.genericGetAttr(ts, self, n);
    if (v == null) {
      throw PyObjects.noAttribute(self, n);
    }
    return v;
  }

  @PyMethod
  static void __setattr__(ThreadState ts, Object self, Object name, Object value) {
    requireOwnSetAttr(self, "__setattr__");
    PyObjects.genericSetAttr(ts, self, PyObjects.attributeName(name), value);
  }

  @PyMethod
  static void __delattr__(ThreadState ts, Object self, Object name) {
    requireOwnSetAttr(self, "__delattr__");
    PyObjects.genericSetAttr(ts, self, PyObjects.attributeName(name), null);
  }

  @PyMethod
  static Object __repr__(ThreadState ts, Object self) {
    return "<" + PyObject.typeOf(self).fullName() + " object at 0x" + Long.toHexString(PyObjects.id(self)) + ">";
  }

  @PyMethod
  static Object __str__(ThreadState ts, Object self) {
    return PyObjects.repr(ts, self);
  }

  @PyMethod
  static long __hash__(Object self) {
    return PyObjects.identityHash(self);
  }

  @PyMethod
  static Object __eq__(Object self, Object other) {
    return PyObjects.is(self, other) ? Boolean.TRUE : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  static Object __ne__(ThreadState ts, Object self, Object other) {
    Object eq = PyObject.typeOf(self).slot(Slot.EQ);
    Object r = eq == null ? PyNotImplemented.NOT_IMPLEMENTED : Call.call2(ts, eq, self, other);
    return r == PyNotImplemented.NOT_IMPLEMENTED ? r : (Object) !PyObjects.isTrue(ts, r);
  }

  @PyMethod
  static Object __lt__(Object self, Object other) {
    return PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  static Object __le__(Object self, Object other) {
    return PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  static Object __gt__(Object self, Object other) {
    return PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  static Object __ge__(Object self, Object other) {
    return PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod(sig = "(format_spec, /)")
  static Object __format__(ThreadState ts, Object self, String format_spec) {
    if (!format_spec.isEmpty()) {
      throw PyErr.typeError("unsupported format string passed to %s.__format__", PyObject.typeOf(self).name());
    }
    return PyObjects.str(ts, self);
  }

  @PyGetter(name = "__class__", doc = "the object's class")
  static Object getClass(Object self) {
    return PyObject.typeOf(self);
  }

  @PySetter(name = "__class__")
  static void setClass(Object self, Object value) {
    ClassAssignment.assign(self, value);
  }

  @PyMethod
  static Object __dir__(ThreadState ts, Object self) {
    return Dir.ofObject(ts, self);
  }

  @PyMethod
  static long __sizeof__(Object self) {
    return 16;
  }

  @PyMethod
  static Object __reduce__(ThreadState ts, Object self) {
    return Reduce.reduce(ts, self, 0);
  }

  @PyMethod(sig = "(protocol, /)")
  static Object __reduce_ex__(ThreadState ts, Object self, int protocol) {
    return Reduce.reduceEx(ts, self, protocol);
  }

  @PyMethod
  static Object __getstate__(ThreadState ts, Object self) {
    return Reduce.getState(ts, self);
  }

  @PyMethod(classMethod = true, sig = "()")
  static void __init_subclass__(PyType cls) {}

  @PyMethod(classMethod = true, sig = "(subclass, /)")
  static Object __subclasshook__(PyType cls, Object subclass) {
    return PyNotImplemented.NOT_IMPLEMENTED;
  }
}
