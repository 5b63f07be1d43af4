package org.atoll.runtime.modules.itertools;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyGenericAlias;
import org.atoll.runtime.types.PyIterator;
import org.atoll.runtime.types.PyTuple;

/// `itertools.chain`: one iterable after another. Guarded by the GIL.
@PyTypeDef(name = "chain", module = "itertools", doc = """
    Return a chain object whose .__next__() method returns elements from the
    first iterable until it is exhausted, then elements from the next
    iterable, until all of the iterables are exhausted.""")
public final class Chain extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new ChainBinder());

  /// The iterator over the iterables; null when exhausted.
  private Object source;
  private Object active;

  private Chain(PyType type, Object source) {
    super(type);
    this.source = source;
  }

  @PyNew(sig = "(*iterables)")
  static Object create(ThreadState ts, PyType cls, PyTuple iterables) {
    return new Chain(cls, PyObjects.iter(ts, iterables));
  }

  @PyMethod(sig = "(iterable, /)", classMethod = true, doc = "Alternative chain() constructor taking a single iterable argument that evaluates lazily.")
  static Object from_iterable(ThreadState ts, PyType cls, Object iterable) {
    return new Chain(cls, PyObjects.iter(ts, iterable));
  }

  @Override
  public Object next(ThreadState ts) {
    while (source != null) {
      ts.poll();
      if (active == null) {
        Object iterable = PyObjects.next(ts, source);
        if (iterable == null) {
          source = null;
          return null;
        }
        try {
          active = PyObjects.iter(ts, iterable);
        } catch (PyException e) {
          source = null;
          throw e;
        }
      }
      Object o = PyObjects.next(ts, active);
      if (o != null) {
        return o;
      }
      active = null;
    }
    return null;
  }

  @PyMethod(sig = "(object, /)", classMethod = true, doc = "See PEP 585")
  static Object __class_getitem__(PyType cls, Object item) {
    return PyGenericAlias.of(cls, item);
  }
}
