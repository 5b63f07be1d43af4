package org.atoll.runtime.object;

import org.atoll.runtime.types.PyErr;

/// Assignment to `__class__` (`object_set_class`): allowed between classes whose instances are laid out alike.
public final class ClassAssignment {
  private ClassAssignment() {}

  public static void assign(Object self, Object value) {
    if (value == null) {
      throw PyErr.typeError("can't delete __class__ attribute");
    }
    if (!(value instanceof PyType to)) {
      throw PyErr.typeError("__class__ must be set to a class, not '%s' object", PyObject.typeOf(value).name());
    }
    PyType from = PyObject.typeOf(self);
    boolean modules = self instanceof PyModule && to.isSubtype(PyModule.TYPE);
    if (!modules && (!from.isHeapType() || !to.isHeapType())) {
      throw PyErr.typeError("__class__ assignment only supported for mutable types or ModuleType subclasses");
    }
    if (!modules && !compatible(from, to)) {
      throw PyErr.typeError("__class__ assignment: '%s' object layout differs from '%s'", to.name(), from.name());
    }
    ((PyObject) self).type = to;
  }

  private static boolean compatible(PyType a, PyType b) {
    Shape x = a.instanceShape();
    Shape y = b.instanceShape();
    return a.solidBase() == b.solidBase() && x.slotCount() == y.slotCount() && x.allowsAttributes() == y.allowsAttributes();
  }
}
