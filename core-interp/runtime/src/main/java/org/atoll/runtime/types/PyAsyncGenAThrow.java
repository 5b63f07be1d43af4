package org.atoll.runtime.types;

import java.util.function.Function;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyType;

/// `agen.athrow(...)` and `agen.aclose()`.
@PyTypeDef(name = "async_generator_athrow", basetype = false, instantiable = false)
public final class PyAsyncGenAThrow extends PyAsyncGenAwaitable {
  public static final PyType TYPE = PyType.builtin(new PyAsyncGenAThrowBinder());
  private static final String REUSED = "cannot reuse already awaited aclose()/athrow()";

  /// Makes what to raise; null to close.
  private final Function<ThreadState, PyException> thrown;

  PyAsyncGenAThrow(PyAsyncGenerator generator, Function<ThreadState, PyException> thrown) {
    super(TYPE, generator);
    this.thrown = thrown;
  }

  private boolean closes() {
    return thrown == null;
  }

  @Override
  String method() {
    return closes() ? "aclose" : "athrow";
  }

  @Override
  public Object send(ThreadState ts, Object sent) {
    if (isClosed()) {
      throw PyErr.runtimeError(REUSED);
    }
    if (generator.isFinished() && !isNew()) {
      ended();
      throw PyErr.stopIteration(PyNone.NONE);
    }
    if (isNew()) {
      return first(ts, sent);
    }
    return after(() -> generator.send(ts, sent));
  }

  private Object first(ThreadState ts, Object sent) {
    if (generator.runningAsync) {
      ended();
      throw PyErr.runtimeError("%s: asynchronous generator is already running", closes() ? "aclose()" : "athrow()");
    }
    if (generator.closed || generator.isFinished()) {
      ended();
      if (closes()) {
        finish(PyNone.NONE);
        return null;
      }
      throw PyErr.stopAsyncIteration();
    }
    if (sent != PyNone.NONE) {
      throw PyErr.runtimeError("can't send non-None value to a just-started coroutine");
    }
    begun();
    generator.runningAsync = true;
    if (closes()) {
      generator.closed = true;
    }
    return after(() -> generator.throwInto(ts, closes() ? PyErr.generatorExit() : thrown.apply(ts)));
  }

  private Object after(java.util.function.Supplier<Object> step) {
    try {
      Object v = step.get();
      if (closes() && v instanceof PyAsyncGenerator.Yielded) {
        generator.runningAsync = false;
        ended();
        throw PyErr.runtimeError("async generator ignored GeneratorExit");
      }
      return generator.unwrap(this, v);
    } catch (PyException e) {
      generator.runningAsync = false;
      ended();
      if (closes() && (e.is(PyExc.StopAsyncIteration) || e.is(PyExc.GeneratorExit))) {
        finish(PyNone.NONE);
        return null;
      }
      throw e;
    }
  }

  @Override
  public Object throwInto(ThreadState ts, PyException e) {
    if (isClosed()) {
      throw PyErr.runtimeError(REUSED);
    }
    if (isNew()) {
      PyException busy = begin(closes() ? "aclose()" : "athrow()");
      if (busy != null) {
        throw busy;
      }
    }
    return after(() -> generator.throwInto(ts, e));
  }
}
