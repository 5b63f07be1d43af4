package org.atoll.arena.module;

import java.util.List;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.arena.lock.Holdings;
import org.atoll.arena.when.Behaviour;
import org.atoll.arena.when.Behaviours;
import org.atoll.arena.when.Workers;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.interp.Unraisable;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;

/// `_atoll_when`: what `arena.when` is made of. Its threads are started by Python code, so that they are threads as all others are.
@PyModuleDef(value = "_atoll_when", doc = "Functions that are run when arenas are free; see atoll.arena.when().")
final class WhenModule {
  /// What a behaviour is to do: a function, and the `concurrent.futures.Future` that its result goes to.
  private record Job(Object function, Object future) {}

  @PyFunction(sig = "(arenas, function, future, /)", doc = "Have a function called when all these arenas are free, by a thread that is in work().")
  Object schedule(ThreadState ts, PyTuple arenas, Object function, Object future) {
    List<Behaviour.Want> wants = PyAccess.parts(arenas.items, "when").stream().map(p -> new Behaviour.Want(p.arena().arena, p.access())).toList();
    for (Behaviour.Want w : wants) {
      w.arena().requireOpen();
    }
    return new PyBehaviour(Behaviours.of(ts.interpreter().runtime()).schedule(ts, wants, new Job(function, future)));
  }

  @PyFunction(sig = "()", doc = "Whether there should be one more thread that calls work(); it is counted from now on.")
  boolean needs_worker(ThreadState ts) {
    return Workers.of(ts.interpreter()).needsThread();
  }

  @PyFunction(sig = "()", doc = "A thread that was counted could not be started; return whether it would have been the only one.")
  boolean worker_failed(ThreadState ts) {
    return Workers.of(ts.interpreter()).threadEnded();
  }

  @PyFunction(sig = "()", doc = "Let the threads end that are in work(), as soon as all is done.")
  void finish(ThreadState ts) {
    Workers.of(ts.interpreter()).finish();
  }

  @PyFunction(sig = "()", doc = "Call functions whose arenas are free, until the interpreter ends and all are done.")
  void work(ThreadState ts) {
    Workers workers = Workers.of(ts.interpreter());
    try {
      for (Behaviour b = workers.next(ts); b != null; b = workers.next(ts)) {
        run(ts, b);
      }
    } finally {
      workers.threadEnded();
    }
  }

  private static void run(ThreadState ts, Behaviour b) {
    Job job = (Job) b.job;
    PyException failure = null;
    try {
      if (!b.take(ts)) {
        return;
      }
    } catch (PyException e) {
      failure = e;
    }
    boolean taken = failure == null;
    boolean begun = b.begin();
    Object result = null;
    try {
      if (begun && isToRun(ts, job) && taken) {
        result = Call.call0(ts, job.function);
      }
    } catch (PyException e) {
      failure = e;
    }
    if (taken) {
      failure = leave(ts, b, failure);
    }
    b.end();
    // Whoever waits for the future finds the arenas free.
    if (begun) {
      settle(ts, job, result, failure);
    }
  }

  private static boolean isToRun(ThreadState ts, Job job) {
    return PyObjects.isTrue(ts, PyObjects.callMethod(ts, job.future, "set_running_or_notify_cancel"));
  }

  /// Answers what is to be raised.
  private static PyException leave(ThreadState ts, Behaviour b, PyException failure) {
    try {
      b.leave(ts, failure == null ? PyNone.NONE : failure.type());
    } catch (PyException hasLeft) {
      return failure == null ? hasLeft : failure;
    } finally {
      if (!Holdings.of(ts).isEmpty()) {
        // The function has entered something and not left it, which is as if it had ended within the block.
        Holdings.of(ts).abandoned(ts);
      }
    }
    return failure;
  }

  private static void settle(ThreadState ts, Job job, Object result, PyException failure) {
    try {
      if (failure == null && result != null) {
        PyObjects.callMethod(ts, job.future, "set_result", result);
      } else if (failure != null && !PyObjects.isTrue(ts, PyObjects.callMethod(ts, job.future, "cancelled"))) {
        PyObjects.callMethod(ts, job.future, "set_exception", failure.value);
      }
    } catch (PyException e) {
      Unraisable.report(ts, e, "Exception ignored in the future of " + Unraisable.shown(ts, job.function), null);
    }
  }
}
