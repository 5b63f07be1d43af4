package dev.atoll;

/// The interpreter takes no more work: it was closed or killed, or has used more than it may. The message says which.
public final class InterpreterClosedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  InterpreterClosedException(String message) {
    super(message);
  }
}
