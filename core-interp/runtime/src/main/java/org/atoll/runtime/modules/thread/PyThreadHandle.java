package org.atoll.runtime.modules.thread;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.Awaited;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;

/// What one can wait on until a thread has ended (`ThreadHandle` of `Modules/_threadmodule.c`). Thread-safe.
@PyTypeDef(name = "_ThreadHandle", module = "_thread", basetype = false)
public final class PyThreadHandle extends PyObject implements Awaited {
  public static final PyType TYPE = PyType.builtin(new PyThreadHandleBinder());

  private enum State { NOT_STARTED, RUNNING, DONE }

  private final WaitQueue waiters = new WaitQueue();
  private volatile State state = State.NOT_STARTED;
  private volatile long ident;

  PyThreadHandle() {
    super(TYPE);
  }

  @PyNew(sig = "()")
  static Object create(PyType cls) {
    return new PyThreadHandle();
  }

  /// The handle of a thread that somebody else started.
  static PyThreadHandle ofRunning(long ident) {
    PyThreadHandle h = new PyThreadHandle();
    h.ident = ident;
    h.state = State.RUNNING;
    return h;
  }

  /// Claims the handle for a thread about to start.
  synchronized void starting(Thread thread) {
    if (state != State.NOT_STARTED) {
      throw PyErr.runtimeError("thread already started");
    }
    ident = thread.threadId();
    state = State.RUNNING;
  }

  /// Takes [#starting] back.
  void notStarted() {
    state = State.NOT_STARTED;
  }

  /// The thread has ended.
  void done() {
    state = State.DONE;
    waiters.signalAll();
  }

  boolean isCurrent() {
    return ident == Thread.currentThread().threadId();
  }

  /// Waits for the thread's end within a time; negative `nanos` for no limit.
  boolean await(ThreadState ts, long nanos) {
    return waiters.awaitNamed(ts, this, nanos, () -> state == State.DONE);
  }

  @Override
  public String what() {
    return "the end";
  }

  @Override
  public String relation() {
    return "of";
  }

  @Override
  public Holder holder(ThreadState waiter) {
    for (ThreadState ts : waiter.interpreter().threads()) {
      if (ts.ident == ident) {
        return new Holder(ts.interpreter(), ts.thread);
      }
    }
    return null;
  }

  @PyGetter(name = "ident")
  long ident() {
    return ident;
  }

  @PyMethod(sig = "(timeout=None, /)")
  void join(ThreadState ts, Object timeout) {
    long nanos = timeout == PyNone.NONE ? -1 : Timeouts.nanos(ts, timeout);
    if (state == State.NOT_STARTED) {
      throw PyErr.runtimeError("thread not started");
    }
    if (isCurrent() && state != State.DONE) {
      throw PyErr.runtimeError("Cannot join current thread");
    }
    if (state != State.DONE && ts.interpreter().isFinalizing()) {
      // What has not ended by now is left running when the program ends.
      throw PyErr.format(PyExc.PythonFinalizationError, "cannot join thread at interpreter shutdown");
    }
    await(ts, nanos);
  }

  @PyMethod(sig = "()")
  boolean is_done() {
    return state == State.DONE;
  }

  @PyMethod(sig = "()")
  void _set_done() {
    if (state == State.NOT_STARTED) {
      throw PyErr.runtimeError("thread not started");
    }
    done();
  }

  @PyMethod
  String __repr__() {
    return "<_thread._ThreadHandle object: ident=" + ident + ">";
  }
}
