package org.atoll.runtime.interp;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.atoll.runtime.heap.HeapWalk;
import org.atoll.runtime.host.Access;
import org.atoll.runtime.importlib.Importer;
import org.atoll.runtime.object.PyMappingProxy;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.text.IntFormat;
import org.atoll.runtime.types.PyDict;

/// The state of one Python interpreter (`PyInterpreterState`): modules, builtins, GIL, limits. Everything that Python
/// code can change belongs to exactly one. Costs little until modules are imported; has no thread of its own.
///
/// The fields that other threads read are volatile or concurrent; everything else requires the GIL.
public final class Interpreter {
  private final PyRuntime runtime;
  private final long id;
  private final long madeNanoTime = System.nanoTime();
  private final RunAccount account = new RunAccount();
  private final Gil gil = new Gil(RunPermits.ofProcess(), account);
  private final PendingCalls pendingCalls = new PendingCalls(this);
  private final PyDict modules = new PyDict();
  private final PyDict builtins = new PyDict();
  private final ConcurrentHashMap<Class<?>, Object> states = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Long, ThreadState> threads = new ConcurrentHashMap<>();
  private final Map<PyType, List<WeakReference<PyType>>> subclasses = new IdentityHashMap<>();
  private final InterpreterConfig config;
  private final Access access;
  private volatile int recursionLimit = 1000;
  private volatile int maxStrDigits;
  private volatile boolean finalizing;
  private volatile boolean threadsCutShort;
  private volatile boolean monitored;
  private volatile Limits limits = Limits.UNLIMITED;
  private volatile OwnStreams ownStreams = OwnStreams.NONE;
  private volatile MemoryMeter memory;
  private volatile InterpreterKilled killed;
  private final AtomicReference<Runnable> whenDeserted = new AtomicReference<>();
  private ThreadState mainThread;
  private volatile Finalizers finalizers;
  private PyModule sys;

  /// The first interpreter of a runtime of its own.
  public Interpreter(InterpreterConfig config) {
    this(config, new PyRuntime());
  }

  /// A further interpreter of a runtime.
  public Interpreter(InterpreterConfig config, PyRuntime runtime) {
    this.config = config;
    this.runtime = runtime;
    this.id = runtime.newInterpreterId();
    this.access = HostAccess.of(config, runtime, ThreadState.currentOrNull());
    this.maxStrDigits = config.flags().getOrDefault("int_max_str_digits", IntFormat.DEFAULT_MAX_STR_DIGITS);
    runtime.adopt(this);
  }

  /// What this interpreter shares with the others.
  public PyRuntime runtime() {
    return runtime;
  }

  /// A number that no other interpreter of the runtime has had; 0 is the first.
  public long id() {
    return id;
  }

  public InterpreterConfig config() {
    return config;
  }

  /// What it may use.
  public Limits limits() {
    return limits;
  }

  /// Sets what it may use; before it runs anything.
  public void setLimits(Limits limits) {
    this.limits = limits;
    access.setOpenFilesLimit(limits.openFiles() == Limits.NONE ? Integer.MAX_VALUE : limits.openFiles());
    if (limits.recursion() != Limits.NONE) {
      recursionLimit = Math.min(recursionLimit, limits.recursion());
    }
    if (limits.memoryBytes() != Limits.NONE) {
      memory = new MemoryMeter(this, limits.memoryBytes(), ts -> HeapWalk.reachable(ts).bytes());
    }
  }

  /// What stands for the process's standard streams here.
  public OwnStreams ownStreams() {
    return ownStreams;
  }

  /// Puts streams of the embedding program in the place of the process's; before it runs anything.
  public void setOwnStreams(OwnStreams streams) {
    ownStreams = streams;
  }

  /// What keeps its memory within the limit; null where there is none. The threads of an interpreter that has one must be
  /// platform threads.
  public MemoryMeter memory() {
    return memory;
  }

  /// What it may do to the host, and what it holds there. Thread-safe.
  public Access access() {
    return access;
  }

