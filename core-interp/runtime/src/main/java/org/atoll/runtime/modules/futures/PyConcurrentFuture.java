package org.atoll.runtime.modules.futures;

import java.util.ArrayList;
import java.util.List;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PySetter;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.thread.Timeouts;
import org.atoll.runtime.modules.thread.WaitQueue;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyGenericAlias;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `concurrent.futures.Future` (`Lib/concurrent/futures/_base.py`). What a future that nobody but its executor and those who
/// wait for it knows needs is done here; all else is done by the library's own methods, on the same attributes.
///
/// A future is *plain* until somebody has asked for its condition, its waiters or its callbacks, or has set one of its
/// attributes. A plain one may be started and finished by a thread without the GIL ([#tryStart], [#tryFinish]), and has no
/// lock: `state` and `result` change under the monitor of the object, in which nothing blocks or runs Python code. Once it
/// is not plain, it changes under the GIL and its condition alone, as the library has it. Who waits in [#result] waits in
/// `sleepers`, which is told of every change of `state`, whoever makes it; who waits for several, in a [PyFutureWatch].
@PyTypeDef(name = "Future", module = "concurrent.futures._base", hasDict = true, doc = "The outcome of a call that is carried out elsewhere, once there is one.")
public class PyConcurrentFuture extends PyInstance {
  public static final PyType TYPE = PyType.builtin(new PyConcurrentFutureBinder());
  private static final String PENDING = "PENDING";
  private static final String RUNNING = "RUNNING";
  private static final String CANCELLED = "CANCELLED";
  private static final String CANCELLED_AND_NOTIFIED = "CANCELLED_AND_NOTIFIED";
  private static final String FINISHED = "FINISHED";

  /// The library's own class, in one interpreter. Guarded by its GIL.
  static final class Library {
    PyType type;

    static Library of(ThreadState ts) {
      return ts.interpreter().state(Library.class, Library::new);
    }
  }

  /// One of the five strings above, unless Python code has set something else.
  private volatile Object state = PENDING;
  private volatile Object result = PyNone.NONE;
  private volatile Object exception = PyNone.NONE;
  /// False for a plain one. Written under the monitor.
  private volatile boolean managed;
  /// Whether the executor has started it before the library's code comes to that. Under the monitor.
  private boolean ahead;
  private Object condition;
  private Object waiters;
  private Object callbacks;
  private volatile WaitQueue sleepers;
  /// Who waits for several futures, this one among them; none once they have been told. Written under the monitor.
  private volatile List<PyFutureWatch> watches = List.of();

  private PyConcurrentFuture(PyType cls) {
    super(cls);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyConcurrentFuture(cls);
  }

  @PyMethod(sig = "()")
  void __init__() {
    if (state == PENDING && !managed) {
      return;
    }
    synchronized (this) {
      state = PENDING;
      result = PyNone.NONE;
      exception = PyNone.NONE;
      ahead = false;
      condition = null;
      waiters = null;
      callbacks = null;
      managed = false;
    }
  }

  /// Has the library's own method do it.
  private Object byLibrary(ThreadState ts, String method, Object... args) {
    Object[] all = new Object[args.length + 1];
    all[0] = this;
    System.arraycopy(args, 0, all, 1, args.length);
    return Call.call(ts, Library.of(ts).type.lookup(method), all, null);
  }

  private synchronized void manage() {
    managed = true;
  }

  private boolean isDone() {
    Object s = state;
    return s == FINISHED || s == CANCELLED || s == CANCELLED_AND_NOTIFIED;
  }

  /// Called after each change of `state`.
  private void wake() {
    WaitQueue s = sleepers;
    if (s != null) {
      s.signalAll();
    }
    if (!watches.isEmpty() && isOver()) {
      takeWatches().forEach(watch -> watch.tell(this));
    }
  }

  // For those who wait for several, without the GIL.

  /// Whether it is done and nothing will be done about it any more: the executor has seen it where it was cancelled.
  private boolean isOver() {
    Object s = state;
    return s == FINISHED || s == CANCELLED_AND_NOTIFIED;
  }

  /// Whether it has finished with an exception.
  boolean hasFailed() {
    return state == FINISHED && exception != PyNone.NONE;
  }

  /// Has the end of the future told; false where it has come already. Whoever changes `state` looks for watches afterwards, and
  /// whoever watches looks at `state` under the monitor: one of the two sees the other.
  synchronized boolean watch(PyFutureWatch watch) {
    if (isOver()) {
      return false;
    }
    List<PyFutureWatch> more = new ArrayList<>(watches);
    more.add(watch);
    watches = more;
    return true;
  }

