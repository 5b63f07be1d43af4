package org.atoll.actors.interpreters;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.atoll.runtime.embed.Shutdown;
import org.atoll.runtime.importlib.Startup;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.types.PyExc;

/// A subinterpreter as the others see it: it does one piece of work at a time, on the thread of whoever waits for it, or
/// on a thread that its actor lends (see [InterpreterActor]). Thread-safe.
final class ManagedInterpreter {
  private final Interpreter interpreter;
  private final InterpreterSettings config;
  private final AtomicLong references = new AtomicLong();
  private final boolean countsReferences;
  /// The work it is doing, or null.
  private final AtomicReference<Run> current = new AtomicReference<>();
  private volatile boolean initialized;

  /// A piece of work: who asked for it (null for an actor), and the state it runs with once it does.
  private static final class Run {
    final ThreadState caller;
    volatile ThreadState state;

    Run(ThreadState caller) {
      this.caller = caller;
    }
  }

  /// In place of work, once the interpreter has ended.
  private static final Run CLOSED = new Run(null);

  ManagedInterpreter(Interpreter interpreter, boolean countsReferences, InterpreterSettings config) {
    this.interpreter = interpreter;
    this.countsReferences = countsReferences;
    this.config = config;
  }

  long id() {
    return interpreter.id();
  }

  Interpreter interpreter() {
    return interpreter;
  }

  InterpreterSettings config() {
    return config;
  }

  void incref() {
    references.incrementAndGet();
  }

  /// Whether the last reference is gone and the interpreter with it.
  boolean decref() {
    return references.decrementAndGet() <= 0 && countsReferences;
  }

  /// Whether it is doing work.
  boolean isRunning() {
    Run run = current.get();
    return run != null && run != CLOSED;
  }

  /// Does a piece of work on the calling thread, whose own interpreter goes on without it.
  ///
  /// @throws AlreadyRunningException if it is doing another
  /// @throws ClosedException if it has ended
  <T> T call(ThreadState caller, Function<ThreadState, T> work) {
    return call(caller, claim(caller), null, work);
  }

  /// @param after what takes the work's place when it is done
  private <T> T call(ThreadState caller, Run run, Run after, Function<ThreadState, T> work) {
    ThreadState ts = interpreter.newThreadState();
    run.state = ts;
    try {
      return caller.runInside(ts, inner -> prepared(inner, work));
    } finally {
      interpreter.removeThreadState(ts);
      current.set(after);
    }
  }

  /// Does a piece of work on the calling thread, which runs no other interpreter.
  ///
  /// @throws AlreadyRunningException if it is doing another
  /// @throws ClosedException if it has ended
  <T> T run(Function<ThreadState, T> work) {
    Run run = claim(null);
    ThreadState ts = interpreter.newThreadState();
    run.state = ts;
    try {
      ThreadState before = interpreter.attach(ts);
      try {
        return prepared(ts, work);
      } finally {
        interpreter.detach(ts, before);
      }
    } finally {
      interpreter.removeThreadState(ts);
      current.set(null);
    }
  }

  private Run claim(ThreadState caller) {
    Run run = new Run(caller);
    Run other = current.compareAndExchange(null, run);
    if (other == CLOSED) {
      throw new ClosedException();
    }
    if (other != null) {
      throw new AlreadyRunningException();
    }
    return run;
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

  /// Runs what an interpreter does at its end, after which it takes no more work. One that never ran has nothing to do.
  ///
  /// @throws AlreadyRunningException if it is doing work
  /// @throws ClosedException if it has ended before
  void finish(ThreadState caller) {
    Run last = claim(caller);
    if (initialized) {
      call(caller, last, CLOSED, inner -> Shutdown.finish(inner, 0));
    } else {
      current.set(CLOSED);
    }
  }

  /// Ends the work that a thread of `whose`, other than `except`, waits for, by a KeyboardInterrupt at its next safepoint.
  void interruptWorkOf(Interpreter whose, ThreadState except) {
    Run run = current.get();
    if (run != null && run.caller != null && run.caller != except && run.caller.interpreter() == whose && run.state != null) {
      run.state.setAsyncException(PyExc.KeyboardInterrupt);
    }
  }

  /// The interpreter has ended.
  static final class ClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClosedException() {
      super("interpreter closed", null, false, false);
    }
  }

  /// The interpreter is doing other work.
  static final class AlreadyRunningException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AlreadyRunningException() {
      super("interpreter already running", null, false, false);
    }
  }
}
