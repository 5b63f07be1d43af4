package org.atoll.actors.cell;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.channels.codec.Message;
import org.atoll.channels.codec.Sending;
import org.atoll.channels.ends.Selectable;
import org.atoll.channels.ends.Source;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.Awaited;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.thread.WaitQueue;
import org.atoll.runtime.object.ClaimsClass;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBaseException;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyList;

/// The answer that somebody waits for: it acts as a `concurrent.futures.Future`, and counts as one once that module is
/// there, without needing it. It is completed by the actor's thread; what is seen of it from Python belongs to the asker's
/// interpreter. Thread-safe.
@PyTypeDef(name = "Reply", module = "atoll.actors", basetype = false, instantiable = false, doc = """
    The Future of an actor's answer. It does all that concurrent.futures.Future does, and can be awaited in a coroutine.""")
final class PyReply extends PyObject implements ClaimsClass, Selectable {
  static final PyType TYPE = PyType.builtin(new PyReplyBinder());

  /// What is to be called in the asker's interpreter once it is done.
  ///
  /// @param anytime whether that may be at any safepoint, in the middle of other code, as for what somebody waits for there
  private record Callback(Object function, boolean anytime) {}

  /// How far it is.
  private enum State {
    PENDING, RUNNING, FINISHED, CANCELLED
  }

  private final Cell target;
  private final String title;
  private final Interpreter asker;
  private final Cell askerCell;
  private State state = State.PENDING;
  private Object result;
  private Failure failure;
  /// The result or exception as the asker has it, once it has been looked at. Guarded by the asker's GIL.
  private Object opened;
  private PyBaseException exception;
  private WaitQueue waiters;
  /// What it is to those who select from it; null as long as nobody does.
  private SelectedAnswer selected;
  private List<Callback> callbacks;
  private ScheduledFuture<?> deadline;
  /// The coroutine that handles the call, once there is one.
  private Answer handler;
  /// Whether nobody awaits it any more, which ends a coroutine that is about to begin.
  private boolean abandoned;
  /// What `concurrent.futures.wait` and its like look at. Guarded by the asker's GIL.
  private Object condition;
  private PyList futureWaiters;
  private boolean announced;

  /// @param timeoutNanos when to give up; negative for never
  PyReply(ThreadState ts, Cell target, String title, long timeoutNanos) {
    super(TYPE);
    this.target = target;
    this.title = title;
    this.asker = ts.interpreter();
    this.askerCell = Cell.of(ts);
    if (timeoutNanos >= 0) {
      deadline = target.actors.timer().schedule(this::expire, timeoutNanos, TimeUnit.NANOSECONDS);
    }
  }

  // The actor's side.

  /// Whether the actor is to do the work: not where nobody waits for it any more.
  synchronized boolean begin() {
    if (state == State.PENDING) {
      state = State.RUNNING;
      return true;
    }
    return false;
  }

  /// A message that was put back waits again.
  synchronized void unbegin() {
    if (state == State.RUNNING) {
      state = State.PENDING;
    }
  }

  /// A value of the actor's interpreter as the asker gets it; what keeps it from being sent, as a [Failure].
  static Object sent(ThreadState ts, Object value) {
    try {
      return Sending.isImmutable(value) ? value : Sending.snapshot(ts, value);
    } catch (PyException e) {
      return Failure.of(ts, e.value);
    }
  }

  /// Completes it with what [#sent] has given.
  void complete(Object sent) {
    if (sent instanceof Failure f) {
      fail(f);
    } else if (!finish(State.FINISHED, sent, null) && sent instanceof Message m) {
      m.release();
    }
  }

  /// A coroutine handles the call. Whether that is to be cancelled at once, since nobody awaits it any more.
  synchronized boolean handledBy(Answer answer) {
    handler = answer;
    return abandoned;
  }

  /// Completes it with a value, of the actor's interpreter.
  void complete(ThreadState ts, Object value) {
    complete(sent(ts, value));
  }

  /// False where nobody hears of it any more.
  boolean fail(Failure f) {
    return finish(State.FINISHED, null, f);
  }

  private void expire() {
    finish(State.FINISHED, null, Failure.timeout(target.path + " has not answered " + title + " in time"));
  }

  private boolean finish(State how, Object value, Failure f) {
    List<Callback> calls;
    WaitQueue waiting;
    SelectedAnswer waitingToSelect;
    synchronized (this) {
      if (state == State.FINISHED || state == State.CANCELLED) {
        return false;
      }
      result = value;
      failure = f;
      state = how;
      calls = callbacks;
      callbacks = null;
      waiting = waiters;
      waitingToSelect = selected;
    }
    if (deadline != null) {
      deadline.cancel(false);
    }
    if (waiting != null) {
      waiting.signalAll();
    }
    if (waitingToSelect != null) {
      waitingToSelect.watchers.tell();
    }
    if (calls != null) {
      calls.forEach(this::schedule);
    }
    return true;
  }