  void unwatch(PyFutureWatch watch) {
    if (watches.isEmpty()) {
      return;
    }
    synchronized (this) {
      watches = watches.stream().filter(other -> other != watch).toList();
    }
  }

  private synchronized List<PyFutureWatch> takeWatches() {
    List<PyFutureWatch> all = watches;
    watches = List.of();
    return all;
  }

  // For executors, without the GIL.

  /// Marks a pending future as running; false where it is not pending. No GIL needed.
  public synchronized boolean tryStart() {
    if (state != PENDING) {
      return false;
    }
    state = RUNNING;
    return true;
  }

  /// Has the library's `set_running_or_notify_cancel` find the future, which [#tryStart] has started, as if it were pending.
  public synchronized void leaveToLibrary() {
    ahead = true;
  }

  /// Finishes a future that is running; false where it is not plain, so that the library's `set_result` has to do it. No GIL
  /// needed.
  public boolean tryFinish(Object value) {
    synchronized (this) {
      if (managed || state != RUNNING) {
        return false;
      }
      result = value;
      state = FINISHED;
    }
    wake();
    return true;
  }

  /// Whether nobody but its executor and those who wait for it knows of the future.
  public boolean isPlain() {
    return !managed;
  }

  // For executors, with the GIL.

  @PyMethod(sig = "()", doc = "Mark the future as running, or as cancelled for good; answer whether it is to be carried out.")
  boolean set_running_or_notify_cancel(ThreadState ts) {
    synchronized (this) {
      if (state == RUNNING && ahead) {
        ahead = false;
        return true;
      }
      if (!managed && state == PENDING) {
        state = RUNNING;
        return true;
      }
    }
    return PyObjects.isTrue(ts, byLibrary(ts, "set_running_or_notify_cancel"));
  }

  @PyMethod(sig = "(result)", doc = "Finish the future with a result.")
  void set_result(ThreadState ts, Object value) {
    if (!tryComplete(value, PyNone.NONE)) {
      byLibrary(ts, "set_result", value);
    }
  }

  @PyMethod(sig = "(exception)", doc = "Finish the future with an exception.")
  void set_exception(ThreadState ts, Object value) {
    if (!tryComplete(PyNone.NONE, value)) {
      byLibrary(ts, "set_exception", value);
    }
  }

  private boolean tryComplete(Object value, Object failure) {
    // A subclass may have something else to do for its callbacks.
    if (type != TYPE) {
      return false;
    }
    synchronized (this) {
      if (managed || state != RUNNING && state != PENDING) {
        return false;
      }
      result = value;
      exception = failure;
      state = FINISHED;
    }
    wake();
    return true;
  }

  // For everybody.

  @PyMethod(sig = "()", doc = "Cancel the future unless it runs or has finished; answer whether it is cancelled.")
  boolean cancel(ThreadState ts) {
    boolean left;
    synchronized (this) {
      left = managed || type != TYPE;
      if (!left && (state == RUNNING || state == FINISHED)) {
        return false;
      }
      if (!left && state == PENDING) {
        state = CANCELLED;
      }
    }
    if (left) {
      return PyObjects.isTrue(ts, byLibrary(ts, "cancel"));
    }
    wake();
    return true;
  }

  @PyMethod(sig = "()", doc = "Answer whether the future was cancelled.")
  boolean cancelled() {
    return state == CANCELLED || state == CANCELLED_AND_NOTIFIED;
  }

  @PyMethod(sig = "()", doc = "Answer whether the call is being carried out.")
  boolean running() {
    return state == RUNNING;
  }

  @PyMethod(sig = "()", doc = "Answer whether the future was cancelled or has finished.")
  boolean done() {
    return isDone();
  }

  @PyMethod(sig = "(fn)", doc = "Have fn called with the future as its argument once that is done; at once if it is.")
  void add_done_callback(ThreadState ts, Object fn) {
    byLibrary(ts, "add_done_callback", fn);
  }

  @PyMethod(sig = "(timeout=None)", doc = """
      Return the result of the call, or raise its exception; wait for it.

      Where the timeout, in seconds, is over before that, TimeoutError is raised; where the
      future was cancelled, CancelledError.""")
  Object result(ThreadState ts, Object timeout) {
    Object left = isDone() ? timeout : await(ts, timeout);
    return !managed && state == FINISHED && exception == PyNone.NONE ? result : byLibrary(ts, "result", left);
  }

