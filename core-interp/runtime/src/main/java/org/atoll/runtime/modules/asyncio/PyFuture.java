package org.atoll.runtime.modules.asyncio;

import java.util.ArrayList;
import java.util.List;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PySetter;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.contextvars.PyContext;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBaseException;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyFrozenSet;
import org.atoll.runtime.types.PyGenericAlias;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PySet;
import org.atoll.runtime.types.PyTraceback;
import org.atoll.runtime.types.PyTuple;

/// `asyncio.Future`: a result that is not there yet. Guarded by the GIL; like CPython's it belongs to the thread of its
/// loop.
@PyTypeDef(name = "Future", module = "_asyncio", hasDict = true, doc = """
    This class is *almost* compatible with concurrent.futures.Future.

        Differences:

        - result() and exception() do not take a timeout argument and
          raise an exception when the future isn't done yet.

        - Callbacks registered with add_done_callback() are always called
          via the event loop's call_soon_threadsafe().

        - This class is not compatible with the wait() and as_completed()
          methods in the concurrent.futures package.""")
public class PyFuture extends PyInstance {
  public static final PyType TYPE = PyType.builtin(new PyFutureBinder());

  private enum State {
    PENDING, CANCELLED, FINISHED
  }

  private record Callback(Object function, Object context) {}

  /// Null before `__init__`.
  private Object loop;
  private State state = State.PENDING;
  private List<Callback> callbacks = new ArrayList<>(2);
  private Object result;
  private PyBaseException exception;
  private PyTraceback exceptionTraceback;
  private Object sourceTraceback;
  private Object cancelMessage;
  /// The exception that has cancelled a task, to be raised again by the first who asks.
  PyBaseException cancelledError;
  private boolean logTraceback;
  /// Set by `await`, so that a task knows that the future it gets was not merely yielded.
  boolean blocking;
  private PySet awaitedBy;

  PyFuture(PyType cls) {
    super(cls);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyFuture(cls);
  }

  @PyMethod(sig = "(*, loop=None)")
  void __init__(ThreadState ts, Object loop) {
    begin(ts, loop);
  }

  final void begin(ThreadState ts, Object wantedLoop) {
    loop = null;
    state = State.PENDING;
    callbacks = new ArrayList<>(2);
    result = null;
    exception = null;
    exceptionTraceback = null;
    sourceTraceback = null;
    cancelMessage = null;
    cancelledError = null;
    logTraceback = false;
    blocking = false;
    loop = wantedLoop == PyNone.NONE ? AsyncioState.eventLoop(ts) : wantedLoop;
    if (PyObjects.isTrue(ts, PyObjects.callMethod(ts, loop, "get_debug"))) {
      sourceTraceback = Call.call0(ts, AsyncioState.attribute(ts, "traceback", "extract_stack"));
    }
  }

  /// The loop.
  /// @throws PyException RuntimeError before `__init__`
  final Object loop() {
    if (loop == null) {
      throw PyErr.runtimeError("Future object is not initialized.");
    }
    return loop;
  }

  final boolean isDone() {
    return state != State.PENDING;
  }

  // Becoming done.

  private void scheduleCallbacks(ThreadState ts) {
    List<Callback> all = callbacks;
    callbacks = new ArrayList<>(0);
    for (Callback c : all) {
      AsyncioState.callSoon(ts, loop, c.function, this, c.context);
    }
  }

  private void checkPending(ThreadState ts) {
    loop();
    if (state != State.PENDING) {
      throw AsyncioState.of(ts).invalidState(ts, "invalid state");
    }
  }

  final void finish(ThreadState ts, Object value) {
    checkPending(ts);
    result = value;
    state = State.FINISHED;
    scheduleCallbacks(ts);
  }

  final void fail(ThreadState ts, Object given) {
    checkPending(ts);
    Object e = given instanceof PyType t && PyErr.isExceptionClass(t) ? t.call0(ts) : given;
    if (!(e instanceof PyBaseException raised)) {
      throw PyErr.typeError("invalid exception object");
    }
    if (raised.type.isSubtype(PyExc.StopIteration)) {
      PyBaseException instead = PyErr.runtimeError("StopIteration interacts badly with generators and cannot be raised into a Future").value;
      instead.cause = raised;
      instead.context = raised;
      raised = instead;
    }
    exception = raised;
    exceptionTraceback = raised.traceback;
    state = State.FINISHED;
    logTraceback = true;
    watchForDel();
    scheduleCallbacks(ts);
  }

