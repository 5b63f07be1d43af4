package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyType;

/// The view that `dict.values()` answers.
@PyTypeDef(name = "dict_values", basetype = false, instantiable = false)
public class PyDictValues extends DictView {
  public static final PyType TYPE = PyType.builtin(new PyDictValuesBinder());

  public PyDictValues(PyDict dict) {
    this(TYPE, dict);
  }

  PyDictValues(PyType type, PyDict dict) {
    super(type, dict);
  }

  @PyMethod
  Object __iter__() {
    return new PyDictValueIterator(dict);
  }

  @PyMethod(sig = "()")
  Object __reversed__() {
    return new PyDictReverseValueIterator(dict);
  }

  @Override
  Object[] contents() {
    return dict.valueArray();
  }
}
