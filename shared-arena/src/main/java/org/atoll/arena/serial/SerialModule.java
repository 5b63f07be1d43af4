package org.atoll.arena.serial;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.host.Access;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;

/// `_atoll_compat`: what `atoll.compat` is made of.
@PyModuleDef(value = "_atoll_compat", doc = "Locks of the process for code that was not made for several interpreters.")
final class SerialModule {
  @PyConstant(name = "SerialLock")
  static final PyType LOCK = PySerialLock.TYPE;

  /// The locks of a runtime by name. They stay, as their figures do.
  private static final class Locks {
    final Map<String, PySerialLock> byName = new ConcurrentHashMap<>();
  }

  private static Locks of(ThreadState ts) {
    return ts.interpreter().runtime().state(Locks.class, Locks::new);
  }

  @PyFunction(sig = "(name, /)", doc = "Return the lock of this name, which all interpreters have in common.")
  Object lock(ThreadState ts, String name) {
    Access.requireShared("a lock of the process");
    return of(ts).byName.computeIfAbsent(name, PySerialLock::new);
  }

  @PyFunction(sig = "()", doc = "Return the figures of all locks by name.")
  PyDict stats(ThreadState ts) {
    Access.requireShared("the figures of the process's locks");
    PyDict d = new PyDict();
    new TreeMap<>(of(ts).byName).forEach((name, lock) -> d.put(name, lock.stats()));
    return d;
  }
}
