package dev.atoll;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.atoll.actors.interpreters.ManagedInterpreter;
import org.atoll.actors.interpreters.Work;
import org.atoll.actors.interpreters.WorkFailedException;
import org.atoll.runtime.interp.ThreadState;

/// The answer to what an interpreter was asked for. To cancel it takes the work out of the queue, or interrupts it.
final class Answer<T> extends CompletableFuture<T> {
  private final Work<T> work;
  private final PythonCall<?> call;
  private final ManagedInterpreter interpreter;

  Answer(Work<T> work, PythonCall<?> call, ManagedInterpreter interpreter) {
    this.interpreter = interpreter;
    this.work = work;
    this.call = call;
    work.whenComplete((value, failure) -> {
      if (failure == null) {
        complete(value);
      } else {
        completeExceptionally(told(failure));
      }
    });
  }

  private Throwable told(Throwable failure) {
    return work.isOverdue() ? new PythonTimeoutException(String.valueOf(call), call.timeout()) : translated(failure);
  }

  /// What Java programs are told of a failure.
  static RuntimeException translated(Throwable failure) {
    return switch (failure) {
      case CompletionException e when e.getCause() != null -> translated(e.getCause());
      case WorkFailedException e -> new PythonException(e.snapshot());
      case ManagedInterpreter.ClosedException e -> new InterpreterClosedException("the interpreter has ended: " + e.getMessage());
      case CancellationException e -> e;
      case RuntimeException e -> e;
      default -> new IllegalStateException("the work has failed by an error of the JVM: " + failure, failure);
    };
  }

  /// What an interpreter calls cannot wait for what the same interpreter does next.
  private void checkWaiting() {
    ThreadState ts = ThreadState.currentOrNull();
    if (ts != null && ts.interpreter() == interpreter.interpreter() && !isDone()) {
      throw new IllegalStateException("a method that interpreter " + interpreter.id() + " calls would wait for that interpreter without end: use call() there");
    }
  }

  @Override
  public T get() throws InterruptedException, ExecutionException {
    checkWaiting();
    return super.get();
  }

  @Override
  public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
    checkWaiting();
    return super.get(timeout, unit);
  }

  @Override
  public T join() {
    checkWaiting();
    return super.join();
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    work.cancel(mayInterruptIfRunning);
    return super.cancel(mayInterruptIfRunning);
  }

  /// Waits for it. A thread that is interrupted meanwhile interrupts the work.
  ///
  /// @throws CancellationException if the calling thread is interrupted, which stays so
  T await() {
    try {
      return get();
    } catch (InterruptedException e) {
      cancel(true);
      Thread.currentThread().interrupt();
      CancellationException told = new CancellationException("the thread was interrupted while it waited for Python");
      told.initCause(e);
      throw told;
    } catch (ExecutionException e) {
      RuntimeException thrown = (RuntimeException) e.getCause();
      thrown.addSuppressed(new Waiting());
      throw thrown;
    }
  }

  /// Where the caller waited: the exception itself was made on the interpreter's thread.
  private static final class Waiting extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Waiting() {
      super("called from here");
    }
  }
}