  /// Has something called in the asker's interpreter.
  private void schedule(Callback callback) {
    if (askerCell == null) {
      asker.pendingCalls().add(ts -> call(ts, callback.function));
    } else if (!callback.anytime) {
      askerCell.errand(ts -> callIfThere(ts, callback.function));
    } else {
      // An actor that waits for it in the middle of a message comes to no errand, one without a turn to no safepoint.
      AtomicBoolean called = new AtomicBoolean();
      asker.pendingCalls().add(ts -> callOnce(ts, callback.function, called));
      if (!askerCell.hasOneTurn()) {
        askerCell.errand(ts -> callOnce(ts, callback.function, called));
      }
    }
  }

  private void callOnce(ThreadState ts, Object function, AtomicBoolean called) {
    if (called.compareAndSet(false, true)) {
      callIfThere(ts, function);
    }
  }

  /// An actor that was restarted meanwhile has another interpreter, where the callback does not belong.
  private void callIfThere(ThreadState ts, Object callback) {
    if (ts.interpreter() == asker) {
      call(ts, callback);
    }
  }

  private void call(ThreadState ts, Object callback) {
    try {
      Call.call1(ts, callback, this);
    } catch (PyException e) {
      if (!PyErr.matches(e, PyExc.Exception)) {
        throw e;
      }
      Actors.log("exception calling callback for " + __repr__() + "\n" + TracebackText.of(ts, e.value));
    }
  }

  // The asker's side.

  synchronized boolean isDone() {
    return state == State.FINISHED || state == State.CANCELLED;
  }

  private synchronized WaitQueue waiters() {
    if (waiters == null) {
      waiters = new WaitQueue();
    }
    return waiters;
  }

  @Override
  public Source source(ThreadState ts) {
    check(ts);
    synchronized (this) {
      if (selected == null) {
        selected = new SelectedAnswer(this);
      }
      return selected;
    }
  }

  private void check(ThreadState ts) {
    if (ts.interpreter() != asker) {
      throw ActorErrors.error("the answer belongs to the interpreter that has asked");
    }
  }

  /// Waits for the end. Who waits without limit does the actor's work itself while that is idle, on its own thread.
  private void await(ThreadState ts, Object timeout) {
    check(ts);
    long nanos = Durations.optional(ts, timeout, "timeout");
    if (!isDone()) {
      awaitEnd(ts, nanos);
    }
    synchronized (this) {
      if (state == State.CANCELLED) {
        throw PyErr.create((PyType) PyObjects.getAttr(ts, ts.interpreter().importModule(ts, "concurrent.futures._base"), "CancelledError"));
      }
    }
  }

  private void awaitEnd(ThreadState ts, long nanos) {
    if (Cell.atTurn(ts) == target) {
      cancel();
      throw ActorErrors.error("an actor cannot wait for its own answer: it would never come; await it, or use tell");
    }
    boolean forever = nanos < 0 && deadline == null;
    Awaited before = beginWait(ts, forever);
    try {
      if (forever && target.lend(ts, this) && ts.isWanted()) {
        ts.safepoint();
      }
      if (!isDone() && !waiters().await(ts, nanos, this::isDone)) {
        throw PyErr.format(PyExc.TimeoutError, "%s has not answered %s in time", target.path, title);
      }
    } finally {
      Waiting.end(ts, before);
    }
  }

  /// Where the wait would close a circle, what was asked for is taken back: done later all the same, it would mostly ask the same
  /// once more, and so on for ever.
  private Awaited beginWait(ThreadState ts, boolean forever) {
    try {
      return Waiting.begin(ts, target, "the answer of " + target.path + "." + title, forever, this::isDone);
    } catch (PyException e) {
      cancel();
      throw e;
    }
  }

  private PyBaseException failed(ThreadState ts) {
    if (failure != null && exception == null) {
      exception = failure.toPython(ts);
    }
    return exception;
  }

  @PyMethod(sig = "(timeout=None)", doc = """
      The result, waited for as long as that takes or for timeout seconds.

      Raises what the actor's code has raised, TimeoutError, or CancelledError.""")
  Object result(ThreadState ts, Object timeout) {
    await(ts, timeout);
    PyBaseException e = failed(ts);
    if (e != null) {
      e.traceback = null;
      throw new PyException(e);
    }
    if (opened == null) {
      opened = result instanceof Message m ? Sending.open(ts, m) : result;
    }
    return opened;
  }

