package org.atoll.runtime.call;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyAsyncGenerator;
import org.atoll.runtime.types.PyBaseException;
import org.atoll.runtime.types.PyCoroutine;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyGenerator;
import org.atoll.runtime.types.PyIterator;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyStopIteration;
import org.atoll.runtime.types.PyTraceback;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.Resumable;

/// What the compiled code of generators, coroutines and asynchronous generators calls (`Objects/genobject.c` and the
/// instructions for `yield from` and `await` in `Python/ceval.c`).
public final class Generators {
  private Generators() {}

  /// The value with which a delegate has ended.
  public static final class Step {
    public Object result = PyNone.NONE;
  }

  /// What a call of the function gives: the object that runs its body.
  public static Object make(ThreadState ts, PyFunction f, CodeBody body, Object[] frame) {
    int flags = f.code.flags;
    if ((flags & PyCode.CO_ASYNC_GENERATOR) != 0) {
      return new PyAsyncGenerator(f, body, frame);
    }
    if ((flags & PyCode.CO_COROUTINE) != 0) {
      return PyCoroutine.make(ts, f, body, frame, ts.coroutineOriginDepth > 0 ? origin(ts) : null);
    }
    return new PyGenerator(f, body, frame);
  }

  private static Object origin(ThreadState ts) {
    PyList rows = new PyList();
    for (int d = ts.depth; d > 0 && rows.size < ts.coroutineOriginDepth; d--) {
      PyFunction f = ts.functionAt(d);
      rows.append(PyTuple.of(f.code.filename(), (long) Frames.currentLine(ts, d), f.code.name()));
    }
    return PyTuple.of(rows.toArray());
  }

  /// Begins the frame of a step.
  public static int enter(ThreadState ts, PyGenerator g) {
    return g.enter(ts);
  }

  /// The body is about to be suspended where leaving it for good would run code.
  public static void guard(ThreadState ts, PyGenerator g) {
    g.guard(ts);
  }

  /// The value that a suspended body goes on with; throws where an exception was sent. What its caller is handling does
  /// not become the context of that.
  public static Object sent(Object sent) {
    if (sent instanceof PyException e) {
      e.linked = true;
      throw e;
    }
    return sent;
  }

  /// [#sent] where the body is handling an exception itself, which becomes the context.
  public static Object sentWhileHandling(Object sent) {
    if (sent instanceof PyException e) {
      throw e;
    }
    return sent;
  }

  /// The line at which a suspended generator stands.
  public static int line(PyGenerator g) {
    return PositionTable.line(g.body, g.position);
  }

  // Delegation.

  /// The iterator that `yield from` runs.
  public static Object delegateIter(ThreadState ts, PyGenerator g, Object o) {
    if (o instanceof PyCoroutine) {
      if ((g.function.code.flags & (PyCode.CO_COROUTINE | PyCode.CO_ITERABLE_COROUTINE)) == 0) {
        throw PyErr.typeError("cannot 'yield from' a coroutine object in a non-coroutine generator");
      }
      return o;
    }
    if (o.getClass() == PyGenerator.class) {
      return o;
    }
    return PyObjects.iter(ts, o);
  }

  /// The iterator that `await` runs.
  public static Object awaitIter(ThreadState ts, Object o) {
    if (o instanceof PyCoroutine c) {
      if (c.delegate != null && !c.isRunning()) {
        throw PyErr.runtimeError("coroutine is being awaited already");
      }
      return c;
    }
    if (o.getClass() == PyGenerator.class && (((PyGenerator) o).function.code.flags & PyCode.CO_ITERABLE_COROUTINE) != 0) {
      return o;
    }
    Object method = PyObject.typeOf(o).slot(Slot.AWAIT);
    if (method == null || method == PyNone.NONE) {
      throw PyErr.typeError("'%s' object can't be awaited", PyObject.typeOf(o).name());
    }
    Object it = Call.withSelf(ts, method, o);
    if (it instanceof PyCoroutine) {
      throw PyErr.typeError("__await__() returned a coroutine");
    }
    if (!PyObjects.isIterator(it)) {
      throw PyErr.typeError("__await__() returned non-iterator of type '%s'", PyObject.typeOf(it).name());
    }
    return it;
  }

