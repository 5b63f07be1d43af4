package org.atoll.syntax;

/// What a source is parsed as: the modes of CPython's `compile`.
public enum ParseMode {
  /// A module: any number of statements.
  EXEC,
  /// One expression.
  EVAL,
  /// One interactive statement.
  SINGLE,
  /// The signature in a type comment: `(int, str) -> bool`.
  FUNC_TYPE
}
