package org.atoll.syntax;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.atoll.syntax.ast.ExceptHandlerNode.ExceptHandler;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.ExprContext;
import org.atoll.syntax.ast.Stmt;

/// The parts of a `try` statement.
final class TryBuilder {
  private final ParserSupport parser;
  private final List<ExceptHandler> handlers = new ArrayList<>(1);
  private List<Stmt> body;
  private List<Stmt> orelse = List.of();
  private List<Stmt> finalbody = List.of();
  private boolean star;
  private Expr type;
  private boolean bareTuple;
  private String name;

  TryBuilder(ParserSupport parser) {
    this.parser = parser;
  }

  void body(List<Stmt> statements) {
    body = statements;
  }

  void orelse(List<Stmt> statements) {
    orelse = statements;
  }

  void finalbody(List<Stmt> statements) {
    finalbody = statements;
  }

  /// Begins a clause; `starToken` is the star of `except*`, or null.
  void kind(Token except, Token starToken) {
    boolean isStar = starToken != null;
    if (!handlers.isEmpty() && isStar != star) {
      throw parser.error(except, starToken == null ? except : starToken, "cannot have both 'except' and 'except*' on the same 'try'");
    }
    star = isStar;
    type = null;
    name = null;
    bareTuple = false;
  }

  void type(Token start, List<Expr> types, boolean tuple) {
    bareTuple = tuple;
    type = tuple ? new Expr.TupleExpr(ParserSupport.freeze(types), ExprContext.Load, parser.at(start)) : types.get(0);
  }

  void name(Token token) {
    if (bareTuple) {
      throw parser.error(type.pos(), ParserSupport.span(token), "multiple exception types must be parenthesized when using 'as'");
    }
    name = ParserSupport.name(token);
  }

  void checkTyped() {
    if (star && type == null) {
      throw parser.error(parser.stream.current(), "expected one or more exception types");
    }
  }

  void handler(Token start, List<Stmt> statements) {
    handlers.add(new ExceptHandler(type, name, statements, parser.at(start)));
  }

  Stmt build(Token start) {
    List<ExceptHandler> hs = ParserSupport.freeze(handlers);
    return star
        ? new Stmt.TryStar(body, hs, orelse, finalbody, parser.at(start))
        : new Stmt.Try(body, hs, orelse, finalbody, parser.at(start));
  }
}
