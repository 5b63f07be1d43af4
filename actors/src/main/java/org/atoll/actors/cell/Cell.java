package org.atoll.actors.cell;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.atoll.actors.interpreters.Interruptions;
import org.atoll.actors.interpreters.ManagedInterpreter;
import org.atoll.runtime.heap.BetweenInterpreters;
import org.atoll.runtime.interp.Awaited;
import org.atoll.runtime.interp.InterpreterKilled;
import org.atoll.runtime.interp.Limits;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.thread.WaitQueue;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyUnicode;

/// An actor: an address, a mailbox, and an incarnation, which is an interpreter with an instance of the class in it. It has
/// no thread: where there are messages, a thread of the system works through a batch of them, or that of somebody who
/// waits for an answer. Thread-safe.
///
/// One thread at a time has the turn; `status` says who may take it.
final class Cell implements ManagedInterpreter.Occupant, BetweenInterpreters {
  /// Nothing to do; whoever brings something schedules it.
  private static final int IDLE = 0;
  /// Waiting for a thread of the system; who waits for an answer may take the turn.
  private static final int SCHEDULED = 1;
  private static final int RUNNING = 2;
  /// Failed; messages wait until the guardian has decided.
  private static final int SUSPENDED = 3;
  private static final int ENDED = 4;
  /// How deeply askers may lend their threads to those that they ask, and these theirs.
  private static final int MAX_LENT = 16;
  /// How long until it is looked again whether an interpreter is through with other work.
  private static final long BUSY_MILLIS = 1;

  /// How a turn ended.
  sealed interface Outcome {
    /// Nothing more to do.
    Outcome DONE = new Done();
    /// More to do, for a later turn.
    Outcome MORE = new More();
    /// Its interpreter is at other work; to be tried again.
    Outcome BUSY = new Busy();
    /// It was called without need: what it has failed with is still to be decided about.
    Outcome UNDECIDED = new Undecided();
    /// The actor has ended.
    Outcome ENDED = new Ended();
  }

  private record Done() implements Outcome {}

  private record More() implements Outcome {}

  private record Busy() implements Outcome {}

  private record Undecided() implements Outcome {}

  private record Ended() implements Outcome {}

  /// Suspended until the guardian has decided.
  ///
  /// @param failure what it has failed with
  /// @param work what it was doing, for the report
  record Failing(Failure failure, String work) implements Outcome {}

  final Actors actors;
  final long id;
  final String name;
  final String path;
  final Blueprint blueprint;
  final Cell parent;
  final Group group;
  final Mailbox mailbox;
  final PyActorRef ref;
  /// The interpreter that has spawned it.
  private final long spawner;
  final List<Cell> children = new CopyOnWriteArrayList<>();
  private final AtomicInteger status = new AtomicInteger(IDLE);
  private final ConcurrentLinkedQueue<Signal> signals = new ConcurrentLinkedQueue<>();
  private final Set<Timer> timers = ConcurrentHashMap.newKeySet();
  private final AtomicInteger restarts = new AtomicInteger();
  /// What the guardian has still to decide about: nothing is done until a signal says how it goes on. Written by who has the turn; null before a
  /// signal is taken out.
  private volatile Failing failing;
  private volatile Incarnation incarnation;
  private volatile Terminated.Reason ended;
  /// Whether all that its end brings with it is done.
  private volatile boolean left;
  /// Whether the guardian knows of its end, or never will.
  private volatile boolean buried;
  private volatile WaitQueue endWaiters;
  private volatile String killed;
  /// Whether other methods than those of the class may be there.
  private volatile boolean anyMethod;
  /// How many threads have been lent in a row to come to the present turn. Belongs to who has the turn.
  private volatile int lent;
  /// Messages that have been taken out and not handled, which come before the others; and those that wait to be put back.
  /// Both belong to who has the turn.
  final ArrayDeque<Envelope> front = new ArrayDeque<>();
  final ArrayDeque<Envelope> stash = new ArrayDeque<>();

  Cell(Actors actors, long id, String name, Blueprint blueprint, Cell parent, Group group, Mailbox mailbox, long spawner) {
    this.actors = actors;
    this.spawner = spawner;
    this.id = id;
    this.name = name;
    this.path = (parent == null ? "" : parent.path) + "/" + name;
    this.blueprint = blueprint;
    this.parent = parent;
    this.group = group;
    this.mailbox = mailbox;
    this.ref = new PyActorRef(this);
  }

  @Override
  public String title() {
    return path;
  }

  @Override
  public int waiting() {
    return mailbox.size();
  }

