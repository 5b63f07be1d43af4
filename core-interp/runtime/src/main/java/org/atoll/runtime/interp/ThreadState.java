package org.atoll.runtime.interp;

import java.util.IdentityHashMap;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.atoll.runtime.call.ColdBody;
import org.atoll.runtime.call.CodeRegistry;
import org.atoll.runtime.host.Access;
import org.atoll.runtime.host.WakeSignal;
import org.atoll.runtime.object.PyFrame;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.types.PyBaseException;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyGenerator;

/// One thread's run of Python code in one interpreter (`PyThreadState`). Every compiled function takes it as its first
/// parameter. Used by its own thread only, except where said.
public final class ThreadState extends Runner implements Access.Holder {
  /// By whose name on the Java stack is told where the work for this interpreter begins.
  public static final String BORDER = "workIn";
  private static final AtomicIntegerFieldUpdater<ThreadState> PENDING = AtomicIntegerFieldUpdater.newUpdater(ThreadState.class, "pending");
  private static final int INITIAL_FRAMES = 64;
  private static final long SPIN_NANOS = 50_000;
  private static final int SPINS = 20;
  private static final int SPINS_LEFT_OUT_MAX = 63;

  private final Interpreter interpreter;
  /// `threading.get_ident()`.
  public final long ident;

  /// The number of Python frames on the stack; `frames[1]` to `frames[depth]` are in use.
  public int depth;
  /// What runs in each frame: a [PyFunction], or the [PyFrame] that was made for it.
  public PyObject[] frames = new PyObject[INITIAL_FRAMES];
  /// Not 0 when the thread should enter [#safepoint]: a bit set of the `PENDING_` constants. Read without ordering by
  /// compiled code, set by any thread.
  public volatile int pending;
  /// The exception being handled (`sys.exception()`), or null.
  public PyBaseException handled;
  /// The present `contextvars` context, or null while there is none yet.
  public Object context;
  /// Objects whose repr is being made, so that cycles end.
  private IdentityHashMap<Object, Object> reprs;
  /// Hooks of `sys.set_asyncgen_hooks`, and `sys.set_coroutine_origin_tracking_depth`.
  public Object asyncGenFirstIter;
  public Object asyncGenFinalizer;
  public int coroutineOriginDepth;
  /// The event loop of `asyncio` that runs in this thread, and the task that it runs; null for none.
  public volatile Object runningLoop;
  public volatile Object runningTask;
  /// What the thread's Python code tells about itself: a set of the `WATCH_` bits, 0 while nothing or while a trace
  /// function or the like is running. Other threads may set it.
  public int watch;
  public static final int WATCH_TRACE = 1;
  public static final int WATCH_PROFILE = 2;
  public static final int WATCH_MONITORING = 4;
  /// The functions of `sys.settrace` and `sys.setprofile`, or null.
  public Object traceFunction;
  public Object profileFunction;
  /// What the thread has taken of things that all interpreters share, the first kind of several; null for nothing. Written by the
  /// thread, by [#addHolding] and [#holdFirst].
  public Holding holding;
  /// The innermost call whose code is carried out without a class; null for none.
  public ColdBody.Activation cold;
  private int unwatched;
  private int javaDepth;
  private int recursionHeadroom;
  /// How many times [#spin] is to do nothing, and how many it was for the last time that it was of no use.
  private int spinsToLeaveOut;
  private int spinsLeftOut;
  /// An exception that another thread wants raised here (`PyThreadState_SetAsyncExc`).
  private volatile Interruption asyncException;
  /// The last of these that was raised.
  private PyBaseException interrupt;
  /// How many pieces of code run as a whole, one within the other.
  private int whole;
  /// The state of another interpreter that the same thread runs meanwhile, and the reverse; null where there is none.
  private volatile ThreadState inner;
  private ThreadState outer;
  private Access childAccess;
  /// What a signal handler or pending call of this state raised while the inner one ran.
  private PyException raisedMeanwhile;
  /// How many calls of Java code that is not Atoll's the thread is in; written by the thread, holding this object's monitor.
  private volatile int foreign;
  /// What the thread waits for outside Python code; null for nothing, or nothing that has a name.
  private volatile Awaited awaited;

