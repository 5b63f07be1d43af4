package org.atoll.runtime.types;

import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyType;

/// An instance of a class derived from float.
public final class PyFloatObject extends PyInstance {
  public final double value;

  public PyFloatObject(PyType cls, double value) {
    super(cls);
    this.value = value;
  }
}
