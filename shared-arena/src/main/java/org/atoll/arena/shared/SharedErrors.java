package org.atoll.arena.shared;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ExceptionType;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;

/// The exceptions of `atoll.shared`. Each message says what to do.
final class SharedErrors {
  static final PyType LOCK_ABANDONED = ExceptionType.define("atoll.shared", "LockAbandoned", PyExc.RuntimeError,
      "The last holder of the lock ended before it had given it back; recover() takes it all the same.");

  private SharedErrors() {}

  static PyException abandoned(String what, String by) {
    return PyErr.format(LOCK_ABANDONED,
        "%s held %s and ended within, so that what it guards may be half done; "
            + "recover() takes the lock to look at that, and it can be used again", by, what);
  }

  static PyException heldAlready(String what) {
    return PyErr.runtimeError(
        "this thread holds %s already, and would wait for itself for ever; use an RLock to take it again", what);
  }

  static PyException heldByCaller(String what) {
    return PyErr.runtimeError("the interpreter that has called this one, on the same thread, holds %s, and would wait "
        + "for ever; release it before the call", what);
  }

  static PyException notHeld(String what) {
    return PyErr.runtimeError("this thread does not hold %s, and so cannot release it", what);
  }

  static PyException upgrade(String what) {
    return PyErr.runtimeError(
        "this thread reads under %s and cannot begin to write; leave the block first, or enter it with write()", what);
  }

  static PyException unshareable(Object value) {
    return PyErr.typeError("a %s cannot be shared: only None, bool, int, float, complex, str, bytes, tuples and "
        + "frozensets of these, containers that freeze() has frozen, and objects that stand for themselves in all interpreters can; "
        + "store freeze() of it, a tuple or a str, or use an arena",
        PyObject.typeOf(value).name());
  }

  static PyException timedOut(String what) {
    return PyErr.format(PyExc.TimeoutError, "%s was not free in time", what);
  }

  /// `threading.BrokenBarrierError`, the interpreter's own.
  static PyException brokenBarrier(ThreadState ts) {
    Object type = PyObjects.getAttr(ts, ts.interpreter().importModule(ts, "threading"), "BrokenBarrierError");
    return PyErr.create((PyType) type);
  }
}
