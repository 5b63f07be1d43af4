package org.atoll.runtime.modules.itertools;

import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyIterator;
import org.atoll.runtime.types.PyList;

/// `itertools.cycle`: an iterable over and over. Guarded by the GIL.
@PyTypeDef(name = "cycle", module = "itertools", doc = "Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely.")
public final class Cycle extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new CycleBinder());

  /// The source; null once all its items are saved.
  private Object iterator;
  private final PyList saved = new PyList();
  private int index;

  private Cycle(PyType type, Object iterator) {
    super(type);
    this.iterator = iterator;
  }

  @PyNew(sig = "(iterable, /)")
  static Object create(ThreadState ts, PyType cls, Object iterable) {
    return new Cycle(cls, PyObjects.iter(ts, iterable));
  }

  @Override
  public Object next(ThreadState ts) {
    ts.poll();
    if (iterator != null) {
      Object o = PyObjects.next(ts, iterator);
      if (o != null) {
        saved.append(o);
        return o;
      }
      iterator = null;
    }
    int n = saved.size;
    if (n == 0) {
      return null;
    }
    Object o = saved.items[index];
    index = index + 1 == n ? 0 : index + 1;
    return o;
  }
}
