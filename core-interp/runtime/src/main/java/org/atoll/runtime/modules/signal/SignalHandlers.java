package org.atoll.runtime.modules.signal;

import java.util.TreeSet;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.call.Frames;
import org.atoll.runtime.host.HostSignals;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;

/// The signal handlers of the main interpreter (`Modules/signalmodule.c`). A signal is noted by a thread of the JVM and
/// handled by Python's main thread at its next safepoint. Subinterpreters have none.
///
/// Guarded by the GIL, but for [#received].
public final class SignalHandlers {
  static final int COUNT = 65;
  static final int SIGINT = 2;
  private static final Long DEFAULT = 0L;
  private static final Long IGNORE = 1L;

  private final Interpreter interpreter;
  /// What Python has set: 0 for the default, 1 to ignore, or a callable; null stands for the handler that raises
  /// KeyboardInterrupt.
  private final Object[] handlers = new Object[COUNT];
  private final TreeSet<Integer> blocked = new TreeSet<>();
  private final TreeSet<Integer> waiting = new TreeSet<>();
  private volatile int wakeupFd = -1;

  private SignalHandlers(Interpreter interpreter) {
    this.interpreter = interpreter;
    java.util.Arrays.fill(handlers, DEFAULT);
    handlers[SIGINT] = null;
    handlers[13] = IGNORE;
    handlers[25] = IGNORE;
  }

  public static SignalHandlers of(Interpreter interpreter) {
    return interpreter.state(SignalHandlers.class, () -> new SignalHandlers(interpreter));
  }

  /// Has Ctrl-C raise KeyboardInterrupt in the main thread, unless the process was started with it ignored.
  public void installInterrupt() {
    if (!HostSignals.handleUnlessIgnored(SIGINT, this::received)) {
      handlers[SIGINT] = IGNORE;
    }
  }

  /// A signal has come. Thread-safe.
  void received(int number) {
    int fd = wakeupFd;
    if (fd >= 0) {
      Posix.write(fd, new byte[] {(byte) number}, 0, 1);
    }
    interpreter.pendingCalls().add(interpreter.mainThread(), ts -> deliver(ts, number));
  }

  /// Runs the handler, or keeps the signal while it is blocked.
  private void deliver(ThreadState ts, int number) {
    if (blocked.contains(number)) {
      waiting.add(number);
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

  /// Whether a signal has a handler of Python's.
  public boolean isHandled(int number) {
    return number > 0 && number < COUNT && (handlers[number] == null || handlers[number] instanceof PyObject);
  }

  /// Handles a signal that this process sends itself, without the way through the system and its delay.
  public void raise(ThreadState ts, int number) {
    int fd = wakeupFd;
    if (fd >= 0) {
      Posix.write(fd, new byte[] {(byte) number}, 0, 1);
    }
    if (ts == interpreter.mainThread()) {
      deliver(ts, number);
    } else {
      interpreter.pendingCalls().add(interpreter.mainThread(), main -> deliver(main, number));
    }
  }

  Object get(int number) {
    return handlers[number];
  }

  /// Sets a handler; false where the system or the JVM does not allow it.
  boolean set(int number, Object handler) {
    boolean done = handler == DEFAULT || handler.equals(DEFAULT) ? HostSignals.setDefault(number)
        : handler.equals(IGNORE) ? HostSignals.ignore(number) : HostSignals.handle(number, this::received);
    if (done) {
      handlers[number] = handler;
    }
    return done;
  }

  int wakeupFd() {
    return wakeupFd;
  }

  void setWakeupFd(int fd) {
    wakeupFd = fd;
  }

  TreeSet<Integer> blocked() {
    return blocked;
  }

  TreeSet<Integer> waiting() {
    return waiting;
  }

  /// Delivers what is no longer blocked.
  void unblocked(ThreadState ts) {
    for (Integer n : new TreeSet<>(waiting)) {
      if (!blocked.contains(n)) {
        waiting.remove(n);
        deliver(ts, n);
      }
    }
  }
}
