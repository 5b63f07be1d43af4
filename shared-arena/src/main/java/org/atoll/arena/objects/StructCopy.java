package org.atoll.arena.objects;

import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;

/// A local instance of an `@arena.struct` class: what copying one out of an arena gives. It has the same fields and methods; storing it in an
/// arena copies it in. Guarded by the GIL.
final class StructCopy extends PyObject {
  final StructClass struct;
  final Object[] values;

  /// With fields as they are before `__init__`.
  StructCopy(StructClass struct) {
    super(struct.cls);
    this.struct = struct;
    this.values = new Object[struct.layout.names.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = struct.layout.types[i].initialValue();
    }
  }

  /// Sets a field.
  ///
  /// @throws org.atoll.runtime.types.PyException TypeError, OverflowError
  void set(int i, Object value) {
    values[i] = struct.layout.types[i].convert(struct.layout.fieldName(i), value);
  }

  void setAll(PyTuple given) {
    if (given.items.length != values.length) {
      throw PyErr.valueError("%s has %d fields, not %d", type.name(), values.length, given.items.length);
    }
    for (int i = 0; i < values.length; i++) {
      set(i, given.items[i]);
    }
  }
}
