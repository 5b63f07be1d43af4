package org.atoll.runtime.modules.asyncio;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PySetter;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.call.Generators;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.contextvars.PyContext;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyBaseException;
import org.atoll.runtime.types.PyCoroutine;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyGenerator;
import org.atoll.runtime.types.PyStopIteration;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.Resumable;

/// `asyncio.Task`: a future that runs a coroutine, step by step, as the loop calls it. Guarded by the GIL.
@PyTypeDef(name = "Task", module = "_asyncio", base = PyFuture.class, doc = "A coroutine wrapped in a Future.")
public class PyTask extends PyFuture {
  public static final PyType TYPE = PyType.builtin(new PyTaskBinder());
  private static final String[] MSG = {"msg"};
  private static final String[] CONTEXT = {"context"};

  private Object coroutine;
  private Object name;
  private Object context;
  /// The future it waits for, or null.
  private Object waitsFor;
  private boolean mustCancel;
  private int cancelRequests;
  private boolean logsDestroyPending = true;

  PyTask(PyType cls) {
    super(cls);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyTask(cls);
  }

  @PyMethod(sig = "(coro, *, loop=None, name=None, context=None, eager_start=False)")
  void __init__(ThreadState ts, Object coro, Object loop, Object name, Object context, boolean eagerStart) {
    begin(ts, loop);
    if (!isCoroutine(ts, coro)) {
      logsDestroyPending = false;
      throw PyErr.typeError("a coroutine was expected, got %s", PyObjects.repr(ts, coro));
    }
    this.context = context == PyNone.NONE ? PyContext.copyCurrent(ts) : context;
    waitsFor = null;
    mustCancel = false;
    cancelRequests = 0;
    logsDestroyPending = true;
    coroutine = coro;
    this.name = name == PyNone.NONE ? AsyncioState.of(ts).nextTaskName() : PyUnicode.check(name) ? name : PyObjects.str(ts, name);
    watchForDel();
    if (eagerStart && PyObjects.isTrue(ts, PyObjects.callMethod(ts, loop(), "is_running"))) {
      startEagerly(ts);
      return;
    }
    callStepSoon(ts, null);
    AsyncioState.of(ts).tasks.add(this);
  }

  private static boolean isCoroutine(ThreadState ts, Object o) {
    return o instanceof PyCoroutine || PyObjects.isTrue(ts, Call.call1(ts, AsyncioState.attribute(ts, "asyncio.coroutines", "iscoroutine"), o));
  }

  private void callStepSoon(ThreadState ts, PyBaseException exception) {
    AsyncioState.callSoon(ts, loop(), new TaskCallback(this, false, exception), null, context);
  }

  private void startEagerly(ThreadState ts) {
    Object before = AsyncioState.swapTask(ts, loop(), this);
    try {
      AsyncioState.of(ts).eagerTasks.add(this);
      try {
        runInContext(ts);
      } finally {
        AsyncioState.of(ts).eagerTasks.remove(this);
      }
    } finally {
      AsyncioState.swapTask(ts, loop(), before);
      if (isDone()) {
        coroutine = null;
      } else {
        AsyncioState.of(ts).tasks.add(this);
      }
    }
  }

  private void runInContext(ThreadState ts) {
    if (context instanceof PyContext c) {
      Object outer = c.enter(ts);
      try {
        advance(ts, null);
      } finally {
        c.leave(ts, outer);
      }
    } else {
      PyObjects.callMethod(ts, context, "run", new TaskCallback(this, false, null));
    }
  }

  // Steps.

  /// One step of the coroutine, into which `exception` is thrown unless it is null.
  final void step(ThreadState ts, PyBaseException exception) {
    PyBaseException thrown = exception;
    if (isDone()) {
      throw AsyncioState.of(ts).invalidState(ts, "__step(): already done: " + PyUnicode.toUtf16(PyObjects.repr(ts, this)) + " "
          + PyUnicode.toUtf16(PyObjects.repr(ts, exception == null ? PyNone.NONE : exception)));
    }
    if (mustCancel) {
      if (thrown == null || !thrown.type.isSubtype(AsyncioState.of(ts).cancelledError(ts))) {
        thrown = cancelled(ts).value;
      }
      mustCancel = false;
    }
    waitsFor = null;
    AsyncioState.enterTask(ts, loop(), this);
    try {
      advance(ts, thrown);
    } finally {
      AsyncioState.leaveTask(ts, loop(), this);
    }
  }

  private void advance(ThreadState ts, PyBaseException exception) {
    Object coro = coroutine;
    if (coro == null) {
      throw PyErr.runtimeError("uninitialized Task object");
    }
    Generators.Step step = new Generators.Step();
    Object yielded;
    try {
      yielded = exception == null ? send(ts, coro, step) : throwInto(ts, coro, exception, step);
    } catch (PyException e) {
      failed(ts, e);
      return;
    }
    if (yielded == null) {
      ended(ts, step.result);
    } else {
      waitFor(ts, yielded);
    }
  }

