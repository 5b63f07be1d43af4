package org.atoll.actors.cell;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBaseException;

/// What a coroutine that handles a message gives its result to. Belongs to the actor's interpreter.
@PyTypeDef(name = "Answer", module = "_atoll_actors", basetype = false, instantiable = false)
final class Answer extends PyObject {
  static final PyType TYPE = PyType.builtin(new AnswerBinder());

  private final AsyncRunner runner;
  private final Incarnation incarnation;
  private final Envelope envelope;

  Answer(AsyncRunner runner, Incarnation incarnation, Envelope envelope) {
    super(TYPE);
    this.runner = runner;
    this.incarnation = incarnation;
    this.envelope = envelope;
  }

  Envelope envelope() {
    return envelope;
  }

  /// Has the coroutine end, for whose result nobody waits any more. Asked for by any thread, done by the actor's.
  void cancelLater(Cell cell) {
    cell.errand(ts -> {
      if (Incarnation.of(ts) == incarnation) {
        runner.cancel(ts, this);
      }
    });
  }

  @PyMethod(sig = "()", doc = "Whether somebody waits for it.")
  boolean is_awaited() {
    return envelope.reply != null && !envelope.reply.isDone();
  }

  @PyMethod(sig = "(exception, /)", doc = "Nobody will answer the message any more: what was to do so has ended by an exception.")
  void refuse(ThreadState ts, PyBaseException exception) {
    runner.through(envelope);
    envelope.reply.fail(Failure.of(ts, exception));
  }

  @PyMethod(sig = "()", doc = "Nobody will answer the message any more.")
  void neglect() {
    runner.through(envelope);
    if (envelope.reply != null) {
      envelope.reply.fail(Failure.stopped(incarnation.cell.path + " has gone on without answering"));
    }
  }

  @PyMethod(sig = "(value, /)", doc = "The result.")
  void give(ThreadState ts, Object value) {
    runner.through(envelope);
    if (envelope.reply != null) {
      envelope.reply.complete(ts, value);
    }
    envelope.release();
  }

  @PyMethod(sig = "(exception, /)", doc = "The exception that it was ended by.")
  void fail(ThreadState ts, PyBaseException exception) {
    runner.through(envelope);
    if (envelope.reply != null && envelope.reply.isCancelled() && isCancelledError(ts, exception)) {
      return;
    }
    if (runner.isClosing()) {
      if (envelope.reply != null) {
        envelope.reply.fail(Failure.stopped(incarnation.cell.path + " has ended before " + envelope.title() + " was through"));
      }
      return;
    }
    incarnation.failedLater(ts, envelope, exception);
  }

  private static boolean isCancelledError(ThreadState ts, PyBaseException exception) {
    Object module = ts.interpreter().importModule(ts, "asyncio");
    return PyObjects.isInstance(ts, exception, PyObjects.getAttr(ts, module, "CancelledError"));
  }
}
