package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.runtime.interp.Nursery;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.interp.Unraisable;
import org.atoll.runtime.modules.warnings.Warnings;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// What the methods of an asynchronous generator give: run by `await`, it runs the generator. Guarded by the GIL.
public abstract class PyAsyncGenAwaitable extends PyIterator implements AwaitableMethods, Nursery.Resident {
  /// How far it is.
  enum State { NEW, RUNNING, CLOSED }

  final PyAsyncGenerator generator;
  private State state = State.NEW;
  /// Its place among those that want to be told when they are dropped; null when it has begun.
  private Nursery.Place place;
  private Object result = PyNone.NONE;

  PyAsyncGenAwaitable(PyType type, PyAsyncGenerator generator) {
    super(type);
    this.generator = generator;
  }

  /// The name of the method that made it.
  abstract String method();

  /// Gives the awaitable, of which there will be a warning if it is never awaited.
  static PyAsyncGenAwaitable guarded(ThreadState ts, PyAsyncGenAwaitable a) {
    a.place = ts.interpreter().finalizers().nursery().enter(a);
    return a;
  }

  /// `_PyErr_WarnUnawaitedAgenMethod`.
  @Override
  public final void dropped(ThreadState ts) {
    if (state != State.NEW) {
      return;
    }
    try {
      String message = "coroutine method '" + method() + "' of " + PyUnicode.toUtf16(PyObjects.repr(ts, generator.qualnameAttribute())) + " was never awaited";
      Warnings.warnAbout(ts, PyExc.RuntimeWarning, PyUnicode.fromUtf16(message), 1, generator);
    } catch (PyException e) {
      Unraisable.report(ts, e, "Exception ignored while finalizing async generator " + Unraisable.shown(ts, generator), null);
    }
  }

  final boolean isNew() {
    return state == State.NEW;
  }

  final boolean isClosed() {
    return state == State.CLOSED;
  }

  final void begun() {
    enter(State.RUNNING);
  }

  final void ended() {
    enter(State.CLOSED);
  }

  private void enter(State next) {
    state = next;
    if (place != null) {
      place.leave();
      place = null;
    }
  }

  /// Ends with a value.
  final void finish(Object value) {
    result = value;
    ended();
  }

  final PyException begin(String what) {
    if (generator.runningAsync) {
      ended();
      return PyErr.runtimeError("%s: asynchronous generator is already running", what);
    }
    begun();
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
    if (isClosed()) {
      return PyNone.NONE;
    }
    try {
      if (throwInto(ts, PyErr.generatorExit()) == null) {
        return PyNone.NONE;
      }
    } catch (PyException e) {
      if (e.is(PyExc.StopIteration) || e.is(PyExc.StopAsyncIteration) || e.is(PyExc.GeneratorExit)) {
        return PyNone.NONE;
      }
      throw e;
    }
    throw PyErr.runtimeError("coroutine ignored GeneratorExit");
  }
}
