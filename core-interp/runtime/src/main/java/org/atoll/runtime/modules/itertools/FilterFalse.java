package org.atoll.runtime.modules.itertools;

import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBool;
import org.atoll.runtime.types.PyIterator;

/// `itertools.filterfalse`: items that fail. Guarded by the GIL.
@PyTypeDef(name = "filterfalse", module = "itertools", doc = """
    Return those items of iterable for which function(item) is false.
    
    If function is None, return the items that are false.""")
public final class FilterFalse extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new FilterFalseBinder());

  private final Object function;
  private final Object iterator;

  private FilterFalse(PyType type, Object function, Object iterator) {
    super(type);
    this.function = function;
    this.iterator = iterator;
  }

  @PyNew(sig = "(function, iterable, /)")
  static Object create(ThreadState ts, PyType cls, Object function, Object iterable) {
    return new FilterFalse(cls, function, PyObjects.iter(ts, iterable));
  }

  @Override
  public Object next(ThreadState ts) {
    boolean byItself = function == PyNone.NONE || function == PyBool.TYPE;
    for (Object o; (o = PyObjects.next(ts, iterator)) != null; ) {
      if (!PyObjects.isTrue(ts, byItself ? o : Call.call1(ts, function, o))) {
        return o;
      }
    }
    return null;
  }
}