  public static final int PENDING_GIL = 1;
  public static final int PENDING_CALLS = 2;
  public static final int PENDING_ASYNC_EXCEPTION = 4;
  private static final int PENDING_OUTER = 8;
  private static final int PENDING_KILL = 32;
  /// Somebody waits for this thread's permit.
  static final int PENDING_PERMIT = 16;
  /// What does not concern the Python code that runs.
  private static final int PENDING_TURN = PENDING_GIL | PENDING_PERMIT;
  /// The memory of the interpreter is to be counted.
  static final int PENDING_MEMORY = 64;
  /// What interrupts Java code that is not Atoll's.
  private static final int PENDING_INTERRUPT = PENDING_ASYNC_EXCEPTION | PENDING_KILL;
  /// The file name of the import system's own code.
  private static final String IMPORT_SYSTEM = "<frozen importlib._bootstrap>";

  /// Wakes this thread where it waits for descriptors or time, when something other than the GIL wants it.
  public final WakeSignal wakeSignal = new WakeSignal(this::isWanted, this);

  public ThreadState(Interpreter interpreter) {
    this.interpreter = interpreter;
    this.ident = thread.threadId();
  }

  /// The thread state of the calling thread; IllegalStateException where it runs no Python.
  public static ThreadState current() {
    ThreadState ts = (ThreadState) Access.holder();
    if (ts == null) {
      throw new IllegalStateException("this thread runs no Python interpreter");
    }
    return ts;
  }

  /// The thread state of the calling thread, or null.
  public static ThreadState currentOrNull() {
    return (ThreadState) Access.holder();
  }

  /// Makes this the calling thread's state (null for none) and returns the one before (`PyThreadState_Swap`).
  public static ThreadState swap(ThreadState ts) {
    ThreadState before = (ThreadState) Access.holder();
    Access.setHolder(ts);
    return before;
  }

  /// What its interpreter may do to the host.
  @Override
  public Access access() {
    Access child = childAccess;
    return child != null ? child : interpreter.access();
  }

  /// Has the thread's code speak for a child process that is to be started, or, with null, for its interpreter again.
  public void speakFor(Access child) {
    childAccess = child;
  }

  public Interpreter interpreter() {
    return interpreter;
  }

  // Frames.

  /// Begins a frame and returns its depth. RecursionError past the limit.
  public int enter(PyObject function) {
    int d = depth + 1;
    PyObject[] f = frames;
    if (d >= f.length || d + javaDepth > interpreter.recursionLimit() || pending != 0) {
      f = enterSlowly(d);
    }
    f[d] = function;
    depth = d;
    return d;
  }

  private PyObject[] enterSlowly(int d) {
    if (d + javaDepth > interpreter.recursionLimit()) {
      checkRecursion(d + javaDepth, "");
    }
    if (pending != 0) {
      safepoint();
    }
    return d >= frames.length ? grow(d) : frames;
  }

  /// Lets go of what ran in frames that have been left, so that it can be collected. Requires the GIL; the thread itself
  /// may be blocked meanwhile.
  public void forgetLeftFrames() {
    java.util.Arrays.fill(frames, depth + 1, frames.length, null);
  }

  private PyObject[] grow(int d) {
    frames = java.util.Arrays.copyOf(frames, Math.max(frames.length * 2, d + 1));
    return frames;
  }

  private void checkRecursion(int level, String where) {
    if (level > interpreter.recursionLimit() + recursionHeadroom) {
      throw PyErr.format(PyExc.RecursionError, "maximum recursion depth exceeded%s", where);
    }
  }

  /// Counts a call that nests on the Java stack without a Python frame.
  public void enterJava() {
    javaDepth++;
    if (depth + javaDepth > interpreter.recursionLimit()) {
      try {
        checkRecursion(depth + javaDepth, " while calling a Python object");
      } catch (PyException e) {
        javaDepth--;
        throw e;
      }
    }
  }

  public void leaveJava() {
    javaDepth--;
  }

  /// [#enterJava] with the words that CPython appends to its message (` in comparison`).
  public void enterJava(String where) {
    javaDepth++;
    if (depth + javaDepth > interpreter.recursionLimit()) {
      javaDepth--;
      throw PyErr.format(PyExc.RecursionError, "maximum recursion depth exceeded%s", where);
    }
  }

