package org.atoll.runtime.modules.signal;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntConsumer;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.call.Frames;
import org.atoll.runtime.host.Errno;
import org.atoll.runtime.host.HostSignals;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.interp.Unraisable;
import org.atoll.runtime.modules.thread.WaitQueue;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;

/// The signal handlers of the main interpreter (`Modules/signalmodule.c`). A signal is noted by a thread of the JVM and
/// handled by Python's main thread at its next safepoint. Subinterpreters have none.
///
/// Guarded by the GIL, but for [#received].
public final class SignalHandlers {
  static final int COUNT = 65;
  static final int SIGINT = 2;
  private static final int SIGHUP = 1;
  private static final int SIGTERM = 15;
  /// SIGPIPE and SIGXFSZ.
  private static final int[] IGNORED_AT_START = {13, 25};
  /// SIGKILL and SIGSTOP.
  private static final Set<Integer> UNBLOCKABLE = Set.of(9, 19);
  private static final Long DEFAULT = 0L;
  private static final Long IGNORE = 1L;

  private final Interpreter interpreter;
  /// What Python has set: 0 for the default, 1 to ignore, or a callable; null stands for the handler that raises
  /// KeyboardInterrupt.
  private final Object[] handlers = new Object[COUNT];
  private final Set<Integer> blocked = new ConcurrentSkipListSet<>();
  private final Set<Integer> waiting = new ConcurrentSkipListSet<>();
  private final WaitQueue arrived = new WaitQueue();
  /// Held from a handler's becoming due to the end of the write to [#wakeupFd].
  private final Object wakeup = new Object();
  private final AtomicIntegerArray tripped = new AtomicIntegerArray(COUNT);
  private volatile int wakeupFd = -1;
  private volatile boolean warnsOnFullBuffer = true;

  private SignalHandlers(Interpreter interpreter) {
    this.interpreter = interpreter;
    java.util.Arrays.fill(handlers, DEFAULT);
    handlers[SIGINT] = null;
    for (int n : IGNORED_AT_START) {
      handlers[n] = IGNORE;
    }
  }

  public static SignalHandlers of(Interpreter interpreter) {
    return interpreter.state(SignalHandlers.class, () -> new SignalHandlers(interpreter));
  }

  /// Has Ctrl-C raise KeyboardInterrupt in the main thread, and lets the signals by which processes are ended do that, as
  /// their parents expect to see it; unless the process was started with them ignored.
  public void installInterrupt() {
    if (!HostSignals.handleUnlessIgnored(SIGINT, this::received)) {
      handlers[SIGINT] = IGNORE;
    }
    for (int number : new int[] {SIGTERM, SIGHUP}) {
      if (!HostSignals.setDefaultUnlessIgnored(number)) {
        handlers[number] = IGNORE;
      }
    }
  }

  /// What is done for a signal that Python has never set a handler for, in place of the system's default; at most one.
  private record Standby(int number, Runnable action) {}

  private volatile Standby standby;

  /// Has `action` run when a signal comes, on some thread and without the GIL, until Python code sets a handler for it, be it
  /// the default. Python does not see it; a signal that the process was started to ignore stays ignored.
  public void standBy(int number, Runnable action) {
    standby = new Standby(number, action);
    if (!HostSignals.handleUnlessIgnored(number, this::received)) {
      standby = null;
      handlers[number] = IGNORE;
    }
  }

  /// The action that stands by for a signal, or null.
  private Runnable standbyFor(int number) {
    Standby s = standby;
    return s != null && s.number == number ? s.action : null;
  }

  /// What is done at once when a signal comes, on the thread that hears of it; with `chain`, Python's handler runs as well.
  private record Watch(Runnable action, boolean chain) {}

  private final AtomicReferenceArray<Watch> watches = new AtomicReferenceArray<>(COUNT);

