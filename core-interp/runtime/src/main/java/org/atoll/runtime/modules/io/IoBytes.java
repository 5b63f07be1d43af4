package org.atoll.runtime.modules.io;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyBuffer;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;

/// The bytes that a stream written in Python gave.
final class IoBytes {
  private IoBytes() {}

  static byte[] of(ThreadState ts, Object data) {
    if (data instanceof PyBytes b) {
      return b.bytes;
    }
    if (!Buffers.check(data)) {
      throw PyErr.typeError("underlying read() should have returned a bytes-like object, not '%s'", PyObject.typeOf(data).name());
    }
    PyBuffer view = Buffers.get(ts, data, Buffers.SIMPLE);
    try {
      return view.toByteArray();
    } finally {
      view.release();
    }
  }
}
