package org.atoll.runtime.types;

import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyType;

/// `agen.asend(value)` and `agen.__anext__()`.
@PyTypeDef(name = "async_generator_asend", basetype = false, instantiable = false)
public final class PyAsyncGenASend extends PyAsyncGenAwaitable {
  public static final PyType TYPE = PyType.builtin(new PyAsyncGenASendBinder());
  private static final String REUSED = "cannot reuse already awaited __anext__()/asend()";

  private final Object value;

  PyAsyncGenASend(PyAsyncGenerator generator, Object value) {
    super(TYPE, generator);
    this.value = value;
  }

  @Override
  String method() {
    return "asend";
  }

  @Override
  public Object send(ThreadState ts, Object sent) {
    if (isClosed()) {
      throw PyErr.runtimeError(REUSED);
    }
    Object arg = sent;
    if (isNew()) {
      PyException busy = begin("anext()");
      if (busy != null) {
        throw busy;
      }
      arg = sent == PyNone.NONE ? value : sent;
    }
    try {
      return generator.unwrap(this, generator.send(ts, arg));
    } catch (PyException e) {
      generator.failed(e);
      ended();
      throw e;
    }
  }

  @Override
  public Object throwInto(ThreadState ts, PyException thrown) {
    if (isClosed()) {
      throw PyErr.runtimeError(REUSED);
    }
    if (isNew()) {
      PyException busy = begin("anext()");
      if (busy != null) {
        throw busy;
      }
    }
    try {
      return generator.unwrap(this, generator.throwInto(ts, thrown));
    } catch (PyException e) {
      generator.failed(e);
      ended();
      throw e;
    }
  }
}
