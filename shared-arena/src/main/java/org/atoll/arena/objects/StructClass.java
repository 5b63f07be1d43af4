package org.atoll.arena.objects;

import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;

/// One interpreter's class of a [StructLayout], as the class itself keeps it. Guarded by the GIL.
@PyTypeDef(name = "StructClass", module = "atoll.arena", basetype = false, instantiable = false)
final class StructClass extends PyObject {
  static final PyType TYPE = PyType.builtin(new StructClassBinder());
  /// The attribute of a class under which it is found.
  static final String ATTRIBUTE = "__arena_struct__";

  final PyType cls;
  final StructLayout layout;
  /// What fields have before `__init__`; null for those that it sets itself.
  final Object[] defaults;
  /// Which fields the repr shows.
  final boolean[] shown;
  /// The number of the class in the arena where it was last needed.
  private StructTable numberedBy;
  private int number;

  StructClass(PyType cls, StructLayout layout, Object[] defaults, boolean[] shown) {
    super(TYPE);
    this.cls = cls;
    this.layout = layout;
    this.defaults = defaults;
    this.shown = shown;
  }

  /// What a class that was declared with `@arena.struct` is made of.
  ///
  /// @throws org.atoll.runtime.types.PyException TypeError for any other
  static StructClass of(PyType cls) {
    if (cls.dict().get(ATTRIBUTE) instanceof StructClass c && c.cls == cls) {
      return c;
    }
    if (cls.isHeapType() && cls.lookup(ATTRIBUTE) != null) {
      throw PyErr.typeError("%s derives from an @arena.struct class: it must be declared with @arena.struct, too", cls.name());
    }
    throw PyErr.typeError("%s is no class declared with @arena.struct", cls.name());
  }

  /// The number of the class in an arena, which learns it if it does not know it.
  int numberIn(ThreadState ts, StructTable table) {
    if (numberedBy != table) {
      layout.tell(ts, cls);
      number = table.number(ts, layout);
      numberedBy = table;
    }
    return number;
  }
}
