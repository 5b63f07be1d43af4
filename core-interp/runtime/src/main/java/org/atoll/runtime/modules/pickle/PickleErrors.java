package org.atoll.runtime.modules.pickle;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ExceptionType;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyUnicode;

/// The exceptions of the module. The types are immutable and shared by all interpreters.
final class PickleErrors {
  static final PyType PICKLE_ERROR = ExceptionType.define("_pickle", "PickleError", PyExc.Exception);
  static final PyType PICKLING_ERROR = ExceptionType.define("_pickle", "PicklingError", PICKLE_ERROR);
  static final PyType UNPICKLING_ERROR = ExceptionType.define("_pickle", "UnpicklingError", PICKLE_ERROR);

  private PickleErrors() {}

  static PyException pickling(String message, Object... args) {
    return PyErr.format(PICKLING_ERROR, message, args);
  }

  static PyException unpickling(String message, Object... args) {
    return PyErr.format(UNPICKLING_ERROR, message, args);
  }

  static PyException truncated() {
    return unpickling("pickle data was truncated");
  }

  /// The same exception, with a note that says where in the object it happened.
  static PyException noted(ThreadState ts, PyException e, String note) {
    PyObjects.callMethod(ts, e.value, "add_note", PyUnicode.fromUtf16(note));
    return e;
  }

  /// An exception raised because of another one.
  static PyException during(PyException made, PyException cause) {
    made.value.context = cause.value;
    made.linked = true;
    return made;
  }
}
