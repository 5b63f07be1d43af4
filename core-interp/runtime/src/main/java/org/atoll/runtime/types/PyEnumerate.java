package org.atoll.runtime.types;

import java.math.BigInteger;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// `enumerate` (`Objects/enumobject.c`). Guarded by the GIL.
@PyTypeDef(name = "enumerate", doc = """
    Return an enumerate object.

      iterable
        an object supporting iteration

    The enumerate object yields pairs containing a count (from start, which
    defaults to zero) and a value yielded by the iterable argument.

    enumerate is useful for obtaining an indexed list:
        (0, seq[0]), (1, seq[1]), (2, seq[2]), ...""")
public final class PyEnumerate extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new PyEnumerateBinder());

  private final Object iterator;
  private long index;
  /// The index where a long does not hold it, else null.
  private BigInteger bigIndex;

  private PyEnumerate(PyType type, Object iterator, Object start) {
    super(type);
    this.iterator = iterator;
    if (start instanceof Long l) {
      index = l;
    } else {
      bigIndex = (BigInteger) start;
    }
  }

  @PyNew(sig = "(iterable, start=0)")
  static Object create(ThreadState ts, PyType cls, Object iterable, Object start) {
    Object first = PyNumber.index(ts, start);
    return new PyEnumerate(cls, PyObjects.iter(ts, iterable), first);
  }

  @Override
  public Object next(ThreadState ts) {
    Object item = PyObjects.next(ts, iterator);
    return item == null ? null : PyTuple.of(count(), item);
  }

  private Object count() {
    if (bigIndex == null) {
      if (index != Long.MAX_VALUE) {
        return index++;
      }
      bigIndex = BigInteger.valueOf(index);
    }
    Object i = PyRange.small(bigIndex);
    bigIndex = bigIndex.add(BigInteger.ONE);
    return i;
  }

  @PyMethod(sig = "()", doc = "Return state information for pickling.")
  Object __reduce__() {
    return PyTuple.of(type, PyTuple.of(iterator, bigIndex != null ? PyRange.small(bigIndex) : (Object) index));
  }

  @PyMethod(sig = "(object, /)", classMethod = true, doc = "See PEP 585")
  static Object __class_getitem__(PyType cls, Object item) {
    return PyGenericAlias.of(cls, item);
  }
}