  private static Object send(ThreadState ts, Object coro, Generators.Step step) {
    if (coro instanceof Resumable || PyObject.typeOf(coro).slot(Slot.NEXT) != null) {
      return Generators.stepInto(ts, coro, PyNone.NONE, step);
    }
    try {
      return PyObjects.callMethod(ts, coro, "send", PyNone.NONE);
    } catch (PyException e) {
      return stopped(e, step);
    }
  }

  private static Object throwInto(ThreadState ts, Object coro, PyBaseException exception, Generators.Step step) {
    try {
      if (coro instanceof Resumable r) {
        Object yielded = r.throwInto(ts, new PyException(exception));
        step.result = yielded == null ? r.result() : null;
        return yielded;
      }
      return PyObjects.callMethod(ts, coro, "throw", exception);
    } catch (PyException e) {
      return stopped(e, step);
    }
  }

  private static Object stopped(PyException e, Generators.Step step) {
    if (!(e.value instanceof PyStopIteration stop)) {
      throw e;
    }
    step.result = stop.value;
    return null;
  }

  private void ended(ThreadState ts, Object value) {
    if (mustCancel) {
      mustCancel = false;
      cancelNow(ts, cancelMessageAttribute());
    } else {
      finish(ts, value == null ? PyNone.NONE : value);
    }
    forget(ts);
  }

  private void failed(ThreadState ts, PyException e) {
    if (PyErr.matches(e, AsyncioState.of(ts).cancelledError(ts))) {
      cancelledError = e.value;
      cancelNow(ts, PyNone.NONE);
      forget(ts);
      return;
    }
    fail(ts, e.value);
    forget(ts);
    if (PyErr.matches(e, PyExc.KeyboardInterrupt) || PyErr.matches(e, PyExc.SystemExit)) {
      throw e;
    }
  }

  /// Takes a finished task off the books.
  private void forget(ThreadState ts) {
    AsyncioState.of(ts).tasks.remove(this);
    if (!logsTraceback() && !type.isHeapType()) {
      unwatch();
    }
  }

  // What the coroutine yields.

  private void waitFor(ThreadState ts, Object yielded) {
    if (yielded == this) {
      refuse(ts, "Task cannot await on itself: %s", PyObjects.repr(ts, this));
    } else if (yielded instanceof PyFuture f) {
      waitForFuture(ts, f);
    } else if (yielded == PyNone.NONE) {
      callStepSoon(ts, null);
    } else {
      Object flag = PyObjects.getOptionalAttr(ts, yielded, "_asyncio_future_blocking");
      if (flag != null && flag != PyNone.NONE) {
        waitForOther(ts, yielded, flag);
      } else if (yielded instanceof PyGenerator && !(yielded instanceof PyCoroutine)) {
        refuse(ts, "yield was used instead of yield from for generator in task %s with %s", PyObjects.repr(ts, this), PyObjects.repr(ts, yielded));
      } else {
        refuse(ts, "Task got bad yield: %s", PyObjects.repr(ts, yielded));
      }
    }
  }

  private void waitForFuture(ThreadState ts, PyFuture f) {
    if (f.loop() != loop()) {
      refuseLoop(ts, f);
    } else if (!f.blocking) {
      refuseYield(ts, f);
    } else {
      f.blocking = false;
      f.addAwaitedBy(this);
      if (!f.type.isHeapType()) {
        f.addCallback(ts, new TaskCallback(this, true, null), context);
      } else {
        addCallbackTo(ts, f);
      }
      waitsFor = f;
      cancelIfWanted(ts);
    }
  }

  private void addCallbackTo(ThreadState ts, Object future) {
    Call.call(ts, PyObjects.getAttr(ts, future, "add_done_callback"), new Object[] {new TaskCallback(this, true, null), context}, CONTEXT);
  }

  private void waitForOther(ThreadState ts, Object future, Object flag) {
    boolean isBlocking = PyObjects.isTrue(ts, flag);
    if (AsyncioState.loopOf(ts, future) != loop()) {
      refuseLoop(ts, future);
    } else if (!isBlocking) {
      refuseYield(ts, future);
    } else {
      PyObjects.setAttr(ts, future, "_asyncio_future_blocking", false);
      addCallbackTo(ts, future);
      waitsFor = future;
      cancelIfWanted(ts);
    }
  }

  private void cancelIfWanted(ThreadState ts) {
    if (mustCancel && cancelWaited(ts, cancelMessageAttribute())) {
      mustCancel = false;
    }
  }

  private boolean cancelWaited(ThreadState ts, Object message) {
    return PyObjects.isTrue(ts, Call.call(ts, PyObjects.getAttr(ts, waitsFor, "cancel"), new Object[] {message}, MSG));
  }

  private void refuseLoop(ThreadState ts, Object future) {
    refuse(ts, "Task %s got Future %s attached to a different loop", PyObjects.repr(ts, this), PyObjects.repr(ts, future));
  }

