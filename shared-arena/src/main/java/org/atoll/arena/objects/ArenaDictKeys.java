package org.atoll.arena.objects;

import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDictKeys;

/// The view that `keys()` of a dict in an arena answers.
@PyTypeDef(name = "ArenaDictKeys", module = "atoll.arena", basetype = false, instantiable = false, hashable = false)
final class ArenaDictKeys extends ArenaDictSetView {
  static final PyType TYPE = PyType.builtin(new ArenaDictKeysBinder());

  ArenaDictKeys(ArenaDict dict) {
    super(TYPE, dict, ArenaDictIterator.What.KEYS);
  }

  @Override
  PyType plainType() {
    return PyDictKeys.TYPE;
  }

  @Override
  boolean has(ThreadState ts, Object member) {
    return dict.__contains__(ts, member);
  }
}
