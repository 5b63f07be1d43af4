package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyType;

/// What the methods of an asynchronous generator give: run by `await`, it runs the generator. Guarded by the GIL.
public abstract class PyAsyncGenAwaitable extends PyIterator implements AwaitableMethods {
  /// How far it is.
  enum State { NEW, RUNNING, CLOSED }

  final PyAsyncGenerator generator;
  State state = State.NEW;
  private Object result = PyNone.NONE;

  PyAsyncGenAwaitable(PyType type, PyAsyncGenerator generator) {
    super(type);
    this.generator = generator;
  }

  /// Ends with a value.
  final void finish(Object value) {
    result = value;
    state = State.CLOSED;
  }

  final PyException begin(String what) {
    if (generator.runningAsync) {
      state = State.CLOSED;
      return PyErr.runtimeError("%s: asynchronous generator is already running", what);
    }
    state = State.RUNNING;
    generator.runningAsync = true;
    return null;
  }

  @Override
  public final Object next(ThreadState ts) {
    return send(ts, PyNone.NONE);
  }

  @Override
  public final Object result() {
    return result;
  }

  @Override
  @PyMethod(doc = "Implement next(self).")
  public Object __next__(ThreadState ts) {
    return orStop(next(ts));
  }

  @PyMethod(sig = "()")
  Object __await__() {
    return this;
  }

  @Override
  public Object close(ThreadState ts) {
    if (state == State.CLOSED) {
      return PyNone.NONE;
    }
    try {
      throwInto(ts, PyErr.generatorExit());
    } catch (PyException e) {
      if (e.is(PyExc.StopIteration) || e.is(PyExc.StopAsyncIteration) || e.is(PyExc.GeneratorExit)) {
        return PyNone.NONE;
      }
      throw e;
    }
    throw PyErr.runtimeError("coroutine ignored GeneratorExit");
  }
}
