package org.atoll.runtime.types;

import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// Iterates over a dict's keys, last first.
@PyTypeDef(name = "dict_reversekeyiterator", basetype = false, instantiable = false)
public final class PyDictReverseKeyIterator extends DictIterator {
  public static final PyType TYPE = PyType.builtin(new PyDictReverseKeyIteratorBinder());

  PyDictReverseKeyIterator(PyDict dict) {
    super(TYPE, dict, true);
  }

  @Override
  public Object next(ThreadState ts) {
    int e = retreat();
    return e < 0 ? null : dict.entries[2 * e];
  }
}
