package org.atoll.runtime.types;

import java.math.BigInteger;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.NumberConversions;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.text.IntFormat;
import org.atoll.runtime.text.TextError;

/// Ints from text and other objects, and from and to bytes.
final class IntParsing {
  private IntParsing() {}

  /// `int(x, base)`, each null where absent; gives a plain int.
  static Object construct(ThreadState ts, Object x, Object base) {
    if (base != null) {
      return withBase(ts, x, base);
    }
    if (x == null) {
      return 0L;
    }
    Object number = NumberConversions.intOrNull(ts, x);
    if (number != null) {
      return number;
    }
    if (PyUnicode.check(x)) {
      return parse(ts, x, 10);
    }
    byte[] bytes = NumberText.bytesOrNull(ts, x);
    return bytes != null ? parse(ts, x, bytes, 10) : PyLong.fromNumber(ts, x);
  }

  private static Object withBase(ThreadState ts, Object x, Object base) {
    if (x == null) {
      throw PyErr.typeError("int() missing string argument");
    }
    Object index = PyNumber.index(ts, base);
    int b = index instanceof Long l && l >= 0 && l <= 36 ? (int) (long) l : 1;
    if (b == 1) {
      throw PyErr.valueError("int() base must be >= 2 and <= 36, or 0");
    }
    if (PyUnicode.check(x)) {
      return parse(ts, x, b);
    }
    if (x instanceof PyBytesLike bytes) {
      return parse(ts, x, bytes.snapshot(), b);
    }
    throw PyErr.typeError("int() can't convert non-string with explicit base");
  }

  private static Object parse(ThreadState ts, Object str, int base) {
    Number n = NumberText.translating(() -> IntFormat.parse(NumberText.view(str), base, NumberText.maxStrDigits(ts), ts::poll));
    if (n == null) {
      throw invalid(ts, str, base);
    }
    return n;
  }

  private static Object parse(ThreadState ts, Object x, byte[] bytes, int base) {
    Number n = NumberText.translating(() -> IntFormat.parse(bytes, base, NumberText.maxStrDigits(ts), ts::poll));
    if (n == null) {
      throw invalid(ts, x instanceof PyBytes ? x : new PyBytes(bytes), base);
    }
    return n;
  }

  private static PyException invalid(ThreadState ts, Object x, int base) {
    TextError e = IntFormat.invalid(base, PyUnicode.toUtf16(PyObjects.repr(ts, x)));
    return TextErrors.of(e);
  }

  private static boolean littleEndian(String byteorder) {
    return switch (byteorder) {
      case "little" -> true;
      case "big" -> false;
      default -> throw PyErr.valueError("byteorder must be either 'little' or 'big'");
    };
  }

  static Object toBytes(Object v, long length, String byteorder, boolean signed) {
    boolean little = littleEndian(byteorder);
    if (length < 0) {
      throw PyErr.valueError("length argument must be non-negative");
    }
    if (length > Integer.MAX_VALUE - 8) {
      throw PyErr.memoryError();
    }
    BigInteger b = IntMath.big(v);
    if (!signed && b.signum() < 0) {
      throw PyErr.overflowError("can't convert negative int to unsigned");
    }
    if (b.signum() != 0 && (signed ? b.bitLength() + 1 : b.bitLength()) > length * 8) {
      throw PyErr.overflowError("int too big to convert");
    }
    byte[] out = new byte[(int) length];
    byte[] big = b.toByteArray();
    int n = Math.min(big.length, out.length);
    System.arraycopy(big, big.length - n, out, out.length - n, n);
    if (b.signum() < 0) {
      java.util.Arrays.fill(out, 0, out.length - n, (byte) -1);
    }
    return new PyBytes(little ? reversed(out) : out);
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] out = new byte[bytes.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = bytes[bytes.length - 1 - i];
    }
    return out;
  }

  static Object fromBytes(ThreadState ts, Object source, String byteorder, boolean signed) {
    boolean little = littleEndian(byteorder);
    byte[] bytes = bytesOf(ts, source);
    if (bytes.length == 0) {
      return 0L;
    }
    byte[] big = little ? reversed(bytes) : bytes;
    return IntMath.normal(signed ? new BigInteger(big) : new BigInteger(1, big));
  }

  /// The bytes of a bytes-like object, of one with `__bytes__`, or of an iterable of ints (`PyObject_Bytes`).
  private static byte[] bytesOf(ThreadState ts, Object source) {
    if (source instanceof PyBytes b) {
      return b.bytes;
    }
    Object m = PyObject.typeOf(source).slot(Slot.BYTES);
    if (m != null) {
      Object r = Call.withSelf(ts, m, source);
      if (r instanceof PyBytes b) {
        return b.bytes;
      }
      throw PyErr.typeError("__bytes__ returned non-bytes (type %s)", PyObject.typeOf(r).name());
    }
    byte[] bytes = NumberText.bytesOrNull(ts, source);
    if (bytes != null) {
      return bytes;
    }
    if (PyUnicode.check(source) || PyObject.typeOf(source).slot(Slot.ITER) == null && PyObject.typeOf(source).slot(Slot.GETITEM) == null) {
      throw PyErr.typeError("cannot convert '%s' object to bytes", PyObject.typeOf(source).name());
    }
    Object[] items = Sequences.toNewArray(ts, source);
    byte[] out = new byte[items.length];
    for (int i = 0; i < out.length; i++) {
      long item = PyNumber.asIndex(ts, items[i], PyExc.ValueError);
      if (item < 0 || item > 255) {
        throw PyErr.valueError("bytes must be in range(0, 256)");
      }
      out[i] = (byte) item;
    }
    return out;
  }
}