  final boolean cancelNow(ThreadState ts, Object message) {
    retrieved();
    if (state != State.PENDING) {
      return false;
    }
    state = State.CANCELLED;
    cancelMessage = message;
    scheduleCallbacks(ts);
    return true;
  }

  /// Somebody knows of the exception: nothing is to be said of it when the future is forgotten.
  final void retrieved() {
    if (logTraceback) {
      logTraceback = false;
      if (!type.isHeapType()) {
        unwatch();
      }
    }
  }

  final boolean logsTraceback() {
    return logTraceback;
  }

  @PyMethod(sig = "(result, /)", name = "set_result", doc = "Mark the future done and set its result.")
  void setResult(ThreadState ts, Object value) {
    finish(ts, value);
  }

  @PyMethod(sig = "(exception, /)", name = "set_exception", doc = "Mark the future done and set an exception.")
  void setException(ThreadState ts, Object value) {
    fail(ts, value);
  }

  @PyMethod(sig = "(msg=None)", doc = "Cancel the future and schedule callbacks.")
  boolean cancel(ThreadState ts, Object msg) {
    loop();
    return cancelNow(ts, msg);
  }

  // Asking.

  final PyException cancelled(ThreadState ts) {
    PyBaseException kept = cancelledError;
    if (kept != null) {
      cancelledError = null;
      return new PyException(kept);
    }
    PyType error = AsyncioState.of(ts).cancelledError(ts);
    return cancelMessage == null || cancelMessage == PyNone.NONE ? PyErr.create(error) : PyErr.create(error, cancelMessage);
  }

  @PyMethod(sig = "()", doc = "Return the result this future represents.")
  final Object result(ThreadState ts) {
    if (state == State.CANCELLED) {
      throw cancelled(ts);
    }
    if (state != State.FINISHED) {
      throw AsyncioState.of(ts).invalidState(ts, "Result is not set.");
    }
    retrieved();
    if (exception != null) {
      exception.traceback = exceptionTraceback;
      throw new PyException(exception);
    }
    return result;
  }

  @PyMethod(sig = "()", name = "exception", doc = "Return the exception that was set on this future.")
  Object exceptionMethod(ThreadState ts) {
    if (state == State.CANCELLED) {
      throw cancelled(ts);
    }
    if (state != State.FINISHED) {
      throw AsyncioState.of(ts).invalidState(ts, "Exception is not set.");
    }
    retrieved();
    return exception == null ? PyNone.NONE : exception;
  }

  @PyMethod(sig = "()", name = "_make_cancelled_error", doc = "Create the CancelledError to raise if the Future is cancelled.")
  Object makeCancelledError(ThreadState ts) {
    return cancelled(ts).value;
  }

  @PyMethod(sig = "()", doc = "Return True if the future was cancelled.")
  boolean cancelled() {
    return state == State.CANCELLED;
  }

  @PyMethod(sig = "()", doc = "Return True if the future is done.")
  boolean done() {
    return isDone();
  }

  @PyMethod(sig = "()", name = "get_loop", doc = "Return the event loop the Future is bound to.")
  Object getLoop() {
    return loop();
  }

  // Callbacks.

  final void addCallback(ThreadState ts, Object function, Object context) {
    loop();
    if (state == State.PENDING) {
      callbacks.add(new Callback(function, context));
    } else {
      AsyncioState.callSoon(ts, loop, function, this, context);
    }
  }

  @PyMethod(sig = "(fn, /, *, context=None)", name = "add_done_callback", doc = "Add a callback to be run when the future becomes done.")
  void addDoneCallback(ThreadState ts, Object function, Object context) {
    addCallback(ts, function, context == PyNone.NONE ? PyContext.copyCurrent(ts) : context);
  }

  @PyMethod(sig = "(fn, /)", name = "remove_done_callback", doc = "Remove all instances of a callback from the \"call when done\" list.")
  long removeDoneCallback(ThreadState ts, Object function) {
    loop();
    List<Callback> before = callbacks;
    List<Callback> kept = new ArrayList<>(before.size());
    int removed = 0;
    for (int i = 0; i < before.size() && callbacks == before; i++) {
      Callback c = before.get(i);
      if (PyObjects.equal(ts, c.function, function)) {
        removed++;
      } else {
        kept.add(c);
      }
    }
    if (callbacks == before) {
      callbacks = kept;
    }
    return removed;
  }

