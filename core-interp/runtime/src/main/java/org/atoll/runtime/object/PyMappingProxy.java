package org.atoll.runtime.object;

import org.atoll.annotations.PyTypeDef;

/// `types.MappingProxyType` (`Objects/descrobject.c`).
@PyTypeDef(name = "mappingproxy", basetype = false)
public final class PyMappingProxy extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyMappingProxyBinder());

  /// The mapping that is shown.
  public final Object mapping;

  public PyMappingProxy(Object mapping) {
    super(TYPE);
    this.mapping = mapping;
  }

  /// The `__dict__` of a class.
  public static PyMappingProxy ofType(PyType type) {
    return new PyMappingProxy(type.dict());
  }
}
