package org.atoll.runtime.object;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PySetter;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;

/// `property` (`Objects/descrobject.c`).
@PyTypeDef(name = "property", doc = "Property attribute.")
public final class PyProperty extends PyInstance {
  public static final PyType TYPE = PyType.builtin(new PyPropertyBinder());

  public Object fget = PyNone.NONE;
  private Object fset = PyNone.NONE;
  private Object fdel = PyNone.NONE;
  private Object doc = PyNone.NONE;
  private Object name;
  private boolean getterDoc;

  private PyProperty(PyType cls) {
    super(cls);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyProperty(cls);
  }

  @PyMethod(sig = "(fget=None, fset=None, fdel=None, doc=None)")
  void __init__(ThreadState ts, Object fget, Object fset, Object fdel, Object doc) {
    this.fget = fget;
    this.fset = fset;
    this.fdel = fdel;
    this.doc = PyNone.NONE;
    this.name = null;
    this.getterDoc = false;
    Object text = doc;
    if (doc == PyNone.NONE && fget != PyNone.NONE) {
      Object found = PyObjects.getOptionalAttr(ts, fget, "__doc__");
      if (found != null && found != PyNone.NONE) {
        text = found;
        getterDoc = true;
      }
    }
    if (type == TYPE) {
      this.doc = text;
    } else {
      setDocOfSubclass(ts, text);
    }
  }

  /// The class of the instance has a `__doc__` of its own, which would hide that of this type: so it becomes an attribute.
  private void setDocOfSubclass(ThreadState ts, Object text) {
    try {
      PyObjects.setAttr(ts, this, "__doc__", text);
    } catch (PyException e) {
      if (getterDoc || !PyErr.matches(e, PyExc.AttributeError)) {
        throw e;
      }
    }
  }

  private Object copy(ThreadState ts, Object get, Object set, Object del) {
    Object d = getterDoc && get != PyNone.NONE ? PyNone.NONE : doc;
    Object made = Call.call4(ts, type, get, set, del, d);
    if (made instanceof PyProperty p) {
      p.name = name;
    }
    return made;
  }

  @PyMethod(sig = "(getter, /)", doc = "Descriptor to obtain a copy of the property with a different getter.")
  Object getter(ThreadState ts, Object getter) {
    return copy(ts, getter == PyNone.NONE ? fget : getter, fset, fdel);
  }

  @PyMethod(sig = "(setter, /)", doc = "Descriptor to obtain a copy of the property with a different setter.")
  Object setter(ThreadState ts, Object setter) {
    return copy(ts, fget, setter == PyNone.NONE ? fset : setter, fdel);
  }

  @PyMethod(sig = "(deleter, /)", doc = "Descriptor to obtain a copy of the property with a different deleter.")
  Object deleter(ThreadState ts, Object deleter) {
    return copy(ts, fget, fset, deleter == PyNone.NONE ? fdel : deleter);
  }

  @PyMethod(sig = "(*args)")
  void __set_name__(PyTuple args) {
    if (args.items.length != 2) {
      throw PyErr.typeError("__set_name__() takes 2 positional arguments but %d were given", args.items.length);
    }
    name = args.items[1];
  }

  private Object nameOrNull(ThreadState ts) {
    if (name != null) {
      return name;
    }
    return fget == PyNone.NONE ? null : PyObjects.getOptionalAttr(ts, fget, "__name__");
  }

  @Override
  public int descriptorKind() {
    return 2;
  }

  @Override
  public Object descrGet(ThreadState ts, Object obj, PyType owner) {
    if (obj == null) {
      return this;
    }
    if (fget == PyNone.NONE) {
      throw refused(ts, obj, "getter");
    }
    return Call.call1(ts, fget, obj);
  }

  private PyException refused(ThreadState ts, Object obj, String what) {
    Object n = nameOrNull(ts);
    Object qualname = PyObject.typeOf(obj).qualname();
    if (n == null) {
      return PyErr.format(PyExc.AttributeError, "property of '%s' object has no %s", qualname, what);
    }
    return PyErr.format(PyExc.AttributeError, "property %s of '%s' object has no %s", PyObjects.repr(ts, n), qualname, what);
  }

  @Override
  public void descrSet(ThreadState ts, Object obj, Object value) {
    Object f = value == null ? fdel : fset;
    if (f == PyNone.NONE) {
      throw refused(ts, obj, value == null ? "deleter" : "setter");
    }
    if (value == null) {
      Call.call1(ts, f, obj);
    } else {
      Call.call2(ts, f, obj, value);
    }
  }

  @PyMethod(sig = "(instance, owner=None, /)")
  Object __get__(ThreadState ts, Object obj, Object type) {
    return obj == PyNone.NONE ? this : descrGet(ts, obj, null);
  }

  @PyMethod
  void __set__(ThreadState ts, Object obj, Object value) {
    descrSet(ts, obj, value);
  }

  @PyMethod
  void __delete__(ThreadState ts, Object obj) {
    descrSet(ts, obj, null);
  }

  @PyGetter(member = true)
  Object fget() {
    return fget;
  }

  @PyGetter(member = true)
  Object fset() {
    return fset;
  }

  @PyGetter(member = true)
  Object fdel() {
    return fdel;
  }

  @PyGetter(name = "__doc__")
  Object doc() {
    return doc;
  }

  @PySetter(name = "__doc__")
  void setDoc(Object value) {
    doc = value == null ? PyNone.NONE : value;
  }

  @PyGetter(name = "__name__")
  Object name(ThreadState ts) {
    Object n = nameOrNull(ts);
    if (n == null) {
      throw PyErr.attributeError(this, "__name__", "'%s' object has no attribute '__name__'", type.name());
    }
    return n;
  }

  @PySetter(name = "__name__")
  void setName(Object value) {
    name = value;
  }

  @PyGetter(name = "__isabstractmethod__")
  boolean isAbstract(ThreadState ts) {
    return Descriptors.isAbstract(ts, fget) || Descriptors.isAbstract(ts, fset) || Descriptors.isAbstract(ts, fdel);
  }
}
