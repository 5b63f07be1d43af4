package org.atoll.arena.shared;

import org.atoll.arena.lock.Access;
import org.atoll.arena.lock.Hold;
import org.atoll.arena.lock.ReadWriteLock;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyException;

/// One writer or many readers; a thread that is in may come in again, but not as a writer where it reads. Thread-safe.
final class ReadWrite {
  final String what;
  private final boolean robust;
  private final ReadWriteLock lock;
  /// Which writer has ended while it wrote, in words; null for none.
  private volatile String abandonedBy;

  ReadWrite(String what, boolean robust) {
    this.what = what;
    this.robust = robust;
    lock = new ReadWriteLock(0, what);
  }

  boolean isAbandoned() {
    return abandonedBy != null;
  }

  boolean isRobust() {
    return robust;
  }

  /// Comes in within a time; negative `nanos` for no limit.
  ///
  /// @throws PyException LockAbandoned where a writer has ended within; RuntimeError for a reader that wants to write,
  ///     or where the thread would wait for itself; what a signal handler raised
  boolean enter(ThreadState ts, Access access, long nanos) {
    Taken taken = Taken.of(ts);
    ReadWriteHold inside = taken.in(this);
    if (inside != null) {
      if (access == Access.WRITE && inside.hold.access == Access.READ) {
        throw SharedErrors.upgrade(what);
      }
      inside.depth++;
      return true;
    }
    ReadWriteHold made = take(ts, access, nanos);
    if (made == null) {
      return false;
    }
    String by = abandonedBy;
    if (by != null) {
      lock.release(made.hold);
      throw SharedErrors.abandoned(what, by);
    }
    taken.add(made);
    return true;
  }

  private ReadWriteHold take(ThreadState ts, Access access, long nanos) {
    Hold writer = lock.holder();
    ThreadState other = writer == null ? null : writer.owner();
    if (other != null && other != ts && other.thread == ts.thread && nanos != 0) {
      throw SharedErrors.heldByCaller(what);
    }
    Hold hold = new Hold(lock, access, ts);
    return lock.acquire(ts, hold, nanos) ? new ReadWriteHold(this, hold) : null;
  }

  /// Takes it to write, abandoned or not, and makes it usable again; answers whether it was abandoned, null where the
  /// time was over.
  Boolean recover(ThreadState ts, long nanos) {
    if (Taken.of(ts).in(this) != null) {
      throw SharedErrors.heldAlready(what);
    }
    ReadWriteHold made = take(ts, Access.WRITE, nanos);
    if (made == null) {
      return null;
    }
    boolean was = abandonedBy != null;
    abandonedBy = null;
    Taken.of(ts).add(made);
    return was;
  }

  /// Leaves it, or one of several blocks.
  ///
  /// @throws PyException RuntimeError where the thread is not in
  void leave(ThreadState ts) {
    Taken taken = Taken.of(ts);
    ReadWriteHold inside = taken.in(this);
    if (inside == null) {
      throw SharedErrors.notHeld(what);
    }
    if (--inside.depth == 0) {
      taken.remove(inside);
      lock.release(inside.hold);
    }
  }

  void abandoned(ThreadState ts, ReadWriteHold inside) {
    if (robust && inside.hold.access == Access.WRITE) {
      abandonedBy = "a thread of interpreter " + ts.interpreter().id();
    }
    lock.release(inside.hold);
  }
}
