package org.atoll.arena.shared;

import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// `atoll.shared.Lock`: a lock for threads of all interpreters. Thread-safe.
@PyTypeDef(name = "Lock", module = "atoll.shared", basetype = false, doc = """
    Lock(*, robust=True)
    --

    A lock for threads of all interpreters, which only the thread that has taken it can release.

    robust: where a holder ends before it has released the lock, acquire() raises LockAbandoned until recover() is
        called;
    otherwise the lock is just free again.""")
final class PySharedLock extends MutexTool {
  static final PyType TYPE = PyType.builtin(new PySharedLockBinder());

  PySharedLock(String what, boolean robust) {
    super(TYPE, new Mutex(what, robust));
  }

  @PyNew(sig = "(*, robust=True)")
  static Object create(PyType cls, boolean robust) {
    return new PySharedLock("a shared Lock", robust);
  }

  @Override
  boolean take(ThreadState ts, long nanos) {
    return mutex.acquire(ts, nanos);
  }
}
