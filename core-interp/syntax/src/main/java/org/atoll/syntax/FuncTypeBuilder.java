package org.atoll.syntax;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.atoll.syntax.ast.Expr;

/// The argument types of a function type comment: plain ones, then at most one `*` and one `**`.
final class FuncTypeBuilder {
  private final ParserSupport parser;
  private final List<Expr> types = new ArrayList<>();
  private int stage;

  FuncTypeBuilder(ParserSupport parser) {
    this.parser = parser;
  }

  private void add(Token start, Expr e, int from, int to) {
    if (stage > from) {
      throw parser.fail(start);
    }
    stage = to;
    types.add(e);
  }

  void plain(Token start, Expr e) {
    add(start, e, 0, 0);
  }

  void star(Token start, Expr e) {
    add(start, e, 0, 1);
  }

  void doubleStar(Token start, Expr e) {
    add(start, e, 1, 2);
  }

  List<Expr> types() {
    return ParserSupport.freeze(types);
  }
}
