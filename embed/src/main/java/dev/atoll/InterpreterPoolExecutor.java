package dev.atoll;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.atoll.actors.interpreters.InterpreterSystem;
import org.atoll.actors.interpreters.ManagedInterpreter;
import org.atoll.runtime.interp.InterpreterKilled;
import org.atoll.runtime.interp.ThreadState;

/// An executor whose workers are Python interpreters. Calls are made in parallel, each by whichever interpreter is free; they
/// see what earlier calls have left in it, as in any pool of processes. An interpreter is made when there is no idle one for a
/// task, up to the size of the pool.
///
/// ```java
/// try (InterpreterPoolExecutor pool = atoll.newPool(4, python -> python.exec(source))) {
///   List<Future<Double>> scores = pool.invokeAll(rows.stream().map(row -> PythonCall.of("score", row).returning(Double.class)).toList());
/// }
/// ```
///
/// A task may also be any `Runnable` or `Callable` of Java's, which runs on a worker's thread and may make calls there by
/// [PythonCall#call]. The futures fail with what [Interpreter#call(PythonCall)] would throw; to cancel one with
/// `mayInterruptIfRunning` interrupts its Python code. Thread-safe.
public final class InterpreterPoolExecutor extends AbstractExecutorService {
  private enum State { RUNNING, SHUT_DOWN, ENDING, TERMINATED }

  private final InterpreterSystem system;
  private final Supplier<Interpreter> factory;
  private final int size;
  private final Consumer<Interpreter> setup;
  // Guarded by this.
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private final ArrayDeque<Worker> idle = new ArrayDeque<>();
  private final List<Worker> workers = new ArrayList<>();
  private State state = State.RUNNING;
  private RuntimeException broken;

  InterpreterPoolExecutor(InterpreterSystem system, int size, Supplier<Interpreter> factory, Consumer<Interpreter> setup) {
    if (size < 1) {
      throw new IllegalArgumentException("a pool has at least one interpreter, not " + size);
    }
    this.system = system;
    this.factory = factory;
    this.size = size;
    this.setup = setup;
  }

  /// One interpreter of the pool.
  private final class Worker {
    final Interpreter interpreter = factory.get();
    private boolean ready;
    /// Whether the setup is through, well or badly.
    private volatile boolean begun;
    private volatile Runnable task;

    /// Interrupts what it is doing.
    void interrupt() {
      Runnable now = task;
      if (now instanceof PoolTask<?> own) {
        own.interrupt();
      } else if (now != null) {
        interpreter.interrupt();
      }
    }

    void start() {
      system.queue(interpreter.managed()).submit(ts -> {
        work(ts);
        return null;
      }).whenComplete((nothing, failure) -> left(this, failure));
    }

    /// Does tasks until there are none.
    private void work(ThreadState ts) {
      if (!ready) {
        ready = true;
        prepare(ts);
      }
      for (Runnable next = nextTask(this); next != null; next = nextTask(this)) {
        task = next;
        try {
          if (next instanceof PoolTask<?> own) {
            own.runWith(ts);
          } else {
            ts.beginForeign();
            try {
              next.run();
            } finally {
              ts.endForeign();
            }
          }
        } catch (RuntimeException e) {
          // What a bare Runnable throws goes where it does in other executors.
          Thread t = Thread.currentThread();
          t.getUncaughtExceptionHandler().uncaughtException(t, e);
        }
        // Not where the interpreter was killed: its end is the task's.
        task = null;
        if (interpreter.isClosed()) {
          // A task of Java's has kept its end to itself. The next one is for another worker.
          throw new InterpreterClosedException("the interpreter of a worker has ended");
        }
      }
    }

    private void prepare(ThreadState ts) {
      ts.beginForeign();
      try {
        setup.accept(interpreter);
      } catch (InterpreterKilled e) {
        throw e;
      } catch (RuntimeException e) {
        breakDown(e);
      } catch (Error e) {
        breakDown(new IllegalStateException(e.toString(), e));
      } finally {
        ts.endForeign();
      }
      begun = true;
    }
  }

  private synchronized Runnable nextTask(Worker worker) {
    Runnable next = tasks.poll();
    if (next == null) {
      idle.push(worker);
    }
    return next;
  }

  /// A worker's thread has left it: with no tasks, or since its interpreter has ended.
  private void left(Worker worker, Throwable failure) {
    Runnable lost = worker.task;
    Worker again = null;
    RuntimeException none = failure != null && !worker.begun ? Answer.translated(failure) : null;
    synchronized (this) {
      if (failure != null) {
        workers.remove(worker);
        idle.remove(worker);
      }
      if (!tasks.isEmpty() && broken == null && none == null) {
        try {
          again = free();
        } catch (RuntimeException e) {
          // No interpreter can be made any more: the runtime is closed, for instance.
          none = e;
        }
      }
    }
    if (none != null) {
      breakDown(none);
    }
    if (lost instanceof PoolTask<?> task && failure != null) {
      task.fail(Answer.translated(failure));
    }
    if (again != null) {
      again.start();
    }
    endIfDone();
  }

  /// An idle worker, or a new one while there are not too many; null where all are busy. Guarded by this.
  private Worker free() {
    Worker worker = idle.poll();
    if (worker == null && workers.size() < size) {
      worker = new Worker();
      workers.add(worker);
    }
    return worker;
  }

