package org.atoll.runtime.modules.itertools;

import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyIterator;

/// `itertools.dropwhile`: what is left from the first item on that fails. Guarded by the GIL.
@PyTypeDef(name = "dropwhile", module = "itertools", doc = """
    Drop items from the iterable while predicate(item) is true.
    
    Afterwards, return every element until the iterable is exhausted.""")
public final class DropWhile extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new DropWhileBinder());

  private final Object predicate;
  private final Object iterator;
  private boolean started;

  private DropWhile(PyType type, Object predicate, Object iterator) {
    super(type);
    this.predicate = predicate;
    this.iterator = iterator;
  }

  @PyNew(sig = "(predicate, iterable, /)")
  static Object create(ThreadState ts, PyType cls, Object predicate, Object iterable) {
    return new DropWhile(cls, predicate, PyObjects.iter(ts, iterable));
  }

  @Override
  public Object next(ThreadState ts) {
    if (started) {
      return PyObjects.next(ts, iterator);
    }
    for (Object o; (o = PyObjects.next(ts, iterator)) != null; ) {
      if (!PyObjects.isTrue(ts, Call.call1(ts, predicate, o))) {
        started = true;
        return o;
      }
    }
    return null;
  }
}
