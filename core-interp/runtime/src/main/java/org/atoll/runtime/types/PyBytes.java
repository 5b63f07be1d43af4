package org.atoll.runtime.types;

import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyType;

/// `bytes` (`Objects/bytesobject.c`). Immutable.
@PyTypeDef(name = "bytes")
public final class PyBytes extends PyInstance {
  public static final PyType TYPE = PyType.builtin(new PyBytesBinder());

  /// The bytes; never changed.
  public final byte[] bytes;

  /// Takes the array over.
  public PyBytes(byte[] bytes) {
    this(TYPE, bytes);
  }

  public PyBytes(PyType cls, byte[] bytes) {
    super(cls);
    this.bytes = bytes;
  }

  /// The bytes of a bytes-like object, copied unless it is a bytes object.
  public static PyBytes fromBuffer(ThreadState ts, Object o) {
    if (o instanceof PyBytes b) {
      return b;
    }
    throw PyErr.typeError("a bytes-like object is required, not '%s'", org.atoll.runtime.object.PyObject.typeOf(o).name());
  }

  public int length() {
    return bytes.length;
  }

  public int byteAt(int i) {
    return bytes[i] & 0xff;
  }

  /// The bytes of a string of characters below U+0100.
  public static PyBytes latin1(String s) {
    return new PyBytes(s.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
  }
}
