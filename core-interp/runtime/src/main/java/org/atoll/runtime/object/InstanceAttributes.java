package org.atoll.runtime.object;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PySetter;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;

/// The getset descriptors `__dict__` and `__weakref__` that `type.__new__` gives to classes whose instances have them.
@PyTypeDef(name = "instance", accepts = PyObject.class, instantiable = false, basetype = false)
final class InstanceAttributes {
  static final PyType TYPE = PyType.builtin(new InstanceAttributesBinder());

  private InstanceAttributes() {}

  @PyGetter(name = "__dict__", doc = "dictionary for instance variables")
  static Object dict(ThreadState ts, Object self) {
    PyObject own = ofBuiltinBase(self);
    if (own != null) {
      return own.descrGet(ts, self, PyObject.typeOf(self));
    }
    PyDict d = self instanceof PyInstance i ? i.dict() : null;
    if (d == null) {
      throw PyObjects.noAttribute(self, "__dict__");
    }
    return d;
  }

  @PySetter(name = "__dict__")
  static void setDict(ThreadState ts, Object self, Object value) {
    PyObject own = ofBuiltinBase(self);
    if (own != null) {
      own.descrSet(ts, self, value);
    } else if (value == null) {
      if (PyObject.typeOf(self).solidBase().lookup("__dict__") != null) {
        throw PyErr.typeError("cannot delete __dict__");
      }
      ((PyInstance) self).setDict(new PyDict());
    } else if (value instanceof PyDict d) {
      ((PyInstance) self).setDict(d);
    } else {
      throw PyErr.typeError("__dict__ must be set to a dictionary, not a '%s'", PyObject.typeOf(value).name());
    }
  }

  /// The `__dict__` descriptor of the built-in type that the object derives from, where that has one of its own.
  private static PyObject ofBuiltinBase(Object self) {
    Object found = PyObject.typeOf(self).solidBase().lookup("__dict__");
    return found instanceof PyGetSetDescr d && d.binder != TYPE.binder() ? d : null;
  }

  @PyGetter(name = "__weakref__", doc = "list of weak references to the object")
  static Object weakref(ThreadState ts, Object self) {
    return ts.interpreter().weakrefs().anyOf(self);
  }
}
