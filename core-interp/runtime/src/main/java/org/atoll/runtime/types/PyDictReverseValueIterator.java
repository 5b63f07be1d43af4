package org.atoll.runtime.types;

import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// Iterates over a dict's values, last first.
@PyTypeDef(name = "dict_reversevalueiterator", basetype = false, instantiable = false)
public final class PyDictReverseValueIterator extends DictIterator {
  public static final PyType TYPE = PyType.builtin(new PyDictReverseValueIteratorBinder());

  PyDictReverseValueIterator(PyDict dict) {
    super(TYPE, dict, true);
  }

  @Override
  public Object next(ThreadState ts) {
    int e = retreat();
    return e < 0 ? null : dict.entries[2 * e + 1];
  }
}
