package org.atoll.runtime.interp;

/// Unwinds the threads of an interpreter that is ended by force. Thrown at every safepoint once [Interpreter#kill] was
/// called; no handler and no `finally` of Python code sees it, and Java code must not keep it from passing, except where a
/// thread enters the interpreter: there [#of] tells whose end it is. Immutable; carries no stack trace.
public final class InterpreterKilled extends Error {
  private static final long serialVersionUID = 1L;
  private final transient Interpreter interpreter;

  InterpreterKilled(Interpreter interpreter) {
    super("interpreter " + interpreter.id() + " was killed", null, false, false);
    this.interpreter = interpreter;
  }

  /// Whether it is this interpreter that ends. Another one's end passes through those that work for it.
  public boolean of(Interpreter other) {
    return interpreter == other;
  }
}
