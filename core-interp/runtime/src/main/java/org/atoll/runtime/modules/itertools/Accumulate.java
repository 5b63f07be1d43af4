package org.atoll.runtime.modules.itertools;

import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyIterator;

/// `itertools.accumulate`: running totals. Guarded by the GIL.
@PyTypeDef(name = "accumulate", module = "itertools", doc = "Return series of accumulated sums (or other binary function results).")
public final class Accumulate extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new AccumulateBinder());

  private final Object iterator;
  private final Object function;
  private Object initial;
  private Object total;

  private Accumulate(PyType type, Object iterator, Object function, Object initial) {
    super(type);
    this.iterator = iterator;
    this.function = function;
    this.initial = initial == PyNone.NONE ? null : initial;
  }

  @PyNew(sig = "(iterable, func=None, *, initial=None)")
  static Object create(ThreadState ts, PyType cls, Object iterable, Object func, Object initial) {
    return new Accumulate(cls, PyObjects.iter(ts, iterable), func == PyNone.NONE ? null : func, initial);
  }

  @Override
  public Object next(ThreadState ts) {
    if (initial != null) {
      total = initial;
      initial = null;
      return total;
    }
    Object o = PyObjects.next(ts, iterator);
    if (o == null) {
      return null;
    }
    if (total == null) {
      total = o;
    } else {
      total = function == null ? PyNumber.add(ts, total, o) : Call.call2(ts, function, total, o);
    }
    return total;
  }
}
