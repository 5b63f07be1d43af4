package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyType;

/// The view that `OrderedDict.items()` answers.
@PyTypeDef(name = "odict_items", base = PyDictItems.class, basetype = false, instantiable = false, hashable = false)
public final class PyOdictItems extends PyDictItems {
  public static final PyType TYPE = PyType.builtin(new PyOdictItemsBinder());

  PyOdictItems(PyOrderedDict dict) {
    super(TYPE, dict);
  }

  @PyMethod
  Object __iter__() {
    return new PyOdictIterator((PyOrderedDict) dict, PyOdictIterator.ITEMS, false);
  }

  @PyMethod(sig = "()")
  Object __reversed__() {
    return new PyOdictIterator((PyOrderedDict) dict, PyOdictIterator.ITEMS, true);
  }
}
