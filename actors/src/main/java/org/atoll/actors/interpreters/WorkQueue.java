package org.atoll.actors.interpreters;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.atoll.runtime.interp.ThreadState;

/// The work that waits for an interpreter from whoever does not lend it a thread: actors, and Java programs. It is done in
/// the order in which it came, one piece at a time, on a thread of the system; while there is none the queue has no thread.
/// Work that somebody else does with the interpreter meanwhile goes before.
///
/// Nothing that goes wrong in a piece of work leaves it: neither a Python exception nor an error of the JVM reaches the thread
/// or the next piece. Thread-safe; never holds its lock while Python runs.
public final class WorkQueue {
  private final ManagedInterpreter interpreter;
  private final Executor threads;
  /// The last piece of work: the interpreter's end; null until that is asked for.
  private Work<Void> last;
  private Runnable end;
  private final ArrayDeque<Work<?>> waiting = new ArrayDeque<>();
  /// What is under way, until its outcome has been told.
  private Work<?> current;
  /// Whether a thread sees to the queue, or is about to.
  private boolean tended;
  /// Whether the queue waits for the interpreter, which does other work.
  private boolean blocked;
  private boolean closed;
  /// Why there will be no more, once the interpreter has ended.
  private Termination why;
  private long done;

  WorkQueue(ManagedInterpreter interpreter, Executor threads) {
    this.interpreter = interpreter;
    this.threads = threads;
  }

  /// Appends a piece of work. It is given the thread state it runs with, attached.
  public <T> Work<T> submit(Function<ThreadState, T> action) {
    return submit(action, null);
  }

  /// Appends a piece of work that may take no longer than `timeout`, once it runs; null for no limit.
  public <T> Work<T> submit(Function<ThreadState, T> action, Duration timeout) {
    Work<T> work = new Work<>(this, action, timeout);
    boolean start;
    synchronized (this) {
      if (closed) {
        work.completeExceptionally(new ManagedInterpreter.ClosedException(why));
        return work;
      }
      waiting.add(work);
      start = !tended;
      tended = true;
    }
    if (start) {
      start();
    }
    return work;
  }

  private void start() {
    try {
      threads.execute(this::tend);
    } catch (RuntimeException | Error e) {
      // No thread can be had: that is told to those who wait, and the next piece of work tries again.
      List<Work<?>> all = new ArrayList<>();
      synchronized (this) {
        tended = false;
        all.addAll(waiting);
        waiting.clear();
      }
      all.forEach(work -> work.completeExceptionally(e));
    }
  }

  private void tend() {
    for (Work<?> work = next(); work != null; work = next()) {
      try {
        perform(work);
        finished();
        work.settle();
      } catch (ManagedInterpreter.AlreadyRunningException e) {
        if (!retry(work)) {
          return;
        }
      } catch (ManagedInterpreter.ClosedException e) {
        finished();
        work.completeExceptionally(e);
        close(e.why());
      } catch (RuntimeException | Error e) {
        finished();
        work.completeExceptionally(e);
      }
    }
  }

  private void perform(Work<?> work) {
    if (work == last) {
      end.run();
    } else {
      interpreter.run(work);
    }
  }

  private synchronized Work<?> next() {
    current = waiting.poll();
    tended = current != null;
    return current;
  }

  private synchronized void finished() {
    done++;
  }

  /// Puts back what the interpreter has refused; whether to try again at once.
  private synchronized boolean retry(Work<?> work) {
    current = null;
    if (!work.isDone()) {
      waiting.addFirst(work);
    }
    blocked = interpreter.isRunning();
    return !blocked;
  }

  /// The interpreter has become free.
  void resume() {
    synchronized (this) {
      if (!blocked) {
        return;
      }
      blocked = false;
    }
    start();
  }

  Future<?> after(Duration time, Runnable action) {
    return interpreter.after(time, action);
  }

  Duration grace() {
    return Duration.ofNanos(interpreter.limits().graceNanos());
  }

  /// Ends the interpreter, whose work goes on though its time is over.
  void giveUp(Duration allowed) {
    interpreter.giveUp(allowed);
  }

  synchronized void forget(Work<?> work) {
    waiting.remove(work);
  }

  /// Refuses all that waits and all that comes: the interpreter has ended. Afterwards the outcome of all work has been told.
  void close(Termination reason) {
    List<Work<?>> refused;
    Work<?> cutOff;
    synchronized (this) {
      closed = true;
      why = reason;
      cutOff = current;
      refused = new ArrayList<>(waiting);
      waiting.clear();
    }
    if (cutOff != null) {
      cutOff.settle(new ManagedInterpreter.ClosedException(reason));
    }
    refused.forEach(work -> work.completeExceptionally(new ManagedInterpreter.ClosedException(reason)));
  }

  /// Refuses all that comes, and ends the interpreter by `ending` once what waits is done.
  void finish(Runnable ending) {
    boolean start;
    synchronized (this) {
      if (last != null) {
        return;
      }
      closed = true;
      end = ending;
      last = new Work<>(this, ts -> null, null);
      waiting.add(last);
      start = !tended;
      tended = true;
    }
    if (start) {
      start();
    }
  }

  /// How much work waits.
  public synchronized int depth() {
    return waiting.size();
  }

  /// How many pieces of work have been done, well or badly.
  public synchronized long done() {
    return done;
  }

  /// Interrupts the work that is under way; false where there is none.
  public boolean interrupt() {
    Work<?> work;
    synchronized (this) {
      work = current;
    }
    return work != null && work.interrupt();
  }
}
