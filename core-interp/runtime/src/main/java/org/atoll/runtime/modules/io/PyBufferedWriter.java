package org.atoll.runtime.modules.io;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyTuple;

/// A writer that collects what is written. Guarded by the GIL.
@PyTypeDef(name = "BufferedWriter", module = "_io", base = PyBufferedIOBase.class, doc = "A buffer for a writeable sequential RawIO object.")
public class PyBufferedWriter extends Buffered {
  public static final PyType TYPE = PyType.builtin(new PyBufferedWriterBinder());

  PyBufferedWriter(PyType cls) {
    super(cls);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyBufferedWriter(cls);
  }

  /// As the constructor does for Python.
  static PyBufferedWriter over(ThreadState ts, Object raw, long bufferSize) {
    PyBufferedWriter b = new PyBufferedWriter(TYPE);
    b.init(ts, raw, bufferSize);
    return b;
  }

  @PyMethod(sig = "(raw, buffer_size=131072)")
  void __init__(ThreadState ts, Object raw, long bufferSize) {
    init(ts, raw, bufferSize);
  }

  @Override
  boolean reads() {
    return false;
  }

  @Override
  boolean writes() {
    return true;
  }

  @PyMethod(sig = "(buffer, /)", name = "write")
  long writeMethod(ThreadState ts, Object buffer) {
    return writeBuffer(ts, buffer);
  }

  @PyMethod(sig = "()")
  Object writable(ThreadState ts) {
    checkInitialized();
    return PyObjects.callMethod(ts, raw, "writable");
  }
}
