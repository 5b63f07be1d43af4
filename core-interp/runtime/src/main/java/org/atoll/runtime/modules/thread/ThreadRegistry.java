package org.atoll.runtime.modules.thread;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.InterpreterKilled;
import org.atoll.runtime.interp.Limits;
import org.atoll.runtime.interp.ThreadKind;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;

/// The threads that Python code of one interpreter has started. Thread-safe.
public final class ThreadRegistry {
  /// Python frames are Java frames: more than a C thread would get. Only what is used takes memory.
  private static final long DEFAULT_STACK_BYTES = 64L << 20;
  private static final long MIN_STACK_BYTES = 53248;

  private final Interpreter interpreter;
  private final Set<PyThreadHandle> joinAtShutdown = ConcurrentHashMap.newKeySet();
  private final AtomicInteger running = new AtomicInteger();
  private volatile long stackBytes;

  private ThreadRegistry(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  /// The registry of an interpreter.
  public static ThreadRegistry of(ThreadState ts) {
    Interpreter i = ts.interpreter();
    return i.state(ThreadRegistry.class, () -> new ThreadRegistry(i));
  }

  /// How many threads run now, those joined at shutdown or not.
  public int running() {
    return running.get();
  }

  /// What `threading.stack_size` was set to; 0 for the default.
  long stackBytes() {
    return stackBytes;
  }

  void setStackBytes(long bytes) {
    if (bytes != 0 && bytes < MIN_STACK_BYTES) {
      throw PyErr.valueError("size must be at least %d bytes", MIN_STACK_BYTES);
    }
    stackBytes = bytes;
  }

  /// What a thread runs: Python code with the GIL held. It handles its exceptions itself.
  public interface Body {
    void run(ThreadState ts);
  }

  /// Starts a Python thread and answers its handle.
  ///
  /// @param joined whether the interpreter waits for it at its end
  /// @throws org.atoll.runtime.types.PyException RuntimeError where no thread can be had
  public PyThreadHandle start(PyThreadHandle handle, boolean joined, Body body) {
    if (!interpreter.config().capabilities().threads()) {
      throw PyErr.runtimeError("thread is not supported for isolated subinterpreters");
    }
    if (interpreter.isFinalizing()) {
      throw PyErr.format(PyExc.PythonFinalizationError, "can't create new thread at interpreter shutdown");
    }
    int most = interpreter.limits().threads();
    if (most != Limits.NONE && running.get() >= most) {
      throw PyErr.runtimeError("can't start new thread: %d of %d are running, to which this interpreter is limited", running.get(), most);
    }
    // Where memory is limited, what the JVM says of platform threads is charged.
    ThreadKind kind = interpreter.memory() != null ? ThreadKind.PLATFORM : ThreadKind.preferred();
    Thread thread = kind.newThread("Python thread", Math.max(DEFAULT_STACK_BYTES, stackBytes), () -> run(handle, body));
    handle.starting(thread);
    if (joined) {
      joinAtShutdown.add(handle);
    }
    running.incrementAndGet();
    try {
      ThreadKind.start(thread);
    } catch (OutOfMemoryError e) {
      running.decrementAndGet();
      joinAtShutdown.remove(handle);
      handle.notStarted();
      throw PyErr.runtimeError("can't start new thread");
    }
    return handle;
  }

  private void run(PyThreadHandle handle, Body body) {
    try {
      runIn(interpreter.newThreadState(), body);
    } catch (InterpreterKilled e) {
      // The thread ends with its interpreter. Who ended that knows.
      return;
    } finally {
      running.decrementAndGet();
      joinAtShutdown.remove(handle);
      // A thread that is stopped because the program ends counts as one that still runs, as it does on CPython.
      if (interpreter.killed() == null || !interpreter.isFinalizing()) {
        handle.done();
      }
    }
  }

  private void runIn(ThreadState ts, Body body) {
    try {
      ThreadState before = interpreter.attach(ts);
      try {
        body.run(ts);
      } finally {
        ThreadEnd.forget(ts);
        interpreter.detach(ts, before);
      }
    } finally {
      interpreter.removeThreadState(ts);
    }
  }

  /// Waits for the threads that are joined at shutdown.
  void joinAll(ThreadState ts) {
    while (true) {
      PyThreadHandle next = null;
      for (PyThreadHandle h : joinAtShutdown) {
        if (!h.isCurrent()) {
          next = h;
        }
      }
      if (next == null) {
        return;
      }
      next.await(ts, -1);
      joinAtShutdown.remove(next);
    }
  }
}
