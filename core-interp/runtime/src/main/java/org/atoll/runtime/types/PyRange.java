package org.atoll.runtime.types;

import java.math.BigInteger;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.MemoryMeter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// A range (`Objects/rangeobject.c`). Immutable.
@PyTypeDef(name = "range", basetype = false, doc = """
    range(stop) -> range object
    range(start, stop[, step]) -> range object

    Return an object that produces a sequence of integers from start (inclusive)
    to stop (exclusive) by step.  range(i, j) produces i, i+1, i+2, ..., j-1.
    start defaults to 0, and stop is omitted!  range(4) produces 0, 1, 2, 3.
    These are exactly the valid indices for a list of 4 elements.
    When step is given, it specifies the increment (or decrement).""")
public final class PyRange extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyRangeBinder());

  /// Start, stop, step and length, where not all of them fit a long; else null.
  private final BigInteger[] big;
  /// The same as longs, where they fit.
  public final long start;
  public final long stop;
  public final long step;
  public final long length;

  private PyRange(long start, long stop, long step, long length) {
    super(TYPE);
    this.big = null;
    this.start = start;
    this.stop = stop;
    this.step = step;
    this.length = length;
  }

  private PyRange(BigInteger[] big) {
    super(TYPE);
    this.big = big;
    this.start = 0;
    this.stop = 0;
    this.step = 0;
    this.length = 0;
  }

  /// Whether its numbers are not those that the fields have, since one of them does not fit a long.
  public boolean isBig() {
    return big != null;
  }

  /// `range(start, stop, step)`; `step` is not 0.
  public static PyRange of(long start, long stop, long step) {
    long n = 0;
    if (step > 0 && start < stop) {
      n = Long.divideUnsigned(stop - 1 - start, step);
    } else if (step < 0 && stop < start) {
      n = Long.divideUnsigned(start - 1 - stop, -step);
    } else {
      return new PyRange(start, stop, step, 0);
    }
    if (n < 0 || n == Long.MAX_VALUE || step == Long.MIN_VALUE) {
      return of(BigInteger.valueOf(start), BigInteger.valueOf(stop), BigInteger.valueOf(step));
    }
    return new PyRange(start, stop, step, n + 1);
  }

  private static PyRange of(BigInteger start, BigInteger stop, BigInteger step) {
    BigInteger span = step.signum() > 0 ? stop.subtract(start) : start.subtract(stop);
    BigInteger n = span.signum() <= 0 ? BigInteger.ZERO : span.subtract(BigInteger.ONE).divide(step.abs()).add(BigInteger.ONE);
    if (fits(start) && fits(stop) && fits(step) && fits(n) && step.bitLength() < 63) {
      return new PyRange(start.longValue(), stop.longValue(), step.longValue(), n.longValue());
    }
    return new PyRange(new BigInteger[] {start, stop, step, n});
  }

  private static boolean fits(BigInteger i) {
    return i.bitLength() < 64;
  }

  /// The int in its smallest representation.
  static Object small(BigInteger i) {
    return fits(i) ? (Object) i.longValue() : i;
  }

  /// Whether start, stop, step and length are in the long fields.
  public boolean isSmall() {
    return big == null;
  }

  private BigInteger bigPart(int i) {
    return big != null ? big[i] : BigInteger.valueOf(switch (i) {
      case 0 -> start;
      case 1 -> stop;
      case 2 -> step;
      default -> length;
    });
  }

  private Object part(int i) {
    return small(bigPart(i));
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(ThreadState ts, PyType cls, PyTuple args, PyDict kwargs) {
    Object[] a = args.items;
    if (kwargs.size() > 0) {
      throw PyErr.typeError("range() takes no keyword arguments");
    }
    if (a.length == 0 || a.length > 3) {
      throw PyErr.typeError("range expected at %s argument%s, got %d", a.length == 0 ? "least 1" : "most 3", a.length == 0 ? "" : "s", a.length);
    }
    Object first = a.length == 1 ? (Object) 0L : PyNumber.index(ts, a[0]);
    Object second = PyNumber.index(ts, a[a.length == 1 ? 0 : 1]);
    Object third = a.length == 3 ? PyNumber.index(ts, a[2]) : (Object) 1L;
    if (third instanceof Long l && l == 0) {
      throw PyErr.valueError("range() arg 3 must not be zero");
    }
    if (first instanceof Long x && second instanceof Long y && third instanceof Long z) {
      return of(x, y, z);
    }
    return of(PySlice.big(first), PySlice.big(second), PySlice.big(third));
  }

  @PyGetter(name = "start", member = true)
  Object startAttribute() {
    return part(0);
  }

  @PyGetter(name = "stop", member = true)
  Object stopAttribute() {
    return part(1);
  }

  @PyGetter(name = "step", member = true)
  Object stepAttribute() {
    return part(2);
  }

  @PyMethod
  long __len__() {
    if (big != null && !fits(big[3])) {
      throw PyErr.overflowError("Python int too large to convert to C ssize_t");
    }
    return big == null ? length : big[3].longValue();
  }

  @PyMethod
  boolean __bool__() {
    return big == null ? length != 0 : big[3].signum() != 0;
  }

  /// Whether its ints can all be in one array, which has been charged for then.
  boolean isShort() {
    if (big != null || length > Sequences.MAX_LENGTH) {
      return false;
    }
    MemoryMeter.reserve(length, Sequences.REFERENCE_BYTES);
    return true;
  }

  /// The ints of the range in a new array; null if there are too many of them.
  Object[] toArray() {
    if (big != null || length > Sequences.MAX_LENGTH) {
      return null;
    }
    Object[] out = new Object[(int) length];
    long v = start;
    for (int i = 0; i < out.length; i++, v += step) {
      out[i] = v;
    }
    return out;
  }

  // Items.

  @PyMethod
  Object __getitem__(ThreadState ts, Object key) {
    if (key instanceof PySlice s) {
      return slice(ts, s);
    }
    if (!Sequences.isIndex(key)) {
      throw PyErr.typeError("range indices must be integers or slices, not %s", PyObject.typeOf(key).name());
    }
    Object i = PyNumber.index(ts, key);
    if (big == null && i instanceof Long l) {
      long at = l < 0 ? l + length : l;
      if (at < 0 || at >= length) {
        throw PyErr.indexError("range object index out of range");
      }
      return start + at * step;
    }
    BigInteger at = PySlice.big(i);
    BigInteger n = bigPart(3);
    if (at.signum() < 0) {
      at = at.add(n);
    }
    if (at.signum() < 0 || at.compareTo(n) >= 0) {
      throw PyErr.indexError("range object index out of range");
    }
    return small(bigItem(at));
  }

  private BigInteger bigItem(BigInteger i) {
    return bigPart(0).add(i.multiply(bigPart(2)));
  }

  private Object slice(ThreadState ts, PySlice s) {
    BigInteger[] r = s.indices(ts, bigPart(3));
    return of(bigItem(r[0]), bigItem(r[1]), bigPart(2).multiply(r[2]));
  }

  private static boolean isPlainInt(Object o) {
    return o instanceof Long || o instanceof Boolean || o instanceof BigInteger;
  }

  /// The index of an int in the range, or null.
  private BigInteger find(ThreadState ts, Object value) {
    BigInteger v = PySlice.big(PyNumber.index(ts, value));
    BigInteger by = bigPart(2);
    BigInteger[] q = v.subtract(bigPart(0)).divideAndRemainder(by);
    return q[1].signum() == 0 && (q[0].signum() >= 0) && q[0].compareTo(bigPart(3)) < 0 ? q[0] : null;
  }

  @PyMethod
  boolean __contains__(ThreadState ts, Object value) {
    if (big == null && value instanceof Long v) {
      if (step > 0 ? v < start || v >= stop : v > start || v <= stop) {
        return false;
      }
      return Long.remainderUnsigned(step > 0 ? v - start : start - v, Math.abs(step)) == 0;
    }
    if (isPlainInt(value)) {
      return find(ts, value) != null;
    }
    PyIterator it = iterator();
    for (Object o; (o = it.next(ts)) != null; ) {
      if (PyObjects.equal(ts, o, value)) {
        return true;
      }
    }
    return false;
  }

  @PyMethod(sig = "(value, /)", doc = "rangeobject.count(value) -> integer -- return number of occurrences of value")
  long count(ThreadState ts, Object value) {
    if (isPlainInt(value)) {
      return find(ts, value) == null ? 0 : 1;
    }
    long n = 0;
    PyIterator it = iterator();
    for (Object o; (o = it.next(ts)) != null; ) {
      n += PyObjects.equal(ts, o, value) ? 1 : 0;
    }
    return n;
  }

  @PyMethod(sig = "(value, /)", doc = """
      rangeobject.index(value) -> integer -- return index of value.
      Raise ValueError if the value is not present.""")
  Object index(ThreadState ts, Object value) {
    if (isPlainInt(value)) {
      BigInteger i = find(ts, value);
      if (i == null) {
        throw PyErr.valueError("range.index(x): x not in range");
      }
      return small(i);
    }
    long n = 0;
    PyIterator it = iterator();
    for (Object o; (o = it.next(ts)) != null; n++) {
      if (PyObjects.equal(ts, o, value)) {
        return n;
      }
    }
    throw PyErr.valueError("sequence.index(x): x not in sequence");
  }

  // Iteration.

  /// A new iterator over the range.
  public PyIterator iterator() {
    return big == null ? new PyRangeIterator(start, step, length) : new PyLongRangeIterator(big[0], big[2], big[3]);
  }

  @PyMethod
  Object __iter__() {
    return iterator();
  }

  @PyMethod(sig = "()", doc = "Return a reverse iterator.")
  Object __reversed__() {
    if (big == null) {
      return new PyRangeIterator(start + (length - 1) * step, -step, length);
    }
    return new PyLongRangeIterator(bigItem(big[3].subtract(BigInteger.ONE)), big[2].negate(), big[3]);
  }

  // Comparison and representation.

  @PyMethod
  Object __eq__(Object other) {
    return other instanceof PyRange r ? (Object) equalTo(r) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __ne__(Object other) {
    return other instanceof PyRange r ? (Object) !equalTo(r) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  private boolean equalTo(PyRange r) {
    BigInteger n = bigPart(3);
    if (r == this) {
      return true;
    }
    if (!n.equals(r.bigPart(3))) {
      return false;
    }
    return n.signum() == 0 || bigPart(0).equals(r.bigPart(0)) && (n.equals(BigInteger.ONE) || bigPart(2).equals(r.bigPart(2)));
  }

  @PyMethod
  long __hash__(ThreadState ts) {
    BigInteger n = bigPart(3);
    Object first = n.signum() == 0 ? PyNone.NONE : part(0);
    Object by = n.compareTo(BigInteger.ONE) <= 0 ? PyNone.NONE : part(2);
    return PyTuple.of(part(3), first, by).hash(ts);
  }

  @PyMethod
  String __repr__() {
    String ends = "range(" + bigPart(0) + ", " + bigPart(1);
    return bigPart(2).equals(BigInteger.ONE) ? ends + ")" : ends + ", " + bigPart(2) + ")";
  }

  @PyMethod(sig = "()")
  Object __reduce__() {
    return PyTuple.of(TYPE, PyTuple.of(part(0), part(1), part(2)));
  }
}
