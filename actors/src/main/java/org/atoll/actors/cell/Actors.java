package org.atoll.actors.cell;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.atoll.actors.interpreters.InterpreterSettings;
import org.atoll.actors.interpreters.InterpreterSystem;
import org.atoll.actors.interpreters.ManagedInterpreter;
import org.atoll.runtime.host.StandardStreams;
import org.atoll.runtime.interp.Limits;
import org.atoll.runtime.interp.PyRuntime;
import org.atoll.runtime.interp.ThreadKind;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.thread.WaitQueue;
import org.atoll.runtime.types.PyBaseException;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;

/// The actors of one runtime: their names, their threads, their dead letters. Thread-safe.
final class Actors implements PyRuntime.Listener {
  private static final long STOPPING_NANOS = 5_000_000_000L;
  /// How long Ctrl-C leaves actors their present messages before it reaches these.
  private static final long PATIENCE_NANOS = 1_000_000_000L;
  /// The exit status of a process that Ctrl-C has ended, as shells have it.
  private static final long INTERRUPTED = 130;

  private final InterpreterSystem interpreters;
  private final AtomicLong nextId = new AtomicLong(1);
  private final ConcurrentHashMap<String, Cell> names = new ConcurrentHashMap<>();
  private final ConcurrentSkipListMap<Long, Cell> cells = new ConcurrentSkipListMap<>();
  private final DeadLetters deadLetters = new DeadLetters();
  /// How many actors have something to do.
  private final AtomicInteger busy = new AtomicInteger();
  /// How many interpreters of actors are about to end.
  private final AtomicInteger closing = new AtomicInteger();
  private final WaitQueue resting = new WaitQueue();
  private final WaitQueue ends = new WaitQueue();
  private final Executor threads;
  private final Guardian guardian = new Guardian(this);
  private volatile boolean leaving;
  private volatile String failure;

  private Actors(InterpreterSystem interpreters) {
    this.interpreters = interpreters;
    this.threads = ThreadKind.VIRTUAL.executor("actor", 0);
  }

  /// The actors of the runtime that an interpreter belongs to.
  static Actors of(ThreadState ts) {
    PyRuntime runtime = ts.interpreter().runtime();
    InterpreterSystem interpreters = InterpreterSystem.of(runtime);
    return runtime.state(Actors.class, () -> {
      Actors made = new Actors(interpreters);
      runtime.addFirstListener(made);
      return made;
    });
  }

  /// What actors do for which nobody waits is told on standard error, once.
  static void log(String text) {
    byte[] bytes = ("atoll.actors: " + (text.endsWith("\n") ? text : text + "\n")).getBytes(StandardCharsets.UTF_8);
    StandardStreams.write(2, bytes, 0, bytes.length);
  }

  void execute(Runnable work) {
    threads.execute(work);
  }

  ScheduledExecutorService timer() {
    return interpreters.timer();
  }

  DeadLetters deadLetters() {
    return deadLetters;
  }

  /// An interpreter with the rights of the settings, whoever's thread this is.
  ManagedInterpreter createInterpreter(InterpreterSettings settings, Limits limits) {
    ThreadState before = ThreadState.swap(null);
    try {
      return interpreters.create(settings, limits, false);
    } finally {
      ThreadState.swap(before);
    }
  }

  /// What decides over failures and tells of ends.
  Guardian guardian() {
    return guardian;
  }

  // Names.

  /// Makes an actor and begins its first turn.
  ///
  /// @param name null for one that is made up
  Cell spawn(ThreadState ts, Blueprint blueprint, String name, Mailbox mailbox, Group group) {
    if (leaving) {
      throw ActorErrors.error("the program is ending: no more actors can be spawned");
    }
    long id = nextId.getAndIncrement();
    Cell parent = Cell.of(ts);
    String known = name != null ? name : blueprint.title() + "-" + id;
    Cell made = new Cell(this, id, known, blueprint, parent, group, mailbox, ts.interpreter().id());
    if (name != null) {
      Cell other = names.putIfAbsent(name, made);
      if (other != null) {
        throw PyErr.format(ActorErrors.NAME_TAKEN, "there is an actor named '%s' already: %s", name, other.path);
      }
    }
    cells.put(id, made);
    if (parent != null) {
      parent.children.add(made);
    }
    if (group != null) {
      group.add(made);
    }
    made.start();
    if (parent != null && parent.ended() != null) {
      // A thread that it has left has spawned this one, after those that it had spawned were told to end.
      made.stop(Terminated.Reason.of("spawned by " + parent.path + ", which has ended"), false);
    }
    return made;
  }

