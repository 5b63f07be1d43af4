package org.atoll.runtime.modules.multibyte;

import java.math.BigInteger;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ByteArgs;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.text.multibyte.MultibyteEncoding;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.PyUnicodeDecodeError;

/// `_multibytecodec.MultibyteIncrementalDecoder`. Guarded by the GIL.
@PyTypeDef(name = "MultibyteIncrementalDecoder", module = "_multibytecodec")
public final class PyMultibyteIncrementalDecoder extends MultibyteStateful {
  public static final PyType TYPE = PyType.builtin(new PyMultibyteIncrementalDecoderBinder());

  private PyMultibyteIncrementalDecoder(ThreadState ts, PyType cls, Object errors) {
    super(ts, cls, errors, false);
  }

  @PyNew(sig = "(errors='strict')")
  static Object create(ThreadState ts, PyType cls, String errors) {
    return new PyMultibyteIncrementalDecoder(ts, cls, PyUnicode.fromUtf16(errors));
  }

  @PyMethod(sig = "(*args, **kwargs)")
  void __init__(PyTuple args, PyDict kwargs) {}

  @PyMethod(sig = "(input, final=False)")
  Object decode(ThreadState ts, Object input, boolean last) {
    return decodeNext(ts, ByteArgs.bytes(ts, input), last);
  }

  @PyMethod(sig = "()")
  Object getstate() {
    BigInteger number = new BigInteger(1, PyMultibyteIncrementalEncoder.reversed(state));
    return PyTuple.of(new PyBytes(pendingBytes), Convert.ofBigInteger(number));
  }

  @PyMethod(sig = "(state, /)")
  void setstate(Object given) {
    if (!(given instanceof PyTuple pair)) {
      throw PyErr.typeError("setstate() argument must be tuple, not %s", typeName(given));
    }
    if (pair.items.length != 2 || !(pair.items[0] instanceof PyBytes buffer) || !PyLong.check(pair.items[1])) {
      throw PyErr.typeError("setstate(): illegal state argument");
    }
    byte[] next = PyMultibyteIncrementalEncoder.littleEndian(pair.items[1], MultibyteEncoding.STATE_BYTES);
    if (buffer.bytes.length > PENDING_BYTES_MAX) {
      throw new PyException(PyUnicodeDecodeError.of(encoding().name(), buffer, 0, buffer.bytes.length,
          "pending buffer too large"));
    }
    pendingBytes = buffer.bytes;
    state = next;
  }

  @PyMethod(sig = "()")
  void reset() {
    restart();
  }
}
