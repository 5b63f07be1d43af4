package org.atoll.runtime.modules.io;

import java.io.ByteArrayOutputStream;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.MemoryMeter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyByteArray;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;

/// The base of raw binary streams. Guarded by the GIL.
@PyTypeDef(name = "_RawIOBase", module = "_io", base = PyIOBase.class, doc = "Base class for raw binary I/O.")
public class PyRawIOBase extends PyIOBase {
  public static final PyType TYPE = PyType.builtin(new PyRawIOBaseBinder());

  protected PyRawIOBase(PyType cls) {
    super(cls);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyRawIOBase(cls);
  }

  @PyMethod(sig = "(size=-1, /)", name = "read")
  Object rawRead(ThreadState ts, Object size) {
    long n = IoSupport.optionalSize(ts, size);
    if (n < 0) {
      return PyObjects.callMethod(ts, this, "readall");
    }
    MemoryMeter.reserve(n);
    PyByteArray target = new PyByteArray(new byte[(int) Math.min(n, Integer.MAX_VALUE - 16)]);
    Object r = PyObjects.callMethod(ts, this, "readinto", target);
    if (r == PyNone.NONE) {
      return r;
    }
    long got = IoSupport.offset(ts, r);
    if (got < 0 || got > n) {
      throw PyErr.valueError("readinto returned %d outside buffer size %d", got, n);
    }
    return new PyBytes(java.util.Arrays.copyOf(target.snapshot(), (int) got));
  }

  @PyMethod(sig = "()", name = "readall", doc = "Read until EOF, using multiple read() call.")
  Object rawReadAll(ThreadState ts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (true) {
      Object data = PyObjects.callMethod(ts, this, "read", (long) IoSupport.DEFAULT_BUFFER_SIZE);
      if (data == PyNone.NONE && all.size() == 0) {
        return data;
      }
      if (data != PyNone.NONE && !(data instanceof PyBytes)) {
        throw PyErr.typeError("read() should return bytes");
      }
      if (data == PyNone.NONE || ((PyBytes) data).bytes.length == 0) {
        return new PyBytes(all.toByteArray());
      }
      byte[] b = ((PyBytes) data).bytes;
      all.write(b, 0, b.length);
    }
  }

  /// The type of a value for messages.
  static String nameOfType(Object o) {
    return PyObject.typeOf(o).name();
  }
}
