package org.atoll.runtime.types;

import java.util.concurrent.atomic.AtomicInteger;

/// How many objects, of any interpreters, have one Java array as the storage of their content. None of them may change it while
/// there is another: who is about to leaves with a copy of its own, and the last one keeps the array. Who is collected never
/// leaves, so that the last one may copy in vain. Thread-safe; each owner calls under its interpreter's GIL.
public final class StorageOwners {
  /// From how many bytes on it is worth while not to copy at once.
  public static final int WORTHWHILE = 1 << 12;

  private final AtomicInteger count = new AtomicInteger(1);

  /// Counts one more, on behalf of an owner.
  public void join() {
    count.incrementAndGet();
  }

  /// Whether the calling owner is the only one: what others have read of the array, they have read before.
  public boolean isLast() {
    return count.get() == 1;
  }

  /// The calling owner will not look at the array again.
  public void leave() {
    count.decrementAndGet();
  }
}
