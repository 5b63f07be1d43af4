package org.atoll.actors.interpreters;

import java.util.function.Function;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.channels.codec.Message;
import org.atoll.channels.codec.Sending;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.futures.PyConcurrentFuture;
import org.atoll.runtime.modules.futures.PyIdleCount;
import org.atoll.runtime.modules.futures.PyWorkerQueue;
import org.atoll.runtime.modules.queue.PySimpleQueue;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;

/// The queue of an interpreter pool as one of its workers sees it. A worker that asks for its next task carries out all that
/// need nothing of the submitter's interpreter, without its GIL: those made ready when they were submitted ([PoolTask]), for
/// a plain future, whose result stands for itself. Only the rest is handed to the library's code; what that would have the
/// interpreter do may have been done already, and is found by [Execution#call] then.
///
/// The interpreter is left before the last future of a row is finished, and the worker is counted as idle before: whoever
/// waits for it finds things as they are once the library's worker waits for its next task.
///
/// Belongs to the worker's thread.
@PyTypeDef(name = "PoolQueue", module = "_atoll_pool", base = PyWorkerQueue.class, basetype = false, doc = "An interpreter pool's queue as one of its workers sees it.")
final class PyPoolQueue extends PyWorkerQueue {
  public static final PyType TYPE = PyType.builtin(new PyPoolQueueBinder());
  private static final String LIBRARY = "concurrent.futures.interpreter";

  private final Object context;
  private final Object workItem;
  private InterpreterSystem system;
  /// Null where the library has to do everything.
  private ManagedInterpreter target;
  private boolean known;
  /// The context's queue for exceptions: on its way into the interpreter, and there.
  private Message results;
  private Object resultsThere;
  /// Taken out of the queue already, for later.
  private Object carried;
  /// Whether the worker has been counted as idle since its last task.
  private boolean counted;

  private PyPoolQueue(PyType cls, PySimpleQueue queue, PyIdleCount idle, Object context, Object workItem) {
    super(cls, queue, idle);
    this.context = context;
    this.workItem = workItem;
  }

  @PyNew(sig = "(queue, idle, context, work_item, /)")
  static Object create(PyType cls, Object queue, Object idle, Object context, Object work_item) {
    if (!(queue instanceof PySimpleQueue q) || !(idle instanceof PyIdleCount i)) {
      throw PyErr.typeError("PoolQueue() takes a SimpleQueue and an IdleCount");
    }
    return new PyPoolQueue(cls, q, i, context, work_item);
  }

  @Override
  protected Object next(ThreadState ts) {
    if (!known) {
      findTarget(ts);
    }
    if (target == null) {
      return super.next(ts);
    }
    target.keepOutcome(null);
    while (true) {
      Object item = carried != null ? carried : queue.poll();
      carried = null;
      if (item != null && !isReady(ts, item)) {
        counted = false;
        return item;
      }
      if (item != null && resultsThere == null && results == null) {
        results = Sending.arguments(ts, PyObjects.getAttr(ts, context, "results"));
      }
      ts.beginShortBlocking();
      try {
        item = serve(ts, item);
      } finally {
        ts.endBlocking();
      }
      if (item != null) {
        return item;
      }
      ts.raiseMeanwhile();
      ts.safepoint();
    }
  }

  private void findTarget(ThreadState ts) {
    known = true;
    system = InterpreterSystem.of(ts);
    Object interpreter = PyObjects.getAttr(ts, context, "interp");
    if (interpreter != PyNone.NONE && PyObjects.getAttr(ts, interpreter, "_id") instanceof Long id) {
      ManagedInterpreter found = system.get(id);
      target = found != null && found.isUnlimited() && ts.access().permissions().unlimited() ? found : null;
    }
  }

  /// Whether a task can be begun without the GIL.
  private boolean isReady(ThreadState ts, Object item) {
    return item instanceof PyInstance w && w.type == workItem && w.getOwn("task") instanceof PoolTask && w.getOwn("future") instanceof PyConcurrentFuture
        && ts.traceFunction == null && ts.profileFunction == null && !system.isInterrupted();
  }

