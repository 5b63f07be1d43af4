package org.atoll.runtime.types;

import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// Iterates over a dict's values.
@PyTypeDef(name = "dict_valueiterator", basetype = false, instantiable = false)
public final class PyDictValueIterator extends DictIterator {
  public static final PyType TYPE = PyType.builtin(new PyDictValueIteratorBinder());

  PyDictValueIterator(PyDict dict) {
    super(TYPE, dict, false);
  }

  @Override
  public Object next(ThreadState ts) {
    int e = advance();
    return e < 0 ? null : dict.entries[2 * e + 1];
  }
}
