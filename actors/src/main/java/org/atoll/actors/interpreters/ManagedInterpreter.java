package org.atoll.actors.interpreters;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.atoll.runtime.embed.Shutdown;
import org.atoll.runtime.host.Errno;
import org.atoll.runtime.host.Permissions;
import org.atoll.runtime.importlib.Startup;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.InterpreterKilled;
import org.atoll.runtime.interp.Interruption;
import org.atoll.runtime.interp.Limits;
import org.atoll.runtime.interp.MemoryMeter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.thread.WaitQueue;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;

/// A subinterpreter as the others see it: it does one piece of work at a time, on the thread of whoever waits for it, or
/// on a thread that its actor lends (see [InterpreterActor]). Whoever holds it may interrupt the work, or end the
/// interpreter, whatever that is doing. Thread-safe.
public final class ManagedInterpreter {
  private final InterpreterSystem system;
  private final Interpreter interpreter;
  private final InterpreterSettings config;
  private final Lineage lineage;
  private final AtomicLong references = new AtomicLong();
  private final boolean countsReferences;
  /// The work it is doing, or null.
  private final AtomicReference<Run> current = new AtomicReference<>();
  /// Why it is to end; null while it is not. Takes no more work then.
  private final AtomicReference<Termination> ending = new AtomicReference<>();
  private final CompletableFuture<Termination> ended = new CompletableFuture<>();
  private final WorkMeter meter = new WorkMeter();
  private final LimitWatch watch;
  private volatile boolean initialized;
  private volatile boolean closing;
  /// What waits for it; made with the first such work.
  private volatile WorkQueue queue;
  private volatile Occupant occupant;
  private volatile Execution.Ahead ahead;
  private volatile Origin origin = Origin.STDLIB;

  /// A piece of work: who asked for it (null for an actor), and the state it runs with once it does.
  private static final class Run {
    final ThreadState caller;
    private ThreadState state;
    private Interruption early;

    private volatile boolean apart;
    private volatile boolean untold;

    Run(ThreadState caller) {
      this.caller = caller;
    }

    /// Those who ask whether the interpreter runs its `__main__` are not told of it.
    Run untold() {
      untold = true;
      return this;
    }

    /// It is done on a thread of its own.
    Run withoutCaller() {
      apart = true;
      return this;
    }

    boolean isOnCallersThread() {
      return caller != null && !apart;
    }

    synchronized void starts(ThreadState ts) {
      state = ts;
      if (early != null) {
        ts.setAsyncException(early);
      }
    }

    synchronized boolean runs(ThreadState ts) {
      return state == ts;
    }

    synchronized ThreadState state() {
      return state;
    }

    /// Has it raised in the work, or as soon as that starts.
    synchronized void interrupt(Interruption exception) {
      early = exception;
      if (state != null) {
        state.setAsyncException(exception);
      }
    }
  }

  /// In place of work, once the interpreter has ended.
  private static final Run CLOSED = new Run(null);

  ManagedInterpreter(InterpreterSystem system, Interpreter interpreter, boolean countsReferences, InterpreterSettings config, Lineage maker) {
    this.system = system;
    this.interpreter = interpreter;
    this.lineage = new Lineage(interpreter.id(), maker);
    this.countsReferences = countsReferences;
    this.config = config;
    this.watch = LimitWatch.of(this, system);
    MemoryMeter memory = interpreter.memory();
    if (memory != null) {
      memory.onExhausted(() -> {
        Termination why = new Termination.LimitExceeded("memory", Figures.bytes(memory.liveBytes()), Figures.bytes(memory.limitBytes()));
        end(Duration.ZERO, why, Interruptions.interrupted(why.reason()));
      });
    }
  }

  /// Its number, which no other interpreter of the runtime has had.
  public long id() {
    return interpreter.id();
  }

  /// Its state.
  public Interpreter interpreter() {
    return interpreter;
  }

  InterpreterSettings config() {
    return config;
  }

  Lineage lineage() {
    return lineage;
  }