  /// One step of a delegate: what it yields, or null when it has ended.
  public static Object delegate(ThreadState ts, PyGenerator g, Object iterator, Object sent) {
    g.delegate = iterator;
    boolean left = true;
    try {
      Object v;
      if (iterator instanceof Resumable r && !(sent instanceof PyException)) {
        v = r.send(ts, sent);
        if (v == null) {
          g.delegateResult = r.result();
        }
      } else {
        if (!(iterator instanceof Resumable) && PyObject.typeOf(iterator).isHeapType()) {
          // It may have a close() of its own.
          g.guard(ts);
        }
        Step step = new Step();
        v = stepInto(ts, iterator, sent, step);
        g.delegateResult = step.result;
      }
      left = v == null;
      return v;
    } finally {
      if (left) {
        g.delegate = null;
      }
    }
  }

  /// [#delegate] where the body is handling an exception itself, which becomes the context of what is thrown in and comes
  /// out of the delegate.
  public static Object delegateWhileHandling(ThreadState ts, PyGenerator g, Object iterator, Object sent) {
    try {
      return delegate(ts, g, iterator, sent);
    } catch (PyException e) {
      e.linked &= !(sent instanceof PyException);
      throw e;
    }
  }

  /// The value that the delegate has ended with.
  public static Object result(ThreadState ts, PyGenerator g) {
    Object r = g.delegateResult;
    g.delegateResult = null;
    return r;
  }

  /// Sends a value, or an exception as a [PyException], into any iterator. Null at its end, with the value in `step`.
  public static Object stepInto(ThreadState ts, Object iterator, Object sent, Step step) {
    if (sent instanceof PyException e) {
      return throwInto(ts, iterator, e, step);
    }
    if (iterator instanceof Resumable r) {
      return result(r, r.send(ts, sent), step);
    }
    try {
      if (sent != PyNone.NONE) {
        return PyObjects.callMethod(ts, iterator, "send", sent);
      }
      if (iterator instanceof PyIterator i && !i.type.isHeapType()) {
        return i.next(ts);
      }
      Object next = PyObject.typeOf(iterator).slot(Slot.NEXT);
      if (next == null) {
        throw PyErr.typeError("'%s' object is not an iterator", PyObject.typeOf(iterator).name());
      }
      return Call.withSelf(ts, next, iterator);
    } catch (PyException e) {
      return stopped(e, step);
    }
  }

  private static Object result(Resumable r, Object yielded, Step step) {
    if (yielded == null) {
      step.result = r.result();
    }
    return yielded;
  }

  private static Object stopped(PyException e, Step step) {
    if (!e.is(PyExc.StopIteration)) {
      throw e;
    }
    step.result = e.value instanceof PyStopIteration s ? s.value : PyNone.NONE;
    return null;
  }

  private static Object throwInto(ThreadState ts, Object iterator, PyException e, Step step) {
    if (e.is(PyExc.GeneratorExit)) {
      closeIterator(ts, iterator);
      throw e;
    }
    if (iterator instanceof Resumable r) {
      return result(r, r.throwInto(ts, e), step);
    }
    Object method = PyObjects.getOptionalAttr(ts, iterator, "throw");
    if (method == null) {
      throw e;
    }
    try {
      return Call.call1(ts, method, e.value);
    } catch (PyException stop) {
      return stopped(stop, step);
    }
  }

  /// Calls `close()` of an iterator that has it.
  public static void closeIterator(ThreadState ts, Object iterator) {
    if (iterator instanceof Resumable r) {
      r.close(ts);
      return;
    }
    Object method = PyObjects.getOptionalAttr(ts, iterator, "close");
    if (method != null) {
      Call.call0(ts, method);
    }
  }

