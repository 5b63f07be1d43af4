package org.atoll.actors.cell;

import org.atoll.actors.interpreters.ManagedInterpreter;
import org.atoll.channels.codec.MainDefinitions;
import org.atoll.channels.codec.Sending;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.call.HostErrors;
import org.atoll.runtime.interp.Interruption;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyMethod;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyAsyncGenerator;
import org.atoll.runtime.types.PyBaseException;
import org.atoll.runtime.types.PyCoroutine;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyGenerator;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyNameError;
import org.atoll.runtime.types.PyTuple;

/// One life of an actor: an interpreter, and in it the object that handles the messages. Guarded by the actor's turn and its
/// interpreter's GIL, but for what is said to be thread-safe.
final class Incarnation {
  /// How many messages are handled before other actors have their turn.
  private static final int BATCH = 512;

  /// Where the code of an interpreter finds its actor.
  private static final class Link {
    volatile Incarnation incarnation;
  }

  final Cell cell;
  final ManagedInterpreter managed;
  /// What handles the messages: an instance of the class, or what it has become; the function for function actors.
  private volatile Object instance;
  private Object behaviour;
  private PyGenerator generator;
  private boolean started;
  private volatile boolean ended;
  /// The message that is being handled, or null; not those that coroutines handle.
  private volatile Envelope current;
  private boolean stashed;
  /// What a coroutine has failed with, for which the guardian is to decide; null for nothing.
  private Cell.Failing midway;
  /// Whether its own code runs now.
  private volatile boolean busy;
  /// How a function takes its messages; null where the methods of a class are called.
  private final Reception reception;
  /// The run of a coroutine function; null for others, and before the function was called.
  private volatile CoroutineRun coroutine;
  /// The state of the thread that has the turn, while it runs code of the actor; null otherwise.
  private volatile ThreadState turn;
  /// Whether the message that failed could not have been handled whatever the state: its sender's mistake.
  private boolean mistaken;
  /// Runs coroutines; null as long as there was none.
  private volatile AsyncRunner async;

  Incarnation(Cell cell, ManagedInterpreter managed) {
    this.cell = cell;
    this.managed = managed;
    this.reception = cell.blueprint.isFunction() ? new Reception(this) : null;
    managed.occupy(cell);
  }

  /// The incarnation in whose interpreter a thread is, or null.
  static Incarnation of(ThreadState ts) {
    return ts.interpreter().config().subinterpreter() ? ts.interpreter().state(Link.class, Link::new).incarnation : null;
  }

  // A turn.

  /// Works through messages. On the thread of somebody who waits for an answer it handles that message only: who waits may be
  /// interrupted, and that concerns nobody else's.
  Cell.Outcome process(ThreadState ts, PyReply until) {
    turn = ts;
    try {
      return work(ts, until);
    } finally {
      turn = null;
    }
  }

  /// The state of the thread that runs code of the actor in its turn; null where there is none. Thread-safe.
  ThreadState turn() {
    return turn;
  }

  private Cell.Outcome work(ThreadState ts, PyReply until) {
    if (cell.isSignalled()) {
      return Cell.Outcome.MORE;
    }
    if (!started) {
      Failure f = start(ts);
      if (f != null) {
        return new Cell.Failing(f, "its constructor");
      }
    }
    if (cell.blueprint.isFunction() && generator == null) {
      return runFunction(ts);
    }
    for (int n = 0; n < BATCH; n++) {
      if (cell.isSignalled()) {
        return Cell.Outcome.MORE;
      }
      Envelope e = next();
      if (e == null) {
        if (async == null || !runCoroutines(ts)) {
          return Cell.Outcome.DONE;
        }
        if (midway != null) {
          return failedMidway();
        }
        continue;
      }
      if (until != null && e.reply != until) {
        cell.front.addFirst(e);
        return Cell.Outcome.MORE;
      }
      Cell.Failing failing = handle(ts, e);
      if (failing != null) {
        return failing;
      }
      if (until != null) {
        // A lent thread goes as soon as it can: coroutines may take long.
        return async == null ? Cell.Outcome.DONE : Cell.Outcome.MORE;
      }
      if (ts.pending != 0) {
        late(ts);
      }
    }
    if (async != null && ts.pending != 0) {
      late(ts);
    }
    return Cell.Outcome.MORE;
  }