  /// Refuses an interpreter to those who may do less than it: what it runs for them could do more than they may. Those whose
  /// rights are limited get at none but what they have made.
  void requireControl(ThreadState caller) {
    Permissions own = caller.access().permissions();
    if (!own.covers(interpreter.access().permissions())) {
      throw PyErr.osErrorWithMessage(Errno.EPERM, String.format(Locale.ROOT,
          "interpreter %d has capabilities that interpreter %d lacks, so it takes no work from it", id(), caller.interpreter().id()));
    }
    if (!isShownTo(caller)) {
      throw PyErr.osErrorWithMessage(Errno.EPERM, String.format(Locale.ROOT,
          "interpreter %d was not made by interpreter %d, whose capabilities are limited, so it takes no work from it", id(), caller.interpreter().id()));
    }
  }

  /// Whether code there is told that this interpreter exists.
  boolean isShownTo(ThreadState caller) {
    return caller.access().permissions().unlimited() || lineage.includes(caller.interpreter().id());
  }

  void incref() {
    references.incrementAndGet();
  }

  /// Whether the last reference is gone and the interpreter with it.
  boolean decref() {
    return references.decrementAndGet() <= 0 && countsReferences;
  }

  /// Whether it is doing work.
  public boolean isRunning() {
    Run run = current.get();
    return run != null && run != CLOSED;
  }

  /// As [#isRunning], as far as Python is told: not of what [#callUntold] does.
  boolean isRunningMain() {
    Run run = current.get();
    return run != null && run != CLOSED && !run.untold;
  }

  /// Who has made it.
  Origin origin() {
    return origin;
  }

  /// Tells who has made it. Called once, before others look at it.
  void comesFrom(Origin by) {
    origin = by;
  }

  /// Does a piece of work on the calling thread, whose own interpreter goes on without it.
  ///
  /// @throws AlreadyRunningException if it is doing another
  /// @throws ClosedException if it has ended, or is ended by force meanwhile
  public <T> T call(ThreadState caller, Function<ThreadState, T> work) {
    return work(claim(caller), null, work);
  }

  /// As [#call], for work in the interpreter that does not count as running its `__main__`.
  <T> T callUntold(ThreadState caller, Function<ThreadState, T> work) {
    return work(claim(caller).untold(), null, work);
  }

  /// As [#call], for work that is to be done within a time; see [Deadline].
  public <T> T call(ThreadState caller, Deadline deadline, Function<ThreadState, T> work) {
    return work(claim(caller), deadline, work);
  }

  /// As [#call], for a caller that has given up its GIL and does not get it back here, and for several pieces of work one
  /// after the other: `work` calls [#countNext] between them. Not for an interpreter with limits.
  <T> T callBeside(ThreadState caller, Function<ThreadState, T> work) {
    Run run = claim(caller);
    ThreadState ts = interpreter.newThreadState();
    meter.begin();
    try {
      run.starts(ts);
      return caller.runBeside(ts, inner -> prepared(inner, work));
    } catch (InterpreterKilled e) {
      throw closedBy(e);
    } finally {
      ends(ts);
    }
  }

  /// The next piece of work of [#callBeside] begins.
  void countNext() {
    meter.next();
  }

  /// Whether nothing has to be measured while it works.
  boolean isUnlimited() {
    return watch == null && interpreter.memory() == null;
  }

  /// Keeps the outcome of a call that has been carried out before the caller's code comes to it.
  void keepOutcome(Execution.Ahead outcome) {
    ahead = outcome;
  }

  /// The outcome of a call that has been carried out already; null for one that has not.
  Execution.Ahead takeOutcome(ThreadState caller, PyTuple args) {
    Execution.Ahead known = ahead;
    if (known == null || !known.isOf(caller, args)) {
      return null;
    }
    ahead = null;
    return known;
  }

  /// Does a piece of work on the calling thread, which runs no other interpreter.
  ///
  /// @throws AlreadyRunningException if it is doing another
  /// @throws ClosedException if it has ended, or is ended by force meanwhile
  public <T> T run(Function<ThreadState, T> work) {
    return work(claim(null), null, work);
  }

  /// As [#run], for work that is to be done within a time; see [Deadline].
  public <T> T run(Deadline deadline, Function<ThreadState, T> work) {
    return work(claim(null), deadline, work);
  }