  @PyMethod(sig = "(timeout=None)", doc = "As result(), but gives the exception, or None where there was none.")
  Object exception(ThreadState ts, Object timeout) {
    await(ts, timeout);
    PyBaseException e = failed(ts);
    return e == null ? PyNone.NONE : e;
  }

  @PyMethod(sig = "()", doc = "Whether there is an answer, or the call was cancelled.")
  boolean done() {
    return isDone();
  }

  @PyMethod(sig = "()", doc = "Whether the actor is handling the call.")
  synchronized boolean running() {
    return state == State.RUNNING;
  }

  @PyMethod(sig = "()", doc = "Whether the call was cancelled.")
  boolean cancelled() {
    return isCancelled();
  }

  synchronized boolean isCancelled() {
    return state == State.CANCELLED;
  }

  @PyMethod(sig = "()", doc = """
      Cancel the call; tells whether it is cancelled.

      The actor leaves out what it has not begun with. A coroutine method is ended by a CancelledError. Another method
      that has begun cannot be cancelled.""")
  boolean cancel() {
    Answer running;
    synchronized (this) {
      if (state == State.FINISHED || state == State.RUNNING && handler == null) {
        return false;
      }
      running = handler;
    }
    boolean first = finish(State.CANCELLED, null, null);
    if (first && running != null) {
      running.cancelLater(target);
    }
    return first || isCancelled();
  }

  @PyMethod(sig = "()", doc = "Nobody awaits the answer any more: as cancel(), and a coroutine that is about to begin is cancelled then.")
  void _abandon() {
    synchronized (this) {
      abandoned = true;
    }
    cancel();
  }

  @PyMethod(sig = "(fn, /)", doc = """
      Have fn called with this future once it is done, in the interpreter that has asked.

      In an actor it is called between two messages.""")
  void add_done_callback(ThreadState ts, Object fn) {
    whenDone(ts, new Callback(fn, false));
  }

  @PyMethod(sig = "(fn, /)", doc = "As add_done_callback(), for what may be called in the middle of other code.")
  void _when_done(ThreadState ts, Object fn) {
    whenDone(ts, new Callback(fn, true));
  }

  private void whenDone(ThreadState ts, Callback callback) {
    check(ts);
    synchronized (this) {
      if (state != State.FINISHED && state != State.CANCELLED) {
        if (callbacks == null) {
          callbacks = new ArrayList<>();
        }
        callbacks.add(callback);
        return;
      }
    }
    call(ts, callback.function);
  }

  @PyMethod
  Object __await__(ThreadState ts) {
    check(ts);
    return PyObjects.callMethod(ts, ts.interpreter().importModule(ts, "atoll._actor_async"), "wait_for", this);
  }

  /// Counts as a `concurrent.futures.Future` where that is known.
  @PyGetter(name = "__class__")
  Object pythonClass(ThreadState ts) {
    Object base = ts.interpreter().modules().get("concurrent.futures._base");
    Object future = base instanceof PyModule m ? m.dict().get("Future") : null;
    return future == null ? TYPE : future;
  }

  // What concurrent.futures.wait() and as_completed() look at.

  /// The condition under which they look. From now on a change of state shows only where nobody holds it.
  @PyGetter(name = "_condition")
  Object condition(ThreadState ts) {
    if (condition == null) {
      Object threading = ts.interpreter().importModule(ts, "threading");
      condition = PyObjects.callMethod(ts, threading, "Condition", PyObjects.callMethod(ts, threading, "Lock"));
      futureWaiters = new PyList();
      announced = isDone();
      if (!announced) {
        Object helper = ts.interpreter().importModule(ts, "atoll._actor_async");
        _when_done(ts, PyObjects.getAttr(ts, helper, "announce"));
      }
    }
    return condition;
  }

  @PyMethod(sig = "()", doc = "Let those see the end who look under the condition.")
  void _announced() {
    announced = true;
  }

  @PyMethod(sig = "(callback, /)", doc = "Have callback called at a later safepoint.")
  void _later(ThreadState ts, Object callback) {
    schedule(new Callback(callback, true));
  }

  @PyGetter(name = "_waiters")
  Object futureWaiters(ThreadState ts) {
    condition(ts);
    return futureWaiters;
  }

  @PyGetter(name = "_state")
  synchronized String stateName() {
    if (condition != null && !announced) {
      return state == State.PENDING ? "PENDING" : "RUNNING";
    }
    return state == State.CANCELLED ? "CANCELLED_AND_NOTIFIED" : state.name();
  }

  @PyMethod
  synchronized String __repr__() {
    return "<Reply of " + target.path + "." + title + " state=" + state.name().toLowerCase(java.util.Locale.ROOT) + ">";
  }
}
