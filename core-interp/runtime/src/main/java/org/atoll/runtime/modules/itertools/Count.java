package org.atoll.runtime.modules.itertools;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyIterator;

/// `itertools.count`: an endless arithmetic series. Guarded by the GIL.
@PyTypeDef(name = "count", module = "itertools", doc = """
    Return a count object whose .__next__() method returns consecutive values.
    
    Equivalent to:
        def count(firstval=0, step=1):
            x = firstval
            while 1:
                yield x
                x += step""")
public final class Count extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new CountBinder());

  /// The next value as a long while `general` is null.
  private long value;
  private Object general;
  private final Object step;

  private Count(PyType type, Object start, Object step) {
    super(type);
    this.step = step;
    if (start instanceof Long l && step instanceof Long) {
      value = l;
    } else {
      general = start;
    }
  }

  @PyNew(sig = "(start=0, step=1)")
  static Object create(ThreadState ts, PyType cls, Object start, Object step) {
    checkNumber(start);
    checkNumber(step);
    return new Count(cls, start, step);
  }

  private static void checkNumber(Object o) {
    PyType t = PyObject.typeOf(o);
    if (t.slot(Slot.INDEX) == null && t.slot(Slot.FLOAT) == null && t.slot(Slot.INT) == null && t.slot(Slot.COMPLEX) == null) {
      throw PyErr.typeError("a number is required");
    }
  }

  @Override
  public Object next(ThreadState ts) {
    ts.poll();
    if (general == null) {
      long v = value;
      long by = (Long) step;
      long n = v + by;
      if (((v ^ n) & (by ^ n)) < 0) {
        general = PyNumber.add(ts, v, step);
      } else {
        value = n;
      }
      return v;
    }
    Object v = general;
    general = PyNumber.add(ts, v, step);
    return v;
  }

  @PyMethod
  String __repr__(ThreadState ts) {
    Object now = general == null ? (Object) value : general;
    String head = type.name() + "(" + PyObjects.repr(ts, now);
    return step instanceof Long l && l == 1 ? head + ")" : head + ", " + PyObjects.repr(ts, step) + ")";
  }
}
