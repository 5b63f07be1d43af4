package org.atoll.arena.shared;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.atoll.runtime.object.PyEllipsis;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyComplex;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyFrozenSet;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUcs4;
import org.atoll.runtime.types.Shared;

/// Which values several interpreters may have in common: those that cannot change and belong to none, frozen containers among them. Equality and
/// hashes of such values run no Python code.
final class SharedValues {
  private record Bytes(byte[] bytes) {
    @Override
    public boolean equals(Object o) {
      return o instanceof Bytes b && Arrays.equals(bytes, b.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }

  private record Complex(double real, double imag) {}

  private SharedValues() {}

  /// The value itself.
  ///
  /// @throws org.atoll.runtime.types.PyException TypeError where it cannot be shared
  static Object require(Object value) {
    if (!isShareable(value)) {
      throw SharedErrors.unshareable(value);
    }
    return value;
  }

  private static boolean isShareable(Object value) {
    return switch (value) {
      case Long l -> true;
      case String s -> true;
      case PyTuple t when t.type == PyTuple.TYPE -> requireAll(t.items);
      case PyFrozenSet f when f.type == PyFrozenSet.TYPE -> requireAll(f.toArray());
      case PyBytes b -> b.type == PyBytes.TYPE;
      case PyComplex c -> c.type == PyComplex.TYPE;
      case PyInstance i when i.isFrozen() -> true;
      default -> value instanceof Double || value instanceof Boolean || value instanceof BigInteger || value instanceof
      PyUcs4 || value instanceof Shared || value == PyNone.NONE || value == PyEllipsis.ELLIPSIS;
    };
  }

  private static boolean requireAll(Object[] items) {
    for (Object item : items) {
      require(item);
    }
    return true;
  }

  /// What stands for a value where Java compares and hashes: two of them are equal where the values are in Python.
  ///
  /// @throws org.atoll.runtime.types.PyException TypeError where the value cannot be shared, or has no hash
  static Object key(Object value) {
    return switch (value) {
      case String s -> s;
      case Long l -> l;
      case Boolean b -> b ? 1L : 0L;
      case Double d -> number(d);
      case PyTuple t when t.type == PyTuple.TYPE -> Arrays.asList(keys(t.items));
      case PyFrozenSet f when f.type == PyFrozenSet.TYPE -> set(f);
      case PyBytes b when b.type == PyBytes.TYPE -> new Bytes(b.bytes);
      case PyComplex c when c.type == PyComplex.TYPE -> c.imag == 0 ? number(c.real) : new Complex(c.real + 0.0,
          c.imag);
      case PyInstance i when i.isFrozen() -> throw PyErr.typeError("unhashable type: '%s'", i.type.name());
      default -> require(value);
    };
  }

  private static Object number(double d) {
    if (d != Math.rint(d) || Double.isInfinite(d)) {
      return d;
    }
    return Math.abs(d) < 0x1p62 ? (Object) (long) d : normal(new BigDecimal(d).toBigIntegerExact());
  }

  private static Object normal(BigInteger i) {
    return i.bitLength() < Long.SIZE ? (Object) i.longValue() : i;
  }

  private static Object[] keys(Object[] items) {
    Object[] keys = new Object[items.length];
    for (int i = 0; i < items.length; i++) {
      keys[i] = key(items[i]);
    }
    return keys;
  }

  private static Set<Object> set(PyFrozenSet f) {
    return new HashSet<>(Arrays.asList(keys(f.toArray())));
  }
}
