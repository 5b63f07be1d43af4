package org.atoll.runtime.types;

import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// Iterates over a dict's items, last first.
@PyTypeDef(name = "dict_reverseitemiterator", basetype = false, instantiable = false)
public final class PyDictReverseItemIterator extends DictIterator {
  public static final PyType TYPE = PyType.builtin(new PyDictReverseItemIteratorBinder());

  PyDictReverseItemIterator(PyDict dict) {
    super(TYPE, dict, true);
  }

  @Override
  public Object next(ThreadState ts) {
    int e = retreat();
    return e < 0 ? null : PyTuple.of(dict.entries[2 * e], dict.entries[2 * e + 1]);
  }
}