  /// Has `action` run whenever a signal comes, on some thread and without the GIL, and Python's handler too with `chain`.
  /// False where the system or the JVM does not allow it. Requires the GIL.
  public boolean watch(int number, Runnable action, boolean chain) {
    if (standbyFor(number) != null) {
      standby = null;
    }
    Watch before = watches.getAndSet(number, new Watch(action, chain));
    if (install(number, handlers[number], blocked.contains(number))) {
      return true;
    }
    watches.set(number, before);
    return false;
  }

  /// Ends [#watch]; false where there was nothing to end.
  public boolean unwatch(int number) {
    boolean was = watches.getAndSet(number, null) != null;
    return was && install(number, handlers[number], blocked.contains(number));
  }

  /// Runs what watches a signal, and tells whether that is all that is to be done.
  private boolean isWatched(int number) {
    Watch w = watches.get(number);
    if (w != null) {
      w.action.run();
    }
    return w != null && !w.chain;
  }

  /// A signal has come. Thread-safe.
  void received(int number) {
    Runnable other = standbyFor(number);
    if (other != null && watches.get(number) == null && !blocked.contains(number)) {
      other.run();
    } else if (!isWatched(number)) {
      tripAndWake(number, !blocked.contains(number), this::trip);
    }
  }

  /// Makes the handler due and then writes the byte, so that who is woken by it finds the handler due; the handler itself
  /// waits for the byte.
  private void tripAndWake(int number, boolean wakes, IntConsumer trip) {
    synchronized (wakeup) {
      trip.accept(number);
      if (wakes) {
        writeWakeup(number);
      }
    }
  }

  private void awaitWakeup() {
    synchronized (wakeup) {
      // Nothing: who has the lock is about to write the byte, which does not block.
      return;
    }
  }

  /// Has the main thread handle a signal. One that comes again before that is not handled a second time.
  private void trip(int number) {
    if (tripped.getAndSet(number, 1) == 0) {
      interpreter.pendingCalls().add(interpreter.mainThread(), ts -> {
        tripped.set(number, 0);
        awaitWakeup();
        deliver(ts, number);
      });
    }
  }

  /// Acts as if a signal had come, whether it is blocked or not; one that Python does not handle is none
  /// (`PyErr_SetInterruptEx`). Called by any thread of any interpreter, with its GIL.
  public void simulate(ThreadState ts, int number) {
    Object handler = handlers[number];
    if (handler != null && !(handler instanceof PyObject)) {
      return;
    }
    if (ts == interpreter.mainThread()) {
      writeWakeup(number);
      handle(ts, number);
    } else {
      tripAndWake(number, true, n -> interpreter.pendingCalls().add(interpreter.mainThread(), main -> {
        awaitWakeup();
        handle(main, n);
      }));
    }
  }

  private void writeWakeup(int number) {
    int fd = wakeupFd;
    if (fd < 0) {
      return;
    }
    int r = Posix.write(fd, new byte[] {(byte) number}, 0, 1);
    if (r < 0 && (warnsOnFullBuffer || r != -Errno.EAGAIN)) {
      interpreter.pendingCalls().add(interpreter.mainThread(),
          ts -> Unraisable.report(ts, PyErr.osError(-r), "Exception ignored while trying to write to the signal wakeup fd", null));
    }
  }

  /// Runs the handler, or keeps the signal while it is blocked.
  private void deliver(ThreadState ts, int number) {
    if (blocked.contains(number)) {
      waiting.add(number);
      arrived.signalAll();
      return;
    }
    handle(ts, number);
  }

  private void handle(ThreadState ts, int number) {
    if (interpreter.isFinalizing()) {
      Unraisable.report(ts, PyErr.create(PyExc.OSError, "Signal " + number + " ignored due to race condition"),
          "Exception ignored while calling signal handler", null);
      return;
    }
    Object handler = handlers[number];
    if (handler == null) {
      throw interpreter.runtime().interrupt(ts);
    }
    if (handler instanceof PyObject) {
      Call.call2(ts, handler, (long) number, ts.depth == 0 ? PyNone.NONE : Frames.at(ts, ts.depth));
    }
  }