  public Gil gil() {
    return gil;
  }

  RunPermits permits() {
    return RunPermits.ofProcess();
  }

  RunAccount account() {
    return account;
  }

  /// How long the interpreter's threads together have run: the time in which one of them held the GIL and a permit to run,
  /// up to now. It is what limits and statistics count as processor time, since the JVM tells none of virtual threads; it
  /// includes what the machine's other programs took away meanwhile. Thread-safe, and cheap.
  public long cpuTimeNanos() {
    return account.nanos(System.nanoTime());
  }

  /// How long ago the interpreter was made.
  public long ageNanos() {
    return System.nanoTime() - madeNanoTime;
  }

  public PendingCalls pendingCalls() {
    return pendingCalls;
  }

  /// `sys.modules`.
  public PyDict modules() {
    return modules;
  }

  /// The dict of the module `builtins`.
  public PyDict builtins() {
    return builtins;
  }

  /// The module `sys`; null until it has been made.
  public PyModule sys() {
    return sys;
  }

  public void setSys(PyModule sys) {
    this.sys = sys;
  }

  /// An attribute of `sys`, made first where it comes lazily; null if there is none.
  public Object sysAttribute(ThreadState ts, String name) {
    Object known = sys.dict().get(name);
    return known != null ? known : PyObjects.getOptionalAttr(ts, sys, name);
  }

  /// `sys.getrecursionlimit()`.
  public int recursionLimit() {
    return recursionLimit;
  }

  public void setRecursionLimit(int limit) {
    recursionLimit = limit;
  }

  /// `sys.get_int_max_str_digits()`.
  public int maxStrDigits() {
    return maxStrDigits;
  }

  public void setMaxStrDigits(int digits) {
    maxStrDigits = digits;
  }

  /// Whether the interpreter is shutting down.
  public boolean isFinalizing() {
    return finalizing;
  }

  public void setFinalizing() {
    finalizing = true;
  }

  /// Lets no thread but `last` run Python code any more, now that the program ends: the others are unwound at their next
  /// safepoint, without a handler or `finally` of Python's (CPython hangs them). For an interpreter that ends with its
  /// process.
  public void endThreadsBut(ThreadState last) {
    synchronized (this) {
      if (killed == null) {
        killed = new InterpreterKilled(this);
      }
    }
    for (ThreadState ts : threads.values()) {
      if (ts != last) {
        threadsCutShort = true;
        ts.kill();
      }
    }
  }

  /// Whether there are threads besides the last one, or were when the program ended.
  public boolean hasUnfinishedThreads() {
    return threadsCutShort || threads.size() > 1;
  }

  /// State that a part of the runtime keeps per interpreter, made when first asked for. Thread-safe.
  public <T> T state(Class<T> key, Supplier<T> make) {
    Object s = states.get(key);
    if (s == null) {
      s = states.computeIfAbsent(key, k -> make.get());
    }
    return key.cast(s);
  }

  /// As [#state], but null where nobody has asked for it.
  public <T> T stateIfMade(Class<T> key) {
    return key.cast(states.get(key));
  }

  /// The weak list of this interpreter's subclasses of a built-in type.
  public List<WeakReference<PyType>> subclassesOf(PyType builtin) {
    return subclasses.computeIfAbsent(builtin, t -> new ArrayList<>());
  }

  /// The weak references to this interpreter's objects.
  public WeakRefs weakrefs() {
    return state(WeakRefs.class, () -> new WeakRefs(this));
  }

  /// What is to be done for objects that nothing refers to any more.
  public Finalizers finalizers() {
    Finalizers f = finalizers;
    return f != null ? f : makeFinalizers();
  }

  private synchronized Finalizers makeFinalizers() {
    if (finalizers == null) {
      finalizers = new Finalizers(this);
    }
    return finalizers;
  }

