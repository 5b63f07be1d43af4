package org.atoll.syntax;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.Stmt;
import org.atoll.syntax.ast.WithItem;

/// The items of a `with` statement.
final class WithBuilder {
  private final ParserSupport parser;
  private final List<WithItem> items = new ArrayList<>(1);
  private boolean itemList;

  WithBuilder(ParserSupport parser) {
    this.parser = parser;
  }

  void item(Token start, Expr e) {
    itemList = items.isEmpty() && e instanceof Expr.TupleExpr t && !t.elts().isEmpty()
        && ParserSupport.startsAt(e, start) && parser.isItemList(e)
        && parser.stream.current().type == PythonGrammar.COLON;
    items.add(new WithItem(e, null));
  }

  void as(Expr target) {
    WithItem item = items.removeLast();
    items.add(new WithItem(item.context_expr(), parser.targets.store(target)));
  }

  /// The statement. A tuple in parentheses that is all there is counts as several items, as in CPython.
  Stmt build(Token async, Token start, List<Stmt> body) {
    List<WithItem> all = items;
    if (itemList && items.size() == 1) {
      all = new ArrayList<>();
      for (Expr e : ((Expr.TupleExpr) items.get(0).context_expr()).elts()) {
        all.add(new WithItem(e, null));
      }
    }
    return async == null
        ? new Stmt.With(ParserSupport.freeze(all), body, null, parser.at(start))
        : new Stmt.AsyncWith(ParserSupport.freeze(all), body, null, parser.at(async));
  }
}