  private void refuseYield(ThreadState ts, Object future) {
    refuse(ts, "yield was used instead of yield from in task %s with %s", PyObjects.repr(ts, this), PyObjects.repr(ts, future));
  }

  private void refuse(ThreadState ts, String message, Object... args) {
    callStepSoon(ts, PyErr.runtimeError(message, args).value);
  }

  /// The future that the task has waited for is done.
  final void wakeUp(ThreadState ts, Object future) {
    PyBaseException thrown = null;
    try {
      if (future instanceof PyFuture f) {
        f.discardAwaitedBy(this);
        f.result(ts);
      } else {
        PyObjects.callMethod(ts, future, "result");
      }
    } catch (PyException e) {
      thrown = e.value;
    }
    step(ts, thrown);
  }

  // Cancelling.

  @PyMethod(sig = "(msg=None)", name = "cancel", doc = "Request that this task cancel itself.")
  boolean cancelTask(ThreadState ts, Object msg) {
    retrieved();
    if (isDone()) {
      return false;
    }
    cancelRequests++;
    if (waitsFor != null && cancelWaited(ts, msg)) {
      return true;
    }
    mustCancel = true;
    setCancelMessage(msg);
    return true;
  }

  @PyMethod(sig = "()", doc = "Return the count of the task's cancellation requests.")
  long cancelling() {
    return cancelRequests;
  }

  @PyMethod(sig = "()", doc = "Decrement the task's count of cancellation requests.")
  long uncancel() {
    if (cancelRequests > 0 && --cancelRequests == 0) {
      mustCancel = false;
    }
    return cancelRequests;
  }

  // Asking.

  // `Future.set_result(task, ...)` must reach the future's own, so these override nothing in Java.

  @PyMethod(sig = "(result, /)", name = "set_result")
  void refuseResult(ThreadState ts, Object value) {
    throw PyErr.runtimeError("Task does not support set_result operation");
  }

  @PyMethod(sig = "(exception, /)", name = "set_exception")
  void refuseException(ThreadState ts, Object value) {
    throw PyErr.runtimeError("Task does not support set_exception operation");
  }

  @PyMethod(sig = "(*, limit=None)", name = "get_stack", doc = "Return the list of stack frames for this task's coroutine.")
  Object getStack(ThreadState ts, Object limit) {
    return Call.call2(ts, AsyncioState.attribute(ts, "asyncio.base_tasks", "_task_get_stack"), this, limit);
  }

  @PyMethod(sig = "(*, limit=None, file=None)", name = "print_stack", doc = "Print the stack or traceback for this task's coroutine.")
  Object printStack(ThreadState ts, Object limit, Object file) {
    return Call.call3(ts, AsyncioState.attribute(ts, "asyncio.base_tasks", "_task_print_stack"), this, limit, file);
  }

  final Object coroutineOrNone() {
    return coroutine == null ? PyNone.NONE : coroutine;
  }

  @PyMethod(sig = "()", name = "get_coro")
  Object getCoro() {
    return coroutineOrNone();
  }

  @PyMethod(sig = "()", name = "get_context")
  Object getContext() {
    return context == null ? PyNone.NONE : context;
  }

  @PyMethod(sig = "()", name = "get_name")
  Object getName() {
    return name == null ? PyNone.NONE : name;
  }

  @PyMethod(sig = "(value, /)", name = "set_name")
  void setName(ThreadState ts, Object value) {
    name = PyUnicode.check(value) ? value : PyObjects.str(ts, value);
  }

  @PyMethod(name = "__repr__")
  Object taskRepr(ThreadState ts) {
    return Call.call1(ts, AsyncioState.attribute(ts, "asyncio.base_tasks", "_task_repr"), this);
  }

  @PyMethod(name = "__del__")
  void delTask(ThreadState ts) {
    if (!isDone() && logsDestroyPending && coroutine != null) {
      PyDict report = report(ts, "Task was destroyed but it is pending!");
      report.put("task", this);
      PyObjects.callMethod(ts, loop(), "call_exception_handler", report);
    }
    del(ts);
  }

  @PyGetter(name = "_log_destroy_pending")
  boolean logDestroyPending() {
    return logsDestroyPending;
  }

  @PySetter(name = "_log_destroy_pending")
  void setLogDestroyPending(ThreadState ts, Object value) {
    if (value == null) {
      throw PyErr.format(PyExc.AttributeError, "cannot delete attribute");
    }
    logsDestroyPending = PyObjects.isTrue(ts, value);
  }

  @PyGetter(name = "_must_cancel")
  boolean mustCancel() {
    return mustCancel;
  }

  @PyGetter(name = "_coro")
  Object coroAttribute() {
    return coroutineOrNone();
  }

  @PyGetter(name = "_fut_waiter")
  Object futWaiter() {
    return waitsFor == null ? PyNone.NONE : waitsFor;
  }
}
