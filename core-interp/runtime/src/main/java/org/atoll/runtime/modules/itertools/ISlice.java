package org.atoll.runtime.modules.itertools;

import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyIterator;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.Sequences;

/// `itertools.islice`: a slice of an iterable. Guarded by the GIL.
@PyTypeDef(name = "islice", module = "itertools", doc = """
    islice(iterable, stop) --> islice object
    islice(iterable, start, stop[, step]) --> islice object
    
    Return an iterator whose next() method returns selected values from an
    iterable.  If start is specified, will skip all preceding elements;
    otherwise, start defaults to zero.  Step defaults to one.  If
    specified as another value, step determines how many values are
    skipped between successive calls.  Works like a slice() on a list
    but returns an iterator.""")
public final class ISlice extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new ISliceBinder());

  /// The source; null when exhausted.
  private Object iterator;
  private long next;
  private final long stop;
  private final long step;
  private long taken;

  private ISlice(PyType type, Object iterator, long start, long stop, long step) {
    super(type);
    this.iterator = iterator;
    this.next = start;
    this.stop = stop;
    this.step = step;
  }

  @PyNew(sig = "(iterable, /, *args)")
  static Object create(ThreadState ts, PyType cls, Object iterable, PyTuple args) {
    Object[] a = args.items;
    if (a.length == 0 || a.length > 3) {
      throw PyErr.typeError("islice expected at %s arguments, got %d", a.length == 0 ? "least 2" : "most 4", a.length + 1);
    }
    boolean only = a.length == 1;
    long start = only ? 0 : bound(ts, a[0], 0, "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
    long stop = bound(ts, a[only ? 0 : 1], -1, only ? "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize."
        : start < 0 ? "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize." : "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
    long step = a.length < 3 ? 1 : bound(ts, a[2], 1, "Step for islice() must be a positive integer or None.");
    if (step < 1) {
      throw PyErr.valueError("Step for islice() must be a positive integer or None.");
    }
    return new ISlice(cls, PyObjects.iter(ts, iterable), start, stop, step);
  }

  private static long bound(ThreadState ts, Object o, long none, String message) {
    if (o == PyNone.NONE) {
      return none;
    }
    long n = -1;
    if (Sequences.isIndex(o) && PyNumber.index(ts, o) instanceof Long l) {
      n = l;
    }
    if (n < 0) {
      throw PyErr.valueError(message);
    }
    return n;
  }

  @Override
  public Object next(ThreadState ts) {
    Object it = iterator;
    if (it == null) {
      return null;
    }
    while (taken < next) {
      if (PyObjects.next(ts, it) == null) {
        iterator = null;
        return null;
      }
      taken++;
    }
    if (stop >= 0 && taken >= stop) {
      iterator = null;
      return null;
    }
    Object o = PyObjects.next(ts, it);
    if (o == null) {
      iterator = null;
      return null;
    }
    taken++;
    next += step;
    if (next < 0 || stop >= 0 && next > stop) {
      next = stop >= 0 ? stop : Long.MAX_VALUE;
    }
    return o;
  }
}
