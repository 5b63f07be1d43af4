package org.atoll.arena.lock;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.atoll.runtime.modules.thread.WaitQueue;

/// No lock at all: it only knows who is in the arena.
public final class FreeLock extends ArenaLock {
  private final Set<Hold> holds = ConcurrentHashMap.newKeySet();
  private final WaitQueue waiters = new WaitQueue();

  public FreeLock(long number, String name) {
    super(number, name);
  }

  @Override
  boolean tryAcquire(Hold hold) {
    holds.add(hold);
    return true;
  }

  @Override
  public void release(Hold hold) {
    holds.remove(hold);
    waiters.signalAll();
  }

  @Override
  WaitQueue waiters(Access access) {
    return waiters;
  }

  /// Those that are in the arena now.
  public Set<Hold> holds() {
    return holds;
  }

  @Override
  public Hold holder() {
    return holds.stream().findAny().orElse(null);
  }
}
