package org.atoll.arena.shared;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.arena.objects.ObjectPlace;
import org.atoll.runtime.host.Access;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;

/// `_atoll_shared`: what `atoll.shared` is made of.
@PyModuleDef(value = "_atoll_shared", doc = "The small tools of sharing between interpreters; see atoll.shared.")
final class SharedModule {
  @PyConstant(name = "AtomicInt")
  static final PyType ATOMIC_INT = PyAtomicInt.TYPE;
  @PyConstant(name = "AtomicFlag")
  static final PyType ATOMIC_FLAG = PyAtomicFlag.TYPE;
  @PyConstant(name = "AtomicRef")
  static final PyType ATOMIC_REF = PyAtomicRef.TYPE;
  @PyConstant(name = "ConcurrentDict")
  static final PyType CONCURRENT_DICT = PyConcurrentDict.TYPE;
  @PyConstant(name = "Lock")
  static final PyType LOCK = PySharedLock.TYPE;
  @PyConstant(name = "RLock")
  static final PyType RLOCK = PySharedRLock.TYPE;
  @PyConstant(name = "RWLock")
  static final PyType RWLOCK = PyRWLock.TYPE;
  @PyConstant(name = "Semaphore")
  static final PyType SEMAPHORE = PySemaphore.TYPE;
  @PyConstant(name = "BoundedSemaphore")
  static final PyType BOUNDED_SEMAPHORE = PyBoundedSemaphore.TYPE;
  @PyConstant(name = "Barrier")
  static final PyType BARRIER = PyBarrier.TYPE;
  @PyConstant(name = "Latch")
  static final PyType LATCH = PyLatch.TYPE;
  @PyConstant(name = "Event")
  static final PyType EVENT = PyEvent.TYPE;
  @PyConstant(name = "Condition")
  static final PyType CONDITION = PyCondition.TYPE;
  @PyConstant(name = "OnceCell")
  static final PyType ONCE_CELL = PyOnceCell.TYPE;
  @PyConstant(name = "LockAbandoned")
  static final PyType LOCK_ABANDONED = SharedErrors.LOCK_ABANDONED;

  @PyFunction(sig = "(name, /, *, robust=True)", doc = """
      The Lock of this name, which is made if there is none; the same one in all interpreters.

      robust: as for Lock; ValueError where the lock was made otherwise.""")
  Object lock(ThreadState ts, String name, boolean robust) {
    Access.requireShared("lock()");
    PySharedLock found = Named.of(ts).lock(name, robust);
    requireSame(name, robust, found.mutex.isRobust());
    return found;
  }

  @PyFunction(sig = "(name, /, *, robust=True)", doc = "The RLock of this name, as lock() gives a Lock.")
  Object rlock(ThreadState ts, String name, boolean robust) {
    Access.requireShared("rlock()");
    PySharedRLock found = Named.of(ts).rlock(name, robust);
    requireSame(name, robust, found.mutex.isRobust());
    return found;
  }

  @PyFunction(sig = "(name, /, *, robust=True)", doc = "The RWLock of this name, as lock() gives a Lock.")
  Object rwlock(ThreadState ts, String name, boolean robust) {
    Access.requireShared("rwlock()");
    PyRWLock found = Named.of(ts).rwlock(name, robust);
    requireSame(name, robust, found.lock.isRobust());
    return found;
  }

  private static void requireSame(String name, boolean wanted, boolean is) {
    if (wanted != is) {
      throw PyErr.valueError("'%s' was made with robust=%s; ask for it so", name, is ? "True" : "False");
    }
  }

  @PyFunction(sig = "(name, /)", doc =
      "The OnceCell of this name, which is made if there is none; the same one in all interpreters.")
  Object once(ThreadState ts, String name) {
    Access.requireShared("once()");
    return Named.of(ts).once(name);
  }

  @PyFunction(sig = "(object, /)", doc = "What a method of an object that is @read_locked enters.")
  Object _reading(ThreadState ts, Object object) {
    ObjectPlace place = ObjectPlace.of(ts, object);
    return place != null ? new PyArenaSide(place, false) : lockOf(ts, object).read(ts, PyNone.NONE);
  }

  @PyFunction(sig = "(object, /)", doc = "What a method of an object that is @write_locked enters.")
  Object _writing(ThreadState ts, Object object) {
    ObjectPlace place = ObjectPlace.of(ts, object);
    return place != null ? new PyArenaSide(place, true) : lockOf(ts, object).write(ts, PyNone.NONE);
  }

  private static PyRWLock lockOf(ThreadState ts, Object object) {
    if (!(object instanceof PyObject o)) {
      throw PyErr.typeError("a %s has no lock of its own: @locked is for methods of classes",
          PyObject.typeOf(object).name());
    }
    return ObjectLocks.of(ts).lock(o);
  }
}
