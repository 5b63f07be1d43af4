package org.atoll.runtime.object;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.TypeBinder;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyErr;

/// An attribute of a built-in type that is computed by getter and setter methods (`getset_descriptor`).
@PyTypeDef(name = "getset_descriptor", basetype = false, instantiable = false)
public final class PyGetSetDescr extends PyDescr {
  public static final PyType TYPE = PyType.builtin(new PyGetSetDescrBinder());

  public PyGetSetDescr(PyType owner, TypeBinder binder, int id) {
    super(TYPE, owner, binder, id);
  }

  @Override
  boolean isReducible() {
    return false;
  }

  /// The same attribute in the dict of another type.
  PyGetSetDescr forOwner(PyType other) {
    return new PyGetSetDescr(other, binder, id);
  }

  @Override
  public int descriptorKind() {
    return 2;
  }

  @Override
  public Object descrGet(ThreadState ts, Object obj, PyType ownerType) {
    if (obj == null) {
      return this;
    }
    check(obj);
    return binder.get(id, ts, obj);
  }

  @Override
  public void descrSet(ThreadState ts, Object obj, Object value) {
    check(obj);
    if (!member().writable()) {
      throw PyErr.attributeError(obj, name(), "attribute '%s' of '%s' objects is not writable", name(), owner.messageName());
    }
    binder.set(id, ts, obj, value);
  }

  @PyMethod(sig = "(instance, owner=None, /)")
  Object __get__(ThreadState ts, Object obj, Object type) {
    return Descriptors.fromPython(ts, this, obj, type);
  }

  @PyMethod
  void __set__(ThreadState ts, Object obj, Object value) {
    descrSet(ts, obj, value);
  }

  @PyMethod
  void __delete__(ThreadState ts, Object obj) {
    descrSet(ts, obj, null);
  }

  @PyMethod
  String __repr__() {
    return "<attribute '" + name() + "' of '" + owner.name() + "' objects>";
  }
}
