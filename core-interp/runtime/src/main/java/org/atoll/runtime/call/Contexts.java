package org.atoll.runtime.call;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.Descriptors;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyBaseException;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyGenerator;

/// The `with` statement.
public final class Contexts {
  private Contexts() {}

  /// The bound exit method, looked up before the enter method is called; `async` for `async with`.
  public static Object exitMethod(ThreadState ts, Object manager, boolean async) {
    Object exit = PyObject.typeOf(manager).slot(async ? Slot.AEXIT : Slot.EXIT);
    if (exit == null) {
      throw unsupported(manager, async, async ? " (missed __aexit__ method)" : " (missed __exit__ method)");
    }
    return Descriptors.get(ts, exit, manager, PyObject.typeOf(manager));
  }

  private static PyException unsupported(Object manager, boolean async, String detail) {
    PyType t = PyObject.typeOf(manager);
    String hint = "";
    if (t.slot(async ? Slot.ENTER : Slot.AENTER) != null && t.slot(async ? Slot.EXIT : Slot.AEXIT) != null) {
      hint = async ? " but it supports the context manager protocol. Did you mean to use 'with'?"
          : " but it supports the asynchronous context manager protocol. Did you mean to use 'async with'?";
    }
    return PyErr.typeError("'%s' object does not support the %scontext manager protocol%s%s", t.fullName(), async ? "asynchronous " : "", detail, hint);
  }

  /// Calls the enter method.
  public static Object enter(ThreadState ts, Object manager, boolean async) {
    Object enter = PyObject.typeOf(manager).slot(async ? Slot.AENTER : Slot.ENTER);
    if (enter == null) {
      throw unsupported(manager, async, async ? " (missed __aenter__ method)" : " (missed __enter__ method)");
    }
    return Call.withSelf(ts, enter, manager);
  }

  /// What `__aenter__` or `__aexit__` gave must be awaitable.
  public static Object checkAwaitable(Object o, boolean exit) {
    if (!(o instanceof PyGenerator) && PyObject.typeOf(o).slot(Slot.AWAIT) == null) {
      throw PyErr.typeError("'async with' received an object from %s that does not implement __await__: %s", exit ? "__aexit__" : "__aenter__",
          PyObject.typeOf(o).name());
    }
    return o;
  }

  /// Calls the exit method after normal completion.
  public static Object exit(ThreadState ts, Object exitMethod) {
    return Call.call3(ts, exitMethod, PyNone.NONE, PyNone.NONE, PyNone.NONE);
  }

  /// Calls the exit method because of an exception.
  public static Object exit(ThreadState ts, Object exitMethod, Object exception) {
    PyBaseException e = (PyBaseException) exception;
    return Call.call3(ts, exitMethod, e.type, e, e.traceback == null ? PyNone.NONE : e.traceback);
  }
}
