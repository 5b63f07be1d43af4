package org.atoll.runtime.object;

import java.util.Arrays;
import java.util.List;
import org.atoll.runtime.types.PyDict;
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
    if (self instanceof PyInstance i) {
      Finalization.watchIfNeeded(i);
    }
  }

  /// Whether instances of both are laid out alike (`compatible_for_assignment`): past the classes that add nothing, the
  /// same class or two that add the same to the same base.
  static boolean compatible(PyType a, PyType b) {
    PyType x = pastAddingNothing(a);
    PyType y = pastAddingNothing(b);
    return x == y || x.isHeapType() && y.isHeapType() && x.base() == y.base() && addsDict(x) == addsDict(y) && addsWeakrefs(x) == addsWeakrefs(y)
        && slotNames(x).equals(slotNames(y));
  }

  private static PyType pastAddingNothing(PyType t) {
    while (t.isHeapType() && !addsDict(t) && !addsWeakrefs(t) && t.instanceShape().slotCount() == t.base().instanceShape().slotCount()) {
      t = t.base();
    }
    return t;
  }

  private static boolean addsDict(PyType t) {
    return t.instanceShape().allowsAttributes() && !t.base().instanceShape().allowsAttributes();
  }

  private static boolean addsWeakrefs(PyType t) {
    return Referable.instancesOf(t) && !Referable.instancesOf(t.base());
  }

  /// The names of the slots that a class adds, in the order of their fields, which is that of the names.
  private static List<String> slotNames(PyType t) {
    int first = t.base().instanceShape().slotCount();
    String[] names = new String[t.instanceShape().slotCount() - first];
    PyDict dict = t.dict();
    for (int i = 0; i < dict.used(); i++) {
      if (dict.keyAt(i) != null && dict.valueAt(i) instanceof PyMemberDescr m && m.owner == t && m.index >= first) {
        names[m.index - first] = m.name;
      }
    }
    return Arrays.asList(names);
  }
}