  /// An interrupt that comes too late for the message that it was meant for hits no other, but for those that coroutines
  /// handle meanwhile.
  private void late(ThreadState ts) {
    PyException raised = raisedBy(ts, ts::safepoint);
    if (raised != null && async != null && async.hasBegun()) {
      interruptCoroutines(ts, raised.value);
    }
  }

  private PyException raisedBy(ThreadState ts, Runnable code) {
    PyException[] raised = {null};
    protect(ts, () -> {
      try {
        code.run();
      } catch (PyException e) {
        raised[0] = e;
      }
    });
    return raised[0];
  }

  private void interruptCoroutines(ThreadState ts, PyBaseException exception) {
    protect(ts, () -> async.interrupted(ts, exception));
  }

  /// Has an exception raised in the actor's own code, also in coroutines that wait; false where there is nothing of the kind.
  /// Thread-safe.
  boolean interrupt(Interruption exception) {
    AsyncRunner a = async;
    if (busy || a != null && a.isRunning()) {
      return managed.interrupt(exception);
    }
    if (a == null || !a.hasBegun()) {
      return false;
    }
    cell.errand(ts -> interruptCoroutines(ts, PyErr.toRaise(ts, exception.exception(ts), null).value));
    return true;
  }

  /// Goes on with the coroutines; false where there are none.
  private boolean runCoroutines(ThreadState ts) {
    boolean[] more = {true};
    PyException raised = raisedBy(ts, () -> {
      more[0] = async.isBusy(ts);
      if (more[0]) {
        async.run(ts, cell);
      }
    });
    if (raised != null) {
      // An interrupt concerns those that wait as well.
      interruptCoroutines(ts, raised.value);
    }
    return more[0];
  }

  private Cell.Outcome failedMidway() {
    Cell.Outcome failing = midway;
    midway = null;
    return failing;
  }

  private Envelope next() {
    Envelope e = cell.front.poll();
    return e != null ? e : cell.mailbox.poll();
  }

  /// Runs the constructor; gives what it has failed with, or null.
  private Failure start(ThreadState ts) {
    started = true;
    ts.interpreter().state(Link.class, Link::new).incarnation = this;
    return guarded(ts, () -> {
      Object code = cell.blueprint.code().install(ts);
      if (cell.blueprint.isFunction()) {
        instance = code;
      } else {
        instance = begin(ts, code);
      }
    });
  }

  /// Calls what the actor was spawned with, with the arguments of that.
  private Object begin(ThreadState ts, Object callable) {
    Object[] args = cell.blueprint.arguments(ts);
    PyDict kwargs = cell.blueprint.keywords(ts);
    cell.begun();
    return invoke(ts, callable, args, kwargs);
  }

  private static Object invoke(ThreadState ts, Object callable, Object[] args, PyDict kwargs) {
    return kwargs == null ? Call.call(ts, callable, args, null) : Call.withDict(ts, callable, args, kwargs);
  }

  /// Runs code of the actor; gives what it has failed with, or null. What comes after that is not interrupted any more.
  private Failure guarded(ThreadState ts, Runnable code) {
    busy = true;
    try {
      return protect(ts, code);
    } finally {
      busy = false;
    }
  }

  private Failure protect(ThreadState ts, Runnable code) {
    try {
      code.run();
      return null;
    } catch (PyException e) {
      return failure(ts, e.value);
    } catch (StackOverflowError | OutOfMemoryError | LinkageError e) {
      return failure(ts, HostErrors.translate(ts, e).value);
    }
  }

  private Failure failure(ThreadState ts, PyBaseException e) {
    try {
      explain(ts, e);
      return Failure.of(ts, e);
    } catch (PyException again) {
      // Interrupted while it was described, or no memory was left for that.
      return Failure.undescribed(e);
    }
  }

  /// A global of the program that could not come here is missing for a reason.
  private static void explain(ThreadState ts, PyBaseException e) {
    if (!(e instanceof PyNameError) || !(PyObjects.getOptionalAttr(ts, e, "name") instanceof String name)) {
      return;
    }
    String why = MainDefinitions.whyMissing(ts, name);
    if (why != null) {
      e.setOwn("__notes__", PyList.of("the program's '" + name + "' could not be sent to the actor: " + why));
    }
  }

  // Handling.

