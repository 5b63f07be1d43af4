package org.atoll.runtime.types;

import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyType;

/// An instance of a class derived from str.
public final class PyUnicodeObject extends PyInstance {
  /// A `String` or [PyUcs4].
  public final Object value;

  public PyUnicodeObject(PyType cls, Object value) {
    super(cls);
    this.value = value;
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
