package org.atoll.runtime.modules.multibyte;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.text.multibyte.MultibyteEncoding;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyCodecs;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `_multibytecodec.MultibyteIncrementalEncoder`. Guarded by the GIL.
@PyTypeDef(name = "MultibyteIncrementalEncoder", module = "_multibytecodec")
public final class PyMultibyteIncrementalEncoder extends MultibyteStateful {
  public static final PyType TYPE = PyType.builtin(new PyMultibyteIncrementalEncoderBinder());

  private static final int PENDING_UTF8_MAX = PENDING_TEXT_MAX * 4;

  private PyMultibyteIncrementalEncoder(ThreadState ts, PyType cls, Object errors) {
    super(ts, cls, errors, true);
  }

  @PyNew(sig = "(errors='strict')")
  static Object create(ThreadState ts, PyType cls, String errors) {
    return new PyMultibyteIncrementalEncoder(ts, cls, PyUnicode.fromUtf16(errors));
  }

  @PyMethod(sig = "(*args, **kwargs)")
  void __init__(PyTuple args, PyDict kwargs) {}

  @PyMethod(sig = "(input, final=False)")
  Object encode(ThreadState ts, Object input, boolean last) {
    return encodeNext(ts, input, last);
  }

  /// The number of pending bytes, the pending text in UTF-8 and the state, as one little-endian number.
  @PyMethod(sig = "()")
  Object getstate() {
    byte[] pending = PyUnicode.toUtf16(pendingText).getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[1 + pending.length + MultibyteEncoding.STATE_BYTES];
    all[0] = (byte) pending.length;
    System.arraycopy(pending, 0, all, 1, pending.length);
    System.arraycopy(state, 0, all, 1 + pending.length, MultibyteEncoding.STATE_BYTES);
    return Convert.ofBigInteger(new BigInteger(1, reversed(all)));
  }

  @PyMethod(sig = "(statelong, /)")
  void setstate(ThreadState ts, Object statelong) {
    if (!PyLong.check(statelong)) {
      throw PyErr.typeError("setstate() argument must be int, not %s", typeName(statelong));
    }
    byte[] all = littleEndian(statelong, 1 + PENDING_UTF8_MAX + MultibyteEncoding.STATE_BYTES);
    if (all[0] < 0 || all[0] > PENDING_UTF8_MAX) {
      throw PyErr.unicodeEncode(encoding().name(), "", 0, 0, "pending buffer too large");
    }
    PyBytes pending = new PyBytes(Arrays.copyOfRange(all, 1, 1 + all[0]));
    pendingText = PyCodecs.decodeText(ts, pending, "utf-8", null);
    state = Arrays.copyOfRange(all, 1 + all[0], 1 + all[0] + MultibyteEncoding.STATE_BYTES);
  }

  /// The bytes of a non-negative int.
  /// @throws PyException OverflowError if it is negative or needs more bytes
  static byte[] littleEndian(Object number, int length) {
    Object value = PyLong.value(number);
    BigInteger big = value instanceof BigInteger b ? b : BigInteger.valueOf((Long) value);
    if (big.signum() < 0) {
      throw PyErr.overflowError("can't convert negative int to unsigned");
    }
    if (big.bitLength() > length * 8) {
      throw PyErr.overflowError("int too big to convert");
    }
    return Arrays.copyOf(reversed(big.toByteArray()), length);
  }

  static byte[] reversed(byte[] bytes) {
    byte[] out = new byte[bytes.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = bytes[bytes.length - 1 - i];
    }
    return out;
  }

  @PyMethod(sig = "()")
  void reset() {
    restart();
  }
}
