package org.atoll.runtime.modules.multiprocessing;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.host.Errno;
import org.atoll.runtime.host.NamedSemaphore;
import org.atoll.runtime.host.Waiting;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.posix.FileCalls;
import org.atoll.runtime.modules.posix.FsPath;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;

/// `_multiprocessing.SemLock` (`Modules/_multiprocessing/semaphore.c`): a semaphore or recursive lock that processes share.
/// Guarded by the GIL, which is released while it waits.
@PyTypeDef(name = "SemLock", module = "_multiprocessing", doc = "Semaphore/Mutex type")
public class PySemLock extends PyInstance {
  public static final PyType TYPE = PyType.builtin(new PySemLockBinder());
  @PyConstant(name = "SEM_VALUE_MAX")
  static final long VALUE_MAX = NamedSemaphore.VALUE_MAX;
  private static final int RECURSIVE_MUTEX = 0;
  private static final int SEMAPHORE = 1;
  private static final double NANOS = 1e9;

  @PyMember
  public long handle;
  @PyMember
  public int kind;
  @PyMember
  public int maxvalue;
  @PyMember
  public Object name;
  private int count;
  private long owner;

  private PySemLock(PyType cls, long handle, int kind, int maxvalue, Object name) {
    super(cls);
    this.handle = handle;
    this.kind = kind;
    this.maxvalue = maxvalue;
    this.name = name;
  }

  private static long check(long r, Object name) {
    if (r < 0 && r > -4096) {
      throw name == null ? PyErr.osError((int) -r) : PyErr.osError((int) -r, name);
    }
    return r;
  }

  @PyNew(sig = "(kind, value, maxvalue, name, unlink)")
  static Object create(ThreadState ts, PyType cls, int kind, int value, int maxvalue, Object name, boolean unlink) {
    if (kind != RECURSIVE_MUTEX && kind != SEMAPHORE) {
      throw PyErr.valueError("unrecognized kind");
    }
    byte[] n = FsPath.encode(ts, name);
    long handle = check(NamedSemaphore.create(n, value), null);
    if (unlink) {
      int r = NamedSemaphore.unlink(n);
      if (r < 0) {
        NamedSemaphore.close(handle);
        check(r, null);
      }
    }
    return new PySemLock(cls, handle, kind, maxvalue, unlink ? PyNone.NONE : name);
  }

  @PyMethod(classMethod = true, sig = "(handle, kind, maxvalue, name, /)")
  static Object _rebuild(ThreadState ts, PyType cls, long handle, int kind, int maxvalue, Object name) {
    long own = name == PyNone.NONE ? handle : check(NamedSemaphore.open(FsPath.encode(ts, name)), null);
    return new PySemLock(cls, own, kind, maxvalue, name);
  }

  private boolean isMine(ThreadState ts) {
    return count > 0 && owner == ts.ident;
  }

  // Acquiring and releasing.

  @PyMethod(sig = "(block=True, timeout=None)", doc = "Acquire the semaphore/lock.")
  boolean acquire(ThreadState ts, boolean block, Object timeout) {
    if (kind == RECURSIVE_MUTEX && isMine(ts)) {
      count++;
      return true;
    }
    long nanos = timeout == PyNone.NONE ? -1 : (long) Math.min(Math.max(PyNumber.asDouble(ts, timeout), 0) * NANOS, Long.MAX_VALUE / 4);
    int r = NamedSemaphore.tryAcquire(handle);
    if (r == -Errno.EAGAIN && block) {
      long deadline = System.nanoTime() + nanos;
      r = (int) FileCalls.retry(ts, () -> Waiting.blocking(ts.wakeSignal, 
          () -> NamedSemaphore.acquire(handle, nanos < 0 ? -1 : Math.max(0, deadline - System.nanoTime()), FileCalls.interrupted(ts))));
    }
    if (r == -Errno.EAGAIN || r == -Errno.ETIMEDOUT) {
      return false;
    }
    check(r, null);
    count++;
    owner = ts.ident;
    return true;
  }

  @PyMethod(sig = "()", doc = "Release the semaphore/lock.")
  void release(ThreadState ts) {
    if (kind == RECURSIVE_MUTEX) {
      if (!isMine(ts)) {
        throw PyErr.format(PyExc.AssertionError, "attempt to release recursive lock not owned by thread");
      }
      if (count > 1) {
        count--;
        return;
      }
    } else if (value() >= maxvalue) {
      throw PyErr.valueError("semaphore or lock released too many times");
    }
    check(NamedSemaphore.post(handle), null);
    count--;
  }

  @PyMethod(sig = "()", doc = "Enter the semaphore/lock.")
  boolean __enter__(ThreadState ts) {
    return acquire(ts, true, PyNone.NONE);
  }

  @PyMethod(sig = "(exc_type=None, exc_value=None, exc_tb=None, /)", doc = "Exit the semaphore/lock.")
  void __exit__(ThreadState ts, Object type, Object value, Object traceback) {
    release(ts);
  }

  // Asking.

  private int value() {
    return (int) check(NamedSemaphore.value(handle), null);
  }

  @PyMethod(sig = "()", doc = "Num of `acquire()`s minus num of `release()`s for this process.")
  long _count() {
    return count;
  }

  @PyMethod(sig = "()", doc = "Whether the lock is owned by this thread.")
  boolean _is_mine(ThreadState ts) {
    return isMine(ts);
  }

  @PyMethod(sig = "()", doc = "Get the value of the semaphore.")
  long _get_value() {
    return Math.max(0, value());
  }

  @PyMethod(sig = "()", doc = "Return whether semaphore has value zero.")
  boolean _is_zero() {
    return value() == 0;
  }

  @PyMethod(sig = "()", doc = "Rezero the net acquisition count after fork().")
  void _after_fork() {
    count = 0;
  }
}
