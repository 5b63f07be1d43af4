package org.atoll.runtime.types;

import org.atoll.runtime.object.PyType;

/// What the exception types share.
final class PyExceptions {
  private PyExceptions() {}

  /// Makes an instance of a built-in exception type with the Java class that belongs to it.
  static PyBaseException instantiate(PyType type, PyTuple args) {
    PyType solid = type.solidBase();
    if (solid == PyBaseException.TYPE) {
      return new PyBaseException(type, args);
    }
    if (solid == PyOSError.TYPE) {
      return PyOSError.make(type, args);
    }
    Object made = type.call(org.atoll.runtime.interp.ThreadState.current(), args.items.clone(), null);
    return (PyBaseException) made;
  }

  /// The values of optional keyword-only arguments, null for those not given.
  static Object[] keywords(String function, PyDict kwargs, String... names) {
    Object[] values = new Object[names.length];
    if (kwargs.size() == 0) {
      return values;
    }
    int found = 0;
    for (int i = 0; i < names.length; i++) {
      values[i] = kwargs.get(names[i]);
      found += values[i] == null ? 0 : 1;
    }
    if (found < kwargs.size()) {
      throw unexpected(function, kwargs, names);
    }
    return values;
  }

  private static PyException unexpected(String function, PyDict kwargs, String[] names) {
    for (int i = 0; i < kwargs.used(); i++) {
      Object key = kwargs.keyAt(i);
      if (key instanceof String s && !java.util.List.of(names).contains(s)) {
        return PyErr.typeError("%s() got an unexpected keyword argument '%s'", function, s);
      }
    }
    return PyErr.typeError("%s() got an unexpected keyword argument", function);
  }
}
