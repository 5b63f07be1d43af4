package dev.atoll;

import java.util.stream.Stream;
import org.atoll.actors.interpreters.ExceptionSnapshot;
import org.atoll.actors.interpreters.WorkFailedException;

/// A Python exception that nothing has caught, as text: the objects stay in their interpreter. Errors of the JVM in Python code
/// arrive as what they are in Python: RecursionError, MemoryError, SystemError.
///
/// Its stack trace has the Python calls first, as `python.function(file.py:3)`, and then the Java calls that asked for them.
/// Where a Java method that Python had called threw an exception, that is the cause, with its own stack.
///
/// ```java
/// try {
///   python.call("score", row);
/// } catch (PythonException e) {
///   log.warn("the formula of {} fails with {}:\n{}", user, e.typeName(), e.pythonTraceback());
/// }
/// ```
public class PythonException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String PACKAGE = PythonException.class.getPackageName() + ".";
  private static final String CALLED = Interpreter.class.getName();
  private final String typeName;
  private final String pythonMessage;
  private final String traceback;

  PythonException(WorkFailedException failed) {
    super(failed.snapshot().line(), failed.getCause());
    setStackTrace(failed.calls().toArray(StackTraceElement[]::new));
    ExceptionSnapshot e = failed.snapshot();
    String module = e.typeModule();
    typeName = module.equals("builtins") || module.equals("__main__") ? e.typeQualname() : module + "." + e.typeQualname();
    pythonMessage = e.messageText();
    traceback = e.traceback();
  }

  /// The name of its type, with its module unless that is `builtins` or `__main__`: `ValueError`, `json.decoder.JSONDecodeError`.
  public String typeName() {
    return typeName;
  }

  /// Its message: what `str()` gives of it.
  public String pythonMessage() {
    return pythonMessage;
  }

  /// What Python would print: the calls that led to it, its causes and notes, and itself in the last line.
  public String pythonTraceback() {
    return traceback;
  }

  /// Adds the calling thread's Java calls to the stack trace: those that have asked for what failed.
  void addCallers() {
    StackTraceElement[] here = Thread.currentThread().getStackTrace();
    Stream<StackTraceElement> callers = Stream.of(here).skip(1).dropWhile(f -> f.getClassName().startsWith(PACKAGE) && !f.getClassName().equals(CALLED));
    setStackTrace(Stream.concat(Stream.of(getStackTrace()), callers).toArray(StackTraceElement[]::new));
  }
}
