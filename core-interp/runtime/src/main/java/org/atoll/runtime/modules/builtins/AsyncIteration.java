package org.atoll.runtime.modules.builtins;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyAnextAwaitable;
import org.atoll.runtime.types.PyErr;

/// `aiter` and `anext`.
final class AsyncIteration {
  private AsyncIteration() {}

  static Object aiter(ThreadState ts, Object iterable) {
    Object it = PyObjects.callSlot(ts, iterable, Slot.AITER);
    if (it == null) {
      throw PyErr.typeError("'%s' object is not an async iterable", PyObject.typeOf(iterable).name());
    }
    if (PyObject.typeOf(it).slot(Slot.ANEXT) == null) {
      throw PyErr.typeError("aiter() returned not an async iterator of type '%s'", PyObject.typeOf(it).name());
    }
    return it;
  }

  static Object anext(ThreadState ts, Object iterator, Object fallback) {
    Object awaitable = PyObjects.callSlot(ts, iterator, Slot.ANEXT);
    if (awaitable == null) {
      throw PyErr.typeError("'%s' object is not an async iterator", PyObject.typeOf(iterator).name());
    }
    return fallback == null ? awaitable : new PyAnextAwaitable(awaitable, fallback);
  }
}
