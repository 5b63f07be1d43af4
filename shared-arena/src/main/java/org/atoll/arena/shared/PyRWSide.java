package org.atoll.arena.shared;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.arena.lock.Access;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyTuple;

/// What `read()` and `write()` of an `RWLock` give. Immutable.
@PyTypeDef(name = "RWSide", module = "atoll.shared", basetype = false, instantiable = false, doc = """
    One side of an RWLock, made by its read() and write(): `with` takes and releases it, as often as wanted.""")
final class PyRWSide extends SharedTool {
  static final PyType TYPE = PyType.builtin(new PyRWSideBinder());

  private final ReadWrite lock;
  private final Access access;
  private final long nanos;

  PyRWSide(ReadWrite lock, Access access, long nanos) {
    super(TYPE);
    this.lock = lock;
    this.access = access;
    this.nanos = nanos;
  }

  @PyMethod(sig = "(blocking=True, timeout=None)", doc = "As acquire() of Lock.")
  boolean acquire(ThreadState ts, boolean blocking, Object timeout) {
    return lock.enter(ts, access, Waits.ofAcquire(ts, blocking, timeout));
  }

  @PyMethod(sig = "()", doc = "Leave the lock. Raises RuntimeError in a thread that is not in.")
  void release(ThreadState ts) {
    lock.leave(ts);
  }

  @PyMethod
  Object __enter__(ThreadState ts) {
    if (!lock.enter(ts, access, nanos)) {
      throw SharedErrors.timedOut(lock.what);
    }
    return this;
  }

  @PyMethod(sig = "(*exc_info)")
  void __exit__(ThreadState ts, PyTuple exc_info) {
    lock.leave(ts);
  }

  @PyMethod
  String __repr__() {
    return "<" + (access == Access.READ ? "read" : "write") + " side of " + lock.what + ">";
  }
}
