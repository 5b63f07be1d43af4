package org.atoll.runtime.modules.futures;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.thread.Timeouts;
import org.atoll.runtime.modules.thread.WaitQueue;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.Sequences;

/// What a thread that waits for several futures is told by: those that have ended, in the order in which they did (`_Waiter`
/// and its subclasses in `Lib/concurrent/futures/_base.py`). A future counts as ended once it has finished, or its executor has
/// seen that it was cancelled.
///
/// Futures tell it without any GIL, and stay plain. Thread-safe; meant to be waited for by one thread.
@PyTypeDef(name = "Watch", module = "_atoll_futures", basetype = false, doc = "Tells which of several futures have ended.")
final class PyFutureWatch extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyFutureWatchBinder());

  private final ConcurrentLinkedQueue<PyConcurrentFuture> ended = new ConcurrentLinkedQueue<>();
  /// How many have not ended.
  private final AtomicInteger left;
  /// Whether one of them has ended with an exception.
  private volatile boolean failed;
  private final WaitQueue waiters = new WaitQueue();
  /// What is waited for. Whoever waits says so before it looks, and whoever tells of a future looks here afterwards.
  private volatile BooleanSupplier until = () -> true;

  private PyFutureWatch(int count) {
    super(TYPE);
    left = new AtomicInteger(count);
  }

  @PyNew(sig = "(futures, /)")
  static Object create(ThreadState ts, PyType cls, Object futures) {
    Object[] all = Sequences.toArray(ts, futures);
    for (Object o : all) {
      if (!(o instanceof PyConcurrentFuture f) || f.type != PyConcurrentFuture.TYPE) {
        throw PyErr.typeError("Watch() takes futures of the type Future itself");
      }
    }
    PyFutureWatch watch = new PyFutureWatch(all.length);
    for (Object o : all) {
      PyConcurrentFuture f = (PyConcurrentFuture) o;
      if (!f.watch(watch)) {
        watch.tell(f);
      }
    }
    return watch;
  }

  /// A future has ended. Called once for each, after its state has changed. No GIL needed.
  void tell(PyConcurrentFuture future) {
    if (future.hasFailed()) {
      failed = true;
    }
    ended.add(future);
    left.decrementAndGet();
    if (until.getAsBoolean()) {
      waiters.signal();
    }
  }

  private void await(ThreadState ts, Object timeout, BooleanSupplier condition) {
    long nanos = timeout == PyNone.NONE ? -1 : Math.max(0, Timeouts.nanos(ts, timeout));
    until = condition;
    waiters.awaitSoon(ts, nanos, condition);
  }

  @PyMethod(sig = "(timeout, /)", doc = "Return a list of one future that has ended, the first that was not returned yet; of none where the time is over.")
  Object next(ThreadState ts, Object timeout) {
    await(ts, timeout, () -> !ended.isEmpty());
    PyConcurrentFuture first = ended.poll();
    return first == null ? new PyList() : PyList.of(first);
  }

  @PyMethod(sig = "(timeout, /)", doc = "Wait until all have ended.")
  void wait_for_all(ThreadState ts, Object timeout) {
    await(ts, timeout, () -> left.get() == 0);
  }

  @PyMethod(sig = "(timeout, /)", doc = "Wait until one has ended with an exception, or all have ended.")
  void wait_for_failure(ThreadState ts, Object timeout) {
    await(ts, timeout, () -> failed || left.get() == 0);
  }

  @PyMethod(sig = "(timeout, /)", doc = "Wait until one has ended.")
  void wait_for_any(ThreadState ts, Object timeout) {
    await(ts, timeout, () -> !ended.isEmpty() || left.get() == 0);
  }

  @PyMethod(sig = "()", doc = "Return a list of those that have ended.")
  Object ended() {
    return PyList.of(ended.toArray());
  }

  @PyMethod(sig = "(futures, /)", doc = "Be told no more of these.")
  void close(ThreadState ts, Object futures) {
    for (Object o : Sequences.toArray(ts, futures)) {
      if (o instanceof PyConcurrentFuture f) {
        f.unwatch(this);
      }
    }
  }
}