  public int javaDepth() {
    return javaDepth;
  }

  /// Restores the count after an exception has unwound the Java stack.
  public void setJavaDepth(int value) {
    javaDepth = value;
  }

  /// The function of the present frame, or null outside any.
  public PyFunction currentFunction() {
    return depth == 0 ? null : functionAt(depth);
  }

  /// The function that runs at a depth.
  public PyFunction functionAt(int d) {
    return functionOf(frames[d]);
  }

  /// The function of an entry of [#frames]; null for null.
  public static PyFunction functionOf(PyObject frame) {
    return frame instanceof PyFunction f ? f : frame instanceof PyGenerator g ? g.function : frame == null ? null : ((PyFrame) frame).function();
  }

  /// The globals of the present frame, or null outside any.
  public PyDict currentGlobals() {
    PyFunction f = currentFunction();
    return f == null ? null : f.globals;
  }

  // Reprs.

  /// Whether the repr of `o` may be made: false while it is being made already (`Py_ReprEnter`).
  public boolean reprEnter(Object o) {
    if (reprs == null) {
      reprs = new IdentityHashMap<>();
    }
    if (reprs.put(o, o) != null) {
      return false;
    }
    try {
      enterJava(" while getting the repr of an object");
    } catch (PyException e) {
      reprs.remove(o);
      throw e;
    }
    return true;
  }

  /// The end of what [#reprEnter] allowed.
  public void reprLeave(Object o) {
    reprs.remove(o);
    leaveJava();
  }

  // Tracing.

  /// Sets the trace function; null for none.
  public void setTrace(Object function) {
    countWatcher(traceFunction, function);
    traceFunction = function;
    updateWatch();
  }

  /// Sets the profile function; null for none.
  public void setProfile(Object function) {
    countWatcher(profileFunction, function);
    profileFunction = function;
    updateWatch();
  }

  private static void countWatcher(Object before, Object after) {
    if (before == null != (after == null)) {
      CodeRegistry.watch(after == null ? -1 : 1);
    }
  }

  /// Works out [#watch] anew.
  public void updateWatch() {
    int bits = (traceFunction != null ? WATCH_TRACE : 0) | (profileFunction != null ? WATCH_PROFILE : 0);
    watch = unwatched > 0 ? 0 : bits | (interpreter.isMonitored() ? WATCH_MONITORING : 0);
  }

  /// Begins to run something that is not to be watched itself; always with [#endUnwatched].
  public void beginUnwatched() {
    unwatched++;
    watch = 0;
  }

  public void endUnwatched() {
    unwatched--;
    updateWatch();
  }

  /// Whether a trace function or the like is running in this thread.
  public boolean isUnwatched() {
    return unwatched > 0;
  }

  /// Lets what runs be watched again although a trace function is running (`sys.call_tracing`); returns what to hand to
  /// [#restoreUnwatched] afterwards.
  public int suspendUnwatched() {
    int before = unwatched;
    unwatched = 0;
    updateWatch();
    return before;
  }

  public void restoreUnwatched(int before) {
    unwatched = before;
    updateWatch();
  }

  /// The thread ends: nothing of it is watched any more.
  void endWatching() {
    setTrace(null);
    setProfile(null);
  }

  // Safepoints.

  /// Does what others have asked of this thread: hands over the GIL, runs pending calls and signal handlers, raises an
  /// asynchronous exception. Called by compiled code on loop back-edges and calls while `pending` is not 0.
  ///
  /// What may raise waits while the import system's own code runs: it would leave a module's lock taken for ever.
  public void safepoint() {
    int p = pending;
    if (whole > 0) {
      endIfKilled(p);
      return;
    }
    takeTurns(p);
    if (!isInImportSystem()) {
      serve(p);
    }
  }

  /// Runs short code as a whole: nothing comes in between, neither what others have asked of this thread nor other threads
  /// of the interpreter, unless it blocks. For what must not be half done.
  public void asWhole(Runnable code) {
    whole++;
    try {
      code.run();
    } finally {
      whole--;
    }
  }

  private void endIfKilled(int p) {
    if ((p & PENDING_KILL) != 0) {
      throw interpreter.killed();
    }
  }

