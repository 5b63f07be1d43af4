package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Generators;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyType;

/// `anext(iterator, default)`: awaits the next item, or gives the default at the end (`Objects/iterobject.c`). Guarded by
/// the GIL.
@PyTypeDef(name = "anext_awaitable", basetype = false, instantiable = false)
public final class PyAnextAwaitable extends PyIterator implements AwaitableMethods {
  public static final PyType TYPE = PyType.builtin(new PyAnextAwaitableBinder());

  private final Object awaitable;
  private final Object defaultValue;
  private Object iterator;
  private Object result = PyNone.NONE;

  public PyAnextAwaitable(Object awaitable, Object defaultValue) {
    super(TYPE);
    this.awaitable = awaitable;
    this.defaultValue = defaultValue;
  }

  private Object run(ThreadState ts, Object sent) {
    if (iterator == null) {
      iterator = Generators.awaitIter(ts, awaitable);
    }
    Generators.Step step = new Generators.Step();
    try {
      Object v = Generators.stepInto(ts, iterator, sent, step);
      if (v == null) {
        result = step.result;
      }
      return v;
    } catch (PyException e) {
      if (e.is(PyExc.StopAsyncIteration)) {
        result = defaultValue;
        return null;
      }
      throw e;
    }
  }

  @Override
  public Object next(ThreadState ts) {
    return run(ts, PyNone.NONE);
  }

  @Override
  public Object send(ThreadState ts, Object value) {
    return run(ts, value);
  }

  @Override
  public Object throwInto(ThreadState ts, PyException e) {
    return run(ts, e);
  }

  @Override
  public Object close(ThreadState ts) {
    if (iterator == null) {
      iterator = Generators.awaitIter(ts, awaitable);
    }
    Generators.closeIterator(ts, iterator);
    return PyNone.NONE;
  }

  @Override
  public Object result() {
    return result;
  }

  @PyMethod(sig = "()")
  Object __await__() {
    return this;
  }

  @Override
  @PyMethod(doc = "Implement next(self).")
  public Object __next__(ThreadState ts) {
    return orStop(next(ts));
  }
}
