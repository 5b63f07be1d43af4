package org.atoll.syntax;

/// What may be asked of the parser beside its mode: the flags of CPython's `compile` that concern it.
public enum ParseFlag {
  /// In the mode [ParseMode#SINGLE], a source that ends inside an indented block without a newline is incomplete:
  /// CPython's `PyCF_DONT_IMPLY_DEDENT`.
  DONT_IMPLY_DEDENT
}