  @PyMethod(sig = "(timeout=None)", doc = """
      Return the exception that ended the call, or None; wait for its end.

      Where the timeout, in seconds, is over before that, TimeoutError is raised; where the
      future was cancelled, CancelledError.""")
  Object exception(ThreadState ts, Object timeout) {
    Object left = isDone() ? timeout : await(ts, timeout);
    return !managed && state == FINISHED ? exception : byLibrary(ts, "exception", left);
  }

  /// Waits for the end, unless the library has to, and answers what is left of the time.
  private Object await(ThreadState ts, Object timeout) {
    long nanos = -1;
    if (timeout != PyNone.NONE) {
      boolean plain = timeout instanceof Long l && l > 0 && l < Timeouts.MAX_SECONDS || timeout instanceof Double d && d > 0 && d < Timeouts.MAX_SECONDS;
      if (!plain) {
        return timeout;
      }
      nanos = Timeouts.nanos(ts, timeout);
    }
    return sleepers().awaitSoon(ts, nanos, this::isDone) ? timeout : (Object) 0L;
  }

  private WaitQueue sleepers() {
    WaitQueue s = sleepers;
    return s != null ? s : makeSleepers();
  }

  private synchronized WaitQueue makeSleepers() {
    if (sleepers == null) {
      sleepers = new WaitQueue();
    }
    return sleepers;
  }

  @PyMethod(sig = "()", doc = "Call what waits for the end of the future.")
  void _invoke_callbacks(ThreadState ts) {
    byLibrary(ts, "_invoke_callbacks");
  }

  @PyGetter(name = "_Future__get_result")
  Object getResult(ThreadState ts) {
    return ((PyObject) Library.of(ts).type.lookup("_Future__get_result")).descrGet(ts, this, type);
  }

  @PyMethod
  Object __repr__(ThreadState ts) {
    return byLibrary(ts, "__repr__");
  }

  @PyMethod(sig = "()", doc = "A future cannot be pickled.")
  Object __reduce__() {
    throw PyErr.typeError("cannot pickle '%s' object", type.name());
  }

  @PyMethod(sig = "(object, /)", classMethod = true, doc = "See PEP 585")
  static Object __class_getitem__(PyType cls, Object item) {
    return PyGenericAlias.of(cls, item);
  }

  // Attributes that CPython's futures have in their dict.

  private static Object given(Object value, String name) {
    if (value == null) {
      throw PyErr.format(PyExc.AttributeError, "cannot delete attribute '%s'", name);
    }
    return value;
  }

  private static Object known(Object value) {
    if (!PyUnicode.check(value)) {
      return value;
    }
    return switch (PyUnicode.toJava(value)) {
      case PENDING -> PENDING;
      case RUNNING -> RUNNING;
      case CANCELLED -> CANCELLED;
      case CANCELLED_AND_NOTIFIED -> CANCELLED_AND_NOTIFIED;
      case FINISHED -> FINISHED;
      default -> value;
    };
  }

  @PyGetter(name = "_state")
  Object stateAttribute() {
    return state;
  }

  @PySetter(name = "_state")
  void setStateAttribute(Object value) {
    manage();
    state = known(given(value, "_state"));
    wake();
  }

  @PyGetter(name = "_result")
  Object resultAttribute() {
    return result;
  }

  @PySetter(name = "_result")
  void setResultAttribute(Object value) {
    manage();
    result = given(value, "_result");
  }

  @PyGetter(name = "_exception")
  Object exceptionAttribute() {
    return exception;
  }

  @PySetter(name = "_exception")
  void setExceptionAttribute(Object value) {
    manage();
    exception = given(value, "_exception");
  }

  @PyGetter(name = "_condition")
  Object conditionAttribute(ThreadState ts) {
    manage();
    if (condition == null) {
      Object made = PyObjects.callMethod(ts, ts.interpreter().importModule(ts, "threading"), "Condition");
      // Another thread may have been faster meanwhile.
      if (condition == null) {
        condition = made;
      }
    }
    return condition;
  }

  @PySetter(name = "_condition")
  void setConditionAttribute(Object value) {
    manage();
    condition = given(value, "_condition");
  }

  @PyGetter(name = "_waiters")
  Object waitersAttribute() {
    manage();
    if (waiters == null) {
      waiters = new PyList();
    }
    return waiters;
  }

  @PySetter(name = "_waiters")
  void setWaitersAttribute(Object value) {
    manage();
    waiters = given(value, "_waiters");
  }

  @PyGetter(name = "_done_callbacks")
  Object callbacksAttribute() {
    manage();
    if (callbacks == null) {
      callbacks = new PyList();
    }
    return callbacks;
  }

  @PySetter(name = "_done_callbacks")
  void setCallbacksAttribute(Object value) {
    manage();
    callbacks = given(value, "_done_callbacks");
  }
}
