package org.atoll.actors.cell;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyException;

/// Runs the coroutines of one actor on an event loop of `asyncio`, which is imported with the first of them. As long as one
/// is not through, the actor's turn goes on in that loop; messages that come stop it for as long as they are handled.
/// Guarded by the GIL, but for what is said to be thread-safe.
final class AsyncRunner {
  private final Object loop;
  private final Set<Envelope> begun = ConcurrentHashMap.newKeySet();
  private volatile boolean running;
  private boolean closing;

  AsyncRunner(ThreadState ts) {
    Object helper = ts.interpreter().importModule(ts, "atoll._actor_async");
    loop = PyObjects.callMethod(ts, helper, "ActorLoop");
  }

  void begin(ThreadState ts, Object coroutine, Envelope e, Incarnation incarnation) {
    begun.add(e);
    PyObjects.callMethod(ts, loop, "begin", coroutine, new Answer(this, incarnation, e));
  }

  void through(Envelope e) {
    begun.remove(e);
  }

  /// Whether a message is not through. Thread-safe.
  boolean hasBegun() {
    return !begun.isEmpty();
  }

  /// Whether a coroutine is not through.
  boolean isBusy(ThreadState ts) {
    return PyObjects.isTrue(ts, PyObjects.callMethod(ts, loop, "busy"));
  }

  /// Goes on with the coroutines until they are through or something has come.
  void run(ThreadState ts, Cell cell) {
    running = true;
    try {
      if (cell.mailbox.isEmpty() && !cell.isSignalled()) {
        PyObjects.callMethod(ts, loop, "run");
      }
    } finally {
      running = false;
    }
  }

  /// Has [#run] come back.
  void stop(ThreadState ts) {
    PyObjects.callMethod(ts, loop, "wake");
  }

  /// Has [#run] come back. Thread-safe.
  void wake(Interpreter interpreter) {
    if (running) {
      interpreter.pendingCalls().add(ts -> PyObjects.callMethod(ts, loop, "wake"));
    }
  }

  /// Cancels what is not through.
  void close(ThreadState ts) {
    closing = true;
    try {
      PyObjects.callMethod(ts, loop, "close");
    } catch (PyException e) {
      Actors.log("while an actor's coroutines were cancelled:\n" + TracebackText.of(ts, e.value));
    }
  }

  /// Whether what is not through is being cancelled.
  boolean isClosing() {
    return closing;
  }

  /// Gives up what is not through. Thread-safe.
  void abandon(Consumer<Envelope> given) {
    for (Envelope e : begun) {
      if (begun.remove(e)) {
        given.accept(e);
      }
    }
  }
}
