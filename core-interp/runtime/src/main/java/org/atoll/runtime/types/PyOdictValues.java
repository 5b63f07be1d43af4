package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyType;

/// The view that `OrderedDict.values()` answers.
@PyTypeDef(name = "odict_values", base = PyDictValues.class, basetype = false, instantiable = false)
public final class PyOdictValues extends PyDictValues {
  public static final PyType TYPE = PyType.builtin(new PyOdictValuesBinder());

  PyOdictValues(PyOrderedDict dict) {
    super(TYPE, dict);
  }

  @PyMethod
  Object __iter__() {
    return new PyOdictIterator((PyOrderedDict) dict, PyOdictIterator.VALUES, false);
  }

  @PyMethod(sig = "()")
  Object __reversed__() {
    return new PyOdictIterator((PyOrderedDict) dict, PyOdictIterator.VALUES, true);
  }
}
