package org.atoll.runtime.modules.thread;

import java.util.concurrent.atomic.AtomicReference;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.Awaited;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;

/// A lock that its owner may take again (`RLock` of `Modules/_threadmodule.c`). Thread-safe.
@PyTypeDef(name = "RLock", module = "_thread")
public class PyRLock extends PyInstance implements Awaited {
  public static final PyType TYPE = PyType.builtin(new PyRLockBinder());

  private final AtomicReference<Thread> owner = new AtomicReference<>();
  private final WaitQueue waiters = new WaitQueue();
  /// How often the owner holds it; the owner's own.
  private long count;

  public PyRLock() {
    super(TYPE);
  }

  private PyRLock(PyType cls) {
    super(cls);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyRLock(cls);
  }

  private boolean isMine() {
    return owner.get() == Thread.currentThread();
  }

  /// Whether the calling thread holds the lock.
  public final boolean isHeld() {
    return isMine();
  }

  /// Takes the lock within a time; negative `nanos` for no limit.
  public final boolean acquire(ThreadState ts, long nanos) {
    if (isMine()) {
      count++;
      return true;
    }
    Thread me = Thread.currentThread();
    if (nanos < 0 && ts.isInImportSystem()) {
      acquireUninterruptibly(ts);
      return true;
    }
    if (!owner.compareAndSet(null, me)) {
      if (nanos == 0 || !waiters.awaitNamed(ts, this, nanos, () -> owner.compareAndSet(null, me))) {
        return false;
      }
      // Before anything else runs: a signal handler may take the lock again, and lets go of it as often.
      count = 1;
      if (ts.isWanted()) {
        serve(ts);
      }
      return true;
    }
    count = 1;
    return true;
  }

  /// Takes the lock; only the end of the interpreter keeps it from that.
  public final void acquireUninterruptibly(ThreadState ts) {
    Thread me = Thread.currentThread();
    if (!isMine()) {
      waiters.awaitUninterruptibly(ts, this, () -> owner.compareAndSet(null, me));
    }
    count++;
  }

  /// See [PyLock].
  private void serve(ThreadState ts) {
    try {
      ts.safepoint();
    } catch (PyException e) {
      giveUp();
      throw e;
    }
  }

  private void giveUp() {
    count = 0;
    owner.set(null);
    waiters.signal();
  }

  @Override
  public final String what() {
    return "an RLock";
  }

  @Override
  public final String relation() {
    return "held by";
  }

  @Override
  public final Holder holder(ThreadState waiter) {
    Thread now = owner.get();
    return now == null ? null : new Holder(waiter.interpreter(), now);
  }

  @PyMethod(sig = "(blocking=True, timeout=-1)", doc = """
      Lock the lock.

      `blocking` indicates whether we should wait
      for the lock to be available or not.  If `blocking` is False
      and another thread holds the lock, the method will return False
      immediately.  If `blocking` is True and another thread holds
      the lock, the method will wait for the lock to be released,
      take it and then return True.
      (note: the blocking operation is interruptible.)""")
  boolean acquire(ThreadState ts, boolean blocking, Object timeout) {
    return acquire(ts, Timeouts.ofAcquire(ts, blocking, timeout));
  }

  @PyMethod(sig = "()", doc = "Release the lock, allowing another thread that is blocked waiting for it to take it.")
  public final void release() {
    if (!isMine()) {
      throw PyErr.runtimeError("cannot release un-acquired lock");
    }
    if (--count == 0) {
      giveUp();
    }
  }

  @PyMethod(sig = "()", doc = "Return a boolean indicating whether this object is locked right now.")
  public boolean locked() {
    return owner.get() != null;
  }

  @PyMethod(sig = "()", doc = "Lock the lock.")
  boolean __enter__(ThreadState ts) {
    return acquire(ts, -1);
  }

  @PyMethod(sig = "(*exc_info)", doc = "Release the lock.")
  void __exit__(PyTuple exc_info) {
    release();
  }

  @PyMethod(sig = "()", doc = "For internal use by `threading.Condition`.")
  boolean _is_owned() {
    return isMine();
  }

  @PyMethod(sig = "()", doc = "For internal use by reentrant lock tests.")
  long _recursion_count() {
    return isMine() ? count : 0;
  }

  @PyMethod(sig = "()", doc = "For internal use by `threading.Condition`.")
  Object _release_save() {
    if (!isMine()) {
      throw PyErr.runtimeError("cannot release un-acquired lock");
    }
    PyTuple state = PyTuple.of(count, Thread.currentThread().threadId());
    giveUp();
    return state;
  }

  @PyMethod(sig = "(state, /)", doc = "For internal use by `threading.Condition`.")
  void _acquire_restore(ThreadState ts, Object state) {
    if (state instanceof PyTuple t && t.items.length != 2) {
      throw PyErr.typeError("_acquire_restore() argument 1 must be tuple of length 2, not %d", t.items.length);
    }
    if (!(state instanceof PyTuple t) || !(t.items[0] instanceof Long times)) {
      throw PyErr.typeError("_acquire_restore() argument 1 must be 2-item tuple, not %s", PyObject.typeOf(state).name());
    }
    Thread me = Thread.currentThread();
    waiters.awaitUninterruptibly(ts, this, () -> owner.compareAndSet(null, me));
    count = times;
  }

  @PyMethod(sig = "()")
  void _at_fork_reinit() {
    count = 0;
    owner.set(null);
  }

  @PyMethod
  String __repr__() {
    Thread o = owner.get();
    return "<" + (o != null ? "locked" : "unlocked") + " " + type.fullName() + " object owner=" + (o == null ? 0 : o.threadId()) + " count=" + (o == null ? 0 : count)
        + " at 0x" + Long.toHexString(PyObjects.id(this)) + ">";
  }
}