  private <T> T work(Run run, Deadline deadline, Function<ThreadState, T> work) {
    return interpreter.memory() == null ? here(run, deadline, work) : elsewhere(run, deadline, work);
  }

  /// Does the work on a platform thread of its own, where nothing else allocates, and where only its own code stands on the
  /// stack.
  private <T> T elsewhere(Run run, Deadline deadline, Function<ThreadState, T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    WaitQueue queue = new WaitQueue();
    try {
      system.executeMetered(() -> {
        try {
          result.complete(here(run.withoutCaller(), deadline, work));
        } catch (Throwable t) {
          result.completeExceptionally(t);
        }
        queue.signalAll();
      });
    } catch (OutOfMemoryError e) {
      // There is no thread to be had.
      release();
      throw e;
    }
    PyException raised = run.caller == null ? null : await(run, queue, result);
    try {
      T done = result.join();
      if (raised == null) {
        return done;
      }
    } catch (CompletionException e) {
      if (raised == null) {
        throw rethrown(e.getCause());
      }
    }
    throw raised;
  }

  private static RuntimeException rethrown(Throwable thrown) {
    if (thrown instanceof RuntimeException e) {
      return e;
    }
    throw (Error) thrown;
  }

  /// Waits for work on another thread, and gives what the caller's own signal handlers and the like raise meanwhile, which
  /// ends the work.
  private PyException await(Run run, WaitQueue queue, CompletableFuture<?> result) {
    PyException raised = null;
    while (true) {
      try {
        queue.await(run.caller, -1, result::isDone);
        return raised;
      } catch (PyException e) {
        raised = e;
        run.interrupt(ts -> PyExc.KeyboardInterrupt);
      } catch (InterpreterKilled e) {
        run.interrupt(Interruptions.interrupted("who waited for this was killed"));
        throw e;
      }
    }
  }

  private <T> T here(Run run, Deadline deadline, Function<ThreadState, T> work) {
    ThreadState ts = interpreter.newThreadState();
    meter.begin();
    Future<?> alarm = null;
    try {
      if (watch != null) {
        watch.begin();
      }
      if (deadline != null) {
        alarm = system.timer().schedule(() -> pass(deadline, run), deadline.nanos(), TimeUnit.NANOSECONDS);
      }
      run.starts(ts);
      return run.isOnCallersThread() ? run.caller.runInside(ts, inner -> prepared(inner, work)) : attached(ts, work);
    } catch (InterpreterKilled e) {
      throw closedBy(e);
    } finally {
      if (alarm != null) {
        alarm.cancel(false);
      }
      ends(ts);
    }
  }

  private void pass(Deadline deadline, Run run) {
    if (current.get() != run || !deadline.pass()) {
      return;
    }
    meter.countInterrupt();
    run.interrupt(Interruptions.deadline("the work was to be done within " + deadline.text()));
    system.timer().schedule(() -> {
      if (current.get() == run && !deadline.isSettled()) {
        giveUp(Duration.ofNanos(deadline.nanos()));
      }
    }, limits().graceNanos(), TimeUnit.NANOSECONDS);
  }

  /// Ends it by force, since its work has gone on after its time was over and it was interrupted.
  public void giveUp(Duration allowed) {
    kill(Duration.ZERO, "its work was to be done within " + Figures.text(allowed.toNanos()) + " and went on after it was interrupted");
  }

  private <T> T attached(ThreadState ts, Function<ThreadState, T> work) {
    ThreadState before = interpreter.attach(ts);
    try {
      return prepared(ts, work);
    } finally {
      interpreter.detach(ts, before);
    }
  }

  Future<?> after(Duration time, Runnable action) {
    return system.after(time, action);
  }

  private Run claim(ThreadState caller) {
    Run run = new Run(caller);
    Run other = ending.get() != null ? CLOSED : current.compareAndExchange(null, run);
    if (other != null && other != CLOSED) {
      throw new AlreadyRunningException();
    }
    if (other == CLOSED || ending.get() != null) {
      current.compareAndSet(run, CLOSED);
      throw new ClosedException(ending.get());
    }
    return run;
  }