  /// As [#safepoint], where the thread waits for what may take long: nothing is put off.
  public void safepointInWait() {
    int p = pending;
    takeTurns(p);
    serve(p);
  }

  private void takeTurns(int p) {
    endIfKilled(p);
    if ((p & PENDING_GIL) != 0) {
      interpreter.gil().yieldTo(this);
    }
    if ((p & PENDING_PERMIT) != 0 && !keepsPermit()) {
      interpreter.gil().yieldPermit(this);
    }
  }

  private boolean keepsPermit() {
    if (holding == null) {
      return false;
    }
    long now = System.nanoTime();
    for (Holding h = holding; h != null; h = h.next) {
      if (h.keepsPermit(now)) {
        return true;
      }
    }
    return false;
  }

  /// What the thread has taken of one kind; null while it has never taken anything of it.
  public <T extends Holding> T holding(Class<T> kind) {
    for (Holding h = holding; h != null; h = h.next) {
      if (h.getClass() == kind) {
        return kind.cast(h);
      }
    }
    return null;
  }

  /// Adds what the thread takes of a kind of which it had nothing yet, behind the others.
  public void addHolding(Holding added) {
    if (holding == null) {
      holding = added;
      return;
    }
    Holding last = holding;
    while (last.next != null) {
      last = last.next;
    }
    last.next = added;
  }

  /// What is to be raised where an access to memory has failed that belongs to what the thread holds; null where it does not.
  public RuntimeException explain(InternalError fault) {
    RuntimeException found = null;
    for (Holding h = holding; h != null && found == null; h = h.next) {
      found = h.explain(fault);
    }
    return found;
  }

  /// Puts one kind before all others, whether it was among them or not: that which [#holding] finds at once.
  public void holdFirst(Holding first) {
    for (Holding h = holding; h != null; h = h.next) {
      if (h.next == first) {
        h.next = first.next;
        break;
      }
    }
    if (holding != first) {
      first.next = holding;
      holding = first;
    }
  }

  /// Gives back what the thread has taken, now that it runs no more.
  void abandonHoldings() {
    Holding h = holding;
    holding = null;
    while (h != null) {
      h.abandoned(this);
      h = h.next;
    }
  }

  /// Whether the present frame is one of `importlib._bootstrap`, whose steps are short and not to be broken off.
  public boolean isInImportSystem() {
    PyFunction running = currentFunction();
    return running != null && IMPORT_SYSTEM.equals(running.code.filename());
  }

  private void serve(int p) {
    endIfKilled(p);
    if ((p & PENDING_CALLS) != 0) {
      clearPending(PENDING_CALLS);
      interpreter.pendingCalls().run(this);
    }
    if ((p & PENDING_ASYNC_EXCEPTION) != 0) {
      clearPending(PENDING_ASYNC_EXCEPTION);
      Interruption e = asyncException;
      asyncException = null;
      if (e != null) {
        PyException raised = PyErr.toRaise(this, e.exception(this), null);
        interrupt = raised.value;
        throw raised;
      }
    }
    if ((p & PENDING_OUTER) != 0) {
      clearPending(PENDING_OUTER);
      serveOuter();
    }
    if ((p & PENDING_MEMORY) != 0) {
      clearPending(PENDING_MEMORY);
      interpreter.memory().check(this);
    }
  }

  /// Whether something other than a hand-over of GIL or permit waits for the next safepoint: reason to stop waiting.
  public boolean isWanted() {
    return (pending & ~PENDING_TURN) != 0;
  }

  /// Asks the thread to enter its next safepoint for these reasons, and wakes it where it waits for something else than
  /// the GIL. Thread-safe.
  public void setPending(int bits) {
    PENDING.getAndUpdate(this, p -> p | bits);
    if ((bits & ~PENDING_TURN) != 0) {
      ThreadState running = inner;
      if (running != null) {
        running.setPending(PENDING_OUTER);
      }
      wake();
      wakeSignal.wake();
      if ((bits & PENDING_INTERRUPT) != 0 && foreign > 0) {
        interruptForeign();
      }
    }
  }

  public void clearPending(int bits) {
    if ((pending & bits) != 0) {
      PENDING.getAndUpdate(this, p -> p & ~bits);
    }
  }

