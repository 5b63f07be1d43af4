package org.atoll.arena.lock;

/// What has to be had besides a lock, since not only this process takes it. Thread-safe.
public interface Gate {
  /// Goes through if that is possible now; who calls has the lock. May be called without the GIL.
  boolean tryEnter(Access access);

  /// What is to be raised where an access to memory has failed; null where this has nothing to do with it.
  RuntimeException explain();

  /// The reverse, while the caller still has the lock.
  void leave(Access access);
}
