package org.atoll.arena.shared;

import java.util.ArrayDeque;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.thread.WaitQueue;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;

/// `atoll.shared.Condition`, as that of `threading`. Thread-safe.
@PyTypeDef(name = "Condition", module = "atoll.shared", basetype = false, doc = """
    Condition(lock=None)
    --

    Threads of any interpreters that hold the lock wait, without it, until another one notifies them.

    lock: a Lock or RLock of atoll.shared; an RLock of its own unless given.""")
final class PyCondition extends SharedTool {
  static final PyType TYPE = PyType.builtin(new PyConditionBinder());

  private static final Waits.For WAIT = new Waits.For("a condition");

  /// One thread's wait.
  private static final class Ticket {
    volatile boolean called;
  }

  private final MutexTool lock;
  private final WaitQueue waiters = new WaitQueue();
  /// Those that have not been called, the longest waiting first; guarded by itself.
  private final ArrayDeque<Ticket> tickets = new ArrayDeque<>();

  private PyCondition(MutexTool lock) {
    super(TYPE);
    this.lock = lock;
  }

  @PyNew(sig = "(lock=None)")
  static Object create(PyType cls, Object lock) {
    if (lock == PyNone.NONE) {
      return new PyCondition(new PySharedRLock("the lock of a shared Condition", true));
    }
    if (!(lock instanceof MutexTool given)) {
      throw PyErr.typeError("lock must be a Lock or RLock of atoll.shared, not %s", PyObject.typeOf(lock).name());
    }
    return new PyCondition(given);
  }

  private void requireLock(ThreadState ts) {
    if (!lock.mutex.isHeldBy(ts)) {
      throw SharedErrors.notHeld(lock.mutex.what());
    }
  }

  private boolean await(ThreadState ts, long nanos) {
    requireLock(ts);
    Ticket mine = new Ticket();
    synchronized (tickets) {
      tickets.add(mine);
    }
    long times = lock.mutex.releaseAll(ts);
    boolean over = false;
    try {
      over = waiters.awaitNamed(ts, WAIT, nanos, () -> mine.called) || nanos >= 0;
    } finally {
      leave(mine, over);
      lock.mutex.restore(ts, times);
    }
    lock.mutex.requireSound();
    return mine.called;
  }

  /// Whoever was called and cannot go on has the next one called.
  private void leave(Ticket mine, boolean over) {
    synchronized (tickets) {
      tickets.remove(mine);
    }
    if (mine.called && !over) {
      call(1);
    }
  }

  private void call(long n) {
    synchronized (tickets) {
      for (long i = n; i > 0 && !tickets.isEmpty(); i--) {
        tickets.poll().called = true;
      }
    }
    waiters.signalAll();
  }

  @PyMethod(sig = "(timeout=None)", doc = """
      Release the lock, wait until notified, take the lock again; return False where that was not within timeout
      seconds.

      Raises LockAbandoned, with the lock taken, where another holder has ended meanwhile.""")
  boolean wait(ThreadState ts, Object timeout) {
    return await(ts, Waits.nanos(ts, timeout));
  }

  @PyMethod(sig = "(predicate, timeout=None)", doc =
      "Wait until predicate() is true, and return what it gives; what it gives in the end where timeout is over.")
  Object wait_for(ThreadState ts, Object predicate, Object timeout) {
    long nanos = Waits.nanos(ts, timeout);
    long end = System.nanoTime() + nanos;
    Object result = Call.call0(ts, predicate);
    while (!PyObjects.isTrue(ts, result)) {
      long left = nanos < 0 ? -1 : end - System.nanoTime();
      if (nanos >= 0 && left <= 0) {
        return result;
      }
      await(ts, left);
      result = Call.call0(ts, predicate);
    }
    return result;
  }

  @PyMethod(sig = "(n=1)", doc = "Let n of those go on that wait. The lock must be held.")
  void notify(ThreadState ts, long n) {
    requireLock(ts);
    call(n);
  }

  @PyMethod(sig = "()", doc = "Let all go on that wait. The lock must be held.")
  void notify_all(ThreadState ts) {
    requireLock(ts);
    call(Long.MAX_VALUE);
  }

  @PyGetter(name = "lock", doc = "the lock that is held around all of it")
  Object lock() {
    return lock;
  }

  @PyMethod(sig = "(blocking=True, timeout=None)", doc = "As acquire() of the lock.")
  boolean acquire(ThreadState ts, boolean blocking, Object timeout) {
    return lock.acquire(ts, blocking, timeout);
  }

  @PyMethod(sig = "()", doc = "As release() of the lock.")
  void release(ThreadState ts) {
    lock.release(ts);
  }

  @PyMethod
  Object __enter__(ThreadState ts) {
    lock.take(ts, -1);
    return this;
  }

  @PyMethod(sig = "(*exc_info)")
  void __exit__(ThreadState ts, PyTuple exc_info) {
    lock.release(ts);
  }
}
