package org.atoll.runtime.modules.multibyte;

import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `_multibytecodec.MultibyteStreamReader`. Guarded by the GIL.
@PyTypeDef(name = "MultibyteStreamReader", module = "_multibytecodec")
public final class PyMultibyteStreamReader extends MultibyteStateful {
  public static final PyType TYPE = PyType.builtin(new PyMultibyteStreamReaderBinder());

  @PyMember
  final Object stream;

  private PyMultibyteStreamReader(ThreadState ts, PyType cls, Object stream, Object errors) {
    super(ts, cls, errors, false);
    this.stream = stream;
  }

  @PyNew(sig = "(stream, errors='strict')")
  static Object create(ThreadState ts, PyType cls, Object stream, String errors) {
    return new PyMultibyteStreamReader(ts, cls, stream, PyUnicode.fromUtf16(errors));
  }

  @PyMethod(sig = "(*args, **kwargs)")
  void __init__(PyTuple args, PyDict kwargs) {}

  private static long size(ThreadState ts, Object given) {
    return given == PyNone.NONE ? -1 : Convert.toLong(ts, given);
  }

  /// Reads with a method of the stream until there is at least one character, or nothing more.
  private Object readWith(ThreadState ts, String method, long size) {
    if (size == 0) {
      return "";
    }
    while (true) {
      Object read = size < 0 ? PyObjects.callMethod(ts, stream, method) : PyObjects.callMethod(ts, stream, method, size);
      if (!(read instanceof PyBytes b)) {
        throw PyErr.typeError("stream function returned a non-bytes object (%s)", typeName(read));
      }
      boolean end = b.bytes.length == 0 || size < 0;
      Object text = decodeNext(ts, b.bytes, end);
      if (end || PyUnicode.length(text) > 0) {
        return text;
      }
      // A part of a character only: one more byte at a time.
      size = 1;
    }
  }

  @PyMethod(sig = "(sizeobj=None, /)")
  Object read(ThreadState ts, Object sizeobj) {
    return readWith(ts, "read", size(ts, sizeobj));
  }

  @PyMethod(sig = "(sizeobj=None, /)")
  Object readline(ThreadState ts, Object sizeobj) {
    return readWith(ts, "readline", size(ts, sizeobj));
  }

  @PyMethod(sig = "(sizehintobj=None, /)")
  Object readlines(ThreadState ts, Object sizehintobj) {
    return PyObjects.callMethod(ts, readWith(ts, "read", size(ts, sizehintobj)), "splitlines", true);
  }

  @PyMethod(sig = "()")
  void reset() {
    restart();
  }
}
