package org.atoll.runtime.modules.io;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyTuple;

/// A reader and writer of one seekable stream. Guarded by the GIL.
@PyTypeDef(name = "BufferedRandom", module = "_io", base = PyBufferedIOBase.class, doc = "A buffered interface to random access streams.")
public class PyBufferedRandom extends BufferedInput {
  public static final PyType TYPE = PyType.builtin(new PyBufferedRandomBinder());

  PyBufferedRandom(PyType cls) {
    super(cls);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyBufferedRandom(cls);
  }

  /// As the constructor does for Python.
  static PyBufferedRandom over(ThreadState ts, Object raw, long bufferSize) {
    PyBufferedRandom b = new PyBufferedRandom(TYPE);
    b.init(ts, raw, bufferSize);
    return b;
  }

  @PyMethod(sig = "(raw, buffer_size=131072)")
  void __init__(ThreadState ts, Object raw, long bufferSize) {
    init(ts, raw, bufferSize);
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
