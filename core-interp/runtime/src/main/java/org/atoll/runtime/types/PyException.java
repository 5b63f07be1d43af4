package org.atoll.runtime.types;

import org.atoll.runtime.object.PyType;

/// A Python exception on its way up the Java stack. It only carries the Python object: identity, traceback and context
/// are those of [#value], and the same object may be thrown again in another PyException. Without a Java stack trace,
/// so that throwing is cheap.
public final class PyException extends RuntimeException {
  /// The Python exception.
  public final transient PyBaseException value;
  /// Where a method that holds a part of a body was left; -1 otherwise.
  public int partPosition = -1;
  /// The line at which it enters the frame that the trace function was told of, where that is not the line of an
  /// operation; -1 otherwise.
  public int line = -1;
  /// Whether the frame that throws it is in the traceback already.
  public boolean traced;
  /// Whether the context has been set.
  public boolean linked;

  public PyException(PyBaseException value) {
    super(null, null, false, false);
    this.value = value;
  }

  /// The Python exception's type.
  public PyType type() {
    return value.type;
  }

  /// Whether the exception is an instance of a built-in exception type.
  public boolean is(PyType type) {
    return value.type.isSubtype(type);
  }

  @Override
  public String getMessage() {
    return value.describe();
  }
}
