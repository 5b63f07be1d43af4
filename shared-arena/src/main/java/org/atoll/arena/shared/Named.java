package org.atoll.arena.shared;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.atoll.runtime.interp.ThreadState;

/// The tools of a runtime that have names, those of each kind by themselves. They stay until it ends. Thread-safe.
final class Named {
  private final ConcurrentHashMap<String, PySharedLock> locks = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, PySharedRLock> rlocks = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, PyRWLock> rwlocks = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, PyOnceCell> cells = new ConcurrentHashMap<>();

  static Named of(ThreadState ts) {
    return ts.interpreter().runtime().state(Named.class, Named::new);
  }

  PySharedLock lock(String name, boolean robust) {
    return get(locks, name, n -> new PySharedLock("the lock '" + n + "'", robust));
  }

  PySharedRLock rlock(String name, boolean robust) {
    return get(rlocks, name, n -> new PySharedRLock("the RLock '" + n + "'", robust));
  }

  PyRWLock rwlock(String name, boolean robust) {
    return get(rwlocks, name, n -> new PyRWLock("the RWLock '" + n + "'", robust));
  }

  PyOnceCell once(String name) {
    return get(cells, name, n -> new PyOnceCell("the OnceCell '" + n + "'"));
  }

  private static <T> T get(ConcurrentHashMap<String, T> all, String name, Function<String, T> make) {
    T known = all.get(name);
    return known != null ? known : all.computeIfAbsent(name, make);
  }
}