  // Awaiting.

  @PyMethod
  Object __iter__() {
    loop();
    return new PyFutureIter(this);
  }

  @PyMethod
  Object __await__() {
    return __iter__();
  }

  final void addAwaitedBy(PyFuture waiter) {
    if (awaitedBy == null) {
      awaitedBy = new PySet();
    }
    awaitedBy.add(ThreadState.current(), waiter);
  }

  final void discardAwaitedBy(PyFuture waiter) {
    if (awaitedBy != null) {
      PyObjects.callMethod(ThreadState.current(), awaitedBy, "discard", waiter);
    }
  }

  // The end.

  final PyDict report(ThreadState ts, String message) {
    PyDict context = new PyDict();
    context.put("message", message);
    if (sourceTraceback != null) {
      context.put("source_traceback", sourceTraceback);
    }
    return context;
  }

  @PyMethod(name = "__del__")
  void del(ThreadState ts) {
    if (!logTraceback) {
      return;
    }
    logTraceback = false;
    PyDict context = report(ts, type.name() + " exception was never retrieved");
    context.put("exception", exception);
    context.put("future", this);
    PyObjects.callMethod(ts, loop, "call_exception_handler", context);
  }

  // Attributes.

  @PyMethod(name = "__repr__")
  Object repr(ThreadState ts) {
    return Call.call1(ts, AsyncioState.attribute(ts, "asyncio.base_futures", "_future_repr"), this);
  }

  @PyMethod(sig = "(object, /)", name = "__class_getitem__", classMethod = true, doc = "See PEP 585")
  static Object classGetitem(PyType cls, Object item) {
    return PyGenericAlias.of(cls, item);
  }

  private static Object noneIfNull(Object o) {
    return o == null ? PyNone.NONE : o;
  }

  @PyGetter(name = "_state")
  String stateName() {
    return state.name();
  }

  @PyGetter(name = "_asyncio_future_blocking")
  boolean blockingAttribute() {
    return blocking;
  }

  @PySetter(name = "_asyncio_future_blocking")
  void setBlocking(ThreadState ts, Object value) {
    if (value == null) {
      throw PyErr.format(PyExc.AttributeError, "cannot delete attribute");
    }
    loop();
    blocking = PyObjects.isTrue(ts, value);
  }

  @PyGetter(name = "_loop")
  Object loopAttribute() {
    return noneIfNull(loop);
  }

  @PyGetter(name = "_callbacks")
  Object callbacksAttribute() {
    if (callbacks.isEmpty()) {
      return PyNone.NONE;
    }
    PyList out = new PyList();
    callbacks.forEach(c -> out.append(PyTuple.of(c.function, c.context)));
    return out;
  }

  @PyGetter(name = "_result")
  Object resultAttribute() {
    return noneIfNull(result);
  }

  @PyGetter(name = "_exception")
  Object exceptionAttribute() {
    return noneIfNull(exception);
  }

  @PyGetter(name = "_log_traceback")
  boolean logTracebackAttribute() {
    return logTraceback;
  }

  @PySetter(name = "_log_traceback")
  void setLogTraceback(ThreadState ts, Object value) {
    if (value == null) {
      throw PyErr.format(PyExc.AttributeError, "cannot delete attribute");
    }
    if (PyObjects.isTrue(ts, value)) {
      throw PyErr.valueError("_log_traceback can only be set to False");
    }
    retrieved();
  }

  @PyGetter(name = "_source_traceback")
  Object sourceTracebackAttribute() {
    return noneIfNull(sourceTraceback);
  }

  @PyGetter(name = "_cancel_message")
  Object cancelMessageAttribute() {
    return noneIfNull(cancelMessage);
  }

  @PySetter(name = "_cancel_message")
  void setCancelMessage(Object value) {
    if (value == null) {
      throw PyErr.format(PyExc.AttributeError, "cannot delete attribute");
    }
    cancelMessage = value;
  }

  @PyGetter(name = "_asyncio_awaited_by")
  Object awaitedByAttribute(ThreadState ts) {
    return awaitedBy == null ? PyNone.NONE : PyFrozenSet.TYPE.call1(ts, awaitedBy);
  }
}
