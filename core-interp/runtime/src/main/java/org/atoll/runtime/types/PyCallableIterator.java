package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// Calls a function until it answers the sentinel (`Objects/iterobject.c`).
@PyTypeDef(name = "callable_iterator", basetype = false, instantiable = false)
public final class PyCallableIterator extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new PyCallableIteratorBinder());

  /// The function; null when exhausted.
  private Object callable;
  private Object sentinel;

  public PyCallableIterator(Object callable, Object sentinel) {
    super(TYPE);
    this.callable = callable;
    this.sentinel = sentinel;
  }

  @Override
  public Object next(ThreadState ts) {
    ts.poll();
    Object c = callable;
    if (c == null) {
      return null;
    }
    try {
      Object o = Call.call0(ts, c);
      if (callable == null) {
        return null;
      }
      if (!PyObjects.equal(ts, sentinel, o)) {
        return o;
      }
    } catch (PyException e) {
      if (!e.is(PyExc.StopIteration)) {
        throw e;
      }
    }
    callable = null;
    sentinel = null;
    return null;
  }

  @PyMethod(sig = "()", doc = "Return state information for pickling.")
  Object __reduce__(ThreadState ts) {
    Object iter = Sequences.builtin(ts, "iter");
    return callable == null ? PyTuple.of(iter, PyTuple.of((Object) PyTuple.EMPTY)) : PyTuple.of(iter, PyTuple.of(callable, sentinel));
  }
}
