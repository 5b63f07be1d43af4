package org.atoll.arena.shared;

import org.atoll.arena.lock.Hold;
import org.atoll.runtime.interp.ThreadState;

/// One thread's stay in a lock of readers and writers, from the outermost `with` to its end. The thread's.
final class ReadWriteHold implements Held {
  final ReadWrite lock;
  final Hold hold;
  /// How many `with` blocks there are, one within the other.
  int depth = 1;

  ReadWriteHold(ReadWrite lock, Hold hold) {
    this.lock = lock;
    this.hold = hold;
  }

  @Override
  public void abandoned(ThreadState ts) {
    lock.abandoned(ts, this);
  }
}
