package org.atoll.arena.shared;

import java.util.Arrays;
import org.atoll.runtime.interp.Holding;
import org.atoll.runtime.interp.ThreadState;

/// The locks that one thread has taken, in the order in which it did. Belongs to the thread.
final class Taken extends Holding {
  /// How long the thread keeps its permit to run once others want it: long enough for the usual `with` block, short
  /// enough not to be noticed by those who wait for the permit.
  private static final long KEEP_NANOS = 2_000_000;

  private Held[] all = new Held[4];
  private int count;
  /// When the thread was first asked for its permit since it held nothing; 0 for not at all.
  private long askedAt;

  private Taken() {}

  /// Those of a thread; they exist from the first time on.
  static Taken of(ThreadState ts) {
    return ts.holding instanceof Taken first ? first : find(ts);
  }

  private static Taken find(ThreadState ts) {
    Taken found = ts.holding(Taken.class);
    if (found == null) {
      found = new Taken();
      ts.addHolding(found);
    }
    return found;
  }

  void add(Held held) {
    if (count == 0) {
      askedAt = 0;
    } else if (count == all.length) {
      all = Arrays.copyOf(all, 2 * count);
    }
    all[count++] = held;
  }

  void remove(Held held) {
    int i = count - 1;
    while (all[i] != held) {
      i--;
    }
    System.arraycopy(all, i + 1, all, i, count - i - 1);
    all[--count] = null;
  }

  /// How the thread is in a lock of readers and writers; null for not at all.
  ReadWriteHold in(ReadWrite lock) {
    for (int i = count - 1; i >= 0; i--) {
      if (all[i] instanceof ReadWriteHold h && h.lock == lock) {
        return h;
      }
    }
    return null;
  }

  @Override
  public void abandoned(ThreadState ts) {
    while (count > 0) {
      Held last = all[--count];
      all[count] = null;
      last.abandoned(ts);
    }
  }

  @Override
  public boolean keepsPermit(long now) {
    if (count == 0) {
      return false;
    }
    if (askedAt == 0) {
      askedAt = now;
    }
    return now - askedAt < KEEP_NANOS;
  }
}
