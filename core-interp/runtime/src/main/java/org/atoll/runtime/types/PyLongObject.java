package org.atoll.runtime.types;

import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyType;

/// An instance of a class derived from int.
public final class PyLongObject extends PyInstance {
  /// A `Long` or `BigInteger`.
  public final Object value;

  public PyLongObject(PyType cls, Object value) {
    super(cls);
    this.value = value;
  }
}