  /// Handles one message; gives what the guardian is to decide on before the next one, or null.
  private Cell.Failing handle(ThreadState ts, Envelope e) {
    if (e.errand != null) {
      run(ts, e.errand);
      return null;
    }
    // Who sees it running can interrupt it.
    busy = true;
    if (e.reply != null && !e.reply.begin()) {
      busy = false;
      e.release();
      return null;
    }
    current = e;
    stashed = false;
    mistaken = false;
    Object[][] opened = {null};
    PyDict[] named = {null};
    Object[] answer = {null};
    Failure f = guarded(ts, () -> {
      // What cannot be had here is its sender's mistake.
      mistaken = true;
      Object[] args = e.arguments(ts, false);
      opened[0] = args;
      PyDict kwargs = named[0] = e.keywords(ts, false);
      mistaken = false;
      Object result = e.method != null ? call(ts, e, args, kwargs) : plain(ts, e, args[0]);
      if (stashed) {
        if (e.reply != null) {
          e.reply.unbegin();
        }
        cell.stash.addLast(again(ts, e, args, kwargs));
        return;
      }
      if (result instanceof PyCoroutine) {
        if (async == null) {
          async = AsyncRunner.ofMethods(ts);
        }
        // Others may be told of the message while the coroutine has its content.
        Envelope kept = remains(ts, e, args, kwargs);
        // The coroutine alone has the ends of channels in it: they are closed when it closes or drops them.
        kept.release();
        current = kept;
        async.begin(ts, result, kept, this);
      } else if (e.reply != null) {
        answer[0] = PyReply.sent(ts, result);
      }
    });
    if (answer[0] != null) {
      e.reply.complete(answer[0]);
    }
    Cell.Failing failing = f == null ? null : failed(ts, e, opened[0], named[0], f);
    current = null;
    return failing;
  }

  /// Runs what is to be done besides the messages.
  void run(ThreadState ts, Envelope.Errand errand) {
    Failure f = guarded(ts, () -> errand.run(ts));
    if (f != null) {
      Actors.log("in " + cell.path + ":\n" + f.traceback);
    }
  }

  private Object call(ThreadState ts, Envelope e, Object[] args, PyDict kwargs) {
    Object target = behaviour != null ? behaviour : instance;
    Object method = PyObjects.getAttr(ts, target, e.method);
    try {
      return call(ts, method, args, kwargs);
    } catch (PyException x) {
      // Arguments that do not fit are refused before the first line of the method, and have left no trace.
      mistaken = x.value.traceback == null && method instanceof PyMethod && PyErr.matches(x, PyExc.TypeError);
      throw x;
    }
  }

  private static Object call(ThreadState ts, Object method, Object[] args, PyDict kwargs) {
    if (kwargs != null) {
      return Call.withDict(ts, method, args, kwargs);
    }
    return switch (args.length) {
      case 0 -> Call.call0(ts, method);
      case 1 -> Call.call1(ts, method, args[0]);
      case 2 -> Call.call2(ts, method, args[0], args[1]);
      default -> Call.call(ts, method, args, null);
    };
  }

  private Object plain(ThreadState ts, Envelope e, Object message) {
    if (generator != null) {
      return sendToGenerator(ts, message);
    }
    Object target = behaviour != null ? behaviour : instance;
    Object hook = PyObjects.getOptionalAttr(ts, target, "on_message");
    if (hook == null && behaviour != null && PyObjects.isCallable(behaviour)) {
      hook = behaviour;
    }
    if (hook == null) {
      if (message instanceof Terminated) {
        return PyNone.NONE;
      }
      mistaken = true;
      throw ActorErrors.error("%s got a plain message, and %s has no method on_message(self, message)", cell.path, cell.blueprint.title());
    }
    return Call.call1(ts, hook, message);
  }

  /// A message that cannot be had here fails by itself: nothing of the function has seen it.
  void unreadable(ThreadState ts, Envelope e, PyBaseException why) {
    Failure f = failure(ts, why);
    if (e.reply == null || !e.reply.fail(f)) {
      cell.deadLetter(e, "failed: " + f.brief, f);
      Actors.log(cell.path + " could not open a message and goes on:\n" + f.traceback);
    }
  }

