package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyType;

/// The view that `OrderedDict.keys()` answers.
@PyTypeDef(name = "odict_keys", base = PyDictKeys.class, basetype = false, instantiable = false, hashable = false)
public final class PyOdictKeys extends PyDictKeys {
  public static final PyType TYPE = PyType.builtin(new PyOdictKeysBinder());

  PyOdictKeys(PyOrderedDict dict) {
    super(TYPE, dict);
  }

  @PyMethod
  Object __iter__() {
    return new PyOdictIterator((PyOrderedDict) dict, PyOdictIterator.KEYS, false);
  }

  @PyMethod(sig = "()")
  Object __reversed__() {
    return new PyOdictIterator((PyOrderedDict) dict, PyOdictIterator.KEYS, true);
  }
}
