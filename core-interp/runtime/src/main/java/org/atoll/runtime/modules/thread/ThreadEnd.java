package org.atoll.runtime.modules.thread;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.types.PyDict;

/// What goes with a thread when it ends: its attributes of `threading.local` objects, and the object that `threading` made
/// for it if it has not started it (`PyThreadState_Clear`). CPython frees them as soon as nothing refers to them; here the
/// end of the thread is told. Guarded by the GIL.
final class ThreadEnd {
  private final Set<PyThreadLocal> locals = Collections.newSetFromMap(new WeakHashMap<>());

  private static ThreadEnd of(ThreadState ts) {
    return ts.interpreter().state(ThreadEnd.class, ThreadEnd::new);
  }

  /// Takes note of a new object that holds attributes for threads.
  static void add(ThreadState ts, PyThreadLocal local) {
    of(ts).locals.add(local);
  }

  /// The calling thread runs no more Python code. Requires the GIL.
  static void forget(ThreadState ts) {
    for (PyThreadLocal local : of(ts).locals) {
      local.forget(ts);
    }
    if (ts.interpreter().modules().get("threading") instanceof PyModule threading
        && threading.dict().get("_active") instanceof PyDict active) {
      Object known = active.get(ts, ts.ident);
      if (known != null && PyObject.typeOf(known) == threading.dict().get("_DummyThread")) {
        active.remove(ts, ts.ident);
      }
    }
  }
}
