package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;

/// The view that `dict.keys()` answers.
@PyTypeDef(name = "dict_keys", basetype = false, instantiable = false, hashable = false)
public class PyDictKeys extends DictSetView {
  public static final PyType TYPE = PyType.builtin(new PyDictKeysBinder());

  public PyDictKeys(PyDict dict) {
    this(TYPE, dict);
  }

  PyDictKeys(PyType type, PyDict dict) {
    super(type, dict);
  }

  @Override
  boolean has(ThreadState ts, Object member) {
    return dict.contains(ts, member);
  }

  @PyMethod
  Object __iter__() {
    return new PyDictKeyIterator(dict);
  }

  @Override
  PyObject reverseIterator() {
    return new PyDictReverseKeyIterator(dict);
  }

  @Override
  Object[] contents() {
    return dict.keyArray();
  }
}
