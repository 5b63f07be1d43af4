package org.atoll.runtime.types;

import java.math.BigInteger;
import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.RichComparison;
import org.atoll.runtime.text.Hashes;

/// A slice object (`Objects/sliceobject.c`). Immutable.
@PyTypeDef(name = "slice", basetype = false, doc = """
    slice(stop)
    slice(start, stop[, step])

    Create a slice object.  This is used for extended slicing (e.g. a[0:10:2]).""")
public final class PySlice extends PyObject implements RichComparison {
  public static final PyType TYPE = PyType.builtin(new PySliceBinder());

  @PyMember
  public final Object start;
  @PyMember
  public final Object stop;
  @PyMember
  public final Object step;

  /// A slice of Python values; `None` where a bound was left out.
  public PySlice(Object start, Object stop, Object step) {
    super(TYPE);
    this.start = start;
    this.stop = stop;
    this.step = step;
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    Object[] a = args.items;
    if (kwargs.size() > 0) {
      throw PyErr.typeError("slice() takes no keyword arguments");
    }
    return switch (a.length) {
      case 0 -> throw PyErr.typeError("slice expected at least 1 argument, got 0");
      case 1 -> new PySlice(PyNone.NONE, a[0], PyNone.NONE);
      case 2 -> new PySlice(a[0], a[1], PyNone.NONE);
      case 3 -> new PySlice(a[0], a[1], a[2]);
      default -> throw PyErr.typeError("slice expected at most 3 arguments, got %d", a.length);
    };
  }

  /// What the slice selects in a sequence of `size` items. Throws TypeError for bounds that are no indices and ValueError
  /// for step 0.
  public SliceRange over(ThreadState ts, int size) {
    long by = step == PyNone.NONE ? 1 : bound(ts, step);
    if (by == 0) {
      throw PyErr.valueError("slice step cannot be zero");
    }
    if (by == Long.MIN_VALUE) {
      by = -Long.MAX_VALUE;
    }
    long from = start == PyNone.NONE ? by < 0 ? Long.MAX_VALUE : 0 : bound(ts, start);
    long to = stop == PyNone.NONE ? by < 0 ? Long.MIN_VALUE : Long.MAX_VALUE : bound(ts, stop);
    return new SliceRange(from, to, by, size);
  }

  private static long bound(ThreadState ts, Object o) {
    if (o instanceof Long l) {
      return l;
    }
    if (!Sequences.isIndex(o)) {
      throw notAnIndex();
    }
    return Sequences.clampToLong(ts, o);
  }

  private static PyException notAnIndex() {
    return PyErr.typeError("slice indices must be integers or None or have an __index__ method");
  }

  @PyMethod(sig = "(len, /)", doc = """
      S.indices(len) -> (start, stop, stride)

      Assuming a sequence of length len, calculate the start and stop
      indices, and the stride length of the extended slice described by
      S. Out of bounds indices are clipped in a manner consistent with the
      handling of normal slices.""")
  Object indices(ThreadState ts, Object len) {
    BigInteger n = big(PyNumber.index(ts, len));
    if (n.signum() < 0) {
      throw PyErr.valueError("length should not be negative");
    }
    BigInteger[] r = indices(ts, n);
    return PyTuple.of(PyRange.small(r[0]), PyRange.small(r[1]), PyRange.small(r[2]));
  }

  static BigInteger big(Object i) {
    return i instanceof Long l ? BigInteger.valueOf(l) : (BigInteger) i;
  }

  /// Start, stop and step for a sequence of any length.
  BigInteger[] indices(ThreadState ts, BigInteger length) {
    BigInteger by = step == PyNone.NONE ? BigInteger.ONE : bigBound(ts, step);
    if (by.signum() == 0) {
      throw PyErr.valueError("slice step cannot be zero");
    }
    boolean down = by.signum() < 0;
    BigInteger lower = down ? BigInteger.ONE.negate() : BigInteger.ZERO;
    BigInteger upper = down ? length.subtract(BigInteger.ONE) : length;
    BigInteger from = start == PyNone.NONE ? down ? upper : lower : within(bigBound(ts, start), length, lower, upper);
    BigInteger to = stop == PyNone.NONE ? down ? lower : upper : within(bigBound(ts, stop), length, lower, upper);
    return new BigInteger[] {from, to, by};
  }

  private static BigInteger bigBound(ThreadState ts, Object o) {
    if (!Sequences.isIndex(o)) {
      throw notAnIndex();
    }
    return big(PyNumber.index(ts, o));
  }

  private static BigInteger within(BigInteger i, BigInteger length, BigInteger lower, BigInteger upper) {
    if (i.signum() < 0) {
      return i.add(length).max(lower);
    }
    return i.min(upper);
  }

  private Object[] parts() {
    return new Object[] {start, stop, step};
  }

  @Override
  public Object richCompare(ThreadState ts, Object other, int op) {
    if (!(other instanceof PySlice s)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    if (s == this) {
      return op == PyObjects.EQ || op == PyObjects.LE || op == PyObjects.GE;
    }
    return Sequences.compare(ts, parts(), 3, s.parts(), 3, op);
  }

  @PyMethod
  long __hash__(ThreadState ts) {
    long h = Hashes.tupleStart();
    for (Object o : parts()) {
      h = Hashes.tupleItem(h, PyObjects.hash(ts, o));
    }
    // As a tuple's, except that the length does not count.
    return h == -1 ? 1546275796L : h;
  }

  @PyMethod
  String __repr__(ThreadState ts) {
    return "slice(" + PyObjects.repr(ts, start) + ", " + PyObjects.repr(ts, stop) + ", " + PyObjects.repr(ts, step) + ")";
  }

  @PyMethod(sig = "()", doc = "Return state information for pickling.")
  Object __reduce__() {
    return PyTuple.of(TYPE, PyTuple.of(start, stop, step));
  }
}