  private void ends(ThreadState ts) {
    meter.end();
    interpreter.removeThreadState(ts);
    release();
  }

  /// Takes other work from now on.
  private void release() {
    Termination why = ending.get();
    current.set(why == null ? null : CLOSED);
    if (why instanceof Termination.Closed || why != null && interpreter.threads().isEmpty()) {
      endByForce();
    } else if (closing) {
      closeIfIdle();
    }
    WorkQueue waiting = queue;
    if (waiting != null) {
      waiting.resume();
    }
  }

  /// The queue of work from those who do not lend a thread; done on `threads`.
  WorkQueue queue(Executor threads) {
    WorkQueue known = queue;
    return known != null ? known : makeQueue(threads);
  }

  private synchronized WorkQueue makeQueue(Executor threads) {
    if (queue == null) {
      queue = new WorkQueue(this, threads);
    }
    return queue;
  }

  /// What the caller of work is told that was unwound: that its interpreter has ended; or, if it was the caller's own that
  /// was ended, nothing, since it is unwound itself.
  private ClosedException closedBy(InterpreterKilled e) {
    if (!e.of(interpreter)) {
      throw e;
    }
    return new ClosedException(ending.get());
  }

  /// The interpreter's modules are set up by the first work.
  private <T> T prepared(ThreadState ts, Function<ThreadState, T> work) {
    if (!initialized) {
      initialized = true;
      Startup.initializeSubinterpreter(ts);
      PyModule main = new PyModule("__main__");
      main.dict().put("__builtins__", interpreter.modules().get("builtins"));
      interpreter.modules().put("__main__", main);
    }
    return work.apply(ts);
  }

  /// Whether it has ever run anything.
  boolean isInitialized() {
    return initialized;
  }

  // The end.

  /// Runs what an interpreter does at its end, after which it takes no more work. One that never ran has nothing to do.
  ///
  /// @throws AlreadyRunningException if it is doing work
  /// @throws ClosedException if it has ended before
  void finish(ThreadState caller) {
    Run last = claim(caller);
    if (initialized) {
      work(last, null, inner -> {
        Shutdown.finish(inner, 0);
        ending.compareAndSet(null, new Termination.Closed());
        return null;
      });
    } else {
      ending.compareAndSet(null, new Termination.Closed());
      current.set(CLOSED);
      terminated();
    }
  }

  /// Closes it once it has done its present work, on another thread: its threads are waited for, its `atexit` functions
  /// run. The stage tells of its end, as [#termination].
  public CompletionStage<Termination> close() {
    closing = true;
    closeIfIdle();
    return ended.minimalCompletionStage();
  }

  /// As [#close], on the calling thread, which runs no Python; it does nothing for one that has ended.
  public void closeHere() {
    closing = true;
    try {
      finish(null);
    } catch (AlreadyRunningException | ClosedException e) {
      // The end of the present work comes back to this.
      return;
    }
  }

  private void closeIfIdle() {
    system.execute(() -> {
      try {
        finish(null);
      } catch (AlreadyRunningException | ClosedException e) {
        // The end of the present work comes back to this; what has ended needs nothing.
        return;
      }
    });
  }

  /// Ends the interpreter. It takes no more work; all its threads are interrupted and have `grace` to clean up; what runs
  /// then is ended by force, at its next safepoint: no handler, `finally` or `with` of its code keeps it from that, and its
  /// `atexit` functions do not run. Who waits for its work is told why it has ended. A second kill can only shorten the
  /// grace. The stage tells of its end; it is complete at the return where nothing was running.
  ///
  /// @param grace zero to end it at once
  /// @param reason for those who wait for it, and for [Termination.Killed]; may be empty
  public CompletionStage<Termination> kill(Duration grace, String reason) {
    return end(grace, new Termination.Killed(reason), Interruptions.interrupted("the interpreter is killed" + (reason.isEmpty() ? "" : ": " + reason)));
  }