  /// What is done where a message has failed; gives what the guardian is to decide on, or null.
  private Cell.Failing failed(ThreadState ts, Envelope e, Object[] args, PyDict kwargs, Failure f) {
    boolean heard = e.reply != null && e.reply.fail(f);
    Strategy.Directive directive = cell.blueprint.strategy().directive;
    // Its state is as it was where the message was not even begun, or was given up by who waited for it. One that has used up
    // a limit cannot go on.
    boolean goesOn = (directive == Strategy.Directive.RESUME || mistaken || ts.isGivenUp()) && generator == null && managed.ending() == null;
    if (!heard || !goesOn) {
      cell.deadLetter(remains(ts, e, args, kwargs), "failed: " + f.brief, f);
    } else {
      e.release();
    }
    if (goesOn) {
      if (!heard && !(f.interrupt && cell.isStopping())) {
        Actors.log(cell.path + " has failed in " + e.title() + " and goes on:\n" + f.traceback);
      }
      return null;
    }
    return new Cell.Failing(f, e.title());
  }

  /// The message once more, whose content has been taken out.
  private Envelope again(ThreadState ts, Envelope e, Object[] args, PyDict kwargs) {
    return args == null || e.isConstant() ? e : Envelope.call(ts, e.method, args, kwargs, e.reply, e.sender, e.priority);
  }

  private Envelope remains(ThreadState ts, Envelope e, Object[] args, PyDict kwargs) {
    try {
      return again(ts, e, args, kwargs);
    } catch (PyException refused) {
      return Envelope.call(ts, e.method, new Object[] {"(cannot be shown)"}, null, e.reply, e.sender, e.priority);
    }
  }

  /// A message that was handled by a coroutine has failed.
  void failedLater(ThreadState ts, Envelope e, PyBaseException exception) {
    Failure f = failure(ts, exception);
    Cell.Failing failing = failed(ts, e, null, null, f);
    if (failing != null && midway == null) {
      midway = failing;
      async.stop(ts);
    }
  }

  /// Whether it runs coroutines. Thread-safe.
  boolean isAsync() {
    return async != null;
  }

  // Function actors.

  private Cell.Outcome runFunction(ThreadState ts) {
    mistaken = false;
    Failure f = guarded(ts, () -> {
      Object result = begin(ts, instance);
      switch (result) {
        case PyCoroutine c -> runCoroutine(ts, c);
        case PyAsyncGenerator g ->
            throw PyErr.typeError("%s is an asynchronous generator function: take messages by 'async for' over receive() instead of yield", cell.blueprint.title());
        case PyGenerator g -> {
          generator = g;
          PyObjects.next(ts, g);
        }
        default -> {}
      }
    });
    Envelope last = current;
    current = null;
    if (f == null && generator != null) {
      return Cell.Outcome.MORE;
    }
    if (f == null || cell.isSignalled() && f.isExit()) {
      unanswered(last);
      if (!cell.isSignalled()) {
        cell.signal(new Signal.Stop(Terminated.Reason.of("finished")));
      }
      return Cell.Outcome.MORE;
    }
    boolean heard = last != null && last.reply != null && last.reply.fail(f);
    if (last != null && !heard) {
      cell.deadLetter(remains(ts, last, new Object[] {reception.given()}, null), "failed: " + f.brief, f);
    }
    if (async != null) {
      async.abandon(m -> fail(m, f));
    }
    return new Cell.Failing(f, last == null ? "its function" : "a message");
  }

  private void runCoroutine(ThreadState ts, PyCoroutine c) {
    CoroutineRun run = new CoroutineRun(ts, this, reception);
    async = run.loop();
    coroutine = run;
    run.run(ts, c);
  }

  private static void fail(Envelope asked, Failure f) {
    if (asked.reply != null) {
      asked.reply.fail(f);
    }
  }

  private void unanswered(Envelope last) {
    Failure silent = Failure.stopped("the actor has not answered");
    if (last != null && last.reply != null) {
      last.reply.fail(silent);
    }
    if (async != null) {
      async.abandon(m -> fail(m, silent));
    }
  }

  /// What the generator yields answers the message that it was sent.
  private Object sendToGenerator(ThreadState ts, Object message) {
    try {
      return PyObjects.callMethod(ts, generator, "send", message);
    } catch (PyException e) {
      if (!PyErr.matches(e, PyExc.StopIteration)) {
        throw e;
      }
      cell.signal(new Signal.Stop(Terminated.Reason.of("finished")));
      Object value = PyObjects.getAttr(ts, e.value, "value");
      return value;
    }
  }

  /// How it takes its messages, for a function; null otherwise.
  Reception reception() {
    return reception;
  }

