package org.atoll.runtime.modules.itertools;

import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyIterator;
import org.atoll.runtime.types.PyTuple;

/// `itertools.pairwise`: overlapping pairs. Guarded by the GIL.
@PyTypeDef(name = "pairwise", module = "itertools", doc = """
    Return an iterator of overlapping pairs taken from the input iterator.
    
        s -> (s0,s1), (s1,s2), (s2, s3), ...""")
public final class Pairwise extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new PairwiseBinder());

  /// The source; null when exhausted.
  private Object iterator;
  private Object old;

  private Pairwise(PyType type, Object iterator) {
    super(type);
    this.iterator = iterator;
  }

  @PyNew(sig = "(iterable, /)")
  static Object create(ThreadState ts, PyType cls, Object iterable) {
    return new Pairwise(cls, PyObjects.iter(ts, iterable));
  }

  @Override
  public Object next(ThreadState ts) {
    Object it = iterator;
    if (it == null) {
      return null;
    }
    if (old == null) {
      old = PyObjects.next(ts, it);
      if (old == null || iterator == null) {
        return end();
      }
    }
    Object o = PyObjects.next(ts, it);
    if (o == null || iterator == null) {
      return end();
    }
    Object pair = PyTuple.of(old, o);
    old = o;
    return pair;
  }

  private Object end() {
    iterator = null;
    old = null;
    return null;
  }
}
