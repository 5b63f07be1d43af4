package org.atoll.syntax;

import java.util.List;
import org.antlr.v4.runtime.Token;
import org.atoll.syntax.ast.Comprehension;
import org.atoll.syntax.ast.Expr;

/// Generator expressions and list comprehensions.
final class Comprehensions {
  private final ParserSupport parser;

  Comprehensions(ParserSupport parser) {
    this.parser = parser;
  }

  Expr generator(Token open, Token start, Expr element, List<Comprehension> generators) {
    refuseStar(element);
    return new Expr.GeneratorExp(element, generators, parser.at(open));
  }

  Expr list(Token open, Token start, Expr element, List<Comprehension> generators) {
    refuseStar(element);
    return new Expr.ListComp(element, generators, parser.at(open));
  }

  private void refuseStar(Expr element) {
    if (element instanceof Expr.Starred) {
      throw parser.error(element, "iterable unpacking cannot be used in comprehension");
    }
  }

  /// In the first pass a comprehension after several elements is not looked into.
  void afterElements() {
    if (parser.hints == null) {
      throw parser.fail();
    }
  }

  /// `[a, b for ...]`.
  void refuseTuple(Token open, Token start, List<Expr> elements) {
    Expr last = elements.getLast();
    throw parser.error(ParserSupport.span(start), last.pos(),
        "did you forget parentheses around the comprehension target?");
  }
}
