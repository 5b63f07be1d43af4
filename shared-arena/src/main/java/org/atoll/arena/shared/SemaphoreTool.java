package org.atoll.arena.shared;

import java.util.concurrent.atomic.AtomicLong;
import org.atoll.annotations.PyMethod;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.thread.WaitQueue;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;

/// A number of permits, which belong to nobody in particular.
abstract class SemaphoreTool extends SharedTool {
  private static final Waits.For WAIT = new Waits.For("a permit of a semaphore");

  /// How many permits there may be.
  private final long limit;
  private final AtomicLong permits;
  private final WaitQueue waiters = new WaitQueue();

  SemaphoreTool(PyType type, long permits, long limit) {
    super(type);
    this.permits = new AtomicLong(Waits.atLeast(0, permits, "the value"));
    this.limit = limit;
  }

  private boolean tryTake() {
    long n = permits.get();
    while (n > 0) {
      if (permits.compareAndSet(n, n - 1)) {
        return true;
      }
      n = permits.get();
    }
    return false;
  }

  private boolean take(ThreadState ts, long nanos) {
    boolean[] got = {tryTake()};
    if (got[0] || nanos == 0) {
      return got[0];
    }
    boolean over = false;
    try {
      over = waiters.awaitNamed(ts, WAIT, nanos, () -> got[0] = tryTake());
      return over;
    } finally {
      if (got[0] && !over) {
        release(1);
      }
    }
  }

  @PyMethod(sig = "(blocking=True, timeout=None)", doc = """
      Take a permit; wait for one, if need be for timeout seconds, unless blocking is false. Return whether it was
      taken.""")
  boolean acquire(ThreadState ts, boolean blocking, Object timeout) {
    return take(ts, Waits.ofAcquire(ts, blocking, timeout));
  }

  @PyMethod(sig = "(n=1)", doc = "Give n permits back; any thread may.")
  void release(long n) {
    Waits.atLeast(1, n, "n");
    long now = permits.get();
    while (n > limit - now || !permits.compareAndSet(now, now + n)) {
      if (n > limit - now) {
        throw PyErr.valueError("Semaphore released too many times");
      }
      now = permits.get();
    }
    // Who is woken and finds a permit wakes the next.
    waiters.signal();
  }

  @PyMethod
  Object __enter__(ThreadState ts) {
    return take(ts, -1);
  }

  @PyMethod(sig = "(*exc_info)")
  void __exit__(PyTuple exc_info) {
    release(1);
  }

  @PyMethod
  String __repr__() {
    String at = Long.toHexString(PyObjects.id(this));
    return "<" + type.fullName() + " object at 0x" + at + " value:" + permits.get() + ">";
  }
}