  @Override
  void askToYield() {
    setPending(PENDING_PERMIT);
  }

  @Override
  boolean isAskedToYield() {
    return (pending & PENDING_PERMIT) != 0;
  }

  @Override
  RunAccount account() {
    return interpreter.account();
  }

  @Override
  RunPermits permits() {
    return interpreter.permits();
  }

  /// Does what others have asked of this thread, if anything, as [#safepoint] does, but keeps the GIL. Built-in code that
  /// may go on for long without calling any Python code asks at every step of a loop, or every few thousand steps.
  public void poll() {
    int p = pending;
    if ((p & PENDING_PERMIT) != 0 && !keepsPermit()) {
      interpreter.gil().yieldPermitOnly(this);
    }
    endIfKilled(p);
    if ((p & ~PENDING_TURN) != 0 && whole == 0 && !isInImportSystem()) {
      serve(p);
    }
  }

  /// [#poll] for built-in code that is not told its thread state: to be called now and then only.
  public static void pollCurrent() {
    ThreadState ts = currentOrNull();
    if (ts != null) {
      ts.poll();
    }
  }

  /// An exception ends here unheard, in a `__del__` method or callback that happened to run. Where it is the one by which
  /// this thread was interrupted it is not for that: it is raised again at the next safepoint. Answers whether it is.
  boolean putOff(PyBaseException unheard) {
    if (unheard != interrupt) {
      return false;
    }
    interrupt = null;
    setAsyncException(ts -> unheard);
    return true;
  }

  /// Whether the interpreter is ended by force: reason to give up waiting that nothing else may end.
  public boolean isKilled() {
    return (pending & PENDING_KILL) != 0;
  }

  /// Every safepoint throws [InterpreterKilled] from now on. Thread-safe.
  void kill() {
    setPending(PENDING_KILL);
  }

  /// Has an exception (null to take it back) raised in this thread at its next safepoint. Thread-safe.
  public void setAsyncException(Interruption exception) {
    asyncException = exception;
    if (exception == null) {
      clearPending(PENDING_ASYNC_EXCEPTION);
    } else {
      setPending(PENDING_ASYNC_EXCEPTION);
    }
  }

  // Blocking.

  /// Releases the GIL and the permit to run around something that blocks; always in a try-finally with [#endBlocking]
  /// (`Py_BEGIN_ALLOW_THREADS`).
  public void beginBlocking() {
    interpreter.gil().release(this);
  }

  public void endBlocking() {
    interpreter.gil().acquire(this);
  }

  /// As [#beginBlocking], around code of the embedding program, which knows nothing of safepoints: an exception from outside,
  /// and the end of the interpreter, interrupt its thread meanwhile, as Java threads are. Always with [#endForeign].
  public void beginForeign() {
    beginBlocking();
    synchronized (this) {
      foreign++;
      if ((pending & PENDING_INTERRUPT) != 0) {
        thread.interrupt();
      }
    }
  }

  /// The reverse of [#beginForeign]. An interrupt of the thread that has not been noticed is forgotten: the next safepoint
  /// raises what it was about.
  public void endForeign() {
    synchronized (this) {
      foreign--;
      Thread.interrupted();
    }
    endBlocking();
  }

  /// The thread comes back to Python from within the Java code of [#beginForeign]: takes the GIL, and is not interrupted as Java
  /// threads are until [#resumeForeign], which is given what this returns.
  public int suspendForeign() {
    int before = foreign;
    synchronized (this) {
      foreign = 0;
      Thread.interrupted();
    }
    endBlocking();
    return before;
  }

  /// The reverse of [#suspendForeign].
  public void resumeForeign(int before) {
    beginForeign();
    synchronized (this) {
      foreign = before;
    }
  }

  private synchronized void interruptForeign() {
    if (foreign > 0) {
      thread.interrupt();
    }
  }

  /// As [#beginBlocking] for what is probably over soon: the permit is kept until the thread sleeps.
  public void beginShortBlocking() {
    interpreter.gil().releaseTo(this, this);
  }