  /// The run of a coroutine function; null for others.
  CoroutineRun coroutine() {
    return coroutine;
  }

  /// The message that its function was given last, until it is answered or the next one is taken; null for none.
  Envelope present() {
    return current;
  }

  void setPresent(Envelope e) {
    current = e;
  }

  /// The present message of a function will not be answered any more, which takes the next one.
  void neglectPresent() {
    if (current != null && current.reply != null) {
      current.reply.fail(Failure.stopped(cell.path + " has taken its next message without answering"));
    }
    current = null;
  }

  /// Something has come for the actor while it has a turn. Thread-safe.
  void arrived() {
    if (reception != null) {
      reception.arrived();
    }
    AsyncRunner a = async;
    if (a != null) {
      a.wake(managed.interpreter());
    }
  }

  /// Has something done in the interpreter of a coroutine function, where messages may wait; false for other actors.
  /// Thread-safe.
  boolean addErrand(Envelope.Errand errand) {
    CoroutineRun run = coroutine;
    if (run == null) {
      return false;
    }
    run.addErrand(errand);
    arrived();
    return true;
  }

  // What the code of the actor asks for.

  /// The message that is handled by what runs now, or null.
  Envelope current(ThreadState ts) {
    return current != null || async == null ? current : async.current(ts);
  }

  void reply(ThreadState ts, Object value) {
    Envelope e = current(ts);
    if (e == null || e.reply == null) {
      throw ActorErrors.error("there is nobody to reply to: the message was sent without asking, or was answered");
    }
    if (async != null) {
      async.through(e);
    }
    e.reply.complete(ts, value);
  }

  void become(Object next) {
    behaviour = next;
    cell.allowAnyMethod();
  }

  void stash(ThreadState ts) {
    Envelope e = current;
    if (e == null) {
      throw ActorErrors.error(async != null && async.current(ts) != null
          ? "a coroutine has begun with its message and cannot stash it: wait by an asyncio.Condition or the like" : "there is no message to stash");
    }
    if (stashed) {
      throw ActorErrors.error("the message is stashed already");
    }
    if (cell.stash.size() >= cell.mailbox.capacity) {
      throw PyErr.format(ActorErrors.MAILBOX_FULL, "%s has stashed %d messages, as many as its mailbox holds", cell.path, cell.stash.size());
    }
    stashed = true;
  }

  /// Whether the constructor is through, and there is an interpreter.
  boolean isFit() {
    return instance != null && !ended;
  }

  /// Its interpreter is no more.
  void cutOff() {
    ended = true;
  }

  boolean isFunction() {
    return cell.blueprint.isFunction() && generator == null;
  }

  boolean hasMessageHook(ThreadState ts) {
    if (cell.blueprint.isFunction() || behaviour != null) {
      return true;
    }
    // The constructor may ask, before there is an instance.
    return instance != null ? PyObjects.hasAttr(ts, instance, "on_message")
        : cell.blueprint.methods() == null || cell.blueprint.methods().contains("on_message");
  }

  // The end.

  /// Lets the object say goodbye.
  Object stopping(ThreadState ts, Terminated.Reason reason) {
    turn = ts;
    try {
      sayGoodbye(ts, reason);
    } finally {
      turn = null;
    }
    return PyNone.NONE;
  }

  private void sayGoodbye(ThreadState ts, Terminated.Reason reason) {
    if (async != null) {
      async.close(ts);
    }
    if (generator != null) {
      guarded(ts, () -> PyObjects.callMethod(ts, generator, "close"));
    } else if (!cell.blueprint.isFunction() && instance != null) {
      Object hook = PyObjects.getOptionalAttr(ts, instance, "on_stop");
      Failure f = hook == null ? null : guarded(ts, () -> Call.call1(ts, hook, reason.text()));
      if (f != null) {
        Actors.log(cell.path + " has failed in on_stop():\n" + f.traceback);
      }
    }
  }

  /// It was cut off: what it was doing gets no answer.
  void abandon(Failure why) {
    Envelope e = current;
    current = null;
    if (e != null) {
      cell.deadLetter(e, why.brief, why);
    }
    if (async != null) {
      async.abandon(m -> cell.deadLetter(m, why.brief, why));
    }
  }

  String workTitle() {
    Envelope e = current;
    return e == null ? "its work" : e.title();
  }
}