  /// The state with which a thread does the actor's work now; null for none.
  ThreadState worker() {
    Incarnation i = incarnation;
    return i == null ? null : i.managed.worker();
  }

  /// The actor in whose interpreter a thread is, or null.
  static Cell of(ThreadState ts) {
    Incarnation i = Incarnation.of(ts);
    return i == null ? null : i.cell;
  }

  /// The actor in whose turn a thread is; null for other threads, also for those that an actor's code has started.
  static Cell atTurn(ThreadState ts) {
    Incarnation i = Incarnation.of(ts);
    return i == null || i.turn() != ts ? null : i.cell;
  }

  /// The state of the thread that runs code of the actor in its turn; null where there is none.
  ThreadState turn() {
    Incarnation i = incarnation;
    return i == null ? null : i.turn();
  }

  /// Whether code of an interpreter may find this actor without having been given its ref, and end it: where its rights are
  /// limited, if it is the actor itself or has spawned it, directly or not.
  boolean isUnder(ThreadState ts) {
    if (ts.access().permissions().unlimited()) {
      return true;
    }
    Cell own = of(ts);
    for (Cell each = this; each != null; each = each.parent) {
      if (each == own || each.spawner == ts.interpreter().id()) {
        return true;
      }
    }
    return false;
  }

  /// @throws org.atoll.runtime.types.PyException PermissionError unless [#isUnder]
  void requireUnder(ThreadState ts, String what) {
    if (!isUnder(ts)) {
      throw ActorErrors.notPermitted(what + " of " + path + ", which it has not spawned");
    }
  }

  /// Why a call of a method is refused, as text; null where it is not.
  String refuses(String method) {
    if (blueprint.isFunction()) {
      return path + " is a function, which takes messages by receive(): use send(message) or request(message), not the method '" + method + "'";
    }
    if (method.startsWith("_")) {
      return "'" + method + "' is private to " + blueprint.title();
    }
    Set<String> known = blueprint.methods();
    if (known == null || anyMethod || known.contains(method)) {
      return null;
    }
    return "actor " + path + " (" + blueprint.title() + ") has no method '" + method + "'";
  }

  /// The names of the methods that can be called, as far as they are known.
  PyList methodNames() {
    PyList names = new PyList();
    if (blueprint.methods() != null) {
      blueprint.methods().forEach(name -> names.append(PyUnicode.fromUtf16(name)));
    }
    return names;
  }

  void allowAnyMethod() {
    anyMethod = true;
  }

  // Messages.

  /// Sends a message from Python code. Waits for room where the mailbox says so.
  ///
  /// @throws org.atoll.runtime.types.PyException MailboxFull
  void tell(ThreadState ts, Envelope e) {
    if (ended != null) {
      dead(e, obituary(), null);
      return;
    }
    if (!mailbox.offer(e)) {
      overflow(ts, e);
    }
    e.sent();
    delivered();
  }

  private void overflow(ThreadState ts, Envelope e) {
    switch (mailbox.overflow) {
      case FAIL -> {
        e.takeBack();
        throw PyErr.format(ActorErrors.MAILBOX_FULL, "the mailbox of %s is full (%d messages)", path, mailbox.capacity);
      }
      case DROP_OLDEST -> dropOldest(e);
      case BLOCK -> {
        if (atTurn(ts) == this) {
          e.takeBack();
          throw PyErr.format(ActorErrors.MAILBOX_FULL,
              "the mailbox of %s is full (%d messages), and an actor cannot wait for itself to make room", path, mailbox.capacity);
        }
        awaitRoom(ts, e);
      }
    }
  }

  private void awaitRoom(ThreadState ts, Envelope e) {
    boolean[] in = {false};
    Awaited before = null;
    boolean shown = false;
    try {
      before = Waiting.begin(ts, this, "room in the mailbox of " + path, true, () -> ended != null || mailbox.hasRoom());
      shown = true;
      mailbox.room().await(ts, -1, () -> ended != null || in[0] || (in[0] = mailbox.offer(e)));
    } finally {
      if (shown) {
        Waiting.end(ts, before);
      }
      if (!in[0] && ended == null) {
        e.takeBack();
      }
    }
    if (!in[0]) {
      dead(e, obituary(), null);
    }
  }

  private void dropOldest(Envelope e) {
    do {
      Envelope old = mailbox.pollOldest();
      if (old != null) {
        dead(old, "dropped: the mailbox of " + path + " is full (" + mailbox.capacity + " messages)", null);
      } else {
        // Others are about to put in or take out what has been counted already.
        Thread.yield();
      }
    } while (!mailbox.offer(e));
  }

