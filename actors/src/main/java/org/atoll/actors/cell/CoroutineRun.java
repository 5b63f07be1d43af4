package org.atoll.actors.cell;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyCoroutine;

/// The run of a coroutine function that is an actor: it goes on in an event loop for as long as the actor lives, takes its
/// messages there, and answers each by the task that has taken it. Guarded by the actor's turn and its interpreter's GIL, but
/// for what is said to be thread-safe.
final class CoroutineRun {
  private final Incarnation incarnation;
  private final Reception reception;
  private final AsyncRunner loop;
  /// The message that was taken last.
  private Envelope taken;
  /// What is to be done besides messages, which may have to wait there.
  private final ConcurrentLinkedQueue<Envelope.Errand> errands = new ConcurrentLinkedQueue<>();

  CoroutineRun(ThreadState ts, Incarnation incarnation, Reception reception) {
    this.incarnation = incarnation;
    this.reception = reception;
    this.loop = AsyncRunner.ofFunction(ts, new Inbox(this, reception, incarnation.cell));
  }

  AsyncRunner loop() {
    return loop;
  }

  /// Runs the coroutine to its end.
  void run(ThreadState ts, PyCoroutine coroutine) {
    try {
      loop.runMain(ts, coroutine);
    } finally {
      // Python's own `finally` does not run where the interpreter was ended by force.
      reception.rest(false);
      incarnation.setPresent(taken);
    }
  }

  /// As [Reception#find]; [#answer] answers what it gives.
  Object look(ThreadState ts, Reception.Search search) {
    incarnation.setPresent(null);
    Object found = reception.find(ts, search);
    taken = incarnation.present();
    incarnation.setPresent(null);
    return found;
  }

  /// What answers the message that was taken last.
  Answer answer() {
    return loop.taken(taken, incarnation);
  }

  /// The way to wait for the next message in a coroutine.
  Object next(ThreadState ts, Receiver receiver) {
    return PyObjects.callMethod(ts, loop.loop(), "next", receiver);
  }

  /// The same for one message, with what to give where none comes in time; null for nothing.
  Object one(ThreadState ts, Receiver receiver, Object otherwise) {
    return otherwise == null ? PyObjects.callMethod(ts, loop.loop(), "one", receiver)
        : PyObjects.callMethod(ts, loop.loop(), "one", receiver, otherwise);
  }

  /// Has something done in the interpreter, though messages may wait. Thread-safe; who calls it wakes the actor.
  void addErrand(Envelope.Errand errand) {
    errands.add(errand);
  }

  void runErrands(ThreadState ts) {
    for (Envelope.Errand errand = errands.poll(); errand != null; errand = errands.poll()) {
      incarnation.run(ts, errand);
    }
  }
}
