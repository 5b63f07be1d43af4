package dev.atoll;

import java.time.Duration;

/// A piece of work has taken longer than it may, and was interrupted; see [PythonCall#timeout]. The interpreter can be used on,
/// unless the work had to be ended by force ([Interpreter#isClosed]).
///
/// ```java
/// try {
///   return python.call(PythonCall.of("simulate", model).timeout(Duration.ofSeconds(2)));
/// } catch (PythonTimeoutException e) {
///   return NO_ANSWER;
/// }
/// ```
public final class PythonTimeoutException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PythonTimeoutException(String what, Duration allowed) {
    super(what + " took longer than " + allowed.toMillis() / 1000.0 + " seconds");
  }
}
