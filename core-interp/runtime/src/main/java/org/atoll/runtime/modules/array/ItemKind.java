package org.atoll.runtime.modules.array;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyUnicode;

/// How the items of an array are laid out in its bytes (`Modules/arraymodule.c`, `arraydescr`). Stateless.
public enum ItemKind {
  SIGNED_CHAR('b', 1, "signed char"),
  UNSIGNED_CHAR('B', 1, "unsigned byte integer"),
  WIDE_CHAR('u', 4, null),
  CODE_POINT('w', 4, null),
  SHORT('h', 2, "signed short integer"),
  UNSIGNED_SHORT('H', 2, "unsigned short"),
  INT('i', 4, "signed integer"),
  UNSIGNED_INT('I', 4, "unsigned int"),
  LONG('l', 8, "C long"),
  UNSIGNED_LONG('L', 8, "C unsigned long"),
  LONG_LONG('q', 8, null),
  UNSIGNED_LONG_LONG('Q', 8, null),
  FLOAT('f', 4, null),
  DOUBLE('d', 8, null);

  private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());
  private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  public final char code;
  /// How many bytes an item takes.
  public final int size;
  private final String words;

  ItemKind(char code, int size, String words) {
    this.code = code;
    this.size = size;
    this.words = words;
  }

  /// The kind of a type code, or null.
  public static ItemKind of(char code) {
    for (ItemKind k : values()) {
      if (k.code == code) {
        return k;
      }
    }
    return null;
  }

  public boolean isText() {
    return this == WIDE_CHAR || this == CODE_POINT;
  }

  /// The item in the format of the module `struct`.
  public String format() {
    return String.valueOf(code);
  }

  /// The item at a byte position.
  Object get(byte[] data, int at) {
    return switch (size) {
      case 1 -> item(data[at]);
      case 2 -> item((short) SHORTS.get(data, at));
      case 4 -> item((int) INTS.get(data, at));
      default -> item((long) LONGS.get(data, at));
    };
  }

  /// The item that some bits are, as many as an item has; those in front of them do not count.
  public Object item(long bits) {
    return switch (this) {
      case SIGNED_CHAR -> (long) (byte) bits;
      case UNSIGNED_CHAR -> bits & 0xFF;
      case WIDE_CHAR, CODE_POINT -> PyUnicode.ofCodePoint((int) bits);
      case SHORT -> (long) (short) bits;
      case UNSIGNED_SHORT -> bits & 0xFFFF;
      case INT -> (long) (int) bits;
      case UNSIGNED_INT -> bits & 0xFFFF_FFFFL;
      case LONG, LONG_LONG -> bits;
      case UNSIGNED_LONG, UNSIGNED_LONG_LONG -> unsigned(bits);
      case FLOAT -> (double) Float.intBitsToFloat((int) bits);
      case DOUBLE -> Double.longBitsToDouble(bits);
    };
  }

  private static Object unsigned(long bits) {
    return bits >= 0 ? (Object) bits : new BigInteger(Long.toUnsignedString(bits));
  }

  /// The item's value as bits; the inverse of [#item]. Throws TypeError or OverflowError for what is no such item.
  public long encode(ThreadState ts, Object value) {
    return switch (this) {
      case WIDE_CHAR, CODE_POINT -> codePoint(value);
      case FLOAT -> Float.floatToRawIntBits((float) PyNumber.asDouble(ts, value));
      case DOUBLE -> Double.doubleToRawLongBits(PyNumber.asDouble(ts, value));
      default -> integer(PyNumber.index(ts, value));
    };
  }

  private static long codePoint(Object value) {
    if (!PyUnicode.check(value)) {
      throw PyErr.typeError("array item must be a unicode character, not %s", PyObject.typeOf(value).name());
    }
    int n = PyUnicode.length(value);
    if (n != 1) {
      throw PyErr.typeError("array item must be a unicode character, not a string of length %d", n);
    }
    return PyUnicode.codePointAt(value, 0);
  }

  private boolean isUnsigned() {
    return this == UNSIGNED_CHAR || this == UNSIGNED_SHORT || this == UNSIGNED_INT || this == UNSIGNED_LONG || this == UNSIGNED_LONG_LONG;
  }

  private long integer(Object value) {
    boolean small = value instanceof Long;
    boolean negative = small ? (Long) value < 0 : ((BigInteger) value).signum() < 0;
    if (size == 8) {
      return wide(value, small, negative);
    }
    if (!small) {
      if (size == 4 && isUnsigned()) {
        throw PyErr.overflowError(negative ? "can't convert negative value to unsigned int" : "Python int too large to convert to C unsigned long");
      }
      throw PyErr.overflowError("Python int too large to convert to C long");
    }
    long v = (Long) value;
    int bits = size * 8;
    if (this == UNSIGNED_INT && negative) {
      throw PyErr.overflowError("can't convert negative value to unsigned int");
    }
    long min = isUnsigned() ? 0 : -(1L << bits - 1);
    long max = isUnsigned() ? (1L << bits) - 1 : (1L << bits - 1) - 1;
    if (v < min) {
      throw PyErr.overflowError("%s is less than minimum", words);
    }
    if (v > max) {
      throw PyErr.overflowError("%s is greater than maximum", words);
    }
    return v;
  }

  private long wide(Object value, boolean small, boolean negative) {
    if (isUnsigned()) {
      if (negative) {
        throw PyErr.overflowError(this == UNSIGNED_LONG ? "can't convert negative value to unsigned int" : "can't convert negative int to unsigned");
      }
      if (!small && ((BigInteger) value).bitLength() > 64) {
        throw PyErr.overflowError(this == UNSIGNED_LONG ? "Python int too large to convert to C unsigned long" : "int too big to convert");
      }
      return ((Number) value).longValue();
    }
    if (!small) {
      throw PyErr.overflowError(this == LONG ? "Python int too large to convert to C long" : "int too big to convert");
    }
    return (Long) value;
  }

  /// Writes an encoded item at a byte position.
  void put(byte[] data, int at, long bits) {
    switch (size) {
      case 1 -> data[at] = (byte) bits;
      case 2 -> SHORTS.set(data, at, (short) bits);
      case 4 -> INTS.set(data, at, (int) bits);
      default -> LONGS.set(data, at, bits);
    }
  }

  /// The number by which `_array_reconstructor` knows the format on this machine.
  int machineFormat() {
    boolean big = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
    int little = switch (this) {
      case UNSIGNED_CHAR -> 0;
      case SIGNED_CHAR -> 1;
      case UNSIGNED_SHORT -> 2;
      case SHORT -> 4;
      case UNSIGNED_INT -> 6;
      case INT -> 8;
      case UNSIGNED_LONG, UNSIGNED_LONG_LONG -> 10;
      case LONG, LONG_LONG -> 12;
      case FLOAT -> 14;
      case DOUBLE -> 16;
      case WIDE_CHAR, CODE_POINT -> 20;
    };
    return big && little > 1 ? little + 1 : little;
  }
}
