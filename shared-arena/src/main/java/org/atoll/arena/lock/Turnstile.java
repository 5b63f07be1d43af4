package org.atoll.arena.lock;

/// Through which the operations in an arena that is free for all pass, any number at a time, and which one thread at a time closes for a
/// moment in which none of them is within. To pass costs a thread a write to memory that no other one writes to.
///
/// Whoever is within runs no Python code and waits for nobody but others who are within.
public final class Turnstile {
  private final Iterable<Hold> holds;
  private volatile boolean closed;

  /// @param holds all those whose operations may pass
  Turnstile(Iterable<Hold> holds) {
    this.holds = holds;
  }

  /// Waits until it is open, and is within.
  public void enter(Passage p) {
    for (int i = 0; ; i++) {
      // A thread says first that it is within, and then looks; who closes it does both the other way round.
      p.begin();
      if (!closed) {
        return;
      }
      p.end();
      Spin.pause(i);
    }
  }

  /// Is not within any more.
  public void leave(Passage p) {
    p.end();
  }

  /// Closes it and waits until nobody is within. For one thread at a time, which is not within itself.
  ///
  /// @param nanos how long to wait; negative for as long as it takes
  /// @return false where the time was over before: it is open again
  public boolean close(long nanos) {
    closed = true;
    long begun = System.nanoTime();
    for (Hold h : holds) {
      for (int i = 0; h.passage.isWithin(); i++) {
        if (nanos >= 0 && System.nanoTime() - begun > nanos) {
          closed = false;
          return false;
        }
        Spin.pause(i);
      }
    }
    return true;
  }

  /// Opens it again.
  public void open() {
    closed = false;
  }
}
