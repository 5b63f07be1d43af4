package org.atoll.runtime.types;

import java.util.Arrays;
import org.atoll.runtime.interp.MemoryMeter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.NumberConversions;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;

/// How bytes and bytearray are made from other objects. Requires the GIL.
final class BytesMaking {
  private BytesMaking() {}

  /// The bytes of the arguments of `bytes()` or `bytearray()`, of which absent ones are null, in a fresh array.
  static byte[] fromArguments(ThreadState ts, Object source, Object encoding, Object errors, String type) {
    if (encoding != null || errors != null) {
      if (source == null || !PyUnicode.check(source)) {
        throw PyErr.typeError(encoding == null ? "errors without a string argument" : "encoding without a string argument");
      }
      if (encoding == null) {
        throw PyErr.typeError("string argument without an encoding");
      }
      return ((PyBytes) PyCodecs.encodeText(ts, PyUnicode.value(source), name(encoding, type, "encoding"), name(errors, type, "errors")))
          .bytes.clone();
    }
    if (source == null) {
      return new byte[0];
    }
    if (PyUnicode.check(source)) {
      throw PyErr.typeError("string argument without an encoding");
    }
    if (NumberConversions.isIndex(source)) {
      byte[] zeros = zeros(ts, source);
      if (zeros != null) {
        return zeros;
      }
    }
    return fromObject(ts, source, type);
  }

  private static String name(Object o, String type, String argument) {
    if (o == null) {
      return null;
    }
    if (!PyUnicode.check(o)) {
      throw PyErr.typeError("%s() argument '%s' must be str, not %s", type, argument, PyObject.typeOf(o).messageName());
    }
    return PyUnicode.toUtf16(o);
  }

  /// So many zeros as an int says; null where `__index__` raises TypeError.
  private static byte[] zeros(ThreadState ts, Object count) {
    long n;
    try {
      n = PyNumber.asIndex(ts, count, PyExc.OverflowError);
    } catch (PyException e) {
      if (PyErr.matches(e, PyExc.TypeError)) {
        return null;
      }
      throw e;
    }
    if (n < 0) {
      throw PyErr.valueError("negative count");
    }
    if (n > Sequences.MAX_LENGTH) {
      throw PyErr.memoryError();
    }
    MemoryMeter.reserve(n);
    return new byte[(int) n];
  }

  /// The bytes of a buffer or an iterable of ints (`PyBytes_FromObject`), in a fresh array.
  static byte[] fromObject(ThreadState ts, Object source, String type) {
    if (source instanceof PyBytesLike b) {
      return b.snapshot().clone();
    }
    if (Buffers.check(source)) {
      return Buffers.toBytes(ts, source);
    }
    if (PyUnicode.check(source) || !Sequences.isIterable(source)) {
      throw PyErr.typeError("cannot convert '%s' object to %s", PyObject.typeOf(source).messageName(), type);
    }
    return fromIterable(ts, source, type.equals("bytes") ? "bytes must be in range(0, 256)" : PyBytesLike.BYTE_RANGE);
  }

  static byte[] fromIterable(ThreadState ts, Object source, String range) {
    Object iterator = PyObjects.iter(ts, source);
    var out = new byte[Math.max(16, Sequences.lengthHint(ts, source))];
    int n = 0;
    for (Object item; (item = PyObjects.next(ts, iterator)) != null; ) {
      if (n == out.length) {
        out = Arrays.copyOf(out, n * 2);
      }
      out[n++] = PyBytesLike.byteOf(ts, item, range);
    }
    return Arrays.copyOf(out, n);
  }
}
