package org.atoll.runtime.interp;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// What one interpreter still has to do for objects when nothing refers to them any more: `__del__` above all
/// (`PyObject_CallFinalizer`).
///
/// An object that wants this holds a [Watch], and nothing else does. The JVM finds the two unreachable together and
/// finalizes the watch, which has the action run at a safepoint of the owning interpreter, under its GIL. The action may
/// let the object be referred to again; as on CPython it is not run a second time. Objects without a watch cost nothing.
/// Thread-safe.
public final class Finalizers {
  private static final long PATIENCE_NANOS = 500_000_000;
  private static final long STEP_NANOS = 500_000;
  private static final long HOLDERS_FIRST = 1L << 62;

  private final Interpreter interpreter;
  private final AtomicLong numbers = new AtomicLong();
  /// Those whose action has not been asked for yet, by number.
  private final Map<Long, WeakReference<Watch>> watched = new ConcurrentHashMap<>();
  /// Those whose action is due: an older object before a younger one, since it mostly holds the younger.
  private final ConcurrentSkipListMap<Long, Watch> due = new ConcurrentSkipListMap<>();
  private final Nursery nursery;
  /// How many are between the former and the latter.
  private final AtomicInteger underway = new AtomicInteger();
  /// Whether an action is running; guarded by the GIL.
  private boolean running;

  Finalizers(Interpreter interpreter) {
    this.interpreter = interpreter;
    this.nursery = new Nursery(interpreter, this);
  }

  /// Those of which most will not need a watch.
  public Nursery nursery() {
    return nursery;
  }

  /// Keeps an eye on one object for as long as that holds it; made with [#watch].
  public static final class Watch {
    private final Finalizers owner;
    private final long number;
    /// Null when the watch has been taken off, so that the object can be collected at once.
    private volatile PendingCalls.Action action;
    private boolean done;

    private Watch(Finalizers owner, long number, PendingCalls.Action action) {
      this.owner = owner;
      this.number = number;
      this.action = action;
    }

    /// Whether the action has been run. Requires the GIL.
    public boolean isDone() {
      return done;
    }

    private void run(ThreadState ts) {
      PendingCalls.Action a = action;
      if (a != null) {
        done = true;
        a.run(ts);
      }
    }

    /// Takes the watch off: the action will not be run.
    public void cancel() {
      action = null;
      owner.watched.remove(number);
    }

    /// Runs on a thread of the JVM that must not be kept waiting.
    @Override
    @SuppressWarnings({"removal", "deprecation"})
    protected void finalize() {
      owner.unreachable(this);
    }
  }

  /// Has `action` run once whoever holds the watch that is given back can be reached no more, at the latest when the
  /// interpreter ends. The action may refer to the object.
  public Watch watch(PendingCalls.Action action) {
    return watch(numbers.getAndIncrement(), action);
  }

  /// [#watch] of what holds other objects, whatever their age: its action comes before those of ordinary watches.
  Watch watchHolder(PendingCalls.Action action) {
    return watch(numbers.getAndIncrement() - HOLDERS_FIRST, action);
  }

  private Watch watch(long number, PendingCalls.Action action) {
    Watch w = new Watch(this, number, action);
    watched.put(number, new WeakReference<>(w));
    return w;
  }

  private void unreachable(Watch w) {
    underway.incrementAndGet();
    try {
      if (watched.remove(w.number) != null) {
        due.put(w.number, w);
        interpreter.pendingCalls().add(this::runDue);
      }
    } finally {
      underway.decrementAndGet();
    }
  }

  /// Runs what is due; requires the GIL. One action at a time: what becomes due while one runs waits for its end, or else
  /// each would begin at the first safepoint of the one before.
  public void runDue(ThreadState ts) {
    if (running) {
      return;
    }
    running = true;
    try {
      for (Map.Entry<Long, Watch> e = due.pollFirstEntry(); e != null; e = due.pollFirstEntry()) {
        e.getValue().run(ts);
      }
    } finally {
      running = false;
    }
  }

  /// Waits until all that the garbage collector has found unreachable so far is due. Blocks: to be called without the GIL.
  @SuppressWarnings("removal")
  public void settle() {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (isAnyUnderway() && System.nanoTime() < end) {
      System.runFinalization();
      LockSupport.parkNanos(STEP_NANOS);
    }
  }

  private boolean isAnyUnderway() {
    for (WeakReference<Watch> w : watched.values()) {
      if (w.refersTo(null)) {
        return true;
      }
    }
    // Looked at last: who has left the one place counts before.
    return underway.get() != 0;
  }

  /// Runs the actions of all that are left, oldest first, when the interpreter ends; requires the GIL.
  public void runAll(ThreadState ts) {
    nursery.letGo();
    if (!watched.isEmpty()) {
      ts.beginBlocking();
      try {
        settle();
      } finally {
        ts.endBlocking();
      }
    }
    runDue(ts);
    for (Long number : watched.keySet().stream().sorted().toList()) {
      WeakReference<Watch> ref = watched.remove(number);
      Watch w = ref == null ? null : ref.get();
      if (w != null) {
        w.run(ts);
      }
    }
    runDue(ts);
  }
}