  /// Looks again and again whether `attempt` answers true, for about as long as it takes two threads to be woken, and only as
  /// long as the thread has a permit to run that nobody else waits for. Where that was of no use, as it is while other
  /// programs have the cores, the next times are left out, up to 63. To be called without the GIL.
  public boolean spin(BooleanSupplier attempt) {
    if (spinsToLeaveOut > 0) {
      spinsToLeaveOut--;
      return false;
    }
    boolean found = permit >= 0 && permits().count() > 1 && !thread.isVirtual() && look(attempt);
    spinsLeftOut = found ? 0 : Math.min(SPINS_LEFT_OUT_MAX, 2 * spinsLeftOut + 1);
    spinsToLeaveOut = spinsLeftOut;
    return found;
  }

  private boolean look(BooleanSupplier attempt) {
    RunPermits permits = permits();
    long end = System.nanoTime() + SPIN_NANOS;
    do {
      for (int i = 0; i < SPINS; i++) {
        if (attempt.getAsBoolean()) {
          return true;
        }
        Thread.onSpinWait();
      }
    } while (permits.waiting() == 0 && !isWanted() && System.nanoTime() - end < 0);
    return false;
  }

  /// Tells those who look from outside what the thread is about to wait for; null for nothing any more. Returns what it was
  /// before, to be given back afterwards: signal handlers may wait while they interrupt a wait.
  public Awaited awaits(Awaited what) {
    Awaited before = awaited;
    awaited = what;
    return before;
  }

  /// What it waits for; null where there is nothing to be told. Any thread may ask.
  public Awaited awaited() {
    return awaited;
  }

  // Other interpreters.

  /// Runs `work` in another interpreter, on this thread and with a thread state of that interpreter, and gives its result.
  /// This state's GIL is released meanwhile; its signal handlers and pending calls still run, at the safepoints of the
  /// other one. What they raise ends the work by a KeyboardInterrupt there and is raised here at the end.
  public <T> T runInside(ThreadState other, Function<ThreadState, T> work) {
    interpreter.gil().releaseTo(this, other);
    try {
      return workIn(other, work);
    } finally {
      endBlocking();
      raiseMeanwhile();
    }
  }

  /// As [#runInside], for a thread that has given up this state's GIL and is to be without it afterwards, too. What this
  /// state's signal handlers and pending calls raised is kept for [#raiseMeanwhile].
  public <T> T runBeside(ThreadState other, Function<ThreadState, T> work) {
    if (permit >= 0) {
      permits().transfer(this, other);
    }
    return workIn(other, work);
  }

  /// Its name is [#BORDER].
  private <T> T workIn(ThreadState other, Function<ThreadState, T> work) {
    ThreadState before = inner;
    other.outer = this;
    try {
      inner = other;
      if (isWanted()) {
        other.setPending(PENDING_OUTER);
      }
      other.interpreter.attach(other);
      try {
        return work.apply(other);
      } finally {
        other.leaveTo(this);
      }
    } finally {
      inner = before;
    }
  }

  /// Raises what this state's signal handlers or pending calls raised while the thread ran in another interpreter. Requires
  /// the GIL.
  public void raiseMeanwhile() {
    PyException raised = raisedMeanwhile;
    raisedMeanwhile = null;
    if (raised != null) {
      throw raised;
    }
  }

  /// Whether who has this thread work for it has been interrupted meanwhile, and so the work with it.
  public boolean isGivenUp() {
    ThreadState out = outer;
    return out != null && out.raisedMeanwhile != null;
  }

  /// The state of another interpreter that the same thread runs meanwhile; null for none. Any thread may ask.
  public ThreadState inner() {
    return inner;
  }

  /// Lets another state of the same thread go on, with the permit; it takes its GIL itself.
  private void leaveTo(ThreadState other) {
    swap(other);
    interpreter.gil().releaseTo(this, other);
  }

  private void serveOuter() {
    ThreadState out = outer;
    if (out == null || !out.isWanted()) {
      return;
    }
    leaveTo(out);
    out.endBlocking();
    boolean raised = false;
    try {
      out.safepoint();
    } catch (PyException e) {
      out.raisedMeanwhile = e;
      raised = true;
    } finally {
      out.interpreter.gil().releaseTo(out, this);
      interpreter.attach(this);
    }
    if (raised) {
      throw PyErr.keyboardInterrupt();
    }
  }
}
