package org.atoll.arena.shared;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.arena.lock.Access;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// `atoll.shared.RWLock`: one writer or many readers, threads of all interpreters. Thread-safe.
@PyTypeDef(name = "RWLock", module = "atoll.shared", basetype = false, doc = """
    RWLock(*, robust=True)
    --

    A lock for one writer or many readers, threads of all interpreters.

    with lock.read(): ...
    with lock.write(): ...

    A writer that waits keeps new readers out; the readers that have waited while it wrote come before the next writer.
    A thread may come in again, but a reader cannot begin to write.
    robust: where a writer ends within, everybody gets LockAbandoned until recover() is called.""")
final class PyRWLock extends SharedTool {
  static final PyType TYPE = PyType.builtin(new PyRWLockBinder());

  final ReadWrite lock;
  private final PyRWSide reading;
  private final PyRWSide writing;

  PyRWLock(String what, boolean robust) {
    super(TYPE);
    lock = new ReadWrite(what, robust);
    reading = new PyRWSide(lock, Access.READ, -1);
    writing = new PyRWSide(lock, Access.WRITE, -1);
  }

  @PyNew(sig = "(*, robust=True)")
  static Object create(PyType cls, boolean robust) {
    return new PyRWLock("an RWLock", robust);
  }

  @PyMethod(sig = "(timeout=None)", doc = """
      What `with` enters to read, together with other readers.

      Raises TimeoutError there where a writer does not leave within timeout seconds.""")
  Object read(ThreadState ts, Object timeout) {
    return timeout == PyNone.NONE ? reading : new PyRWSide(lock, Access.READ, Waits.nanos(ts, timeout));
  }

  @PyMethod(sig = "(timeout=None)", doc = """
      What `with` enters to write, alone.

      Raises TimeoutError there where the others do not leave within timeout seconds.""")
  Object write(ThreadState ts, Object timeout) {
    return timeout == PyNone.NONE ? writing : new PyRWSide(lock, Access.WRITE, Waits.nanos(ts, timeout));
  }

  @PyMethod(sig = "(timeout=None)", doc = """
      Take the lock to write even if its last writer ended within, and make it usable again; release it by
      write().release().

      Return whether that was so: what the lock guards is to be put right then. Raises TimeoutError where the others do
      not leave within timeout seconds.""")
  boolean recover(ThreadState ts, Object timeout) {
    Boolean was = lock.recover(ts, Waits.nanos(ts, timeout));
    if (was == null) {
      throw SharedErrors.timedOut(lock.what);
    }
    return was;
  }

  @PyGetter(name = "abandoned", doc = "whether the last writer ended before it had released the lock")
  boolean abandoned() {
    return lock.isAbandoned();
  }

  @PyMethod
  String __repr__() {
    String state = lock.isAbandoned() ? "abandoned " : "";
    return "<" + state + "atoll.shared.RWLock object at 0x" + Long.toHexString(PyObjects.id(this)) + ">";
  }
}
