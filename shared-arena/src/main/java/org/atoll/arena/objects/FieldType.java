package org.atoll.arena.objects;

import java.math.BigInteger;
import java.util.Arrays;
import org.atoll.arena.memory.Region;
import org.atoll.arena.values.Words;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyFloat;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyUnicode;

/// What a field of an `@arena.struct` class takes, and how it lies in a cell: as a word, or as so many raw bytes.
enum FieldType {
  OBJECT("object", 0, Words.of(PyNone.NONE)),
  INT("int", 0, Words.ofLong(0)),
  STR("str", 0, Words.ofText("")),
  BYTES("bytes", 0, Words.ofBytes(new byte[0])),
  BOOL("bool", 1),
  INT8("int8", 1),
  UINT8("uint8", 1),
  INT16("int16", 2),
  UINT16("uint16", 2),
  INT32("int32", 4),
  UINT32("uint32", 4),
  INT64("int64", 8),
  UINT64("uint64", 8),
  FLOAT32("float32", 4),
  FLOAT64("float", 8);

  private static final BigInteger UINT64_END = BigInteger.ONE.shiftLeft(64);

  /// What it is called in annotations and messages.
  final String word;
  /// How many raw bytes it takes; 0 for a word.
  final int size;
  /// The word that a field begins with.
  final long initial;

  FieldType(String word, int size) {
    this(word, size, 0);
  }

  FieldType(String word, int size, long initial) {
    this.word = word;
    this.size = size;
    this.initial = initial;
  }

  /// Whether there is a type of this name.
  static boolean isName(String word) {
    return Arrays.stream(values()).anyMatch(t -> t.word.equals(word));
  }

  /// The type of this name.
  static FieldType named(String word) {
    for (FieldType t : values()) {
      if (t.word.equals(word)) {
        return t;
      }
    }
    throw PyErr.valueError("no type of fields is called '%s'", word);
  }

  boolean isWord() {
    return size == 0;
  }

  /// The value that a field begins with.
  Object initialValue() {
    return switch (this) {
      case OBJECT -> PyNone.NONE;
      case STR -> "";
      case BYTES -> PyBytes.EMPTY;
      case BOOL -> false;
      case FLOAT32, FLOAT64 -> 0.0;
      default -> 0L;
    };
  }

  // Which values it takes.

  /// The value as the field keeps it: of the plain built-in type where the field has one.
  ///
  /// @param field named in messages, with its class
  /// @throws PyException TypeError, OverflowError
  Object convert(String field, Object value) {
    return switch (this) {
      case OBJECT -> value;
      case FLOAT64 -> value instanceof Double ? value : number(field, value);
      case FLOAT32 -> (double) (float) number(field, value);
      case INT -> integer(field, value);
      case STR -> text(field, value);
      case BYTES -> bytes(field, value);
      case BOOL -> value instanceof Boolean ? value : wrong(field, value);
      default -> inRange(field, integer(field, value));
    };
  }

  private Object wrong(String field, Object value) {
    throw PyErr.typeError("%s takes %s, not '%s'", field, article(), PyObject.typeOf(value).name());
  }

  private String article() {
    return switch (this) {
      case INT, INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 -> "an int";
      case FLOAT32, FLOAT64 -> "a float";
      case BYTES -> "bytes";
      default -> "a " + word;
    };
  }

  private double number(String field, Object value) {
    if (PyFloat.check(value)) {
      return PyFloat.value(value);
    }
    if (!PyLong.check(value)) {
      wrong(field, value);
    }
    double d = ((Number) PyLong.value(value)).doubleValue();
    if (Double.isInfinite(d)) {
      throw PyErr.overflowError("%s: int too large to convert to float", field);
    }
    return d;
  }

  private Object integer(String field, Object value) {
    return PyLong.check(value) ? PyLong.value(value) : wrong(field, value);
  }

  private Object text(String field, Object value) {
    return PyUnicode.check(value) ? PyUnicode.value(value) : wrong(field, value);
  }

  private Object bytes(String field, Object value) {
    if (!(value instanceof PyBytes b)) {
      return wrong(field, value);
    }
    return b.type == PyBytes.TYPE ? b : new PyBytes(b.bytes);
  }

  private Object inRange(String field, Object value) {
    boolean fits = switch (value) {
      case Long l -> l >= min() && (this == UINT64 || l <= max());
      case BigInteger i -> this == UINT64 && i.signum() >= 0 && i.compareTo(UINT64_END) < 0;
      default -> false;
    };
    if (!fits) {
      String max = this == UINT64 ? UINT64_END.subtract(BigInteger.ONE).toString() : Long.toString(max());
      throw PyErr.overflowError("%s takes an %s, from %d to %s", field, word, min(), max);
    }
    return value;
  }

  private boolean isSigned() {
    return this == INT8 || this == INT16 || this == INT32 || this == INT64;
  }

  private long min() {
    return isSigned() ? Long.MIN_VALUE >> 64 - 8 * size : 0;
  }

  private long max() {
    return Long.MAX_VALUE >>> 64 - 8 * size - (isSigned() ? 0 : 1);
  }

  // Raw bytes.

  /// The value of raw bytes.
  Object read(Region r, long at) {
    return switch (this) {
      case FLOAT64 -> r.getDouble(at);
      case FLOAT32 -> (double) Float.intBitsToFloat(r.getInt(at));
      case INT64 -> r.getLong(at);
      case UINT64 -> unsigned(r.getLong(at));
      case INT32 -> (long) r.getInt(at);
      case UINT32 -> Integer.toUnsignedLong(r.getInt(at));
      case INT16 -> (long) r.getShort(at);
      case UINT16 -> Short.toUnsignedLong(r.getShort(at));
      case INT8 -> (long) r.getByte(at);
      case UINT8 -> Byte.toUnsignedLong(r.getByte(at));
      case BOOL -> r.getByte(at) != 0;
      default -> throw new IllegalStateException(word);
    };
  }

  private static Object unsigned(long bits) {
    return bits >= 0 ? (Object) bits : BigInteger.valueOf(bits).add(UINT64_END);
  }

  /// Writes a value that [#convert] has given; null for one whose bits are all 0.
  void write(Region r, long at, Object value) {
    long bits = value == null ? 0 : bits(value);
    switch (size) {
      case 8 -> r.setLong(at, bits);
      case 4 -> r.setInt(at, (int) bits);
      case 2 -> r.setShort(at, (short) bits);
      default -> r.setByte(at, (byte) bits);
    }
  }

  private long bits(Object value) {
    return switch (this) {
      case FLOAT64 -> Double.doubleToRawLongBits((Double) value);
      case FLOAT32 -> Float.floatToRawIntBits((float) (double) (Double) value);
      case BOOL -> (Boolean) value ? 1 : 0;
      default -> ((Number) value).longValue();
    };
  }
}
