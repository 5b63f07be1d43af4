package org.atoll.runtime.modules.io;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyTuple;

/// A reader with read-ahead. Guarded by the GIL.
@PyTypeDef(name = "BufferedReader", module = "_io", base = PyBufferedIOBase.class, doc = "Create a new buffered reader using the given readable raw IO object.")
public class PyBufferedReader extends BufferedInput {
  public static final PyType TYPE = PyType.builtin(new PyBufferedReaderBinder());

  PyBufferedReader(PyType cls) {
    super(cls);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyBufferedReader(cls);
  }

  /// As the constructor does for Python.
  static PyBufferedReader over(ThreadState ts, Object raw, long bufferSize) {
    PyBufferedReader b = new PyBufferedReader(TYPE);
    b.init(ts, raw, bufferSize);
    return b;
  }

  @PyMethod(sig = "(raw, buffer_size=131072)")
  void __init__(ThreadState ts, Object raw, long bufferSize) {
    init(ts, raw, bufferSize);
  }

  @Override
  boolean writes() {
    return false;
  }
}
