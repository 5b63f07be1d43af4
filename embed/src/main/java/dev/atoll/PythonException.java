package dev.atoll;

import org.atoll.actors.interpreters.ExceptionSnapshot;

/// A Python exception that nothing has caught, as text: the objects stay in their interpreter. Errors of the JVM in Python code
/// arrive as what they are in Python: RecursionError, MemoryError, SystemError. Immutable.
public class PythonException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String typeName;
  private final String pythonMessage;
  private final String traceback;

  PythonException(ExceptionSnapshot e) {
    super(e.line());
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
}