  /// Carries out tasks, beginning with `first` unless that is null; without the GIL. Answers an item that is left to the
  /// library; or null, where the thread needs its GIL for something else.
  private Object serve(ThreadState ts, Object first) {
    Object item = first;
    while (true) {
      if (item == null) {
        countAsIdle();
        item = queue.takeReleased(ts);
        if (item == null) {
          return null;
        }
      }
      counted = false;
      if (!isReady(ts, item)) {
        return item;
      }
      if (resultsThere == null && results == null) {
        carried = item;
        return null;
      }
      Row row = new Row(ts, item);
      if (!row.begin()) {
        return item;
      }
      row.run();
      if (!row.finish()) {
        return row.leaveToLibrary();
      }
      item = carried;
      carried = null;
    }
  }

  private void countAsIdle() {
    if (!counted) {
      counted = true;
      idle.increment();
    }
  }

  /// Tasks that are carried out one after the other without leaving the interpreter.
  private final class Row implements Function<ThreadState, Void> {
    private final ThreadState ts;
    /// The present task.
    private Object item;
    private PoolTask task;
    /// Null until it has been started.
    private PyConcurrentFuture future;
    /// Null until it has been carried out.
    private Execution.Outcome outcome;

    Row(ThreadState ts, Object item) {
      this.ts = ts;
      this.item = item;
    }

    /// Starts the present task's future; false where it is not pending.
    boolean begin() {
      PyInstance w = (PyInstance) item;
      outcome = null;
      task = (PoolTask) w.getOwn("task");
      PyConcurrentFuture f = (PyConcurrentFuture) w.getOwn("future");
      future = f.tryStart() ? f : null;
      return future != null;
    }

    /// Carries out tasks up to the first that has to be told of outside: the last one, or one whose outcome is not plain.
    void run() {
      try {
        target.callBeside(ts, this);
      } catch (ManagedInterpreter.AlreadyRunningException | ManagedInterpreter.ClosedException | StackOverflowError | OutOfMemoryError | LinkageError e) {
        // The library's code meets with the same where it asks for the call.
        return;
      }
    }

    @Override
    public Void apply(ThreadState inner) {
      while (carryOut(inner) && outcome.isPlain() && future.isPlain()) {
        Object next = queue.poll();
        if (next == null) {
          return null;
        }
        if (inner.isWanted() || !future.tryFinish(outcome.result().root())) {
          carried = next;
          return null;
        }
        item = next;
        future = null;
        outcome = null;
        task = null;
        if (!isReady(ts, next) || !begin()) {
          return null;
        }
        target.countNext();
      }
      return null;
    }

    /// False where the interpreter cannot have the function, or what goes with it: the library's code is told why.
    private boolean carryOut(ThreadState inner) {
      Object function;
      Object doCall;
      try {
        if (resultsThere == null) {
          Message sent = results;
          results = null;
          resultsThere = Sending.open(inner, sent);
        }
        doCall = PyObjects.getAttr(inner, inner.interpreter().importModule(inner, LIBRARY), "do_call");
        function = Sending.open(inner, task.function);
      } catch (PyException e) {
        return false;
      }
      outcome = Execution.ahead(inner, doCall, resultsThere, function, task.args);
      return true;
    }

    /// Tells of the last task, if that can be done without the GIL; true where it has been.
    boolean finish() {
      if (outcome == null || !outcome.isPlain() || !future.isPlain()) {
        return false;
      }
      if (carried == null) {
        countAsIdle();
      }
      return future.tryFinish(outcome.result().root());
    }

    /// The present item, for the library.
    Object leaveToLibrary() {
      if (future != null) {
        future.leaveToLibrary();
      }
      if (outcome != null) {
        target.keepOutcome(new Execution.Ahead(ts, task.items[0], task.items[1], outcome));
      }
      return item;
    }
  }
}