  /// Sends a message from a thread that must not wait and runs no Python; what there is no room for is a dead letter.
  void tellAsync(Envelope e) {
    if (ended != null) {
      dead(e, obituary(), null);
    } else if (mailbox.offer(e)) {
      delivered();
    } else if (mailbox.overflow == Overflow.DROP_OLDEST) {
      dropOldest(e);
      delivered();
    } else {
      dead(e, "the mailbox of " + path + " is full (" + mailbox.capacity + " messages)", null);
    }
  }

  /// Sends what there is always room for.
  void force(Envelope e) {
    mailbox.force(e);
    delivered();
  }

  /// Whether its code runs in one turn from its beginning to its end: it is a function that is no generator or coroutine.
  boolean hasOneTurn() {
    Incarnation i = incarnation;
    return i != null && i.isFunction() && i.coroutine() == null;
  }

  /// Has something done in the actor's interpreter, as soon as that can be.
  void errand(Envelope.Errand errand) {
    Incarnation i = incarnation;
    if (i == null || !i.addErrand(errand)) {
      force(Envelope.errand(errand));
    }
  }

  private void delivered() {
    if (ended != null) {
      drain();
    } else {
      wake();
    }
  }

  private void wake() {
    if (status.get() == IDLE && status.compareAndSet(IDLE, SCHEDULED)) {
      actors.began();
      actors.execute(this::onThread);
    } else {
      Incarnation i = incarnation;
      if (i != null) {
        i.arrived();
      }
    }
  }

  private void dead(Envelope e, String reason, Failure failure) {
    if (e.errand != null) {
      return;
    }
    if (e.reply != null) {
      Terminated.Reason why = ended;
      e.reply.fail(failure != null ? failure : Failure.stopped(reason, why == null ? null : why.failure()));
    }
    // The channels' ends in it count no more: whoever waits for an answer by one of them is to know that there will be none.
    e.release();
    actors.deadLetters().add(new DeadLetter(this, e, reason, failure));
  }

  /// A message that cannot be handled, or has failed.
  void deadLetter(Envelope e, String reason, Failure failure) {
    dead(e, reason, failure);
  }

  private void drain() {
    for (Envelope e = mailbox.poll(); e != null; e = mailbox.poll()) {
      dead(e, obituary(), null);
    }
  }

  // Turns.

  private void onThread() {
    if (status.compareAndSet(SCHEDULED, RUNNING)) {
      lent = 0;
      work(null, null);
    }
  }

  /// Does the actor's work on the thread of somebody who waits for its answer, where that is the next thing to do; tells
  /// whether the answer is there.
  boolean lend(ThreadState ts, PyReply reply) {
    if (blueprint.isFunction() || !signals.isEmpty() || blueprint.limits().memoryBytes() != Limits.NONE) {
      // What counts its memory runs on threads of its own.
      return false;
    }
    Cell lender = of(ts);
    int depth = lender == null ? 1 : lender.lent + 1;
    if (depth > MAX_LENT) {
      return false;
    }
    Incarnation i = incarnation;
    if (i == null || i.isAsync() || !mailbox.isNext(reply)) {
      // What comes before, the constructor or a message of somebody else, would be interrupted with who waits.
      return false;
    }
    if (!status.compareAndSet(SCHEDULED, RUNNING)) {
      if (!status.compareAndSet(IDLE, RUNNING)) {
        return false;
      }
      actors.began();
    }
    lent = depth;
    work(ts, reply);
    return reply.isDone();
  }

  /// A turn. Whatever comes of it, it ends in an outcome, and what the thread of an asker raises for its own sake (it was
  /// interrupted, or its interpreter ended) goes on there.
  private Outcome work(ThreadState caller, PyReply until) {
    Outcome[] reached = {null};
    try {
      turn(caller, until, reached);
    } catch (RuntimeException | Error e) {
      if (ended != null) {
        reached[0] = Outcome.ENDED;
      } else if (reached[0] == null) {
        reached[0] = cutShort("was cut off: " + (e instanceof InterpreterKilled ? "the actor that waited for it was ended by force" : e));
      }
      if (caller != null && (e instanceof PyException || e instanceof InterpreterKilled)) {
        settle(reached[0]);
        throw e;
      }
    }
    settle(reached[0]);
    return reached[0];
  }

  /// What was being done gets no answer.
  private Outcome cutShort(String how) {
    Incarnation i = incarnation;
    Failure why = Failure.stopped(path + " " + how);
    String work = i == null ? "its start" : i.workTitle();
    if (i != null) {
      i.abandon(why);
    }
    return new Failing(why, work);
  }

