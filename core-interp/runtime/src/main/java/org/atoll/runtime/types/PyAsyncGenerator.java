package org.atoll.runtime.types;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PySetter;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.call.CodeBody;
import org.atoll.runtime.call.Generators;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.interp.Unraisable;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyType;

/// An asynchronous generator (PEP 525, `Objects/genobject.c`). Guarded by the GIL.
@PyTypeDef(name = "async_generator", basetype = false, instantiable = false)
public final class PyAsyncGenerator extends PyGenerator {
  public static final PyType TYPE = PyType.builtin(new PyAsyncGeneratorBinder());

  /// A value that the body yields, as opposed to what an `await` in it passes on to the event loop.
  public record Yielded(Object value) {}

  /// Whether one of its awaitables is being run.
  boolean runningAsync;
  boolean closed;
  private boolean hooked;
  private Object finalizer;

  public PyAsyncGenerator(PyFunction function, CodeBody body, Object[] frame) {
    super(TYPE, function, body, frame);
  }

  @Override
  protected String noun() {
    return "async generator";
  }

  @Override
  public Object next(ThreadState ts) {
    throw PyErr.typeError("'async_generator' object is not iterable");
  }

  /// Tells the event loop of the first iteration (`sys.set_asyncgen_hooks`).
  private void hook(ThreadState ts) {
    if (!hooked) {
      hooked = true;
      finalizer = ts.asyncGenFinalizer;
      if (finalizer != null && finalizer != PyNone.NONE) {
        guard(ts);
      }
      if (ts.asyncGenFirstIter != null && ts.asyncGenFirstIter != PyNone.NONE) {
        Call.call1(ts, ts.asyncGenFirstIter, this);
      }
    }
  }

  /// Nothing refers to the generator any more: the event loop, if there is one, is to close it.
  @Override
  public void dropped(ThreadState ts) {
    if (closed || isFinished() || finalizer == null || finalizer == PyNone.NONE) {
      super.dropped(ts);
      return;
    }
    try {
      Call.call1(ts, finalizer, this);
    } catch (PyException e) {
      Unraisable.report(ts, e, "Exception ignored while finalizing generator " + Unraisable.shown(ts, this), null);
    }
  }

  /// The event loop's finalizer hook as of the first iteration, or null.
  public Object finalizer() {
    return finalizer;
  }

  /// What a step of the body means to an awaitable: a yielded value ends it, the end of the body is StopAsyncIteration.
  /// Anything else goes to the event loop.
  Object unwrap(PyAsyncGenAwaitable by, Object stepped) {
    if (stepped == null) {
      closed = true;
      runningAsync = false;
      throw PyErr.stopAsyncIteration();
    }
    if (stepped instanceof Yielded y) {
      runningAsync = false;
      by.finish(y.value);
      return null;
    }
    return stepped;
  }

  /// An exception has left the body.
  void failed(PyException e) {
    if (e.is(PyExc.StopAsyncIteration) || e.is(PyExc.GeneratorExit)) {
      closed = true;
    }
    runningAsync = false;
  }

  @PyMethod(sig = "()")
  Object __aiter__() {
    return this;
  }

  @PyMethod(sig = "()")
  Object __anext__(ThreadState ts) {
    hook(ts);
    return PyAsyncGenAwaitable.guarded(ts, new PyAsyncGenASend(this, PyNone.NONE));
  }

  @PyMethod(sig = "(value, /)", doc = "asend(v) -> send 'v' in generator.")
  Object asend(ThreadState ts, Object value) {
    hook(ts);
    return PyAsyncGenAwaitable.guarded(ts, new PyAsyncGenASend(this, value));
  }

  @PyMethod(sig = "(type, value=<absent>, traceback=<absent>, /)",
      doc = "athrow(value)\nathrow(type[,value[,tb]])\n\nraise exception in generator.")
  Object athrow(ThreadState ts, Object type, Object value, Object traceback) {
    if (value != null) {
      Generators.warnOfSignature(ts, "athrow");
    }
    hook(ts);
    return PyAsyncGenAwaitable.guarded(ts, new PyAsyncGenAThrow(this, t -> Generators.exception(t, type, value, traceback)));
  }

  @PyMethod(sig = "()", doc = "aclose() -> raise GeneratorExit inside generator.")
  Object aclose(ThreadState ts) {
    hook(ts);
    return PyAsyncGenAwaitable.guarded(ts, new PyAsyncGenAThrow(this, null));
  }

  @PyGetter(name = "ag_frame")
  Object agFrame(ThreadState ts) {
    return frameAttribute(ts);
  }

  @PyGetter(name = "ag_running")
  boolean agRunning() {
    return runningAsync;
  }

  @PyGetter(name = "ag_suspended")
  boolean agSuspended() {
    return suspended();
  }

  @PyGetter(name = "ag_code")
  Object agCode() {
    return function.code;
  }

  @PyGetter(name = "ag_await")
  Object agAwait() {
    return delegateAttribute();
  }

  @PyGetter(name = "__name__", doc = "name of the async generator")
  Object generatorName() {
    return nameAttribute();
  }

  @PySetter(name = "__name__")
  void setGeneratorName(Object value) {
    setNameAttribute(value);
  }

  @PyGetter(name = "__qualname__", doc = "qualified name of the async generator")
  Object generatorQualname() {
    return qualnameAttribute();
  }

  @PySetter(name = "__qualname__")
  void setGeneratorQualname(Object value) {
    setQualnameAttribute(value);
  }

  @PyMethod(sig = "(object, /)", classMethod = true, doc = "See PEP 585")
  static Object __class_getitem__(PyType cls, Object item) {
    return PyGenericAlias.of(cls, item);
  }

  @PyMethod
  String __repr__() {
    return describe();
  }
}
