package org.atoll.arena.shared;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;

/// The locks that objects of one interpreter have, from when they are first asked for to the end of the object. Guarded
/// by the GIL.
final class ObjectLocks {
  /// An object, by identity; for as long as it lives.
  private static final class Key extends WeakReference<Object> {
    private final int hash;

    Key(Object of, ReferenceQueue<Object> gone) {
      super(of, gone);
      hash = System.identityHashCode(of);
    }

    @Override
    public boolean equals(Object o) {
      return this == o || o instanceof Key k && get() != null && get() == k.get();
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  private final Map<Key, PyRWLock> locks = new HashMap<>();
  private final ReferenceQueue<Object> gone = new ReferenceQueue<>();

  static ObjectLocks of(ThreadState ts) {
    return ts.interpreter().state(ObjectLocks.class, ObjectLocks::new);
  }

  /// That of an object.
  PyRWLock lock(PyObject object) {
    PyRWLock known = locks.get(new Key(object, null));
    return known != null ? known : make(object);
  }

  private PyRWLock make(PyObject object) {
    for (Object dead = gone.poll(); dead != null; dead = gone.poll()) {
      locks.remove(dead);
    }
    PyRWLock made = new PyRWLock("the lock of a " + object.type.name(), false);
    locks.put(new Key(object, gone), made);
    return made;
  }
}
