package org.atoll.arena.lock;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import org.atoll.runtime.modules.thread.WaitQueue;

/// One writer or many readers. Each reader counts itself in a place that hardly any other thread writes to, so that readers on several
/// cores do not slow each other down; a writer looks at all places. Compare Dice and Kogan, "BRAVO" (2019).
///
/// A writer that waits keeps new readers out; when it leaves, the readers that have waited meanwhile come before the next writer. So
/// neither starves.
public final class ReadWriteLock extends ArenaLock {
  private static final int PLACES = 32;
  /// One place to two cache lines, which processors fetch in pairs.
  private static final int STRIDE = 16;
  /// A reader in its place: one that is there, in the lower bits, and one that has ever been there, in the others.
  private static final long ONE = 1 | 1L << 24;
  private static final long PRESENT = (1L << 24) - 1;

  private final AtomicLongArray readers = new AtomicLongArray((PLACES + 1) * STRIDE);
  /// The one that writes, or is the next to do so as soon as the readers have left.
  private final AtomicReference<Hold> writer = new AtomicReference<>();
  /// How often it was taken to write. Written by the holder.
  private long written;
  private final AtomicInteger readersWaiting = new AtomicInteger();
  /// How many of these come before the next writer. It may count some that have given up since; so it says something only while there are
  /// any that wait.
  private final AtomicInteger readersDue = new AtomicInteger();
  private final WaitQueue waitingReaders = new WaitQueue();
  private final WaitQueue waitingWriters = new WaitQueue();

  public ReadWriteLock(long number, String name) {
    super(number, name);
  }

  private static int place(Hold hold) {
    long id = hold.threadId;
    return ((int) (id ^ id >>> 5) & PLACES - 1) * STRIDE + STRIDE;
  }

  @Override
  boolean tryAcquire(Hold hold) {
    return hold.access == Access.READ ? tryRead(hold) : tryWrite(hold);
  }

  private boolean tryRead(Hold hold) {
    if (writer.get() != null) {
      return false;
    }
    int place = place(hold);
    readers.getAndAdd(place, ONE);
    // A writer claims first and then looks at the counts; a reader counts first and then looks for a writer.
    if (writer.get() == null) {
      return true;
    }
    readers.getAndAdd(place, 1 - ONE);
    leave(place);
    return false;
  }

  private void leave(int place) {
    readers.getAndDecrement(place);
    if (writer.get() != null) {
      waitingWriters.signalAll();
    }
  }

  private boolean tryWrite(Hold hold) {
    if (writer.get() != hold && (mustLetReadersIn() || !writer.compareAndSet(null, hold))) {
      return false;
    }
    if (!hasNoReaders()) {
      return false;
    }
    written++;
    return true;
  }

  private boolean mustLetReadersIn() {
    return readersDue.get() > 0 && readersWaiting.get() > 0;
  }

  @Override
  public long holds() {
    long n = written;
    for (int i = STRIDE; i < readers.length(); i += STRIDE) {
      n += readers.get(i) >>> 24;
    }
    return n;
  }

  private boolean hasNoReaders() {
    for (int i = STRIDE; i < readers.length(); i += STRIDE) {
      if ((readers.get(i) & PRESENT) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  boolean waiting(Access access, int change) {
    if (access != Access.READ) {
      return false;
    }
    int waiting = readersWaiting.addAndGet(change);
    if (change > 0) {
      return false;
    }
    int due = readersDue.getAndUpdate(n -> Math.max(0, n - 1));
    boolean last = due == 1 || due > 0 && waiting == 0;
    if (last) {
      waitingWriters.signal();
    }
    return last;
  }

  @Override
  boolean giveUp(Hold hold) {
    if (hold.access == Access.READ || writer.get() != hold) {
      return false;
    }
    release(hold);
    return true;
  }

  @Override
  public void release(Hold hold) {
    if (hold.access == Access.READ) {
      leave(place(hold));
      return;
    }
    readersDue.set(readersWaiting.get());
    writer.set(null);
    waitingReaders.signalAll();
    waitingWriters.signal();
  }

  @Override
  WaitQueue waiters(Access access) {
    return access == Access.READ ? waitingReaders : waitingWriters;
  }

  @Override
  public Hold holder() {
    return writer.get();
  }
}
