package org.atoll.runtime.modules.thread;

import java.util.concurrent.atomic.AtomicReference;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.Awaited;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;

/// A lock that any thread may release (`lock` of `Modules/_threadmodule.c`). Thread-safe.
@PyTypeDef(name = "lock", module = "_thread", basetype = false, doc = """
    A lock object is a synchronization primitive.  To create a lock,
    call threading.Lock().  Methods are:

    acquire() -- lock the lock, possibly blocking until it can be obtained
    release() -- unlock of the lock
    locked() -- test whether the lock is currently locked

    A lock is not owned by the thread that locked it; another thread may
    unlock it.  A thread attempting to lock a lock that it has already locked
    will block until another thread unlocks it.  Deadlocks may ensue.""")
public final class PyLock extends PyObject implements Awaited {
  public static final PyType TYPE = PyType.builtin(new PyLockBinder());
  private static final String ACQUIRE = """
      Lock the lock.  Without argument, this blocks if the lock is already
      locked (even by the same thread), waiting for another thread to release
      the lock, and return True once the lock is acquired.
      With an argument, this will only block if the argument is true,
      and the return value reflects whether the lock is acquired.
      The blocking operation is interruptible.""";
  private static final String RELEASE = """
      Release the lock, allowing another thread that is blocked waiting for
      the lock to acquire the lock.  The lock must be in the locked state,
      but it needn't be locked by the same thread that unlocks it.""";

  /// The thread that has taken the lock, which need not be the one to release it; null while it is free.
  private final AtomicReference<Thread> taker = new AtomicReference<>();
  private final WaitQueue waiters = new WaitQueue();

  public PyLock() {
    super(TYPE);
  }

  @PyNew(sig = "()")
  static Object create(PyType cls) {
    return new PyLock();
  }

  /// Takes the lock within a time; negative `nanos` for no limit.
  public boolean acquire(ThreadState ts, long nanos) {
    Thread me = Thread.currentThread();
    if (taker.compareAndSet(null, me)) {
      return true;
    }
    if (nanos == 0 || !waiters.awaitNamed(ts, this, nanos, () -> taker.compareAndSet(null, me))) {
      return false;
    }
    if (ts.isWanted()) {
      serve(ts);
    }
    return true;
  }

  /// What came while this thread waited for the lock is raised as long as it does not seem to be held: code that follows
  /// an `acquire` may rely on taking another one first, as `Condition.wait` does.
  private void serve(ThreadState ts) {
    try {
      ts.safepointInWait();
    } catch (PyException e) {
      release();
      throw e;
    }
  }

  @Override
  public String what() {
    return "a lock";
  }

  @Override
  public String relation() {
    return "taken by";
  }

  @Override
  public Holder holder(ThreadState waiter) {
    Thread now = taker.get();
    return now == null ? null : new Holder(waiter.interpreter(), now);
  }

  @PyMethod(sig = "(blocking=True, timeout=-1)", doc = ACQUIRE)
  boolean acquire(ThreadState ts, boolean blocking, Object timeout) {
    return acquire(ts, Timeouts.ofAcquire(ts, blocking, timeout));
  }

  @PyMethod(sig = "(blocking=True, timeout=-1)", doc = "An obsolete synonym of acquire().")
  boolean acquire_lock(ThreadState ts, boolean blocking, Object timeout) {
    return acquire(ts, blocking, timeout);
  }

  @PyMethod(sig = "()", doc = RELEASE)
  public void release() {
    if (taker.getAndSet(null) == null) {
      throw PyErr.runtimeError("release unlocked lock");
    }
    waiters.signal();
  }

  @PyMethod(sig = "()", doc = "An obsolete synonym of release().")
  void release_lock() {
    release();
  }

  @PyMethod(sig = "()", doc = "Return whether the lock is in the locked state.")
  boolean locked() {
    return taker.get() != null;
  }

  @PyMethod(sig = "()", doc = "An obsolete synonym of locked().")
  boolean locked_lock() {
    return taker.get() != null;
  }

  @PyMethod(sig = "()", doc = "Lock the lock.")
  boolean __enter__(ThreadState ts) {
    return acquire(ts, -1);
  }

  @PyMethod(sig = "(*exc_info)", doc = "Release the lock.")
  void __exit__(PyTuple exc_info) {
    release();
  }

  @PyMethod(sig = "()")
  void _at_fork_reinit() {
    taker.set(null);
  }

  @PyMethod
  String __repr__() {
    return "<" + (taker.get() != null ? "locked" : "unlocked") + " _thread.lock object at 0x" + Long.toHexString(PyObjects.id(this)) + ">";
  }
}
