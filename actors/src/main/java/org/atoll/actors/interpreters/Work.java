package org.atoll.actors.interpreters;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.atoll.runtime.call.HostErrors;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyException;

/// A piece of work for an interpreter, and what becomes of it: its result, a [WorkFailedException] where a Python exception
/// ended it, a [ManagedInterpreter.ClosedException] where the interpreter has ended before. Completed without any GIL, on the
/// thread that did the work. Thread-safe.
public final class Work<T> extends CompletableFuture<T> implements Function<ThreadState, Void> {
  private final Function<ThreadState, T> action;
  private final WorkQueue queue;
  /// The state it runs with; null before and afterwards.
  private ThreadState running;
  private T result;
  private Throwable failure;

  Work(WorkQueue queue, Function<ThreadState, T> action) {
    this.queue = queue;
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
    PyException thrown = null;
    try {
      result = action.apply(ts);
    } catch (PyException e) {
      thrown = e;
    } catch (StackOverflowError | OutOfMemoryError | LinkageError e) {
      thrown = HostErrors.translate(ts, e);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    synchronized (this) {
      running = null;
      // What came too late must not hit what is done next with the same state.
      ts.setAsyncException(null);
    }
    if (thrown != null) {
      failure = new WorkFailedException(ExceptionSnapshot.of(ts, thrown.value));
    }
    return null;
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

  /// Raises `atoll.interpreters.Interrupted` in the work at its next safepoint; false where it is not under way. The work may catch it.
  public synchronized boolean interrupt() {
    if (running == null) {
      return false;
    }
    running.setAsyncException(Interruptions.interrupted(""));
    return true;
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
