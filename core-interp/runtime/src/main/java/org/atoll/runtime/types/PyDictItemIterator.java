package org.atoll.runtime.types;

import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// Iterates over a dict's items.
@PyTypeDef(name = "dict_itemiterator", basetype = false, instantiable = false)
public final class PyDictItemIterator extends DictIterator {
  public static final PyType TYPE = PyType.builtin(new PyDictItemIteratorBinder());

  PyDictItemIterator(PyDict dict) {
    super(TYPE, dict, false);
  }

  @Override
  public Object next(ThreadState ts) {
    int e = advance();
    return e < 0 ? null : PyTuple.of(dict.entries[2 * e], dict.entries[2 * e + 1]);
  }
}