  /// The actor of a name, or null.
  Cell lookup(String name) {
    return names.get(name);
  }

  /// An actor is told to end with the one that has spawned it: others may have the names of those that it has spawned, and its own.
  void freeNames(Cell cell) {
    names.remove(cell.name, cell);
    cell.children.forEach(this::freeNames);
  }

  /// Those that live, the oldest first.
  List<Cell> all() {
    return new ArrayList<>(cells.values());
  }

  /// An actor has ended; those that it has spawned end, too.
  void ended(Cell cell, Terminated.Reason reason) {
    names.remove(cell.name, cell);
    cells.remove(cell.id);
    if (cell.parent != null) {
      cell.parent.children.remove(cell);
    }
    cell.stopChildren("spawned by " + cell.path + ", which has ended");
    guardian.tell(new Lifecycle.Ended(cell, reason));
    if (cells.isEmpty()) {
      ends.signalAll();
    }
  }

  /// Ends an interpreter that no actor needs any more, on another thread.
  void close(ManagedInterpreter interpreter) {
    closing.incrementAndGet();
    interpreter.termination().whenComplete((why, error) -> {
      if (closing.decrementAndGet() == 0) {
        ends.signalAll();
      }
    });
    execute(interpreter::closeHere);
  }

  // Rest.

  /// An actor has got something to do.
  void began() {
    busy.incrementAndGet();
  }

  /// An actor has nothing to do any more.
  void rested() {
    if (busy.decrementAndGet() == 0 && leaving) {
      resting.signalAll();
    }
  }

  /// Waits until all actors have ended, and their interpreters with them. Negative `nanos` for no limit.
  boolean awaitEnd(ThreadState ts, long nanos) {
    return ends.await(ts, nanos, () -> cells.isEmpty() && closing.get() == 0);
  }

  /// Ends all actors, those that were spawned last first.
  void stopAll(String reason) {
    for (Cell c : cells.descendingMap().values()) {
      if (c.parent == null) {
        c.stop(Terminated.Reason.of(reason), false);
      }
    }
  }

  /// Notes a failure that nobody was there to deal with. To be noted before any actor is ended by it: the end of the last one
  /// lets the program look.
  void noteFailure(String why) {
    failure = why;
  }

  /// Why the system has failed; null while it has not.
  String failure() {
    return failure;
  }

  // The end of the program.

  @Override
  public void interrupted(ThreadState main, PyBaseException raised) {
    // Actors go on: the program decides what Ctrl-C means to them.
  }

  /// What was sent is handled; then all actors end. A program that runs as an actor system (`atoll run --actor`) goes on
  /// until its actors have ended by themselves, or Ctrl-C ends them.
  @Override
  public void leaving(ThreadState main) {
    boolean system = main.interpreter().config().xOptions().containsKey("actor_system") && main.interpreter().runtime().status() == 0;
    if (!cells.isEmpty() && main.interpreter().runtime().status() == 0) {
      awaitWork(main, system);
    }
    endAll(main);
    if (system && failure != null) {
      log(failure);
      throw PyErr.systemExit(1L);
    }
  }

  private void awaitWork(ThreadState main, boolean system) {
    try {
      if (system) {
        awaitEnd(main, -1);
      } else {
        leaving = true;
        resting.await(main, -1, () -> busy.get() <= 0);
      }
    } catch (PyException e) {
      try {
        stopAll("interrupted");
        if (!awaitEnd(main, PATIENCE_NANOS)) {
          all().forEach(c -> c.interrupt("the program was interrupted"));
        }
        endAll(main);
      } catch (PyException again) {
        // A second Ctrl-C has no patience.
        killAll(main);
      }
      throw system && PyErr.matches(e, PyExc.KeyboardInterrupt) ? PyErr.systemExit(INTERRUPTED) : e;
    }
  }

  private void endAll(ThreadState main) {
    leaving = true;
    stopAll("the program has ended");
    if (!awaitEnd(main, STOPPING_NANOS)) {
      killAll(main);
    }
  }

  private void killAll(ThreadState main) {
    all().forEach(c -> c.kill("the program has ended", 0));
    awaitEnd(main, STOPPING_NANOS);
  }

  @Override
  public void ending(ThreadState main) {
    // All is done in `leaving`.
  }
}
