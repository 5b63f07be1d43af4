package org.atoll.runtime.text;

/// A text algorithm refused its input: carries the name of the Python exception to raise and its message.
/// The object layer turns it into a Python exception; it has no stack trace because it never reaches a user as such.
public final class TextError extends RuntimeException {
  private final String pythonType;

  /// @param pythonType the built-in exception's name, such as `ValueError`
  public TextError(String pythonType, String message) {
    super(message, null, false, false);
    this.pythonType = pythonType;
  }

  /// A ValueError with the given message.
  public static TextError value(String message) {
    return new TextError("ValueError", message);
  }

  /// An OverflowError with the given message.
  public static TextError overflow(String message) {
    return new TextError("OverflowError", message);
  }

  /// The name of the Python exception type to raise.
  public String pythonType() {
    return pythonType;
  }
}
