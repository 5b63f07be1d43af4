package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// The view that `dict.items()` answers.
@PyTypeDef(name = "dict_items", basetype = false, instantiable = false, hashable = false)
public class PyDictItems extends DictSetView {
  public static final PyType TYPE = PyType.builtin(new PyDictItemsBinder());

  public PyDictItems(PyDict dict) {
    this(TYPE, dict);
  }

  PyDictItems(PyType type, PyDict dict) {
    super(type, dict);
  }

  @Override
  boolean has(ThreadState ts, Object member) {
    if (!(member instanceof PyTuple t) || t.items.length != 2) {
      return false;
    }
    Object value = dict.get(ts, t.items[0]);
    return value != null && PyObjects.equal(ts, value, t.items[1]);
  }

  @PyMethod
  Object __iter__() {
    return new PyDictItemIterator(dict);
  }

  @Override
  PyObject reverseIterator() {
    return new PyDictReverseItemIterator(dict);
  }

  @Override
  Object[] contents() {
    Object[] out = dict.keyArray();
    int n = 0;
    for (int e = dict.nextEntry(0); e < dict.used; e = dict.nextEntry(e + 1)) {
      out[n++] = PyTuple.of(dict.keyAt(e), dict.valueAt(e));
    }
    return out;
  }
}
