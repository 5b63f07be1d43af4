package org.atoll.arena.shared;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyTuple;

/// What `Lock` and `RLock` have in common.
abstract class MutexTool extends SharedTool {
  final Mutex mutex;

  MutexTool(PyType type, Mutex mutex) {
    super(type);
    this.mutex = mutex;
  }

  /// Takes it within a time; negative `nanos` for no limit.
  abstract boolean take(ThreadState ts, long nanos);

  @PyMethod(sig = "(blocking=True, timeout=None)", doc = """
      Take the lock; wait for it, if need be for timeout seconds, unless blocking is false. Return whether it was taken.

      Raises LockAbandoned where its last holder ended before it had released it, and RuntimeError where this thread
      would wait for itself.""")
  boolean acquire(ThreadState ts, boolean blocking, Object timeout) {
    return take(ts, Waits.ofAcquire(ts, blocking, timeout));
  }

  @PyMethod(sig = "()", doc =
      "Give the lock back. Raises RuntimeError in any other thread than that which has taken it.")
  void release(ThreadState ts) {
    mutex.release(ts);
  }

  @PyMethod(sig = "(timeout=None)", doc = """
      Take the lock even if its last holder ended within, and make it usable again.

      Return whether that was so: what the lock guards is to be put right then. Raises TimeoutError where the lock is
      not free within timeout seconds.""")
  boolean recover(ThreadState ts, Object timeout) {
    Boolean was = mutex.recover(ts, Waits.nanos(ts, timeout));
    if (was == null) {
      throw SharedErrors.timedOut(mutex.what());
    }
    return was;
  }

  @PyMethod(sig = "()", doc = "Whether anybody holds the lock.")
  boolean locked() {
    return mutex.isHeld();
  }

  @PyGetter(name = "abandoned", doc = "whether the last holder ended before it had released the lock")
  boolean abandoned() {
    return mutex.isAbandoned();
  }

  @PyMethod
  Object __enter__(ThreadState ts) {
    take(ts, -1);
    return this;
  }

  @PyMethod(sig = "(*exc_info)")
  void __exit__(ThreadState ts, PyTuple exc_info) {
    mutex.release(ts);
  }

  @PyMethod
  String __repr__() {
    String state = mutex.isAbandoned() ? "abandoned " : mutex.isHeld() ? "locked " : "unlocked ";
    return "<" + state + type.fullName() + " object at 0x" + Long.toHexString(PyObjects.id(this)) + ">";
  }
}
