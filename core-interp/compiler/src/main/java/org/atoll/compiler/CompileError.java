package org.atoll.compiler;

import org.atoll.syntax.ast.Position;

/// A program that parses and yet is none: what CPython reports as SyntaxError from its symbol table and compiler. The
/// runtime turns it into a Python SyntaxError.
public final class CompileError extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Position position;
  private final Kind kind;

  /// The Python exception to raise.
  public enum Kind { SYNTAX_ERROR, SYSTEM_ERROR, RECURSION_ERROR }

  public CompileError(String message, Position position) {
    this(Kind.SYNTAX_ERROR, message, position);
  }

  public CompileError(Kind kind, String message, Position position) {
    super(message, null, false, false);
    this.kind = kind;
    this.position = position;
  }

  public Kind kind() {
    return kind;
  }

  /// Where, with columns in UTF-8 bytes; null where unknown.
  public Position position() {
    return position;
  }
}
