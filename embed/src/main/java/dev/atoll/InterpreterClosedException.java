package dev.atoll;

/// The interpreter takes no more work: it was closed or killed, or has used more than it may. The message says which. Who wants
/// to go on makes another one.
///
/// ```java
/// try {
///   return python.call("score", row);
/// } catch (InterpreterClosedException e) {
///   log.warn("{}", e.getMessage()); // the interpreter has ended: it has used 10.1 s of cpu, 10 s allowed
///   python = atoll.newInterpreter(limits);
/// }
/// ```
public final class InterpreterClosedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  InterpreterClosedException(String message) {
    super(message);
  }
}
