package org.atoll.syntax;

import org.atoll.syntax.PythonSyntaxException.Kind;

/// Chooses, once the parser has failed, the error that CPython would report: the tokenizer's hard errors go first, then
/// errors of the parser, then brackets that were never closed.
final class Diagnosis {
  private final SourceText source;
  private final Tokenizer tokenizer;
  private final TokenList tokens;
  private final ParseMode mode;

  Diagnosis(SourceText source, Tokenizer tokenizer, TokenList tokens, ParseMode mode) {
    this.source = source;
    this.tokenizer = tokenizer;
    this.tokens = tokens;
    this.mode = mode;
  }

  PythonSyntaxException exception(SyntaxFailure f) {
    if (f.kind == Kind.MemoryError) {
      return located(f, f.getMessage());
    }
    boolean atTokenizerError = f.token.type == PythonGrammar.BAD && tokenizer.error() != null
        && f.token.index == tokens.size - 2;
    if (f.generic() && atTokenizerError) {
      return tokenizer.error();
    }
    if (f.generic() && (f.token.type == PythonGrammar.INDENT || f.token.type == PythonGrammar.DEDENT)) {
      return unexpectedIndent(f);
    }
    if (tokenizer.hardError()) {
      return tokenizer.error();
    }
    if (tokenizer.openLine() > 0 && f.token.line > tokenizer.openLine()) {
      return tokenizer.neverClosed();
    }
    return located(f, f.generic() ? "invalid syntax" : f.getMessage());
  }

  private PythonSyntaxException unexpectedIndent(SyntaxFailure f) {
    String message = f.token.type == PythonGrammar.INDENT ? "unexpected indent" : "unexpected unindent";
    return source.error(Kind.IndentationError, message, f.token.line, f.token.endCol - 1, f.token.line,
        f.token.endCol - 1, false);
  }

  private PythonSyntaxException located(SyntaxFailure f, String message) {
    boolean incomplete = f.token.type == PythonGrammar.EOF;
    return source.error(f.kind, message, f.line, f.col, f.endLine, f.endCol, incomplete);
  }
}
