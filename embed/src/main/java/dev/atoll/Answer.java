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
      case WorkFailedException e -> new PythonException(e);
      case ManagedInterpreter.ClosedException e -> new InterpreterClosedException("the interpreter has ended: " + e.getMessage());
      case CancellationException e -> e;
      case RuntimeException e -> e;
      default -> new IllegalStateException("the work has failed by an error of the JVM: " + failure, failure);
    };
  }

  @Override
  public T get() throws InterruptedException, ExecutionException {
    try (WaitOfMethod wait = WaitOfMethod.begin(this, interpreter, false)) {
      return super.get();
    }
  }

  @Override
  public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
    try (WaitOfMethod wait = WaitOfMethod.begin(this, interpreter, true)) {
      return super.get(timeout, unit);
    }
  }

  @Override
  public T join() {
    try (WaitOfMethod wait = WaitOfMethod.begin(this, interpreter, false)) {
      return super.join();
    }
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
      if (thrown instanceof PythonException python) {
        python.addCallers();
      } else {
        thrown.addSuppressed(new Waiting());
      }
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
