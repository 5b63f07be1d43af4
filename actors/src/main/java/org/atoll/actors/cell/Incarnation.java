package org.atoll.actors.cell;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.atoll.actors.interpreters.ManagedInterpreter;
import org.atoll.channels.codec.MainDefinitions;
import org.atoll.channels.codec.Sending;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.call.HostErrors;
import org.atoll.runtime.interp.Interruption;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.thread.WaitQueue;
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
  /// The message that a coroutine function has taken last.
  private Envelope taken;
  private boolean stashed;
  /// What a coroutine has failed with, for which the guardian is to decide; null for nothing.
  private Cell.Failing midway;
  /// Whether its own code runs now.
  private volatile boolean busy;
  /// What function actors wait for in `receive`.
  private final WaitQueue arrivals;
  private volatile boolean waiting;
  /// Whether it counts as having nothing to do although it has the turn.
  private final AtomicBoolean resting = new AtomicBoolean();
  /// Whether it is a coroutine function; known once that was called.
  private volatile boolean coroutine;
  /// What is to be done in a coroutine function besides its messages.
  private final ConcurrentLinkedQueue<Envelope.Errand> errands = new ConcurrentLinkedQueue<>();
  /// How many messages were taken out of the middle or the front.
  private int removals;
  /// The message that a function was given last, for the report if it fails with that.
  private Object given;
  /// Runs coroutines; null as long as there was none.
  private volatile AsyncRunner async;

  Incarnation(Cell cell, ManagedInterpreter managed) {
    this.cell = cell;
    this.managed = managed;
    this.arrivals = cell.blueprint.isFunction() ? new WaitQueue() : null;
    managed.occupy(cell);
  }

  /// The incarnation in whose interpreter a thread is, or null.
  static Incarnation of(ThreadState ts) {
    return ts.interpreter().config().subinterpreter() ? ts.interpreter().state(Link.class, Link::new).incarnation : null;
  }

  // A turn.

  /// Works through messages, at most until an answer is there.
  Cell.Outcome process(ThreadState ts, PyReply until) {
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
      Cell.Failing failing = handle(ts, e);
      if (failing != null) {
        return failing;
      }
      if (until != null && (until.isDone() || async != null)) {
        // A lent thread goes as soon as it can: coroutines may take long.
        break;
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
        instance = invoke(ts, code, cell.blueprint.arguments(ts), cell.blueprint.keywords(ts));
      }
    });
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
    if (e.reply != null && !e.reply.begin()) {
      e.release();
      return null;
    }
    current = e;
    stashed = false;
    Object[][] opened = {null};
    Object[] answer = {null};
    Failure f = guarded(ts, () -> {
      Object[] args = e.arguments(ts, false);
      opened[0] = args;
      PyDict kwargs = e.keywords(ts, false);
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
        async.begin(ts, result, e, this);
      } else if (e.reply != null) {
        answer[0] = PyReply.sent(ts, result);
      }
    });
    if (answer[0] != null) {
      e.reply.complete(answer[0]);
    }
    Cell.Failing failing = f == null ? null : failed(ts, e, opened[0], f);
    current = null;
    return failing;
  }

  private void run(ThreadState ts, Envelope.Errand errand) {
    Failure f = guarded(ts, () -> errand.run(ts));
    if (f != null) {
      Actors.log("in " + cell.path + ":\n" + f.traceback);
    }
  }

  private Object call(ThreadState ts, Envelope e, Object[] args, PyDict kwargs) {
    Object target = behaviour != null ? behaviour : instance;
    Object method = PyObjects.getAttr(ts, target, e.method);
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
      throw ActorErrors.error("%s got a plain message, and %s has no method on_message(self, message)", cell.path, cell.blueprint.title());
    }
    return Call.call1(ts, hook, message);
  }

  /// What is done where a message has failed; gives what the guardian is to decide on, or null.
  private Cell.Failing failed(ThreadState ts, Envelope e, Object[] args, Failure f) {
    boolean heard = e.reply != null && e.reply.fail(f);
    Strategy.Directive directive = cell.blueprint.strategy().directive;
    // One that has used up a limit cannot go on.
    boolean goesOn = directive == Strategy.Directive.RESUME && generator == null && managed.ending() == null;
    if (!heard || !goesOn) {
      cell.deadLetter(remains(ts, e, args), "failed: " + f.brief, f);
    }
    if (goesOn) {
      if (!heard) {
        Actors.log(cell.path + " has failed in " + e.title() + " and goes on:\n" + f.traceback);
      }
      return null;
    }
    return new Cell.Failing(f, e.title());
  }

  /// The message once more, whose content has been taken out.
  private Envelope again(ThreadState ts, Envelope e, Object[] args, PyDict kwargs) {
    return args == null ? e : Envelope.call(ts, e.method, args, kwargs, e.reply, e.sender, e.priority);
  }

  private Envelope remains(ThreadState ts, Envelope e, Object[] args) {
    try {
      return again(ts, e, args, null);
    } catch (PyException refused) {
      return Envelope.call(ts, e.method, new Object[] {"(cannot be shown)"}, null, e.reply, e.sender, e.priority);
    }
  }

  /// A message that was handled by a coroutine has failed.
  void failedLater(ThreadState ts, Envelope e, PyBaseException exception) {
    Failure f = failure(ts, exception);
    Cell.Failing failing = failed(ts, e, null, f);
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
    Failure f = guarded(ts, () -> {
      Object result = invoke(ts, instance, cell.blueprint.arguments(ts), cell.blueprint.keywords(ts));
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
      cell.deadLetter(remains(ts, last, new Object[] {given}), "failed: " + f.brief, f);
    }
    if (async != null) {
      async.abandon(m -> fail(m, f));
    }
    return new Cell.Failing(f, last == null ? "its function" : "a message");
  }

  private void runCoroutine(ThreadState ts, PyCoroutine c) {
    async = AsyncRunner.ofFunction(ts, new Inbox(this));
    coroutine = true;
    try {
      async.runMain(ts, c);
    } finally {
      // Python's own `finally` does not run where the interpreter was ended by force.
      rest(false);
      current = taken;
    }
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

  /// What somebody is looking for among the messages that wait.
  static final class Search {
    /// A class, several or a function; null for any message.
    private final Object accepts;
    /// How many messages it does not accept come before the next one to be looked at.
    private int passed;
    private int removals = -1;

    Search(Object accepts) {
      this.accepts = accepts;
    }
  }

  /// The next message that `accepts` takes, for a function actor; waits for it, negative `nanos` for as long as that takes.
  /// Messages that it does not take stay in their order.
  ///
  /// @return null where the time is over; EXIT where the actor is to end
  Object receive(ThreadState ts, long nanos, Object accepts) {
    if (current != null && current.reply != null) {
      current.reply.fail(Failure.stopped(cell.path + " has taken its next message without answering"));
    }
    current = null;
    long deadline = System.nanoTime() + nanos;
    Search search = new Search(accepts);
    while (true) {
      Object found = find(ts, search);
      if (found != null) {
        return found;
      }
      long left = nanos < 0 ? -1 : Math.max(0, deadline - System.nanoTime());
      if (!awaitArrival(ts, left)) {
        return null;
      }
    }
  }

  /// The first of the messages that wait and are accepted, which is the current one from now on; null where there is none,
  /// EXIT where the actor is to end.
  private Object find(ThreadState ts, Search search) {
    if (search.removals != removals) {
      search.removals = removals;
      search.passed = 0;
    }
    while (true) {
      if (cell.isSignalled()) {
        return EXIT;
      }
      Envelope e = nth(search.passed);
      if (e == null) {
        return null;
      }
      if (e.errand != null) {
        take(search);
        run(ts, e.errand);
        continue;
      }
      Object message = e.arguments(ts, search.accepts != null)[0];
      if (search.accepts != null && !matches(ts, search.accepts, message)) {
        search.passed++;
        continue;
      }
      take(search);
      if (e.reply != null && !e.reply.begin()) {
        continue;
      }
      current = e;
      given = message;
      return message;
    }
  }

  /// As [#receive] without waiting, for a coroutine; [#answer] answers what it gives.
  Object look(ThreadState ts, Search search) {
    current = null;
    Object found = find(ts, search);
    taken = current;
    current = null;
    return found;
  }

  /// What answers the message that was taken last.
  Answer answer() {
    return async.taken(taken, this);
  }

  /// The way to wait for the next message in a coroutine.
  Object next(ThreadState ts, Receiver receiver) {
    return PyObjects.callMethod(ts, async.loop(), "next", receiver);
  }

  /// The same for one message, with what to give where none comes in time; null for nothing.
  Object one(ThreadState ts, Receiver receiver, Object otherwise) {
    return otherwise == null ? PyObjects.callMethod(ts, async.loop(), "one", receiver) : PyObjects.callMethod(ts, async.loop(), "one", receiver, otherwise);
  }

  /// In place of a message: the actor is to end.
  static final Object EXIT = new Object();

  private static boolean matches(ThreadState ts, Object accepts, Object message) {
    if (accepts instanceof PyType || accepts instanceof PyTuple) {
      return PyObjects.isInstance(ts, message, accepts);
    }
    return PyObjects.isTrue(ts, Call.call1(ts, accepts, message));
  }

  /// The message in some place of those that wait, without taking it out; null where there are not so many.
  private Envelope nth(int n) {
    while (cell.front.size() <= n) {
      Envelope e = cell.mailbox.poll();
      if (e == null) {
        return null;
      }
      cell.front.addLast(e);
    }
    if (n == 0) {
      return cell.front.peekFirst();
    }
    int i = 0;
    for (Envelope e : cell.front) {
      if (i++ == n) {
        return e;
      }
    }
    return null;
  }

  private void take(Search search) {
    var it = cell.front.iterator();
    for (int i = 0; i < search.passed; i++) {
      it.next();
    }
    it.next();
    it.remove();
    search.removals = ++removals;
  }

  private boolean awaitArrival(ThreadState ts, long nanos) {
    if (hasNews()) {
      return true;
    }
    if (nanos == 0) {
      return false;
    }
    waiting = true;
    rest(true);
    try {
      return arrivals.await(ts, nanos, this::hasNews);
    } finally {
      rest(false);
      waiting = false;
    }
  }

  private boolean hasNews() {
    return !cell.mailbox.isEmpty() || cell.isSignalled();
  }

  /// Whether it has nothing to do although it has the turn. What comes meanwhile ends that at once, on the sender's thread:
  /// a program that sends a message and comes to its end must find the actor busy.
  void rest(boolean idle) {
    if (!idle) {
      if (resting.get() && resting.compareAndSet(true, false)) {
        cell.actors.began();
      }
    } else if (resting.compareAndSet(false, true)) {
      // What came before that has not ended it. What comes from now on counts once more by itself.
      if (!hasNews() || !resting.compareAndSet(true, false)) {
        cell.actors.rested();
      }
    }
  }

  /// Something has come for the actor while it has a turn. Thread-safe.
  void arrived() {
    rest(false);
    if (waiting) {
      arrivals.signal();
    }
    AsyncRunner a = async;
    if (a != null) {
      a.wake(managed.interpreter());
    }
  }

  /// Has something done in the interpreter of a coroutine function, where messages may wait; false for other actors.
  boolean addErrand(Envelope.Errand errand) {
    if (!coroutine) {
      return false;
    }
    errands.add(errand);
    arrived();
    return true;
  }

  void runErrands(ThreadState ts) {
    for (Envelope.Errand errand = errands.poll(); errand != null; errand = errands.poll()) {
      run(ts, errand);
    }
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

  boolean isCoroutine() {
    return coroutine;
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
    return PyNone.NONE;
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
