package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyType;

/// Iterates over a range whose ends fit a long.
@PyTypeDef(name = "range_iterator", basetype = false, instantiable = false)
public final class PyRangeIterator extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new PyRangeIteratorBinder());

  private long value;
  private final long step;
  private long left;

  public PyRangeIterator(long start, long step, long length) {
    super(TYPE);
    this.value = start;
    this.step = step;
    this.left = length;
  }

  @Override
  public Object next(ThreadState ts) {
    ts.poll();
    if (left <= 0) {
      return null;
    }
    left--;
    long v = value;
    value = v + step;
    return v;
  }

  /// Whether [#nextLong] has another value.
  public boolean hasNext() {
    return left > 0;
  }

  /// The next value, unboxed; to be called only after [#hasNext].
  public long nextLong() {
    left--;
    long v = value;
    value = v + step;
    return v;
  }

  @PyMethod(sig = "()", doc = "Private method returning an estimate of len(list(it)).")
  long __length_hint__() {
    return left;
  }

  @PyMethod(sig = "()", doc = "Return state information for pickling.")
  Object __reduce__(ThreadState ts) {
    // The end is put next to the last value: a whole step further may be too far for a long.
    long stop = left == 0 ? value : value + (left - 1) * step + Long.signum(step);
    return PyTuple.of(Sequences.builtin(ts, "iter"), PyTuple.of(PyRange.of(value, stop, step)), PyNone.NONE);
  }

  @PyMethod(sig = "(state, /)", doc = "Set state information for unpickling.")
  void __setstate__(ThreadState ts, Object state) {
    long i = Math.clamp(Sequences.state(ts, state), 0, left);
    value += i * step;
    left -= i;
  }
}
