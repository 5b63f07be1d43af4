package org.atoll.actors.interpreters;

/// The time within which a piece of work is to be done. One that is over interrupts the work; what goes on after the
/// interpreter's grace takes the interpreter with it. Thread-safe.
public final class Deadline {
  private final long nanos;
  private volatile boolean passed;
  private volatile boolean settled;

  /// @param nanos from the start of the work; not negative
  public Deadline(long nanos) {
    if (nanos < 0) {
      throw new IllegalArgumentException("a deadline of " + nanos + " ns");
    }
    this.nanos = nanos;
  }

  /// From the start of the work.
  public long nanos() {
    return nanos;
  }

  /// Whether the time was over while the work went on.
  public boolean isPassed() {
    return passed;
  }

  /// The time is over; false if the work is, too.
  boolean pass() {
    passed = !settled;
    return passed;
  }

  /// The code has run; what is left is to tell of its end, which is given the time it needs.
  void settle() {
    settled = true;
  }

  boolean isSettled() {
    return settled;
  }

  /// The time in words.
  String text() {
    return Figures.text(nanos);
  }
}
