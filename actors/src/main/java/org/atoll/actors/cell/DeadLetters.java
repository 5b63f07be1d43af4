package org.atoll.actors.cell;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.thread.WaitQueue;

/// The messages that nobody has handled, the newest of them, until somebody takes them out. Thread-safe.
final class DeadLetters {
  private static final int CAPACITY = 10_000;

  private final ArrayDeque<DeadLetter> letters = new ArrayDeque<>();
  private final WaitQueue readers = new WaitQueue();
  private long total;

  void add(DeadLetter letter) {
    synchronized (this) {
      total++;
      if (letters.size() == CAPACITY) {
        letters.poll();
      }
      letters.add(letter);
    }
    readers.signal();
  }

  /// Those that the code of an interpreter may read, and take out.
  synchronized List<DeadLetter> of(ThreadState ts, boolean clear) {
    List<DeadLetter> found = new ArrayList<>(letters);
    found.removeIf(letter -> !letter.isUnder(ts));
    if (clear) {
      letters.removeIf(letter -> letter.isUnder(ts));
    }
    return found;
  }

  /// How many there have been.
  synchronized long total() {
    return total;
  }

  private synchronized DeadLetter poll() {
    return letters.poll();
  }

  /// Takes the oldest out, and waits for it where there is none; null where the time is over.
  DeadLetter take(ThreadState ts, long nanos) {
    DeadLetter[] got = {poll()};
    if (got[0] == null) {
      readers.await(ts, nanos, () -> (got[0] = poll()) != null);
    }
    return got[0];
  }
}
