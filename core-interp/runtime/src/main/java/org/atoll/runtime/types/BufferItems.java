package org.atoll.runtime.types;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.NumberConversions;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObjects;

/// Reads and writes single items of a buffer by their format: the native formats of one character of the module `struct`.
/// Stateless; writing may call `__index__` and `__float__`.
final class BufferItems {
  private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());
  private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private BufferItems() {}

  /// The format's character, or 0 if it is not a native one of a single character.
  static char code(String format) {
    String bare = format.startsWith("@") ? format.substring(1) : format;
    return bare.length() == 1 && size(bare.charAt(0)) > 0 ? bare.charAt(0) : 0;
  }

  /// The number of bytes of an item, or 0 for an unknown format.
  static int size(char code) {
    return switch (code) {
      case 'c', 'b', 'B', '?' -> 1;
      case 'h', 'H', 'e' -> 2;
      case 'i', 'I', 'f' -> 4;
      case 'l', 'L', 'q', 'Q', 'n', 'N', 'd', 'P' -> 8;
      default -> 0;
    };
  }

  static boolean isByteFormat(char code) {
    return code == 'b' || code == 'B' || code == 'c';
  }

  /// The item at a distance from the beginning of the view.
  static Object get(PyBuffer view, long at, char code) {
    switch (code) {
      case 'B' -> {
        return (long) (view.get(at) & 0xFF);
      }
      case 'b' -> {
        return (long) view.get(at);
      }
      case 'c' -> {
        return new PyBytes(new byte[] {view.get(at)});
      }
      case '?' -> {
        return view.get(at) != 0;
      }
      default -> {
        byte[] raw = new byte[8];
        for (int i = 0; i < size(code); i++) {
          raw[i] = view.get(at + i);
        }
        return decode(raw, code);
      }
    }
  }

  private static Object decode(byte[] raw, char code) {
    return switch (code) {
      case 'h' -> (long) (short) SHORT.get(raw, 0);
      case 'H' -> (long) ((short) SHORT.get(raw, 0) & 0xFFFF);
      case 'e' -> (double) Float.float16ToFloat((short) SHORT.get(raw, 0));
      case 'i' -> (long) (int) INT.get(raw, 0);
      case 'I' -> Integer.toUnsignedLong((int) INT.get(raw, 0));
      case 'f' -> (double) Float.intBitsToFloat((int) INT.get(raw, 0));
      case 'd' -> Double.longBitsToDouble((long) LONG.get(raw, 0));
      case 'l', 'q', 'n' -> (long) LONG.get(raw, 0);
      default -> unsigned((long) LONG.get(raw, 0));
    };
  }

  private static Object unsigned(long bits) {
    return bits >= 0 ? (Object) bits : new BigInteger(Long.toUnsignedString(bits));
  }

  /// Writes an item at a distance from the beginning of the view.
  /// @throws PyException TypeError or ValueError for what does not fit the format
  static void set(ThreadState ts, PyBuffer view, long at, char code, Object value) {
    byte[] raw = encode(ts, code, value);
    for (int i = 0; i < size(code); i++) {
      view.set(at + i, raw[i]);
    }
  }

  private static byte[] encode(ThreadState ts, char code, Object value) {
    var raw = new byte[8];
    switch (code) {
      case 'c' -> {
        if (!(value instanceof PyBytes b)) {
          throw badType(code);
        }
        if (b.bytes.length != 1) {
          throw badValue(code);
        }
        raw[0] = b.bytes[0];
      }
      case '?' -> raw[0] = (byte) (PyObjects.isTrue(ts, value) ? 1 : 0);
      case 'f' -> INT.set(raw, 0, Float.floatToRawIntBits(single(real(ts, code, value))));
      case 'd' -> LONG.set(raw, 0, Double.doubleToRawLongBits(real(ts, code, value)));
      case 'e' -> SHORT.set(raw, 0, half(real(ts, code, value)));
      default -> {
        long bits = integer(ts, code, value);
        switch (size(code)) {
          case 1 -> raw[0] = (byte) bits;
          case 2 -> SHORT.set(raw, 0, (short) bits);
          case 4 -> INT.set(raw, 0, (int) bits);
          default -> LONG.set(raw, 0, bits);
        }
      }
    }
    return raw;
  }

  private static float single(double d) {
    float f = (float) d;
    if (Float.isInfinite(f) && !Double.isInfinite(d)) {
      throw PyErr.overflowError("float too large to pack with f format");
    }
    return f;
  }

  private static short half(double d) {
    short h = Float.floatToFloat16((float) d);
    if ((h & 0x7FFF) == 0x7C00 && !Double.isInfinite(d)) {
      throw PyErr.overflowError("float too large to pack with e format");
    }
    return h;
  }

  private static double real(ThreadState ts, char code, Object value) {
    try {
      return PyNumber.asDouble(ts, value);
    } catch (PyException e) {
      if (PyErr.matches(e, PyExc.TypeError)) {
        throw badType(code);
      }
      throw e;
    }
  }

  private static long integer(ThreadState ts, char code, Object value) {
    if (!NumberConversions.isIndex(value)) {
      throw badType(code);
    }
    Object i = PyNumber.index(ts, value);
    int bits = size(code) * 8;
    boolean signed = Character.isLowerCase(code);
    if (i instanceof Long l) {
      boolean fits = signed ? bits == 64 || l >> bits - 1 == 0 || l >> bits - 1 == -1 : l >= 0 && (bits == 64 || l >> bits == 0);
      if (!fits) {
        throw badValue(code);
      }
      return l;
    }
    BigInteger big = (BigInteger) i;
    if (signed || bits < 64 || big.signum() < 0 || big.bitLength() > 64) {
      throw badValue(code);
    }
    return big.longValue();
  }

  private static PyException badType(char code) {
    return PyErr.typeError("memoryview: invalid type for format '%c'", code);
  }

  private static PyException badValue(char code) {
    return PyErr.valueError("memoryview: invalid value for format '%c'", code);
  }
}