  /// Those of the signals that Python ignores from the start which are still ignored. The JVM takes them instead, so that a
  /// child would not inherit it.
  public Set<Integer> ignoredByPython() {
    Set<Integer> out = new TreeSet<>();
    for (int n : IGNORED_AT_START) {
      if (IGNORE.equals(handlers[n])) {
        out.add(n);
      }
    }
    return out;
  }

  /// Whether a signal is dealt with here: it has a handler of Python's, or is blocked.
  public boolean isHandled(int number) {
    return number > 0 && number < COUNT && (watches.get(number) != null || handlers[number] == null || handlers[number] instanceof PyObject || blocked.contains(number));
  }

  /// Handles a signal that this process sends itself, without the way through the system and its delay.
  public void raise(ThreadState ts, int number) {
    boolean isBlocked = blocked.contains(number);
    if (!isBlocked && isWatched(number)) {
      return;
    }
    if (ts != interpreter.mainThread()) {
      tripAndWake(number, !isBlocked, this::trip);
      return;
    }
    if (!isBlocked) {
      writeWakeup(number);
    }
    deliver(ts, number);
  }

  Object get(int number) {
    return handlers[number];
  }

  /// Sets a handler; false where the system or the JVM does not allow it.
  boolean set(int number, Object handler) {
    if (standbyFor(number) != null) {
      standby = null;
    }
    boolean done = install(number, handler, blocked.contains(number));
    if (done) {
      handlers[number] = handler;
    }
    return done;
  }

  /// While a signal is blocked it must come here, whatever it does otherwise. Signals come to the main interpreter only, so
  /// what another one says of them changes nothing for the process.
  private boolean install(int number, Object handler, boolean isBlocked) {
    if (interpreter.config().subinterpreter()) {
      return true;
    }
    if (watches.get(number) != null || standbyFor(number) != null) {
      return HostSignals.handle(number, this::received);
    }
    if (DEFAULT.equals(handler) && !isBlocked) {
      return HostSignals.setDefault(number);
    }
    return IGNORE.equals(handler) ? HostSignals.ignore(number) : HostSignals.handle(number, this::received);
  }

  int wakeupFd() {
    return wakeupFd;
  }

  void setWakeupFd(int fd, boolean warn) {
    wakeupFd = fd;
    warnsOnFullBuffer = warn;
  }

  // The mask. Signals come to Python by way of the JVM, so blocking one keeps it here.

  /// The signals that are blocked now; children begin with these.
  public Set<Integer> blocked() {
    return new TreeSet<>(blocked);
  }

  /// Blocks just these signals; what has come meanwhile and is no longer blocked is delivered.
  void block(ThreadState ts, Set<Integer> signals) {
    Set<Integer> wanted = new TreeSet<>(signals);
    wanted.removeAll(UNBLOCKABLE);
    Set<Integer> before = new TreeSet<>(blocked);
    blocked.clear();
    blocked.addAll(wanted);
    for (int n : wanted) {
      if (!before.contains(n) && DEFAULT.equals(handlers[n])) {
        install(n, DEFAULT, true);
      }
    }
    for (int n : before) {
      if (!wanted.contains(n)) {
        unblocked(ts, n);
      }
    }
  }

  private void unblocked(ThreadState ts, int number) {
    boolean came = waiting.remove(number);
    if (!DEFAULT.equals(handlers[number])) {
      if (came) {
        raise(ts, number);
      }
      return;
    }
    install(number, DEFAULT, false);
    if (came) {
      Posix.call("kill", (int) ProcessHandle.current().pid(), number);
    }
  }

  /// Those that have come while they are blocked.
  Set<Integer> waiting() {
    return new TreeSet<>(waiting);
  }

  /// Takes one of the given signals from those that have come, waiting for it; 0 after the time, of which a negative one
  /// is no limit.
  int await(ThreadState ts, Set<Integer> wanted, long nanos) {
    int[] taken = {0};
    arrived.await(ts, nanos, () -> {
      for (int n : wanted) {
        if (waiting.remove(n)) {
          taken[0] = n;
          return true;
        }
      }
      return false;
    });
    return taken[0];
  }
}
