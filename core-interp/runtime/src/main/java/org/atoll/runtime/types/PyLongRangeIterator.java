package org.atoll.runtime.types;

import java.math.BigInteger;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyType;

/// Iterates over a range of ints that do not all fit a long.
@PyTypeDef(name = "longrange_iterator", basetype = false, instantiable = false)
public final class PyLongRangeIterator extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new PyLongRangeIteratorBinder());

  private BigInteger value;
  private final BigInteger step;
  private BigInteger left;

  PyLongRangeIterator(BigInteger start, BigInteger step, BigInteger length) {
    super(TYPE);
    this.value = start;
    this.step = step;
    this.left = length;
  }

  @Override
  public Object next(ThreadState ts) {
    ts.poll();
    if (left.signum() <= 0) {
      return null;
    }
    left = left.subtract(BigInteger.ONE);
    Object v = PyRange.small(value);
    value = value.add(step);
    return v;
  }

  @PyMethod(sig = "()", doc = "Private method returning an estimate of len(list(it)).")
  Object __length_hint__() {
    return PyRange.small(left);
  }

  @PyMethod(sig = "()", doc = "Return state information for pickling.")
  Object __reduce__(ThreadState ts) {
    Object stop = PyRange.small(value.add(left.multiply(step)));
    Object range = Call.call3(ts, PyRange.TYPE, PyRange.small(value), stop, PyRange.small(step));
    return PyTuple.of(Sequences.builtin(ts, "iter"), PyTuple.of(range), PyNone.NONE);
  }

  @PyMethod(sig = "(state, /)", doc = "Set state information for unpickling.")
  void __setstate__(ThreadState ts, Object state) {
    BigInteger i = PySlice.big(PyNumber.index(ts, state)).max(BigInteger.ZERO).min(left);
    value = value.add(i.multiply(step));
    left = left.subtract(i);
  }
}