  /// As [#kill], for another reason and with another exception to interrupt with.
  public CompletionStage<Termination> end(Duration grace, Termination why, Interruption exception) {
    boolean first = ending.compareAndSet(null, why);
    current.compareAndSet(null, CLOSED);
    if (grace.isZero() || interpreter.threads().isEmpty() && !isRunning()) {
      endByForce();
    } else {
      system.timer().schedule(this::endByForce, grace.toNanos(), TimeUnit.NANOSECONDS);
      if (first) {
        interruptThreads(exception);
      }
    }
    return ended.minimalCompletionStage();
  }

  private void endByForce() {
    interpreter.kill(this::terminated);
  }

  private void terminated() {
    current.set(CLOSED);
    Termination why = ending.get();
    WorkQueue waiting = queue;
    if (waiting != null) {
      waiting.close(why);
    }
    system.ended(this, why);
    ended.complete(why);
  }

  /// Tells of its end once that has come. A completed stage belongs to nobody's thread: do not block in what depends on it.
  public CompletionStage<Termination> termination() {
    return ended.minimalCompletionStage();
  }

  /// Why it has ended or is about to; null while neither.
  public Termination ending() {
    return ending.get();
  }

  // Interrupts.

  /// Has an exception raised in the work it is doing, at its next safepoint; wakes it where it waits. Answers whether it is
  /// doing any. What comes while another interrupt waits to be raised takes that one's place.
  public boolean interrupt(Interruption exception) {
    Run run = current.get();
    if (run == null || run == CLOSED) {
      return false;
    }
    meter.countInterrupt();
    run.interrupt(exception);
    return true;
  }

  /// As [#interrupt], in all its threads; answers how many these are.
  public int interruptThreads(Interruption exception) {
    int count = 0;
    interrupt(exception);
    for (ThreadState ts : interpreter.threads()) {
      if (!isWorker(ts)) {
        ts.setAsyncException(exception);
      }
      count++;
    }
    return count;
  }

  /// The state that its present work runs with; null where there is none, or it has only just begun. Any thread may ask.
  public ThreadState worker() {
    Run run = current.get();
    return run == null ? null : run.state();
  }

  /// Whether this is the state that its present work runs with.
  boolean isWorker(ThreadState ts) {
    Run run = current.get();
    return run != null && run.runs(ts);
  }

  /// Ends the work that a thread of `whose`, other than `except`, waits for, by a KeyboardInterrupt at its next safepoint.
  void interruptWorkOf(Interpreter whose, ThreadState except) {
    Run run = current.get();
    if (run != null && run.caller != null && run.caller != except && run.caller.interpreter() == whose) {
      run.interrupt(ts -> PyExc.KeyboardInterrupt);
    }
  }

  /// What an interpreter is for, where it is not just anybody's.
  public interface Occupant {
    /// What those who look at it call it.
    String title();

    /// How many messages wait for it.
    int waiting();
  }

  /// Tells what it is for. Called once, before others look at it.
  public void occupy(Occupant by) {
    occupant = by;
  }

  /// What it is for; empty where nobody has said.
  public String title() {
    Occupant known = occupant;
    return known == null ? "" : known.title();
  }

  /// How much waits for it: messages of its actor, and work that nobody has lent a thread for.
  public int waiting() {
    Occupant known = occupant;
    WorkQueue work = queue;
    return (known == null ? 0 : known.waiting()) + (work == null ? 0 : work.depth());
  }

  /// What it has done and uses.
  public InterpreterStats stats() {
    return InterpreterStats.of(interpreter, isRunning(), ended.getNow(null), meter.calls(), meter.interrupts(), meter.wallNanos());
  }

  /// What it may use.
  public Limits limits() {
    return interpreter.limits();
  }

  /// The interpreter has ended, or is about to.
  public static final class ClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Termination why;

    ClosedException(Termination why) {
      super(why == null ? "interpreter closed" : why.reason(), null, false, false);
      this.why = why;
    }

    /// Why; null where it was closed.
    public Termination why() {
      return why;
    }
  }

  /// The interpreter is doing other work.
  public static final class AlreadyRunningException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AlreadyRunningException() {
      super("interpreter already running", null, false, false);
    }
  }
}
