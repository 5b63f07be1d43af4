package org.atoll.arena.shared;

import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// `atoll.shared.RLock`: a lock for threads of all interpreters that its holder may take again. Thread-safe.
@PyTypeDef(name = "RLock", module = "atoll.shared", basetype = false, doc = """
    RLock(*, robust=True)
    --

    As Lock, but the thread that has taken it may do so again, and releases it as often.""")
final class PySharedRLock extends MutexTool {
  static final PyType TYPE = PyType.builtin(new PySharedRLockBinder());

  PySharedRLock(String what, boolean robust) {
    super(TYPE, new Mutex(what, robust));
  }

  @PyNew(sig = "(*, robust=True)")
  static Object create(PyType cls, boolean robust) {
    return new PySharedRLock("a shared RLock", robust);
  }

  @Override
  boolean take(ThreadState ts, long nanos) {
    return mutex.acquireAgain(ts, nanos);
  }
}
