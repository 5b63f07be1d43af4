package org.atoll.actors.interpreters;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.SpawnProtocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.atoll.arena.when.Behaviours;
import org.atoll.channels.ends.Handles;
import org.atoll.channels.interpchannels.InterpChannels;
import org.atoll.channels.queues.InterpQueues;
import org.atoll.runtime.embed.Shutdown;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.Limits;
import org.atoll.runtime.interp.PyRuntime;
import org.atoll.runtime.interp.ThreadKind;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.warnings.Warnings;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyBaseException;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;

/// The subinterpreters of one runtime, and the actor system that their mailboxes live in, which is started with the first
/// of these. Thread-safe.
public final class InterpreterSystem implements PyRuntime.Listener {
  private static final long STACK_BYTES = 256L << 20;
  private static final long CLOSING_SECONDS = 5;
  private static final int MAX_OBITUARIES = 10_000;

  private final PyRuntime runtime;
  private final ConcurrentSkipListMap<Long, ManagedInterpreter> interpreters = new ConcurrentSkipListMap<>();
  private final ConcurrentHashMap<Long, ActorRef<InterpreterCommand>> mailboxes = new ConcurrentHashMap<>();
  /// For interpreters whose memory is limited.
  private final Executor metered = ThreadKind.PLATFORM.executor("interpreter", STACK_BYTES);
  private final Executor threads = ThreadKind.preferred().executor("interpreter", STACK_BYTES);
  private final Map<Long, Obituary> obituaries = Collections.synchronizedMap(new LinkedHashMap<>() {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Long, Obituary> eldest) {
      return size() > MAX_OBITUARIES;
    }
  });
  private ScheduledExecutorService timer;
  private ActorSystem<SpawnProtocol.Command> system;
  /// The last KeyboardInterrupt that SIGINT raised in the main thread, while that may still be dealing with it.
  private volatile PyBaseException interrupt;

  /// Why an interpreter has ended, and who may be told.
  private record Obituary(Termination why, Lineage lineage) {}

  private InterpreterSystem(PyRuntime runtime) {
    this.runtime = runtime;
  }

  /// The system of the runtime that an interpreter belongs to.
  public static InterpreterSystem of(ThreadState ts) {
    return of(ts.interpreter().runtime());
  }

  /// The system of a runtime.
  public static InterpreterSystem of(PyRuntime runtime) {
    return runtime.state(InterpreterSystem.class, () -> {
      InterpreterSystem made = new InterpreterSystem(runtime);
      runtime.addListener(made);
      runtime.setDirectory(() -> made.interpreters.values().stream().map(ManagedInterpreter::interpreter).toList());
      return made;
    });
  }

  /// The actor system, started with the first use.
  public synchronized ActorSystem<SpawnProtocol.Command> system() {
    if (system == null) {
      system = ActorSystem.create(SpawnProtocol.create(), "atoll", ActorConfig.load());
    }
    return system;
  }

  /// Makes a subinterpreter as `concurrent.interpreters` does, with limits.
  public ManagedInterpreter create(Limits limits) {
    return create(InterpreterSettings.ISOLATED, limits, false);
  }

  /// Makes a subinterpreter. Where the calling thread runs an interpreter whose rights are limited, it may do no more than that.
  public ManagedInterpreter create(InterpreterSettings settings, Limits limits, boolean countsReferences) {
    ThreadState maker = ThreadState.currentOrNull();
    InterpreterSettings bounded = maker == null || maker.access().permissions().unlimited() ? settings
        : settings.withAllowed(settings.allowed().and(maker.interpreter().config().capabilities()));
    Interpreter made = new Interpreter(runtime.main().config().forSubinterpreter(bounded.allowed(), runtime.programFolder()), runtime);
    made.setLimits(limits);
    ManagedInterpreter by = maker == null ? null : get(maker.interpreter().id());
    ManagedInterpreter managed = new ManagedInterpreter(this, made, countsReferences, bounded, by == null ? null : by.lineage());
    interpreters.put(made.id(), managed);
    return managed;
  }

  /// The subinterpreter, or null.
  public ManagedInterpreter get(long id) {
    return interpreters.get(id);
  }

  /// All of them, the oldest first.
  public List<ManagedInterpreter> all() {
    return new ArrayList<>(interpreters.values());
  }

  /// The actor of an interpreter, for work that nobody's thread waits for. It ends with the interpreter.
  public ActorRef<InterpreterCommand> mailbox(ManagedInterpreter interpreter) {
    ActorRef<InterpreterCommand> actor = mailboxes.computeIfAbsent(interpreter.id(),
        id -> system().systemActorOf(InterpreterActor.create(this, interpreter), "interpreter-" + id, Props.empty()));
    if (get(interpreter.id()) == null && mailboxes.remove(interpreter.id()) != null) {
      // It has ended meanwhile, and nobody else would tell the actor.
      actor.tell(new InterpreterCommand.Stop());
    }
    return actor;
  }

  /// An interpreter's queue of work that nobody lends a thread for.
  public WorkQueue queue(ManagedInterpreter interpreter) {
    return interpreter.queue(threads);
  }

  /// Asks for work that is done meanwhile, on another thread.
  Work<Object> submit(ManagedInterpreter interpreter, Function<ThreadState, Object> work) {
    return queue(interpreter).submit(work);
  }

  /// Closes an interpreter once the work that waits for it is done. Returns at once; see [ManagedInterpreter#termination].
  public CompletionStage<Termination> closeAfterWork(ManagedInterpreter interpreter) {
    queue(interpreter).finish(() -> interpreter.finish(null));
    return interpreter.termination();
  }

  /// Ends the actor system, where one was started.
  public void stopActors() {
    ActorSystem<SpawnProtocol.Command> started;
    synchronized (this) {
      started = system;
      system = null;
    }
    if (started != null) {
      started.terminate();
    }
  }

  /// Ends a subinterpreter and waits for that: its threads, its `atexit` functions, its streams.
  ///
  /// @throws ManagedInterpreter.AlreadyRunningException if it is doing work
  void close(ThreadState ts, ManagedInterpreter interpreter) {
    interpreter.finish(ts);
  }

  /// As [#close], for one that nobody refers to; what is done already, or still at work, is left alone.
  void closeUnlessBusy(ThreadState ts, ManagedInterpreter interpreter) {
    try {
      close(ts, interpreter);
    } catch (ManagedInterpreter.AlreadyRunningException | ManagedInterpreter.ClosedException e) {
      return;
    }
  }

  /// Forgets an interpreter that has ended, and frees what it held. Why it ended is kept for those who still ask for it,
  /// unless it was closed.
  void ended(ManagedInterpreter interpreter, Termination why) {
    if (!(why instanceof Termination.Closed)) {
      obituaries.put(interpreter.id(), new Obituary(why, interpreter.lineage()));
    }
    interpreters.remove(interpreter.id());
    interpreter.interpreter().access().end();
    ActorRef<InterpreterCommand> mailbox = mailboxes.remove(interpreter.id());
    if (mailbox != null) {
      mailbox.tell(new InterpreterCommand.Stop());
    }
    InterpQueues.of(runtime).interpreterClosed(interpreter.id());
    InterpChannels.of(runtime).interpreterClosed(interpreter.id());
    Handles.interpreterClosed(interpreter.interpreter());
    Behaviours.interpreterClosed(interpreter.interpreter());
  }

  /// Why an interpreter has ended that was not closed, if `asker` is to be told; null for others, and once many more have.
  Termination obituary(ThreadState asker, long id) {
    Obituary known = obituaries.get(id);
    return known != null && (asker.access().permissions().unlimited() || known.lineage.includes(asker.interpreter().id())) ? known.why : null;
  }

  /// Runs something on a platform thread that does nothing else meanwhile.
  void executeMetered(Runnable work) {
    metered.execute(work);
  }

  /// Runs something on a thread of its own.
  public void execute(Runnable work) {
    threads.execute(work);
  }

  /// Runs something short after a time, unless the future is cancelled before.
  public Future<?> after(Duration time, Runnable action) {
    return timer().schedule(action, time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// What tells when time is over. What it runs must be short, and wait for nothing.
  public synchronized ScheduledExecutorService timer() {
    if (timer == null) {
      ScheduledThreadPoolExecutor made = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("atoll-timer").factory());
      made.setRemoveOnCancelPolicy(true);
      timer = made;
    }
    return timer;
  }

  /// Ctrl-C is meant for the whole program: what other threads wait for in subinterpreters ends too.
  @Override
  public void interrupted(ThreadState main, PyBaseException raised) {
    interrupt = raised;
    for (ManagedInterpreter i : interpreters.values()) {
      i.interruptWorkOf(main.interpreter(), main);
    }
  }

  /// Refuses new work of the main interpreter's other threads, by KeyboardInterrupt, while its main thread deals with the one
  /// of SIGINT: else a pool that the main thread waits for would go on with its next task.
  void checkInterrupt(ThreadState ts) {
    PyBaseException raised = interrupt;
    if (raised == null || ts.interpreter().config().subinterpreter()) {
      return;
    }
    ThreadState main = ts.interpreter().mainThread();
    if (ts == main) {
      return;
    }
    for (PyBaseException e = main.handled; e != null; e = e.context) {
      if (e == raised) {
        throw PyErr.keyboardInterrupt();
      }
    }
    interrupt = null;
  }

  /// Whether new work may have to be refused by [#checkInterrupt].
  boolean isInterrupted() {
    return interrupt != null;
  }

  /// Warns of interpreters that the program has not closed, as CPython does. Those that nothing refers to any more are
  /// closed first.
  @Override
  public void leaving(ThreadState main) {
    if (interpreters.isEmpty()) {
      return;
    }
    PyObjects.callMethod(main, main.interpreter().importModule(main, "gc"), "collect");
    if (!interpreters.isEmpty()) {
      Warnings.warnExplicit(main, "remaining subinterpreters; close them with Interpreter.close()", PyExc.RuntimeWarning,
          "<sys>", 0, "sys", PyNone.NONE, PyNone.NONE);
    }
  }

  /// Ends the interpreters that the program has left, all at once; one that is still at work is left alone.
  @Override
  public void ending(ThreadState main) {
    List<ManagedInterpreter> left = all();
    if (left.isEmpty()) {
      return;
    }
    List<Work<Object>> replies = new ArrayList<>();
    for (ManagedInterpreter i : left) {
      if (i.isInitialized()) {
        replies.add(submit(i, inner -> {
          Shutdown.finish(inner, 0);
          return PyNone.NONE;
        }));
      }
    }
    main.beginBlocking();
    try {
      CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new)).completeOnTimeout(null, CLOSING_SECONDS, TimeUnit.SECONDS).exceptionally(e -> null).join();
    } finally {
      main.endBlocking();
    }
    left.forEach(i -> interpreters.remove(i.id()));
  }
}
