package org.atoll.syntax;

import org.atoll.syntax.PythonSyntaxException.Kind;

/// Chooses, once the parser has failed, the error that CPython would report: the tokenizer's hard errors go first, then
/// errors of the parser, then brackets that were never closed.
final class Diagnosis {
  private final SourceText source;
  private final Tokenizer tokenizer;
  private final TokenList tokens;

  Diagnosis(SourceText source, Tokenizer tokenizer, TokenList tokens) {
    this.source = source;
    this.tokenizer = tokenizer;
    this.tokens = tokens;
  }

  /// The exception for the first pass's failure; `second` is what the second pass, with hints, found.
  PythonSyntaxException exception(SyntaxFailure first, PythonParser.SecondPass second) {
    SyntaxFailure better = second.failure();
    if (first.kind == Kind.MemoryError) {
      return located(first, first, first.getMessage());
    }
    if (first.generic() && atTokenizerError(first.token) || better.generic() && atTokenizerError(better.token)) {
      return tokenizer.error().withoutLineEnd();
    }
    if (better.generic() && (first.token.type == PythonGrammar.INDENT || first.token.type == PythonGrammar.DEDENT)) {
      return unexpectedIndent(first);
    }
    if (tokenizer.hardError()) {
      return tokenizer.error().withoutLineEnd();
    }
    boolean end = second.furthest().start >= source.length;
    boolean open = tokenizer.openLine() > 0 && (end || second.furthest().line > tokenizer.openLine());
    if (open && !tokenizer.errorInString()) {
      return tokenizer.neverClosed().withoutLineEnd();
    }
    String own = better.token.type == PythonGrammar.BAD ? better.token.text : null;
    String generic = own == null ? "invalid syntax" : own;
    return located(first, better, better.generic() ? generic : better.getMessage());
  }

  private boolean atTokenizerError(PyToken t) {
    return t.type == PythonGrammar.BAD && tokenizer.error() != null && t.index == tokens.size - 2;
  }

  private PythonSyntaxException unexpectedIndent(SyntaxFailure f) {
    String message = f.token.type == PythonGrammar.INDENT ? "unexpected indent" : "unexpected unindent";
    int col = f.token.start - source.lineStart(f.token.line);
    return source.error(Kind.IndentationError, message, f.token.line, col - 1, f.token.line, SourceText.NO_END, false);
  }

  private PythonSyntaxException located(SyntaxFailure first, SyntaxFailure f, String message) {
    boolean incomplete = first.token.start >= source.length;
    return source.error(f.kind, message, f.line, f.col, f.endLine, f.endCol, incomplete);
  }
}
