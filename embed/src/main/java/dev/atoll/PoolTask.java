package dev.atoll;

import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.atoll.actors.interpreters.Failures;
import org.atoll.actors.interpreters.InterpreterSystem;
import org.atoll.runtime.interp.InterpreterKilled;
import org.atoll.runtime.interp.ThreadState;

/// A task of an [InterpreterPoolExecutor]: done by one of its workers, and interrupted there when it is cancelled or its pool is
/// shut down at once. Thread-safe.
abstract sealed class PoolTask<T> extends FutureTask<T> {
  private final Consumer<? super PoolTask<T>> listener;
  private Turn turn;

  PoolTask(Callable<T> callable, Consumer<? super PoolTask<T>> listener) {
    super(callable);
    this.listener = listener;
  }

  /// @param listener is told when it is done, on whatever thread; null for nobody
  static <T> PoolTask<T> of(Callable<T> callable, Consumer<? super PoolTask<T>> listener) {
    return callable instanceof PythonCall<T> call ? new Python<>(call, listener) : new Java<>(callable, listener);
  }

  /// A call in Python.
  private static final class Python<T> extends PoolTask<T> {
    private final PythonCall<T> call;

    Python(PythonCall<T> call, Consumer<? super PoolTask<T>> listener) {
      super(call, listener);
      this.call = call;
    }

    @Override
    void perform(ThreadState ts, Turn turn) {
      Future<?> deadline = call.timeout() == null ? null : InterpreterSystem.of(ts).after(call.timeout(), () -> turn.expire(call.timeout()));
      T result = null;
      Throwable failure = null;
      try {
        result = Failures.told(ts, call::perform, over -> turn.end());
      } catch (RuntimeException e) {
        failure = turn.isOverdue() ? new PythonTimeoutException(call.toString(), call.timeout()) : Answer.translated(e);
      } catch (InterpreterKilled e) {
        if (turn.isOverdue()) {
          setException(new PythonTimeoutException(call.toString(), call.timeout()));
        }
        throw e;
      } finally {
        if (deadline != null) {
          deadline.cancel(false);
        }
      }
      if (failure == null) {
        set(result);
      } else {
        setException(failure);
      }
    }
  }

  /// Java code, which may make calls in the worker's interpreter.
  private static final class Java<T> extends PoolTask<T> {
    Java(Callable<T> callable, Consumer<? super PoolTask<T>> listener) {
      super(callable, listener);
    }

    @Override
    void perform(ThreadState ts, Turn turn) {
      ts.beginForeign();
      try {
        run();
      } finally {
        ts.endForeign();
      }
    }

    @Override
    protected void setException(Throwable t) {
      super.setException(t instanceof InterpreterKilled ? new InterpreterClosedException("the interpreter has ended: " + t.getMessage()) : t);
    }
  }

  abstract void perform(ThreadState ts, Turn turn);

  /// Does it with the GIL of a worker, unless it is done already.
  void runWith(ThreadState ts) {
    Turn now = new Turn(ts);
    synchronized (this) {
      if (isDone()) {
        return;
      }
      turn = now;
    }
    try {
      perform(ts, now);
    } finally {
      now.end();
    }
  }

  /// Interrupts it where it runs, be that Python or Java code.
  synchronized void interrupt() {
    if (turn != null) {
      turn.interrupt();
    }
  }

  void fail(Throwable cause) {
    setException(cause);
  }

  @Override
  protected void done() {
    if (listener != null) {
      listener.accept(this);
    }
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(false);
    if (cancelled && mayInterruptIfRunning) {
      interrupt();
    }
    return cancelled;
  }
}