  private void breakDown(RuntimeException cause) {
    List<Runnable> refused;
    synchronized (this) {
      broken = cause;
      refused = new ArrayList<>(tasks);
      tasks.clear();
    }
    refused.forEach(this::refuse);
  }

  private void refuse(Runnable task) {
    if (task instanceof PoolTask<?> own) {
      own.fail(brokenPool());
    } else if (task instanceof Future<?> future) {
      future.cancel(false);
    }
  }

  private RejectedExecutionException brokenPool() {
    return new RejectedExecutionException("the pool is broken: an interpreter could not be set up: " + broken.getMessage(), broken);
  }

  @Override
  public void execute(Runnable task) {
    Objects.requireNonNull(task);
    Worker start;
    synchronized (this) {
      if (state != State.RUNNING) {
        throw new RejectedExecutionException("the pool is shut down");
      }
      if (broken != null) {
        throw brokenPool();
      }
      try {
        start = free();
      } catch (IllegalStateException e) {
        throw new RejectedExecutionException("there is no interpreter to be had: " + e.getMessage(), e);
      }
      tasks.add(task);
    }
    if (start != null) {
      start.start();
    }
  }

  /// Asks for a Python call.
  ///
  /// @throws RejectedExecutionException if the pool is shut down, or broken
  public <T> Future<T> submit(PythonCall<T> call) {
    PoolTask<T> task = PoolTask.of(call, null);
    execute(task);
    return task;
  }

  /// Gives the result of the first task that succeeds, and cancels the others, which interrupts those that run.
  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> all) throws InterruptedException, ExecutionException {
    try {
      return first(all, -1);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> all, long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
    return first(all, Math.max(0, unit.toNanos(timeout)));
  }

  private <T> T first(Collection<? extends Callable<T>> all, long nanos) throws InterruptedException, ExecutionException, TimeoutException {
    if (all.isEmpty()) {
      throw new IllegalArgumentException("there is no task to wait for");
    }
    long deadline = System.nanoTime() + nanos;
    BlockingQueue<Future<T>> done = new LinkedBlockingQueue<>();
    List<Future<T>> begun = new ArrayList<>();
    try {
      for (Callable<T> each : all) {
        PoolTask<T> task = PoolTask.of(Objects.requireNonNull(each), done::add);
        begun.add(task);
        execute(task);
      }
      ExecutionException failure = null;
      for (int left = begun.size(); left > 0; left--) {
        Future<T> next = nanos < 0 ? done.take() : done.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (next == null) {
          throw new TimeoutException();
        }
        try {
          return next.get();
        } catch (ExecutionException e) {
          failure = e;
        } catch (CancellationException e) {
          failure = new ExecutionException(e);
        }
      }
      throw failure;
    } finally {
      begun.forEach(task -> task.cancel(true));
    }
  }

  @Override
  protected <T> RunnableFuture<T> newTaskFor(Callable<T> callable) {
    return PoolTask.of(callable, null);
  }

  @Override
  protected <T> RunnableFuture<T> newTaskFor(Runnable runnable, T value) {
    return PoolTask.of(Executors.callable(runnable, value), null);
  }

  /// How many interpreters the pool has at most.
  public int size() {
    return size;
  }

  /// How many tasks wait for a free interpreter.
  public synchronized int queued() {
    return tasks.size();
  }

  @Override
  public void shutdown() {
    synchronized (this) {
      if (state == State.RUNNING) {
        state = State.SHUT_DOWN;
      }
    }
    endIfDone();
  }

  /// Gives back what waits, undone, and interrupts what runs: Python code by `atoll.interpreters.Interrupted`, the Java code of a
  /// task as threads are.
  @Override
  public List<Runnable> shutdownNow() {
    List<Runnable> waiting;
    List<Worker> all;
    synchronized (this) {
      waiting = new ArrayList<>(tasks);
      tasks.clear();
      all = List.copyOf(workers);
    }
    shutdown();
    for (Worker w : all) {
      w.interrupt();
    }
    return waiting;
  }

  /// Ends the interpreters once the pool is shut down and all have come to rest.
  private void endIfDone() {
    List<Worker> all;
    synchronized (this) {
      if (state != State.SHUT_DOWN || !tasks.isEmpty() || idle.size() < workers.size()) {
        return;
      }
      state = State.ENDING;
      all = List.copyOf(workers);
    }
    CompletableFuture<?>[] ends = all.stream().map(w -> end(w.interpreter.managed())).toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(ends).whenComplete((nothing, failure) -> terminated());
  }

  /// Its `atexit` functions and threads have their time, too, and no more.
  private CompletableFuture<?> end(ManagedInterpreter interpreter) {
    return system.closeAfterWork(interpreter).toCompletableFuture().copy().orTimeout(Interpreter.CLOSING_SECONDS, TimeUnit.SECONDS)
        .exceptionally(late -> {
          interpreter.kill(Duration.ZERO, "it did not end within " + Interpreter.CLOSING_SECONDS + " seconds of the end of its pool");
          return null;
        });
  }

  private synchronized void terminated() {
    state = State.TERMINATED;
    notifyAll();
  }

  @Override
  public synchronized boolean isShutdown() {
    return state != State.RUNNING;
  }

  @Override
  public synchronized boolean isTerminated() {
    return state == State.TERMINATED;
  }

  @Override
  public synchronized boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    long deadline = System.nanoTime() + unit.toNanos(timeout);
    while (state != State.TERMINATED) {
      long nanos = deadline - System.nanoTime();
      if (nanos <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, nanos);
    }
    return true;
  }
}