  private void turn(ThreadState caller, PyReply until, Outcome[] reached) {
    for (Signal s = signals.peek(); s != null; s = signals.peek()) {
      failing = null;
      signals.remove();
      if (s instanceof Signal.Stop stop) {
        finish(caller, stop.reason());
        reached[0] = Outcome.ENDED;
        return;
      }
      if (s instanceof Signal.Restart) {
        discard();
        restarts.incrementAndGet();
      }
    }
    if (failing != null) {
      reached[0] = Outcome.UNDECIDED;
      return;
    }
    Incarnation i = incarnation != null ? incarnation : incarnate();
    try {
      enter(caller, i, ts -> reached[0] = i.process(ts, until));
    } catch (ManagedInterpreter.ClosedException e) {
      reached[0] = cutOff(i, e.getMessage());
    } catch (ManagedInterpreter.AlreadyRunningException e) {
      reached[0] = Outcome.BUSY;
    }
    if (!(reached[0] instanceof Failing) && ended == null && i.managed.ending() != null) {
      reached[0] = cutOff(i, i.managed.ending().reason());
    }
  }

  private static void enter(ThreadState caller, Incarnation i, Function<ThreadState, Object> work) {
    if (caller == null) {
      i.managed.run(work);
    } else {
      i.managed.call(caller, work);
    }
  }

  private Incarnation incarnate() {
    Incarnation made = new Incarnation(this, actors.createInterpreter(blueprint.settings(), blueprint.limits()));
    incarnation = made;
    // An interpreter can be ended from outside while the actor has nothing to do: its next turn, which notices, is now.
    made.managed.termination().thenRun(() -> {
      if (incarnation == made) {
        force(Envelope.errand(ts -> {}));
      }
    });
    return made;
  }

  /// The interpreter was ended from outside.
  private Outcome cutOff(Incarnation i, String why) {
    Outcome failing = cutShort("was cut off: " + (killed != null ? killed : why));
    i.cutOff();
    if (killed != null) {
      finish(null, Terminated.Reason.of(killed));
      return Outcome.ENDED;
    }
    return failing;
  }

  private void settle(Outcome outcome) {
    switch (outcome) {
      case Done d -> {
        boolean more = !front.isEmpty();
        status.set(IDLE);
        actors.rested();
        if (more || !mailbox.isEmpty() || !signals.isEmpty()) {
          wake();
        }
      }
      case More m -> {
        status.set(SCHEDULED);
        actors.execute(this::onThread);
      }
      case Busy b -> {
        status.set(SCHEDULED);
        actors.timer().schedule(() -> actors.execute(this::onThread), BUSY_MILLIS, TimeUnit.MILLISECONDS);
      }
      case Failing what -> {
        boolean stopping = isStopping();
        failing = what;
        suspend();
        if (!stopping) {
          actors.guardian().tell(new Lifecycle.Failed(this, what));
        } else if (killed == null && !what.failure().interrupt) {
          Guardian.report(this, what, "ends");
        }
      }
      case Undecided u -> suspend();
      case Ended e -> {
        status.set(ENDED);
        actors.rested();
        drain();
      }
    }
  }

  private void suspend() {
    status.set(SUSPENDED);
    if (!signals.isEmpty()) {
      goOn();
    }
  }

  /// Gives it a turn. Whoever has added a signal may come late, when that has been taken out, and the actor has failed again: such a turn
  /// finds nothing to do.
  private void goOn() {
    if (status.compareAndSet(SUSPENDED, SCHEDULED)) {
      actors.execute(this::onThread);
    }
  }

  // Lifecycle.

  /// Tells the actor something that comes before its messages.
  void signal(Signal s) {
    signals.add(s);
    if (status.get() == SUSPENDED) {
      goOn();
    } else {
      wake();
    }
    if (status.get() == SUSPENDED) {
      goOn();
    }
  }

  /// Whether there is an incarnation that could go on after a failure.
  boolean isFit() {
    Incarnation i = incarnation;
    return i != null && i.isFit() && i.managed.ending() == null;
  }

  /// Ends those that it has spawned. Their names are free at once: it may spawn others by these, while they are still at their last
  /// messages.
  void stopChildren(String reason) {
    for (Cell c : children.reversed()) {
      actors.freeNames(c);
      c.stop(Terminated.Reason.of(reason), false);
    }
  }

  /// Whether it still waits for what the guardian decides about that failure. What it has been told since would have it go on.
  boolean awaits(Failing what) {
    return signals.isEmpty() && failing == what;
  }

