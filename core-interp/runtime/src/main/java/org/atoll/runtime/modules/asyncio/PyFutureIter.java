package org.atoll.runtime.modules.asyncio;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.AwaitableMethods;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyIterator;

/// What `await future` runs: it yields the future once, so that the task waits for it, and ends with the result. Guarded by
/// the GIL.
@PyTypeDef(name = "FutureIter", module = "_asyncio", basetype = false, instantiable = false)
public final class PyFutureIter extends PyIterator implements AwaitableMethods {
  public static final PyType TYPE = PyType.builtin(new PyFutureIterBinder());

  /// Null when it has ended.
  private PyFuture future;
  private Object result = PyNone.NONE;

  PyFutureIter(PyFuture future) {
    super(TYPE);
    this.future = future;
  }

  @Override
  public Object next(ThreadState ts) {
    return send(ts, PyNone.NONE);
  }

  @Override
  public Object send(ThreadState ts, Object value) {
    PyFuture f = future;
    if (f == null) {
      result = PyNone.NONE;
      return null;
    }
    if (!f.isDone()) {
      if (!f.blocking) {
        f.blocking = true;
        return f;
      }
      throw PyErr.runtimeError("await wasn't used with future");
    }
    future = null;
    result = f.result(ts);
    return null;
  }

  @Override
  public Object throwInto(ThreadState ts, PyException e) {
    future = null;
    throw e;
  }

  @Override
  public Object close(ThreadState ts) {
    future = null;
    return PyNone.NONE;
  }

  @Override
  public Object result() {
    return result;
  }

  @Override
  @PyMethod(doc = "Implement next(self).")
  public Object __next__(ThreadState ts) {
    return orStop(next(ts));
  }
}
