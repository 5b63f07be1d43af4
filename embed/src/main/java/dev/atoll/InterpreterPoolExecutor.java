package dev.atoll;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.atoll.actors.interpreters.Failures;
import org.atoll.actors.interpreters.InterpreterSystem;
import org.atoll.actors.interpreters.Interruptions;
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
  private enum State { RUNNING, SHUT_DOWN, TERMINATED }

  private final Atoll atoll;
  private final InterpreterSystem system;
  private final int size;
  private final Consumer<Interpreter> setup;
  // Guarded by this.
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private final ArrayDeque<Worker> idle = new ArrayDeque<>();
  private final List<Worker> workers = new ArrayList<>();
  private State state = State.RUNNING;
  private RuntimeException broken;

  InterpreterPoolExecutor(Atoll atoll, int size, Consumer<Interpreter> setup) {
    if (size < 1) {
      throw new IllegalArgumentException("a pool has at least one interpreter, not " + size);
    }
    this.atoll = atoll;
    this.system = atoll.system();
    this.size = size;
    this.setup = setup;
  }

  /// One interpreter of the pool.
  private final class Worker {
    final Interpreter interpreter = atoll.newInterpreter();
    private boolean ready;
    private volatile Runnable task;

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
          if (next instanceof PythonTask<?> python) {
            python.runWith(ts);
          } else {
            ts.beginBlocking();
            try {
              next.run();
            } finally {
              ts.endBlocking();
            }
          }
        } catch (RuntimeException e) {
          // What a bare Runnable throws goes where it does in other executors.
          Thread t = Thread.currentThread();
          t.getUncaughtExceptionHandler().uncaughtException(t, e);
        }
        // Not where the interpreter was killed: its end is the task's.
        task = null;
      }
    }

    private void prepare(ThreadState ts) {
      ts.beginBlocking();
      try {
        setup.accept(interpreter);
      } catch (RuntimeException e) {
        breakDown(e);
      } finally {
        ts.endBlocking();
      }
    }
  }

  /// A Python call as a task.
  private static final class PythonTask<T> extends FutureTask<T> {
    private final PythonCall<T> call;
    private final InterpreterSystem system;
    private ThreadState running;
    private boolean overdue;

    PythonTask(PythonCall<T> call, InterpreterSystem system) {
      super(call);
      this.call = call;
      this.system = system;
    }

    /// Makes the call with the GIL of a worker.
    void runWith(ThreadState ts) {
      synchronized (this) {
        if (isDone()) {
          return;
        }
        running = ts;
      }
      Future<?> deadline = call.timeout() == null ? null : system.after(call.timeout(), this::expire);
      T result = null;
      Throwable failure = null;
      try {
        result = Failures.told(ts, call::perform, this::left);
      } catch (RuntimeException e) {
        failure = overdue() ? new PythonTimeoutException(call.toString(), call.timeout()) : Answer.translated(e);
      } finally {
        left(ts);
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

    private synchronized void left(ThreadState ts) {
      if (running != null) {
        running = null;
        ts.setAsyncException(null);
      }
    }

    private synchronized void interrupt(boolean late) {
      if (running != null) {
        overdue |= late;
        running.setAsyncException(Interruptions.interrupted(""));
      }
    }

    void fail(Throwable cause) {
      setException(cause);
    }

    private void expire() {
      interrupt(true);
    }

    private synchronized boolean overdue() {
      return overdue;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      boolean cancelled = super.cancel(false);
      if (cancelled && mayInterruptIfRunning) {
        interrupt(false);
      }
      return cancelled;
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
    synchronized (this) {
      if (failure != null) {
        workers.remove(worker);
        idle.remove(worker);
      }
      if (!tasks.isEmpty() && broken == null) {
        again = free();
      }
    }
    if (lost instanceof PythonTask<?> task && failure != null) {
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
    if (task instanceof PythonTask<?> python) {
      python.fail(brokenPool());
    } else if (task instanceof Future<?> future) {
      future.cancel(false);
    }
  }

  private RejectedExecutionException brokenPool() {
    return new RejectedExecutionException("the pool is broken: an interpreter could not be set up", broken);
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
      start = free();
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
    PythonTask<T> task = new PythonTask<>(call, system);
    execute(task);
    return task;
  }

  @Override
  protected <T> RunnableFuture<T> newTaskFor(Callable<T> callable) {
    return callable instanceof PythonCall<T> call ? new PythonTask<>(call, system) : new FutureTask<>(callable);
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

  /// Refuses what waits, and interrupts what runs.
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
      if (w.task instanceof PythonTask<?> task) {
        task.interrupt(false);
      }
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
      state = State.TERMINATED;
      all = List.copyOf(workers);
      notifyAll();
    }
    for (Worker w : all) {
      system.closeAfterWork(w.interpreter.managed());
    }
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
