package org.atoll.runtime.modules.futures;

import java.util.concurrent.atomic.AtomicLong;
import org.atoll.annotations.PyGetter;
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
import org.atoll.runtime.types.PyTuple;

/// How many workers of a pool wait for tasks: a semaphore with the methods of `threading.Semaphore`, which may be raised
/// without any GIL. Thread-safe.
@PyTypeDef(name = "IdleCount", module = "_atoll_futures", basetype = false, doc = "A semaphore that counts the idle workers of a pool.")
public final class PyIdleCount extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyIdleCountBinder());

  private final AtomicLong value = new AtomicLong();
  private final WaitQueue waiters = new WaitQueue();

  private PyIdleCount() {
    super(TYPE);
  }

  @PyNew(sig = "()")
  static Object create(PyType cls) {
    return new PyIdleCount();
  }

  private boolean take() {
    long now = value.get();
    while (now > 0) {
      if (value.compareAndSet(now, now - 1)) {
        return true;
      }
      now = value.get();
    }
    return false;
  }

  /// One worker more is idle.
  public void increment() {
    value.incrementAndGet();
    waiters.signal();
  }

  @PyMethod(sig = "(blocking=True, timeout=None)", doc = "Lower the count; where it is zero, wait for at most the timeout if blocking. Answer whether it was lowered.")
  boolean acquire(ThreadState ts, boolean blocking, Object timeout) {
    if (!blocking && timeout != PyNone.NONE) {
      throw PyErr.valueError("can't specify timeout for non-blocking acquire");
    }
    if (take()) {
      return true;
    }
    long nanos = !blocking ? 0 : timeout == PyNone.NONE ? -1 : Math.max(0, Timeouts.nanos(ts, timeout));
    return nanos != 0 && waiters.await(ts, nanos, this::take);
  }

  @PyMethod(sig = "(n=1)", doc = "Raise the count by n.")
  void release(long n) {
    if (n < 1) {
      throw PyErr.valueError("n must be one or more");
    }
    value.addAndGet(n);
    waiters.signalAll();
  }

  @PyMethod(sig = "()", doc = "Lower the count, waiting while it is zero.")
  boolean __enter__(ThreadState ts) {
    return acquire(ts, true, PyNone.NONE);
  }

  @PyMethod(sig = "(*exc_info)", doc = "Raise the count.")
  void __exit__(PyTuple exc_info) {
    release(1);
  }

  @PyGetter(name = "_value")
  long count() {
    return value.get();
  }
}
