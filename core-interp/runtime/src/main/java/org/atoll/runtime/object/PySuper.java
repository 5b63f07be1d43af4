package org.atoll.runtime.object;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;

/// `super` (`Objects/typeobject.c`, `superobject`).
@PyTypeDef(name = "super", hasDict = false)
public final class PySuper extends PyInstance {
  public static final PyType TYPE = PyType.builtin(new PySuperBinder());

  private PyType thisClass;
  private Object self;
  private PyType selfClass;

  private PySuper(PyType cls) {
    super(cls);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PySuper(cls);
  }

  /// `super()` without arguments in a method: the class cell and the first argument come from the compiler.
  public static Object ofMethod(ThreadState ts, PyCell classCell, Object firstArgument) {
    if (firstArgument == null) {
      PyFunction f = ts.currentFunction();
      throw PyErr.runtimeError(f != null && f.code.argcount > 0 ? "super(): arg[0] deleted" : "super(): no arguments");
    }
    if (classCell == null) {
      throw PyErr.runtimeError("super(): __class__ cell not found");
    }
    if (classCell.value == null) {
      throw PyErr.runtimeError("super(): empty __class__ cell");
    }
    PySuper s = new PySuper(TYPE);
    s.init((PyType) classCell.value, firstArgument);
    return s;
  }

  @PyMethod(sig = "(type=<absent>, object_or_type=None, /)")
  void __init__(ThreadState ts, Object type, Object object_or_type) {
    if (type == null) {
      throw PyErr.runtimeError("super(): no arguments");
    }
    if (!(type instanceof PyType t)) {
      throw PyErr.typeError("super() argument 1 must be a type, not %s", PyObject.typeOf(type).name());
    }
    if (object_or_type == PyNone.NONE) {
      thisClass = t;
    } else {
      init(t, object_or_type);
    }
  }

  private void init(PyType cls, Object obj) {
    selfClass = startingClass(cls, obj);
    thisClass = cls;
    self = obj;
  }

  private static PyType startingClass(PyType cls, Object obj) {
    if (obj instanceof PyType t && t.isSubtype(cls)) {
      return t;
    }
    PyType t = PyObject.typeOf(obj);
    if (t.isSubtype(cls)) {
      return t;
    }
    Object claimed = obj instanceof PyInstance i && t.isHeapType() ? PyObjects.getOptionalAttr(ThreadState.current(), i, "__class__") : null;
    if (claimed instanceof PyType c && c != t && c.isSubtype(cls)) {
      return c;
    }
    boolean isType = obj instanceof PyType;
    throw PyErr.typeError("super(type, obj): obj (%s %s) is not an instance or subtype of type (%s).", isType ? "type" : "instance of",
        isType ? ((PyType) obj).name() : t.name(), cls.name());
  }

  /// Attribute `name` of `super(cls, obj)`.
  static Object attributeOf(ThreadState ts, PyType cls, Object obj, String name) {
    PySuper s = new PySuper(TYPE);
    s.init(cls, obj);
    return s.getAttribute(ts, name);
  }

  @PyMethod
  Object __getattribute__(ThreadState ts, Object name) {
    return getAttribute(ts, PyObjects.attributeName(name));
  }

  /// Looks behind `thisClass` in the MRO of the object's class, then at the super object itself.
  public Object getAttribute(ThreadState ts, String name) {
    if (selfClass != null && !name.equals("__class__")) {
      Object found = behind(name);
      if (found != null) {
        return Descriptors.get(ts, found, self == selfClass ? null : self, selfClass);
      }
    }
    Object own = PyObjects.genericGetAttr(ts, this, name);
    if (own == null) {
      throw PyErr.attributeError(this, name, "'super' object has no attribute '%s'", name);
    }
    return own;
  }

  private Object behind(String name) {
    PyType[] mro = selfClass.mro();
    int i = 0;
    while (i < mro.length && mro[i] != thisClass) {
      i++;
    }
    for (i++; i < mro.length; i++) {
      Object found = mro[i].dict().get(name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  @Override
  public int descriptorKind() {
    return 1;
  }

  @Override
  public Object descrGet(ThreadState ts, Object obj, PyType owner) {
    if (obj == null || self != null) {
      return this;
    }
    if (type != TYPE) {
      return Call.call2(ts, type, thisClass, obj);
    }
    PySuper s = new PySuper(TYPE);
    s.init(thisClass, obj);
    return s;
  }

  @PyMethod(sig = "(instance, owner=None, /)")
  Object __get__(ThreadState ts, Object obj, Object type) {
    return descrGet(ts, obj == PyNone.NONE ? null : obj, null);
  }

  @PyGetter(name = "__thisclass__", member = true)
  Object thisClass() {
    return thisClass == null ? PyNone.NONE : thisClass;
  }

  @PyGetter(name = "__self__", member = true)
  Object self() {
    return self == null ? PyNone.NONE : self;
  }

  @PyGetter(name = "__self_class__", member = true)
  Object selfClass() {
    return selfClass == null ? PyNone.NONE : selfClass;
  }

  @PyMethod
  String __repr__() {
    String cls = thisClass == null ? "NULL" : thisClass.name();
    return selfClass == null ? "<super: <class '" + cls + "'>, NULL>" : "<super: <class '" + cls + "'>, <" + selfClass.name() + " object>>";
  }
}
