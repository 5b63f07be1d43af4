package org.atoll.actors.interpreters;

/// A Python exception that ended a piece of work, as those hear of it who asked for the work from Java: the text of it, since
/// the objects stay in their interpreter. An error of the JVM in the work (a stack overflow, exhausted memory, a class that
/// cannot be linked) is told as the Python exception it became. Immutable.
public final class WorkFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient ExceptionSnapshot snapshot;

  WorkFailedException(ExceptionSnapshot snapshot) {
    super(snapshot.line(), null, false, false);
    this.snapshot = snapshot;
  }

  /// What is known of the Python exception.
  public ExceptionSnapshot snapshot() {
    return snapshot;
  }
}
