package org.atoll.arena.lock;

import java.util.concurrent.atomic.AtomicReference;
import org.atoll.runtime.modules.thread.WaitQueue;

/// One holder at a time. Whoever comes while it is free gets it, also before those that have been woken for it.
public final class ExclusiveLock extends ArenaLock {
  private final AtomicReference<Hold> holder = new AtomicReference<>();
  private final WaitQueue waiters = new WaitQueue();
  /// Written by the holder.
  private long holds;

  public ExclusiveLock(long number, String name) {
    super(number, name);
  }

  @Override
  boolean tryAcquire(Hold hold) {
    if (holder.get() != null || !holder.compareAndSet(null, hold)) {
      return false;
    }
    holds++;
    return true;
  }

  @Override
  public long holds() {
    return holds;
  }

  @Override
  public void release(Hold hold) {
    holder.set(null);
    waiters.signal();
  }

  @Override
  WaitQueue waiters(Access access) {
    return waiters;
  }

  @Override
  public Hold holder() {
    return holder.get();
  }
}
