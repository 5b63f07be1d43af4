package org.atoll.runtime.types;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyMappingProxy;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;

/// What the three views of a dict share. Guarded by the GIL.
abstract class DictView extends PyObject {
  final PyDict dict;

  DictView(PyType type, PyDict dict) {
    super(type);
    this.dict = dict;
  }

  @PyGetter(doc = "dictionary that this view refers to")
  Object mapping() {
    return new PyMappingProxy(dict);
  }

  @PyMethod
  int __len__() {
    dict.requireHere();
    return dict.size;
  }

  @PyMethod
  String __repr__(ThreadState ts) {
    if (!ts.reprEnter(this)) {
      return "...";
    }
    try {
      return type.name() + "(" + new PyList(contents()).__repr__(ts) + ")";
    } finally {
      ts.reprLeave(this);
    }
  }

  /// The members in order, in a new array.
  abstract Object[] contents();
}
