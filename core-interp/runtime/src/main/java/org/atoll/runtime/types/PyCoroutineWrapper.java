package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// What `coroutine.__await__()` gives: the coroutine as an iterator. Guarded by the GIL.
@PyTypeDef(name = "coroutine_wrapper", basetype = false, instantiable = false)
public final class PyCoroutineWrapper extends PyIterator implements AwaitableMethods {
  public static final PyType TYPE = PyType.builtin(new PyCoroutineWrapperBinder());

  private final PyCoroutine coroutine;

  PyCoroutineWrapper(PyCoroutine coroutine) {
    super(TYPE);
    this.coroutine = coroutine;
  }

  @Override
  public Object next(ThreadState ts) {
    return coroutine.send(ts, org.atoll.runtime.object.PyNone.NONE);
  }

  @Override
  public Object send(ThreadState ts, Object value) {
    return coroutine.send(ts, value);
  }

  @Override
  public Object throwInto(ThreadState ts, PyException e) {
    return coroutine.throwInto(ts, e);
  }

  @Override
  public Object close(ThreadState ts) {
    return coroutine.close(ts);
  }

  @Override
  public Object result() {
    return coroutine.result();
  }

  @Override
  @PyMethod(doc = "Implement next(self).")
  public Object __next__(ThreadState ts) {
    return orStop(next(ts));
  }
}