  boolean isSignalled() {
    return !signals.isEmpty();
  }

  /// Whether it has been told to end.
  boolean isStopping() {
    for (Signal s : signals) {
      if (s instanceof Signal.Stop) {
        return true;
      }
    }
    return false;
  }

  /// Begins the first turn: the constructor runs.
  void start() {
    wake();
  }

  void stop(Terminated.Reason reason, boolean afterPending) {
    if (afterPending) {
      force(Envelope.lastErrand(ts -> signal(new Signal.Stop(reason))));
    } else {
      signal(new Signal.Stop(reason));
    }
  }

  void kill(String reason, long graceNanos) {
    killed = reason;
    signal(new Signal.Stop(Terminated.Reason.of(reason)));
    // Only now: an incarnation that begins later finds the signal before it runs any code.
    Incarnation i = incarnation;
    if (i != null) {
      i.managed.kill(Duration.ofNanos(graceNanos), reason);
    }
  }

  boolean interrupt(String reason) {
    Incarnation i = incarnation;
    return i != null && i.interrupt(Interruptions.interrupted(reason));
  }

  /// Ends the present incarnation; messages stay.
  private void discard() {
    Incarnation i = incarnation;
    incarnation = null;
    unstash();
    for (Timer t : timers) {
      t.restarts(this);
    }
    stopChildren("spawned by " + path + ", which is restarted");
    if (i != null) {
      i.abandon(Failure.stopped(path + " was restarted before it had answered"));
      actors.close(i.managed);
    }
  }

  /// Ends the actor, whatever comes of its goodbye.
  private void finish(ThreadState caller, Terminated.Reason reason) {
    Incarnation i = incarnation;
    try {
      if (i != null) {
        goodbye(caller, i, reason);
      }
    } finally {
      end(i, reason);
    }
  }

  private void goodbye(ThreadState caller, Incarnation i, Terminated.Reason reason) {
    try {
      enter(caller, i, ts -> i.stopping(ts, reason));
    } catch (ManagedInterpreter.ClosedException | ManagedInterpreter.AlreadyRunningException e) {
      // Cut off: it cannot say anything any more.
      i.abandon(Failure.stopped(path + " has ended: " + reason.text()));
    }
  }

  private void end(Incarnation i, Terminated.Reason reason) {
    ended = reason;
    try {
      leave(i, reason);
    } finally {
      left = true;
      WaitQueue waiting = endWaiters;
      if (waiting != null) {
        waiting.signalAll();
      }
    }
  }

  /// What is left is told to whom it concerns, and the name is free again.
  private void leave(Incarnation i, Terminated.Reason reason) {
    for (Timer t : timers) {
      t.endsWith(this);
    }
    timers.clear();
    if (i != null) {
      incarnation = null;
      actors.close(i.managed);
    }
    unstash();
    for (Envelope e = front.poll(); e != null; e = front.poll()) {
      dead(e, obituary(), null);
    }
    drain();
    mailbox.closed();
    blueprint.release();
    actors.ended(this, reason);
  }

  /// Its first incarnation has its arguments. Unless there may be another one, nobody needs them any more.
  void begun() {
    if (group == null && blueprint.strategy().directive != Strategy.Directive.RESTART) {
      blueprint.release();
    }
  }

  boolean awaitEnd(ThreadState ts, long nanos) {
    synchronized (this) {
      if (endWaiters == null) {
        endWaiters = new WaitQueue();
      }
    }
    Awaited before = Waiting.begin(ts, this, "the end of " + path, nanos < 0, () -> left);
    try {
      return endWaiters.await(ts, nanos, () -> left);
    } finally {
      Waiting.end(ts, before);
    }
  }

  /// Why it has ended; null while it has not.
  Terminated.Reason ended() {
    return ended;
  }

  /// The guardian knows that it has ended, and has told those who watched it.
  void bury() {
    buried = true;
  }

  /// Why it has ended, once the guardian knows; null before.
  Terminated.Reason known() {
    return buried ? ended : null;
  }

  /// What who comes too late is told.
  String obituary() {
    Terminated.Reason why = ended;
    return path + " has ended" + (why == null ? "" : ": " + why.text());
  }

  long restarts() {
    return restarts.get();
  }

  void own(Timer t) {
    timers.add(t);
    if (ended != null) {
      t.endsWith(this);
    }
  }

  void disown(Timer t) {
    timers.remove(t);
  }

  /// Puts what was stashed before everything else.
  void unstash() {
    while (!stash.isEmpty()) {
      front.addFirst(stash.pollLast());
    }
  }

  @Override
  public String toString() {
    return path;
  }
}
