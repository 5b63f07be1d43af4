package org.atoll.arena.lock;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.atoll.runtime.modules.thread.WaitQueue;

/// No lock at all for those who enter for [Access#FREE]: it only knows who is in the arena. Whoever takes it for
/// [Access#WRITE] waits until they have left; it is for others to see to it that none come meanwhile.
public final class FreeLock extends ArenaLock {
  private final Set<Hold> holds = ConcurrentHashMap.newKeySet();
  private final WaitQueue waiters = new WaitQueue();
  private final LongAdder entered = new LongAdder();
  /// Where the operations of those pass that are in the arena.
  public final Turnstile turnstile = new Turnstile(holds);

  public FreeLock(long number, String name) {
    super(number, name);
  }

  @Override
  boolean tryAcquire(Hold hold) {
    if (hold.access == Access.WRITE) {
      return holds.isEmpty();
    }
    holds.add(hold);
    entered.increment();
    return true;
  }

  @Override
  public long holds() {
    return entered.sum();
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
  public Set<Hold> present() {
    return holds;
  }

  @Override
  public Hold holder() {
    return holds.stream().findAny().orElse(null);
  }
}