  private static Object instance(ThreadState ts, Object type, Object value) {
    if (value == null || value == PyNone.NONE) {
      return Call.call0(ts, type);
    }
    if (value instanceof PyBaseException b && PyErr.matches(b, type)) {
      return b;
    }
    return value instanceof PyTuple t ? Call.call(ts, type, t.items.clone(), null) : Call.call1(ts, type, value);
  }

  /// The exception that the arguments of `throw()` mean.
  public static PyException thrown(ThreadState ts, Object type, Object value, Object traceback) {
    if (value != null) {
      warnOfSignature(ts, "throw");
    }
    return exception(ts, type, value, traceback);
  }

  public static void warnOfSignature(ThreadState ts, String method) {
    PyErr.warn(ts, PyExc.DeprecationWarning, 1, "the (type, exc, tb) signature of %s() is deprecated, use the single-arg signature instead.", method);
  }

  /// [#thrown] without the warning of more than one argument.
  public static PyException exception(ThreadState ts, Object type, Object value, Object traceback) {
    if (traceback != null && traceback != PyNone.NONE && !(traceback instanceof PyTraceback)) {
      throw PyErr.typeError("throw() third argument must be a traceback object");
    }
    Object exc;
    if (PyErr.isExceptionClass(type)) {
      try {
        exc = instance(ts, type, value);
      } catch (PyException e) {
        // What goes wrong while the exception is made is raised in the generator, in its place.
        return e;
      }
    } else if (type instanceof PyBaseException) {
      if (value != null && value != PyNone.NONE) {
        throw PyErr.typeError("instance exception may not have a separate value");
      }
      exc = type;
    } else {
      throw PyErr.typeError("exceptions must be classes or instances deriving from BaseException, not %s", PyObject.typeOf(type).name());
    }
    if (!(exc instanceof PyBaseException b)) {
      return PyErr.typeError("calling %s should have returned an instance of BaseException, not %s", PyObjects.repr(ts, type), PyObject.typeOf(exc).name());
    }
    if (traceback instanceof PyTraceback t) {
      b.traceback = t;
    }
    return new PyException(b);
  }

  // Asynchronous iteration.

  /// A value yielded by an asynchronous generator.
  public static Object asyncYield(Object value) {
    return new PyAsyncGenerator.Yielded(value);
  }

  /// The asynchronous iterator of `async for`.
  public static Object asyncIter(ThreadState ts, Object o) {
    Object method = PyObject.typeOf(o).slot(Slot.AITER);
    if (method == null || method == PyNone.NONE) {
      throw PyErr.typeError("'async for' requires an object with __aiter__ method, got %s", PyObject.typeOf(o).name());
    }
    Object it = Call.withSelf(ts, method, o);
    if (PyObject.typeOf(it).slot(Slot.ANEXT) == null) {
      throw PyErr.typeError("'async for' received an object from __aiter__ that does not implement __anext__: %s", PyObject.typeOf(it).name());
    }
    return it;
  }

  /// The iterator that awaits the next item.
  public static Object asyncNext(ThreadState ts, Object iterator) {
    Object method = PyObject.typeOf(iterator).slot(Slot.ANEXT);
    if (method == null || method == PyNone.NONE) {
      throw PyErr.typeError("'async for' requires an iterator with __anext__ method, got %s", PyObject.typeOf(iterator).name());
    }
    Object awaitable = Call.withSelf(ts, method, iterator);
    try {
      return awaitIter(ts, awaitable);
    } catch (PyException e) {
      PyException invalid = PyErr.typeError("'async for' received an invalid object from __anext__: %s", PyObject.typeOf(awaitable).name());
      invalid.value.cause = e.value;
      invalid.value.context = e.value;
      invalid.value.suppressContext = true;
      invalid.linked = true;
      throw invalid;
    }
  }

  public static boolean isStopAsyncIteration(Object exception) {
    return PyErr.matches((PyBaseException) exception, PyExc.StopAsyncIteration);
  }
}
