package org.atoll.arena.objects;

import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDictItems;
import org.atoll.runtime.types.PyTuple;

/// The view that `items()` of a dict in an arena answers.
@PyTypeDef(name = "ArenaDictItems", module = "atoll.arena", basetype = false, instantiable = false, hashable = false)
final class ArenaDictItems extends ArenaDictSetView {
  static final PyType TYPE = PyType.builtin(new ArenaDictItemsBinder());

  ArenaDictItems(ArenaDict dict) {
    super(TYPE, dict, ArenaDictIterator.What.ITEMS);
  }

  @Override
  PyType plainType() {
    return PyDictItems.TYPE;
  }

  @Override
  boolean has(ThreadState ts, Object member) {
    if (!(member instanceof PyTuple t) || t.items.length != 2) {
      return false;
    }
    Object value = dict.lookUp(ts, t.items[0]);
    return value != null && PyObjects.equal(ts, value, t.items[1]);
  }
}
