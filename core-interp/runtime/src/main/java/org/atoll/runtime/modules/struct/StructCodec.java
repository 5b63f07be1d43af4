package org.atoll.runtime.modules.struct;

import java.math.BigInteger;
import java.util.Arrays;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ByteArgs;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyByteArray;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyComplex;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.types.PyTuple;

/// Packs Python values into bytes and unpacks them. Stateless; packing may run Python code (`__index__`, `__float__`).
final class StructCodec {
  private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);
  private static final double HALF_MAX = 65504;

  private StructCodec() {}

  static PyException error(String message, Object... args) {
    return PyErr.format(StructModule.ERROR, message, args);
  }

  // Unpacking.

  static PyTuple unpack(StructFormat format, byte[] data, int offset) {
    Object[] values = new Object[format.values];
    int n = 0;
    for (StructFormat.Item item : format.items) {
      int at = offset + item.offset();
      for (int i = 0; i < item.count(); i++) {
        values[n++] = value(item, data, at, format.bigEndian);
        at += item.size();
      }
    }
    return PyTuple.of(values);
  }

  private static Object value(StructFormat.Item item, byte[] data, int at, boolean big) {
    return switch (item.code()) {
      case 'c', 's' -> new PyBytes(Arrays.copyOfRange(data, at, at + item.size()));
      case 'p' -> {
        int length = item.size() == 0 ? 0 : Math.min(data[at] & 0xff, item.size() - 1);
        yield new PyBytes(item.size() == 0 ? new byte[0] : Arrays.copyOfRange(data, at + 1, at + 1 + length));
      }
      case '?' -> data[at] != 0;
      case 'b', 'h', 'i', 'l', 'q', 'n' -> signed(data, at, item.size(), big);
      case 'B', 'H', 'I', 'L', 'Q', 'N', 'P' -> unsigned(data, at, item.size(), big);
      case 'e' -> (double) Float.float16ToFloat((short) bits(data, at, 2, big));
      case 'f' -> toDouble((int) bits(data, at, 4, big));
      case 'd' -> Double.longBitsToDouble(bits(data, at, 8, big));
      case 'F' -> new PyComplex(toDouble((int) bits(data, at, 4, big)), toDouble((int) bits(data, at + 4, 4, big)));
      case 'D' -> new PyComplex(Double.longBitsToDouble(bits(data, at, 8, big)),
          Double.longBitsToDouble(bits(data, at + 8, 8, big)));
      default -> throw new IllegalStateException("no such code: " + item.code());
    };
  }

  /// A float's bits as a double, which keeps the payload of a NaN.
  private static double toDouble(int bits) {
    float f = Float.intBitsToFloat(bits);
    if (f == f) {
      return f;
    }
    return Double.longBitsToDouble((bits & 0x80000000L) << 32 | 0x7ff0000000000000L | (bits & 0x7fffffL) << 29);
  }

  private static long bits(byte[] data, int at, int size, boolean big) {
    long value = 0;
    for (int i = 0; i < size; i++) {
      value = value << 8 | data[big ? at + i : at + size - 1 - i] & 0xff;
    }
    return value;
  }

  private static Object signed(byte[] data, int at, int size, boolean big) {
    int unused = 64 - 8 * size;
    return bits(data, at, size, big) << unused >> unused;
  }

  private static Object unsigned(byte[] data, int at, int size, boolean big) {
    long value = bits(data, at, size, big);
    return value >= 0 ? (Object) value : BigInteger.valueOf(value).add(TWO_64);
  }

  // Packing.

  /// Packs `args` from index `first` on into `out`, whose bytes there are zero.
  static void pack(ThreadState ts, StructFormat format, Object[] args, int first, byte[] out, int offset) {
    for (StructFormat.Item item : format.items) {
      int at = offset + item.offset();
      for (int i = 0; i < item.count(); i++) {
        put(ts, format, item, args[first++], out, at);
        at += item.size();
      }
    }
  }

  private static void put(ThreadState ts, StructFormat format, StructFormat.Item item, Object value, byte[] out, int at) {
    boolean big = format.bigEndian;
    switch (item.code()) {
      case 'c' -> {
        if (!(value instanceof PyBytes b) || b.bytes.length != 1) {
          throw error("char format requires a bytes object of length 1");
        }
        out[at] = b.bytes[0];
      }
      case 's', 'p' -> putBytes(ts, item, value, out, at);
      case '?' -> out[at] = (byte) (PyObjects.isTrue(ts, value) ? 1 : 0);
      case 'e' -> putBits(out, at, 2, big, halfBits(number(ts, value)));
      case 'f' -> putBits(out, at, 4, big, floatBits(number(ts, value), format.isNative));
      case 'd' -> putBits(out, at, 8, big, Double.doubleToRawLongBits(number(ts, value)));
      case 'F', 'D' -> putComplex(ts, format, item, value, out, at);
      default -> putBits(out, at, item.size(), big, integer(ts, item, value));
    }
  }

  private static void putBits(byte[] out, int at, int size, boolean big, long bits) {
    for (int i = 0; i < size; i++) {
      out[big ? at + size - 1 - i : at + i] = (byte) (bits >>> 8 * i);
    }
  }

  private static void putBytes(ThreadState ts, StructFormat.Item item, Object value, byte[] out, int at) {
    if (!(value instanceof PyBytes) && !(value instanceof PyByteArray)) {
      throw error("argument for '%s' must be a bytes object", item.code());
    }
    byte[] data = ByteArgs.bytes(ts, value);
    if (item.code() == 's') {
      System.arraycopy(data, 0, out, at, Math.min(data.length, item.size()));
    } else if (item.size() > 0) {
      int length = Math.min(data.length, item.size() - 1);
      System.arraycopy(data, 0, out, at + 1, length);
      out[at] = (byte) Math.min(length, 255);
    }
  }

  private static long integer(ThreadState ts, StructFormat.Item item, Object value) {
    Object v = value;
    if (!(v instanceof Long)) {
      if (!PyLong.check(v) && PyObject.typeOf(v).slot(Slot.INDEX) == null) {
        throw error("required argument is not an integer");
      }
      v = PyNumber.index(ts, v);
    }
    char code = item.code();
    int width = 8 * item.size();
    if (code == 'P') {
      if (v instanceof BigInteger b && (b.signum() < 0 || b.bitLength() > 64)) {
        throw error("int too large to convert");
      }
      return v instanceof Long l ? l : ((BigInteger) v).longValue();
    }
    boolean signed = Character.isLowerCase(code);
    if (v instanceof Long l) {
      boolean fits = signed ? width == 64 || l << 64 - width >> 64 - width == l : l >= 0 && (width == 64 || l >>> width == 0);
      if (fits) {
        return l;
      }
    } else if (!signed && width == 64 && ((BigInteger) v).signum() > 0 && ((BigInteger) v).bitLength() <= 64) {
      return ((BigInteger) v).longValue();
    }
    BigInteger bound = BigInteger.ONE.shiftLeft(signed ? width - 1 : width);
    throw error("'%s' format requires %s <= number <= %s", code, signed ? bound.negate() : "0", bound.subtract(BigInteger.ONE));
  }

  private static double number(ThreadState ts, Object value) {
    if (value instanceof Double d) {
      return d;
    }
    try {
      return Convert.toDouble(ts, value);
    } catch (PyException e) {
      if (PyErr.matches(e, PyExc.TypeError)) {
        throw error("required argument is not a float");
      }
      throw e;
    }
  }

  private static long floatBits(double value, boolean isNative) {
    if (value != value) {
      long bits = Double.doubleToRawLongBits(value);
      long payload = bits >>> 29 & 0x7fffff;
      return bits >>> 32 & 0x80000000L | 0x7f800000 | (payload == 0 ? 0x400000 : payload);
    }
    float f = (float) value;
    if (Float.isInfinite(f) && !Double.isInfinite(value) && !isNative) {
      throw PyErr.overflowError("float too large to pack with f format");
    }
    return Float.floatToRawIntBits(f);
  }

  /// Rounds once, half to even, from the double; by way of a float it would be twice.
  private static long halfBits(double value) {
    if (value != value) {
      long bits = Double.doubleToRawLongBits(value);
      long payload = bits >>> 42 & 0x3ff;
      return bits >>> 48 & 0x8000 | 0x7c00 | (payload == 0 ? 0x200 : payload);
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? 0x7c00 : 0xfc00;
    }
    double unit = Math.scalb(1.0, Math.max(Math.getExponent(value), -14) - 10);
    double rounded = Math.rint(value / unit) * unit;
    if (Math.abs(rounded) > HALF_MAX) {
      throw PyErr.overflowError("float too large to pack with e format");
    }
    return Float.floatToFloat16((float) rounded);
  }

  private static void putComplex(ThreadState ts, StructFormat format, StructFormat.Item item, Object value, byte[] out, int at) {
    PyComplex c;
    try {
      c = value instanceof PyComplex known ? known : PyComplex.viaMethod(ts, value);
      if (c == null) {
        c = new PyComplex(Convert.toDouble(ts, value), 0);
      }
    } catch (PyException e) {
      if (PyErr.matches(e, PyExc.TypeError)) {
        throw error("required argument is not a complex");
      }
      throw e;
    }
    boolean big = format.bigEndian;
    if (item.code() == 'F') {
      putBits(out, at, 4, big, floatBits(c.real, format.isNative));
      putBits(out, at + 4, 4, big, floatBits(c.imag, format.isNative));
    } else {
      putBits(out, at, 8, big, Double.doubleToRawLongBits(c.real));
      putBits(out, at + 8, 8, big, Double.doubleToRawLongBits(c.imag));
    }
  }
}
