package org.atoll.actors.cell;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyBaseException;
import org.atoll.runtime.types.PyException;

/// Runs the coroutines of one actor on an event loop of `asyncio`, which is imported with the first of them. Where methods
/// are coroutines the actor's turn goes on in that loop as long as one is not through; messages that come stop it for as
/// long as they are handled. Where the actor is a coroutine function its only turn goes on there.
/// Guarded by the GIL, but for what is said to be thread-safe.
final class AsyncRunner {
  private static final String HELPER = "atoll._actor_async";

  private final Object loop;
  private final Set<Envelope> begun = ConcurrentHashMap.newKeySet();
  private volatile boolean running;
  private boolean closing;

  private AsyncRunner(ThreadState ts, String kind, Object... args) {
    loop = PyObjects.callMethod(ts, ts.interpreter().importModule(ts, HELPER), kind, args);
  }

  /// For coroutines that handle a message each.
  static AsyncRunner ofMethods(ThreadState ts) {
    return new AsyncRunner(ts, "ActorLoop");
  }

  /// For a coroutine function that takes its messages itself.
  static AsyncRunner ofFunction(ThreadState ts, Inbox inbox) {
    return new AsyncRunner(ts, "FunctionLoop", inbox);
  }

  Object loop() {
    return loop;
  }

  void begin(ThreadState ts, Object coroutine, Envelope e, Incarnation incarnation) {
    begun.add(e);
    Answer answer = new Answer(this, incarnation, e);
    PyObjects.callMethod(ts, loop, "begin", coroutine, answer);
    if (e.reply != null && e.reply.handledBy(answer)) {
      e.reply.cancel();
    }
  }

  /// Ends what nobody waits for any more by a CancelledError.
  void cancel(ThreadState ts, Answer answer) {
    PyObjects.callMethod(ts, loop, "cancel", answer);
  }

  /// What answers a message that a coroutine function has taken.
  Answer taken(Envelope e, Incarnation incarnation) {
    if (e.reply != null) {
      begun.add(e);
    }
    return new Answer(this, incarnation, e);
  }

  void through(Envelope e) {
    begun.remove(e);
  }

  /// Whether the actor's thread runs coroutines, or waits for them. Thread-safe.
  boolean isRunning() {
    return running;
  }

  /// Whether a message is not through. Thread-safe.
  boolean hasBegun() {
    return !begun.isEmpty();
  }

  /// The message that the running coroutine handles, or null.
  Envelope current(ThreadState ts) {
    Object present = PyObjects.callMethod(ts, ts.interpreter().importModule(ts, HELPER), "present");
    return present == PyNone.NONE ? null : ((Answer) present).envelope();
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

  /// Ends the coroutines by an exception that was raised while they were waiting.
  void interrupted(ThreadState ts, PyBaseException exception) {
    PyObjects.callMethod(ts, loop, "interrupted", exception);
  }

  /// Runs the coroutine that the actor consists of, to its end.
  void runMain(ThreadState ts, Object coroutine) {
    running = true;
    try {
      PyObjects.callMethod(ts, loop, "main", coroutine);
    } finally {
      running = false;
    }
  }

  /// Has [#run] come back.
  void stop(ThreadState ts) {
    PyObjects.callMethod(ts, loop, "wake");
  }

  /// Has [#run] come back, or those look who wait for messages. Thread-safe.
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
