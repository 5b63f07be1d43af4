package org.atoll.arena.shared;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.atoll.runtime.interp.Awaited;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.thread.WaitQueue;
import org.atoll.runtime.types.PyException;

/// A lock that belongs to the thread that has taken it. Whoever comes while it is free gets it, also before those that
/// have been woken for it. Thread-safe.
///
/// A robust one whose holder has ended is abandoned: nobody gets it but by [#recover] (`PTHREAD_MUTEX_ROBUST` of
/// POSIX).
final class Mutex implements Held, Awaited {
  private static final AtomicReferenceFieldUpdater<Mutex, ThreadState> OWNER =
      AtomicReferenceFieldUpdater.newUpdater(Mutex.class, ThreadState.class, "owner");

  /// What it is called in messages.
  private final String what;
  private final boolean robust;
  private volatile ThreadState owner;
  /// Who has ended while he held it, in words; null for nobody.
  private volatile String abandonedBy;
  private final WaitQueue waiters = new WaitQueue();
  /// How many times more than once the owner has taken it; the owner's.
  private long again;

  Mutex(String what, boolean robust) {
    this.what = what;
    this.robust = robust;
  }

  boolean isHeld() {
    return owner != null;
  }

  boolean isHeldBy(ThreadState ts) {
    return owner == ts;
  }

  boolean isAbandoned() {
    return abandonedBy != null;
  }

  boolean isRobust() {
    return robust;
  }

  private boolean tryTake(ThreadState ts) {
    return owner == null && OWNER.compareAndSet(this, null, ts);
  }

  /// Takes the lock within a time; negative `nanos` for no limit.
  ///
  /// @throws PyException LockAbandoned, without the lock, where the last holder has ended; RuntimeError where the
  ///     thread would wait for itself; what a signal handler raised
  boolean acquire(ThreadState ts, long nanos) {
    if (!tryTake(ts) && (nanos == 0 || !await(ts, nanos))) {
      return false;
    }
    String by = abandonedBy;
    if (by != null) {
      free();
      throw SharedErrors.abandoned(what, by);
    }
    Taken.of(ts).add(this);
    return true;
  }

  /// As [#acquire], where the thread may hold it already.
  boolean acquireAgain(ThreadState ts, long nanos) {
    if (owner == ts) {
      again++;
      return true;
    }
    return acquire(ts, nanos);
  }

  /// Takes the lock, abandoned or not, and makes it usable again; answers whether it was abandoned, null where the time
  /// was over.
  Boolean recover(ThreadState ts, long nanos) {
    if (!tryTake(ts) && !await(ts, nanos)) {
      return null;
    }
    boolean was = abandonedBy != null;
    abandonedBy = null;
    Taken.of(ts).add(this);
    return was;
  }

  private boolean await(ThreadState ts, long nanos) {
    ThreadState other = owner;
    if (other != null && other.thread == ts.thread) {
      throw other == ts ? SharedErrors.heldAlready(what) : SharedErrors.heldByCaller(what);
    }
    Awaited before = ts.awaits(this);
    boolean taken = false;
    try {
      if (waiters.awaitSoon(ts, nanos, () -> tryTake(ts))) {
        // What came meanwhile is raised while the lock does not seem to be held.
        if (ts.isWanted()) {
          ts.safepointInWait();
        }
        taken = true;
      }
      return taken;
    } finally {
      if (!taken && owner == ts) {
        free();
      }
      ts.awaits(before);
    }
  }

  private void free() {
    owner = null;
    waiters.signal();
  }

  /// Gives it back, or one of several times.
  ///
  /// @throws PyException RuntimeError where the thread does not hold it
  void release(ThreadState ts) {
    if (owner != ts) {
      throw SharedErrors.notHeld(what);
    }
    if (again > 0) {
      again--;
      return;
    }
    Taken.of(ts).remove(this);
    free();
  }

  /// Gives it back however often it was taken; answers what [#restore] wants.
  long releaseAll(ThreadState ts) {
    long times = again;
    again = 0;
    release(ts);
    return times;
  }

  /// Takes it again after [#releaseAll]; only the end of the interpreter keeps it from that.
  void restore(ThreadState ts, long times) {
    waiters.awaitUninterruptibly(ts, this, () -> tryTake(ts));
    Taken.of(ts).add(this);
    again = times;
  }

  /// LockAbandoned where it is; the thread that holds it keeps it.
  void requireSound() {
    String by = abandonedBy;
    if (by != null) {
      throw SharedErrors.abandoned(what, by);
    }
  }

  @Override
  public void abandoned(ThreadState ts) {
    if (robust) {
      abandonedBy = "a thread of interpreter " + ts.interpreter().id();
    }
    again = 0;
    free();
  }

  @Override
  public String what() {
    return what;
  }

  @Override
  public String relation() {
    return "held by";
  }

  @Override
  public Holder holder(ThreadState waiter) {
    ThreadState now = owner;
    return now == null ? null : new Holder(now.interpreter(), now.thread);
  }
}
