package org.atoll.runtime.modules.itertools;

import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyIterator;

/// `itertools.takewhile`: items up to the first that fails. Guarded by the GIL.
@PyTypeDef(name = "takewhile", module = "itertools", doc = "Return successive entries from an iterable as long as the predicate evaluates to true for each entry.")
public final class TakeWhile extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new TakeWhileBinder());

  private final Object predicate;
  private final Object iterator;
  private boolean stopped;

  private TakeWhile(PyType type, Object predicate, Object iterator) {
    super(type);
    this.predicate = predicate;
    this.iterator = iterator;
  }

  @PyNew(sig = "(predicate, iterable, /)")
  static Object create(ThreadState ts, PyType cls, Object predicate, Object iterable) {
    return new TakeWhile(cls, predicate, PyObjects.iter(ts, iterable));
  }

  @Override
  public Object next(ThreadState ts) {
    if (stopped) {
      return null;
    }
    Object o = PyObjects.next(ts, iterator);
    if (o == null || PyObjects.isTrue(ts, Call.call1(ts, predicate, o))) {
      return o;
    }
    stopped = true;
    return null;
  }
}
