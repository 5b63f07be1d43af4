package org.atoll.runtime.types;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PySetter;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.CodeBody;
import org.atoll.runtime.call.Generators;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.interp.Unraisable;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// A coroutine: what calling an `async def` function gives (`Objects/genobject.c`). Guarded by the GIL.
@PyTypeDef(name = "coroutine", basetype = false, instantiable = false)
public final class PyCoroutine extends PyGenerator {
  public static final PyType TYPE = PyType.builtin(new PyCoroutineBinder());

  /// `cr_origin`: where it was made, if that is being tracked.
  private final Object origin;

  public PyCoroutine(PyFunction function, CodeBody body, Object[] frame, Object origin) {
    super(TYPE, function, body, frame);
    this.origin = origin;
  }

  /// A coroutine for Python code, of which there is a warning if it is never started.
  public static PyCoroutine make(ThreadState ts, PyFunction function, CodeBody body, Object[] frame, Object origin) {
    PyCoroutine c = new PyCoroutine(function, body, frame, origin);
    c.guard(ts);
    return c;
  }

  @Override
  public void dropped(ThreadState ts) {
    if (!isCreated()) {
      super.dropped(ts);
      return;
    }
    try {
      PyObjects.callMethod(ts, ts.interpreter().importModule(ts, "warnings"), "_warn_unawaited_coroutine", this);
    } catch (PyException e) {
      Unraisable.report(ts, e, "Exception ignored while finalizing coroutine " + Unraisable.shown(ts, this), null);
    }
  }

  @Override
  protected String noun() {
    return "coroutine";
  }

  @Override
  public Object next(ThreadState ts) {
    throw PyErr.typeError("'coroutine' object is not iterable");
  }

  @Override
  public Object send(ThreadState ts, Object value) {
    checkNotFinished();
    if (isCreated()) {
      unguard();
    }
    return super.send(ts, value);
  }

  @Override
  public Object throwInto(ThreadState ts, PyException e) {
    checkNotFinished();
    return super.throwInto(ts, e);
  }

  private void checkNotFinished() {
    if (isFinished()) {
      throw PyErr.runtimeError("cannot reuse already awaited coroutine");
    }
  }

  @PyMethod(sig = "()")
  Object __await__() {
    return new PyCoroutineWrapper(this);
  }

  @PyMethod(sig = "(arg, /)", name = "send", doc = "send(arg) -> send 'arg' into coroutine,\nreturn next iterated value or raise StopIteration.")
  Object sendMethod(ThreadState ts, Object value) {
    return orStop(send(ts, value));
  }

  @PyMethod(sig = "(type, value=<absent>, traceback=<absent>, /)", name = "throw",
      doc = "throw(value)\nthrow(type[,value[,traceback]])\n\nRaise exception in coroutine, return next iterated value or raise\nStopIteration.")
  Object throwMethod(ThreadState ts, Object type, Object value, Object traceback) {
    return orStop(throwInto(ts, Generators.thrown(ts, type, value, traceback)));
  }

  @PyMethod(sig = "()", name = "close", doc = "close() -> raise GeneratorExit inside coroutine.")
  Object closeMethod(ThreadState ts) {
    return close(ts);
  }

  @PyGetter(name = "cr_frame")
  Object crFrame(ThreadState ts) {
    return frameAttribute(ts);
  }

  @PyGetter(name = "cr_running")
  boolean crRunning() {
    return isRunning();
  }

  @PyGetter(name = "cr_suspended")
  boolean crSuspended() {
    return suspended();
  }

  @PyGetter(name = "cr_code")
  Object crCode() {
    return function.code;
  }

  @PyGetter(name = "cr_await")
  Object crAwait() {
    return delegateAttribute();
  }

  @PyGetter(name = "cr_origin")
  Object crOrigin() {
    return origin == null ? PyNone.NONE : origin;
  }

  @PyGetter(name = "__name__", doc = "name of the coroutine")
  Object coroutineName() {
    return nameAttribute();
  }

  @PySetter(name = "__name__")
  void setCoroutineName(Object value) {
    setNameAttribute(value);
  }

  @PyGetter(name = "__qualname__", doc = "qualified name of the coroutine")
  Object coroutineQualname() {
    return qualnameAttribute();
  }

  @PySetter(name = "__qualname__")
  void setCoroutineQualname(Object value) {
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
