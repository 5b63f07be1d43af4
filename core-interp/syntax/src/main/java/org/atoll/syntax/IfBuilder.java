package org.atoll.syntax;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.Stmt;

/// Collects the branches of an `if` statement, so that a long chain of `elif` needs no recursion.
final class IfBuilder {
  private final ParserSupport parser;
  private final List<Token> starts = new ArrayList<>(1);
  private final List<Expr> tests = new ArrayList<>(1);
  private final List<List<Stmt>> bodies = new ArrayList<>(1);

  IfBuilder(ParserSupport parser) {
    this.parser = parser;
  }

  void branch(Token start, Expr test, List<Stmt> body) {
    starts.add(start);
    tests.add(test);
    bodies.add(body);
  }

  Stmt build(List<Stmt> orelse) {
    parser.checkDepth(starts.size());
    List<Stmt> rest = ParserSupport.list(orelse);
    Stmt statement = null;
    for (int i = starts.size() - 1; i >= 0; i--) {
      statement = new Stmt.If(tests.get(i), bodies.get(i), rest, parser.at(starts.get(i)));
      rest = List.of(statement);
    }
    return statement;
  }
}
