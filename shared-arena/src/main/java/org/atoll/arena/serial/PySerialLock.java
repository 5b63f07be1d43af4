package org.atoll.arena.serial;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.thread.PyRLock;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.Shared;

/// A lock of the process under which calls run one at a time, whichever interpreters they are of. Its owner is a
/// thread, which may take it again, also where it runs code of another interpreter meanwhile. Who waits has released
/// its GIL. A call that ends in whatever way, by the end of its interpreter too, lets go of it.
///
/// Thread-safe. The figures are written by the owner alone; others may read them a little late.
@PyTypeDef(name = "SerialLock", module = "atoll.compat", basetype = false, instantiable = false, doc = """
    A lock of the process, for calls from any interpreters. It can be taken again by its thread.""")
final class PySerialLock extends PyObject implements Shared {
  static final PyType TYPE = PyType.builtin(new PySerialLockBinder());

  private final String name;
  private final PyRLock lock = new PyRLock();
  /// How often the owner has taken it; the owner's own.
  private int depth;
  private long since;
  private volatile long calls;
  private volatile long contended;
  private volatile long waitNanos;
  private volatile long longestWaitNanos;
  private volatile long heldNanos;

  PySerialLock(String name) {
    super(TYPE);
    this.name = name;
  }

  private void enter(ThreadState ts) {
    if (lock.isHeld()) {
      depth++;
      return;
    }
    long began = 0;
    if (!lock.acquire(ts, 0)) {
      began = System.nanoTime();
      lock.acquire(ts, -1);
    }
    depth = 1;
    since = System.nanoTime();
    calls = calls + 1;
    if (began != 0) {
      long waited = since - began;
      contended = contended + 1;
      waitNanos = waitNanos + waited;
      longestWaitNanos = Math.max(longestWaitNanos, waited);
    }
  }

  /// Lets go as often as it was taken.
  ///
  /// @throws org.atoll.runtime.types.PyException RuntimeError where the thread does not hold it
  private void leave() {
    if (lock.isHeld()) {
      if (--depth > 0) {
        return;
      }
      heldNanos = heldNanos + (System.nanoTime() - since);
    }
    lock.release();
  }

  @PyMethod(sig = "(callable, /, *args, **kwargs)", doc = "Return what a call returns that runs under the lock.")
  Object run(ThreadState ts, Object callable, PyTuple args, PyDict kwargs) {
    enter(ts);
    try {
      return Call.withDict(ts, callable, args.items, kwargs.size() == 0 ? null : kwargs);
    } finally {
      leave();
    }
  }

  @PyMethod(sig = "()", doc = "Take the lock.")
  Object __enter__(ThreadState ts) {
    enter(ts);
    return this;
  }

  @PyMethod(sig = "(*exc_info)", doc = "Let go of the lock.")
  void __exit__(PyTuple exc_info) {
    leave();
  }

  @PyGetter(doc = "The name by which all interpreters have this lock.")
  String name() {
    return name;
  }

  @PyMethod(sig = "()", doc = "The figures: how often it was taken and had to be waited for, and the times in seconds.")
  PyDict stats() {
    PyDict d = new PyDict();
    d.put("calls", calls);
    d.put("contended", contended);
    d.put("wait_seconds", waitNanos / 1e9);
    d.put("longest_wait_seconds", longestWaitNanos / 1e9);
    d.put("held_seconds", heldNanos / 1e9);
    return d;
  }

  @PyMethod
  String __repr__() {
    return "<SerialLock " + name + (lock.locked() ? ", held>" : ">");
  }
}
