package org.atoll.arena.objects;

import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDictValues;

/// The view that `values()` of a dict in an arena answers.
@PyTypeDef(name = "ArenaDictValues", module = "atoll.arena", basetype = false, instantiable = false)
final class ArenaDictValues extends ArenaDictView {
  static final PyType TYPE = PyType.builtin(new ArenaDictValuesBinder());

  ArenaDictValues(ArenaDict dict) {
    super(TYPE, dict, ArenaDictIterator.What.VALUES);
  }

  @Override
  PyType plainType() {
    return PyDictValues.TYPE;
  }
}
