package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// `filter` (`Python/bltinmodule.c`). Guarded by the GIL.
@PyTypeDef(name = "filter", doc = """
    Return an iterator yielding those items of iterable for which function(item)
    is true. If function is None, return the items that are true.""")
public final class PyFilter extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new PyFilterBinder());

  private final Object function;
  private final Object iterator;

  private PyFilter(PyType type, Object function, Object iterator) {
    super(type);
    this.function = function;
    this.iterator = iterator;
  }

  @PyNew(sig = "(function, iterable, /)")
  static Object create(ThreadState ts, PyType cls, Object function, Object iterable) {
    return new PyFilter(cls, function, PyObjects.iter(ts, iterable));
  }

  @Override
  public Object next(ThreadState ts) {
    boolean byItself = function == PyNone.NONE || function == PyBool.TYPE;
    for (Object o; (o = PyObjects.next(ts, iterator)) != null; ) {
      if (PyObjects.isTrue(ts, byItself ? o : Call.call1(ts, function, o))) {
        return o;
      }
    }
    return null;
  }

  @PyMethod(sig = "()", doc = "Return state information for pickling.")
  Object __reduce__() {
    return PyTuple.of(type, PyTuple.of(function, iterator));
  }
}
