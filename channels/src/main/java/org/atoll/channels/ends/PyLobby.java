package org.atoll.channels.ends;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;

/// Where the tasks of one event loop wait at one side of a channel, or for one selection: each by a future of the loop.
///
/// What comes is told to the loop once until it has looked: [#ready] has a thread of the interpreter call
/// `loop.call_soon_threadsafe`, and the loop calls this object, which wakes as many tasks as there are things. A task that
/// leaves hands on what it has not taken. Belongs to the loop's interpreter; [#ready] and [#waiting] are anybody's.
@PyTypeDef(name = "Lobby", module = "_atoll_channels", basetype = false, instantiable = false)
final class PyLobby extends PyObject implements Watcher {
  static final PyType TYPE = PyType.builtin(new PyLobbyBinder());

  private final Interpreter interpreter;
  private final Arrivals arrivals;
  private final Object loop;
  private final ArrayDeque<Object> futures = new ArrayDeque<>();
  private volatile int waiting;
  private final AtomicBoolean told = new AtomicBoolean();
  /// Whether all tasks are to look, whatever there is: one of their ends was closed, say. Written before `told`, read after.
  private volatile boolean forAll;
  private boolean watching;

  PyLobby(ThreadState ts, Arrivals arrivals, Object loop) {
    super(TYPE);
    this.interpreter = ts.interpreter();
    this.arrivals = arrivals;
    this.loop = loop;
  }

  boolean isOf(ThreadState ts, Object someLoop) {
    return loop == someLoop && ts.interpreter() == interpreter;
  }

  int waiting() {
    return waiting;
  }

  @Override
  public void ready() {
    if (!told.get() && told.compareAndSet(false, true)) {
      interpreter.pendingCalls().add(this::callSoon);
    }
  }

  @Override
  public void readyForAll() {
    forAll = true;
    ready();
  }

  private void callSoon(ThreadState ts) {
    try {
      PyObjects.callMethod(ts, loop, "call_soon_threadsafe", this);
    } catch (PyException e) {
      if (!PyErr.matches(e, PyExc.Exception)) {
        told.set(false);
        ready();
        throw e;
      }
      // The loop is closed: nobody there will look any more.
      end(ts);
    }
  }

  @PyMethod(sig = "()", doc = "Wake those who may find something. Called by the event loop.")
  Object __call__(ThreadState ts) {
    told.set(false);
    boolean all = forAll;
    if (all) {
      forAll = false;
    }
    for (long n = all ? Long.MAX_VALUE : Math.max(1, arrivals.available()); n > 0 && !futures.isEmpty();) {
      Object future = futures.poll();
      waiting = futures.size();
      if (!PyObjects.isTrue(ts, PyObjects.callMethod(ts, future, "done"))) {
        PyObjects.callMethod(ts, future, "set_result", PyNone.NONE);
        n--;
      }
    }
    return PyNone.NONE;
  }

  @PyMethod(sig = "(future, again, /)", doc = "Have future completed when it may be worth while to look; before the others where this is done again.")
  void enter(ThreadState ts, Object future, boolean again) {
    if (again) {
      futures.addFirst(future);
    } else {
      futures.add(future);
    }
    waiting = futures.size();
    if (!watching) {
      watching = true;
      Handles.of(ts).add(this);
      arrivals.add(this);
    }
  }

  @PyMethod(sig = "(future, /)", doc = "Stop waiting; what is left is for the others.")
  void leave(ThreadState ts, Object future) {
    futures.remove(future);
    waiting = futures.size();
    if (futures.isEmpty()) {
      end(ts);
    } else if (arrivals.available() > 0) {
      ready();
    }
  }

  private void end(ThreadState ts) {
    futures.clear();
    waiting = 0;
    if (watching) {
      watching = false;
      Handles.of(ts).remove(this);
      arrivals.remove(this);
    }
  }

  /// The interpreter is gone. Any thread.
  void abandon() {
    arrivals.remove(this);
  }
}