  /// Hands over everything that the interpreter itself refers to and that may belong to it alone. Requires the GIL.
  public void forEachRoot(Consumer<Object> sink) {
    sink.accept(modules);
    sink.accept(builtins);
    sink.accept(pendingCalls);
    if (sys != null) {
      sink.accept(sys);
    }
    Finalizers f = finalizers;
    if (f != null) {
      sink.accept(f);
    }
    states.values().forEach(sink);
    threads.values().forEach(sink);
  }

  // Threads.

  /// Makes a thread state for the calling thread, which then must be [#attach]ed.
  public ThreadState newThreadState() {
    ThreadState ts = new ThreadState(this);
    threads.put(ts.ident, ts);
    if (memory != null) {
      memory.enters(ts);
    }
    if (killed != null) {
      ts.kill();
    }
    ts.updateWatch();
    if (mainThread == null) {
      mainThread = ts;
    }
    return ts;
  }

  /// Takes the GIL and makes `ts` the calling thread's state; returns the state before (null if none), to be given back
  /// to [#detach]. A state that was attached must have released its own GIL.
  public ThreadState attach(ThreadState ts) {
    gil.acquire(ts);
    if (!pendingCalls.isEmpty()) {
      // What became due while no thread of the interpreter was running.
      ts.setPending(ThreadState.PENDING_CALLS);
    }
    return ThreadState.swap(ts);
  }

  /// The reverse of [#attach].
  public void detach(ThreadState ts, ThreadState before) {
    ThreadState.swap(before);
    gil.release(ts);
  }

  /// Forgets a thread state that will not run again.
  public void removeThreadState(ThreadState ts) {
    ts.endWatching();
    ts.abandonHoldings();
    threads.remove(ts.ident, ts);
    pendingCalls.threadEnded();
    if (memory != null) {
      memory.leaves(ts);
    }
    if (killed != null) {
      tellIfDeserted();
    }
  }

  /// Ends all threads by force at their next safepoint, whatever they do and whatever they would do at their end; threads
  /// that come later, too. `deserted` is run once none is left: at once, or by the last one. Thread-safe; only the first
  /// call counts.
  public void kill(Runnable deserted) {
    synchronized (this) {
      if (killed != null) {
        return;
      }
      whenDeserted.set(deserted);
      killed = new InterpreterKilled(this);
    }
    threads.values().forEach(ThreadState::kill);
    tellIfDeserted();
  }

  private void tellIfDeserted() {
    if (threads.isEmpty()) {
      Runnable tell = whenDeserted.getAndSet(null);
      if (tell != null) {
        tell.run();
      }
    }
  }

  /// What ends the threads of an interpreter that is ended by force; null while it is not.
  public InterpreterKilled killed() {
    return killed;
  }

  /// The thread states that exist now. Thread-safe.
  public Collection<ThreadState> threads() {
    return threads.values();
  }

  /// Whether a tool of `sys.monitoring` wants events of this interpreter.
  public boolean isMonitored() {
    return monitored;
  }

  public void setMonitored(boolean monitored) {
    this.monitored = monitored;
    threads.values().forEach(ThreadState::updateWatch);
  }

  /// The thread state that was made first.
  public ThreadState mainThread() {
    return mainThread;
  }

  // Names.

  /// The namespace of `__main__`, which stands in for that of the present frame where there is none, as in a call from
  /// another interpreter; null while there is no such module.
  public PyDict mainNamespace() {
    return modules.get("__main__") instanceof PyModule m ? m.dict() : null;
  }

  /// The builtins for code whose globals are `globals`: those of its `__builtins__`, else the interpreter's.
  public PyDict builtinsOf(PyDict globals) {
    Object b = globals.get("__builtins__");
    if (b instanceof PyModule m) {
      return m.dict();
    }
    return b instanceof PyDict d ? d : b instanceof PyMappingProxy p && p.mapping instanceof PyDict d ? d : builtins;
  }

  /// `import name`: the module itself, not its top package.
  public Object importModule(ThreadState ts, String name) {
    Object known = modules.get(name);
    return Importer.isReady(known) ? known : Importer.importModule(ts, name);
  }
}
