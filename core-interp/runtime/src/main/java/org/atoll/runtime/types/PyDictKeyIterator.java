package org.atoll.runtime.types;

import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// Iterates over a dict's keys.
@PyTypeDef(name = "dict_keyiterator", basetype = false, instantiable = false)
public final class PyDictKeyIterator extends DictIterator {
  public static final PyType TYPE = PyType.builtin(new PyDictKeyIteratorBinder());

  PyDictKeyIterator(PyDict dict) {
    super(TYPE, dict, false);
  }

  @Override
  public Object next(ThreadState ts) {
    int e = advance();
    return e < 0 ? null : dict.entries[2 * e];
  }
}
