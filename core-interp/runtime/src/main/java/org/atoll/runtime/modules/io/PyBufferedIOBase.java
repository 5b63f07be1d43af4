package org.atoll.runtime.modules.io;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBuffer;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;

/// The base of binary streams with a buffer (`Modules/_io/bufferedio.c`). Guarded by the GIL.
@PyTypeDef(name = "_BufferedIOBase", module = "_io", base = PyIOBase.class, doc = "Base class for buffered IO objects.")
public class PyBufferedIOBase extends PyIOBase {
  public static final PyType TYPE = PyType.builtin(new PyBufferedIOBaseBinder());

  protected PyBufferedIOBase(PyType cls) {
    super(cls);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyBufferedIOBase(cls);
  }

  @PyMethod(sig = "()", name = "detach", doc = "Disconnect this buffer from its underlying raw stream and return it.")
  Object baseDetach(ThreadState ts) {
    throw IoErrors.unsupported("detach");
  }

  @PyMethod(sig = "(size=-1, /)", name = "read", doc = "Read and return up to n bytes.")
  Object baseRead(ThreadState ts, Object size) {
    throw IoErrors.unsupported("read");
  }

  @PyMethod(sig = "(size=-1, /)", name = "read1", doc = "Read and return up to size bytes, with at most one read() call to the underlying raw stream.")
  Object baseRead1(ThreadState ts, Object size) {
    throw IoErrors.unsupported("read1");
  }

  @PyMethod(sig = "(buffer, /)", name = "readinto")
  Object baseReadinto(ThreadState ts, Object buffer) {
    return readInto(ts, buffer, "read");
  }

  @PyMethod(sig = "(buffer, /)", name = "readinto1")
  Object baseReadinto1(ThreadState ts, Object buffer) {
    return readInto(ts, buffer, "read1");
  }

  private Object readInto(ThreadState ts, Object buffer, String method) {
    PyBuffer target = IoSupport.writable(ts, buffer, "readinto");
    try {
      Object data = PyObjects.callMethod(ts, this, method, target.length);
      if (!(data instanceof PyBytes b)) {
        throw PyErr.typeError("read() should return bytes");
      }
      if (b.bytes.length > target.length) {
        throw PyErr.valueError("read() returned too much data: %d bytes requested, %d returned", target.length, b.bytes.length);
      }
      target.copyIn(0, b.bytes, 0, b.bytes.length);
      return (long) b.bytes.length;
    } finally {
      target.release();
    }
  }

  @PyMethod(sig = "(b, /)", name = "write", doc = "Write buffer b to the IO stream.")
  Object baseWrite(ThreadState ts, Object b) {
    throw IoErrors.unsupported("write");
  }
}
