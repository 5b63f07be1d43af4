package org.atoll.actors.interpreters;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.atoll.runtime.interp.InterpreterKilled;
import org.atoll.runtime.interp.ThreadState;

/// A piece of work for an interpreter, and what becomes of it: its result, a [WorkFailedException] where a Python exception
/// ended it, a [ManagedInterpreter.ClosedException] where the interpreter has ended before. Completed without any GIL, on the
/// thread that did the work. Thread-safe.
public final class Work<T> extends CompletableFuture<T> implements Function<ThreadState, Void> {
  private final Function<ThreadState, T> action;
  private final WorkQueue queue;
  /// The state it runs with; null before and afterwards.
  private ThreadState running;
  private boolean overdue;
  private final Duration timeout;
  private Future<?> deadline;
  private T result;
  private Throwable failure;
  /// Whether it came to its end, well or badly, so that `result` and `failure` say how.
  private volatile boolean applied;

  Work(WorkQueue queue, Function<ThreadState, T> action, Duration timeout) {
    this.queue = queue;
    this.timeout = timeout;
    this.action = action;
  }

  /// Does it, with the interpreter's GIL; [#settle] tells of it afterwards.
  @Override
  public Void apply(ThreadState ts) {
    synchronized (this) {
      if (isDone()) {
        return null;
      }
      running = ts;
    }
    if (timeout != null) {
      deadline = queue.after(timeout, this::expire);
    }
    try {
      result = Failures.told(ts, action, this::leave);
    } catch (InterpreterKilled e) {
      throw e;
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    applied = true;
    return null;
  }

  private synchronized void leave(ThreadState ts) {
    running = null;
    if (deadline != null) {
      deadline.cancel(false);
    }
    // What came too late must not hit what is done next with the same state.
    ts.setAsyncException(null);
  }

  /// Completes it after [#apply].
  void settle() {
    if (failure != null) {
      completeExceptionally(failure);
    } else {
      complete(result);
    }
    result = null;
  }

  /// Completes it once the interpreter has ended: with what it came to, or else with `otherwise`.
  void settle(RuntimeException otherwise) {
    if (applied) {
      settle();
    } else {
      completeExceptionally(otherwise);
    }
  }

  /// Raises `atoll.interpreters.Interrupted` in the work at its next safepoint; false where it is not under way. The work may catch it.
  public synchronized boolean interrupt() {
    if (running == null) {
      return false;
    }
    running.setAsyncException(Interruptions.interrupted(""));
    return true;
  }

  /// As [#interrupt], since it has taken too long. What goes on nevertheless for the interpreter's grace takes that with it.
  void expire() {
    synchronized (this) {
      overdue = interrupt();
      if (!overdue) {
        return;
      }
    }
    queue.after(queue.grace(), this::giveUp);
  }

  private void giveUp() {
    synchronized (this) {
      if (running == null) {
        return;
      }
    }
    queue.giveUp(timeout);
  }

  /// Whether it was interrupted since it had taken too long.
  public synchronized boolean isOverdue() {
    return overdue;
  }

  /// Takes the work out of the queue; with `mayInterruptIfRunning` it is interrupted where it is under way already.
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    queue.forget(this);
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled && mayInterruptIfRunning) {
      interrupt();
    }
    return cancelled;
  }
}
