package org.atoll.syntax;

import org.antlr.v4.runtime.ParserRuleContext;
import org.atoll.syntax.PythonSyntaxException.Kind;

/// The parser gave up. Internal: [PythonParser] turns it into the exception that CPython would raise, after looking
/// for a better message and for errors of the tokenizer that go first.
final class SyntaxFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  final transient Kind kind;
  /// The token at which the parser stopped.
  final transient PyToken token;
  /// The rule it was in, for failures without a message of their own.
  final transient ParserRuleContext context;
  /// Where the error is shown, columns in bytes.
  final int line;
  final int col;
  final int endLine;
  final int endCol;

  /// Generic "invalid syntax" at a token.
  SyntaxFailure(PyToken token, ParserRuleContext context) {
    this(Kind.SyntaxError, null, token, context, token.line, token.col, token.endLine, token.endCol);
  }

  SyntaxFailure(Kind kind, String message, PyToken token, ParserRuleContext context, int line, int col, int endLine,
      int endCol) {
    super(message, null, false, false);
    this.kind = kind;
    this.token = token;
    this.context = context;
    this.line = line;
    this.col = col;
    this.endLine = endLine;
    this.endCol = endCol;
  }

  boolean generic() {
    return getMessage() == null;
  }
}
