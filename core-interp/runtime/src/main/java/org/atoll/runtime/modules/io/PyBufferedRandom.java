package org.atoll.runtime.modules.io;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PySetter;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyBuffer;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyTuple;

/// A reader and writer of one seekable stream. Guarded by the GIL.
@PyTypeDef(name = "BufferedRandom", module = "_io", base = PyBufferedIOBase.class, doc = "A buffered interface to random access streams.")
public class PyBufferedRandom extends Buffered {
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
  boolean reads() {
    return true;
  }

  @Override
  boolean writes() {
    return true;
  }

  @PyMethod(sig = "(size=-1, /)", name = "read")
  Object readMethod(ThreadState ts, Object size) {
    return read(ts, size);
  }

  @PyMethod(sig = "(size=-1, /)", name = "read1")
  Object read1Method(ThreadState ts, Object size) {
    return read1(ts, IoSupport.optionalSize(ts, size));
  }

  @PyMethod(sig = "(buffer, /)", name = "readinto")
  Object readintoMethod(ThreadState ts, Object buffer) {
    return readInto(ts, buffer, false);
  }

  @PyMethod(sig = "(buffer, /)", name = "readinto1")
  Object readinto1Method(ThreadState ts, Object buffer) {
    return readInto(ts, buffer, true);
  }

  @PyMethod(sig = "(size=-1, /)", name = "readline")
  Object readlineMethod(ThreadState ts, Object size) {
    return readLine(ts, IoSupport.optionalSize(ts, size));
  }

  @PyMethod(sig = "(size=0, /)")
  Object peek(ThreadState ts, Object size) {
    return peekBytes(ts);
  }

  @PyMethod
  Object __next__(ThreadState ts) {
    Object line = type == TYPE ? readLine(ts, -1) : PyObjects.callMethod(ts, this, "readline");
    return PyObjects.len(ts, line) == 0 ? null : line;
  }

  @PyMethod(sig = "(buffer, /)", name = "write")
  long writeMethod(ThreadState ts, Object buffer) {
    checkInitialized();
    PyBuffer source = Buffers.get(ts, buffer, Buffers.SIMPLE);
    try {
      byte[] bytes = source.array != null && source.isContiguous() ? source.array : source.toByteArray();
      return write(ts, bytes, bytes == source.array ? source.offset : 0, (int) source.length);
    } finally {
      source.release();
    }
  }

  @PyMethod(sig = "()")
  Object readable(ThreadState ts) {
    checkInitialized();
    return PyObjects.callMethod(ts, raw, "readable");
  }

  @PyMethod(sig = "()")
  Object writable(ThreadState ts) {
    checkInitialized();
    return PyObjects.callMethod(ts, raw, "writable");
  }

  @PyMethod(sig = "(target, whence=0, /)")
  long seek(ThreadState ts, Object target, int whence) {
    return seekTo(ts, target, whence);
  }

  @PyMethod(sig = "()")
  long tell(ThreadState ts) {
    return tellPosition(ts);
  }

  @PyMethod(sig = "(pos=None, /)")
  Object truncate(ThreadState ts, Object pos) {
    return truncateTo(ts, pos);
  }

  @PyGetter(name = "_finalizing")
  boolean finalizingAttribute() {
    return finalizing;
  }

  @PySetter(name = "_finalizing")
  void setFinalizing(boolean value) {
    finalizing = value;
  }
}
