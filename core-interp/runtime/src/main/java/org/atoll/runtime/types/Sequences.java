package org.atoll.runtime.types;

import java.math.BigInteger;
import java.util.Arrays;
import org.atoll.runtime.interp.MemoryMeter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;

/// What lists, tuples and their like have in common: indices, comparison, collecting iterables (`Objects/abstract.c`).
/// Stateless.
public final class Sequences {
  public static final Object[] NO_ITEMS = {};
  /// The items of a list that was given away: nothing can be put there.
  static final Object[] MOVED = {};

  /// The largest array that the JVM is sure to make.
  /// What a reference takes, in heaps of less than 32 GB.
  static final int REFERENCE_BYTES = 4;
  static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

  private Sequences() {}

  // Numbers as indices.

  /// Whether the value is an int or has `__index__`.
  public static boolean isIndex(Object o) {
    return o instanceof Long || o instanceof Boolean || o instanceof BigInteger || o instanceof PyInstance && PyObject.typeOf(o).slot(Slot.INDEX) != null;
  }

  /// The value as a number in the range of a long, the nearest end of it for ints beyond. Throws TypeError for anything
  /// without `__index__`.
  public static long clampToLong(ThreadState ts, Object o) {
    if (o instanceof Long l) {
      return l;
    }
    Object i = PyNumber.index(ts, o);
    return i instanceof Long l ? l : ((BigInteger) i).signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  /// The value as a long; OverflowError for ints beyond.
  public static long toLong(ThreadState ts, Object o) {
    if (o instanceof Long l) {
      return l;
    }
    Object i = PyNumber.index(ts, o);
    if (i instanceof Long l) {
      return l;
    }
    throw PyErr.overflowError("cannot fit '%s' into an index-sized integer", PyObject.typeOf(o).name());
  }

  /// The index that `key` means in a sequence of `length` items, or -1 if there is no such item. Throws TypeError if it
  /// cannot be an index of a `typeName`.
  public static int index(ThreadState ts, Object key, int length, String typeName) {
    long i;
    if (key instanceof Long l) {
      i = l;
    } else {
      if (!isIndex(key)) {
        throw PyErr.typeError("%s indices must be integers or slices, not %s", typeName, PyObject.typeOf(key).name());
      }
      Object n = PyNumber.index(ts, key);
      if (!(n instanceof Long)) {
        throw PyErr.indexError("cannot fit '%s' into an index-sized integer", PyObject.typeOf(key).name());
      }
      i = (Long) n;
    }
    if (i < 0) {
      i += length;
    }
    return i >= 0 && i < length ? (int) i : -1;
  }

  /// A start or stop argument of `index` methods, within 0 and `length`.
  public static int clamp(ThreadState ts, Object o, int length) {
    long i;
    if (o instanceof Long l) {
      i = l;
    } else {
      if (!isIndex(o)) {
        throw PyErr.typeError("slice indices must be integers or have an __index__ method");
      }
      i = clampToLong(ts, o);
    }
    if (i < 0) {
      i = Math.max(0, i + length);
    }
    return (int) Math.min(i, length);
  }

  public static boolean isIterable(Object o) {
    PyType t = PyObject.typeOf(o);
    return t.slot(Slot.ITER) != null || t.slot(Slot.GETITEM) != null && !(o instanceof PyDict);
  }

  /// The position that `__setstate__` of an iterator is given.
  static long state(ThreadState ts, Object state) {
    if (!PyLong.check(state)) {
      throw PyErr.typeError("an integer is required");
    }
    return toLong(ts, state);
  }

  /// A function of the module `builtins`, for `__reduce__`.
  public static Object builtin(ThreadState ts, String name) {
    return PyObjects.getAttr(ts, ts.interpreter().importModule(ts, "builtins"), name);
  }

  // Arrays.

  static Object[] concat(Object[] a, int an, Object[] b, int bn) {
    if ((long) an + bn > MAX_LENGTH) {
      throw PyErr.memoryError();
    }
    MemoryMeter.reserve((long) an + bn, REFERENCE_BYTES);
    Object[] out = new Object[an + bn];
    System.arraycopy(a, 0, out, 0, an);
    System.arraycopy(b, 0, out, an, bn);
    return out;
  }

  /// The first `length` items of `a`, `times` times over.
  static Object[] repeat(Object[] a, int length, long times) {
    if (times <= 0 || length == 0) {
      return NO_ITEMS;
    }
    if (times > MAX_LENGTH / length) {
      throw PyErr.memoryError();
    }
    int n = length * (int) times;
    MemoryMeter.reserve(n, REFERENCE_BYTES);
    Object[] out = new Object[n];
    if (length == 1) {
      Arrays.fill(out, a[0]);
      return out;
    }
    System.arraycopy(a, 0, out, 0, length);
    for (int done = length; done < n; done *= 2) {
      System.arraycopy(out, 0, out, done, Math.min(done, n - done));
      if (done > n / 2) {
        break;
      }
    }
    return out;
  }

  static void reverse(Object[] a, int from, int to) {
    for (int i = from, j = to - 1; i < j; i++, j--) {
      Object o = a[i];
      a[i] = a[j];
      a[j] = o;
    }
  }

  // Collecting.

  /// The items of an iterable in an array that may belong to somebody: only to be read.
  public static Object[] toArray(ThreadState ts, Object iterable) {
    if (iterable instanceof PyTuple t && t.type == PyTuple.TYPE) {
      return t.items;
    }
    return toNewArray(ts, iterable);
  }

  /// The items of an iterable in an array of the caller's own. Throws TypeError if it is not iterable.
  public static Object[] toNewArray(ThreadState ts, Object iterable) {
    if (iterable instanceof PyList l && l.type == PyList.TYPE) {
      return l.size == 0 ? NO_ITEMS : Arrays.copyOf(l.items, l.size);
    }
    if (iterable instanceof PyTuple t && t.type == PyTuple.TYPE) {
      return t.items.length == 0 ? NO_ITEMS : t.items.clone();
    }
    if (iterable instanceof DictView v) {
      return v.contents();
    }
    if (iterable instanceof PyDict d && d.type == PyDict.TYPE) {
      return d.keyArray();
    }
    if (iterable instanceof SetTable s && PySet.isExact(s)) {
      return s.toArray();
    }
    if (iterable instanceof PyRange r) {
      Object[] a = r.toArray();
      if (a != null) {
        return a;
      }
    }
    Object it = PyObjects.iter(ts, iterable);
    return drain(ts, it, lengthHint(ts, iterable));
  }

  /// How many items an iterable says it has, at most a million, for choosing a first capacity.
  static int lengthHint(ThreadState ts, Object iterable) {
    return (int) Math.min(PyObjects.lengthHint(ts, iterable, 8), 1_000_000);
  }

  /// The remaining items of an iterator.
  static Object[] drain(ThreadState ts, Object it, int expected) {
    Object[] a = expected <= 0 ? NO_ITEMS : new Object[expected];
    int n = 0;
    if (it instanceof PyIterator p && !p.type.isHeapType()) {
      for (Object o; (o = p.next(ts)) != null; ) {
        if (n == a.length) {
          a = grown(a, n + 1);
        }
        a[n++] = o;
      }
    } else {
      for (Object o; (o = PyObjects.next(ts, it)) != null; ) {
        if (n == a.length) {
          a = grown(a, n + 1);
        }
        a[n++] = o;
      }
    }
    return n == a.length ? a : n == 0 ? NO_ITEMS : Arrays.copyOf(a, n);
  }

  /// A copy of the array with room for at least `needed` items.
  static Object[] grown(Object[] a, int needed) {
    if (a == MOVED) {
      throw PyMovedList.gone();
    }
    if (needed < 0 || needed > MAX_LENGTH) {
      throw PyErr.memoryError();
    }
    long n = Math.min(MAX_LENGTH, Math.max(needed, a.length + (long) (a.length >> 1) + 4));
    MemoryMeter.reserve(n, REFERENCE_BYTES);
    return Arrays.copyOf(a, (int) n);
  }

  // Searching and comparing.

  /// The index of the first of `n` items that is or equals the value, or -1.
  static int indexOf(ThreadState ts, Object[] a, int n, Object value) {
    for (int i = 0; i < n; i++) {
      Object o = a[i];
      if (o == value || PyObjects.equal(ts, o, value)) {
        return i;
      }
    }
    return -1;
  }

  /// Compares two sequences in the order of their first difference; `op` is an operator number of [PyObjects].
  static Object compare(ThreadState ts, Object[] a, int an, Object[] b, int bn, int op) {
    int n = Math.min(an, bn);
    for (int i = 0; i < n; i++) {
      if (a[i] != b[i] && !PyObjects.equal(ts, a[i], b[i])) {
        return PyObjects.richCompare(ts, a[i], b[i], op);
      }
    }
    return compareLengths(an, bn, op);
  }

  public static boolean compareLengths(int an, int bn, int op) {
    return switch (op) {
      case PyObjects.LT -> an < bn;
      case PyObjects.LE -> an <= bn;
      case PyObjects.GT -> an > bn;
      case PyObjects.GE -> an >= bn;
      case PyObjects.EQ -> an == bn;
      default -> an != bn;
    };
  }
}
