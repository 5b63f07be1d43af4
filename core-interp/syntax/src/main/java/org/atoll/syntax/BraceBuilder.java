package org.atoll.syntax;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.atoll.syntax.ast.Comprehension;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.ExprContext;
import org.atoll.syntax.ast.Position;

/// What braces hold: a dict, a set, or a comprehension of either.
final class BraceBuilder {
  private final ParserSupport parser;
  private final List<Expr> keys = new ArrayList<>(4);
  private final List<Expr> values = new ArrayList<>(4);
  private boolean dict;
  private boolean set;
  private boolean unpacking;
  private List<Comprehension> generators;

  BraceBuilder(ParserSupport parser) {
    this.parser = parser;
  }

  void comma() {
    if (generators != null) {
      throw parser.fail(parser.last());
    }
  }

  void star(Token start, Expr value) {
    if (dict) {
      throw parser.fail(start);
    }
    unpacking = true;
    set = true;
    keys.add(new Expr.Starred(value, ExprContext.Load, parser.at(start)));
  }

  void doubleStar(Token start, Expr value) {
    if (set) {
      throw parser.fail(start);
    }
    dict = true;
    unpacking = true;
    keys.add(null);
    values.add(value);
  }

  void element(Token start, Expr e) {
    if (dict) {
      throw colonExpected(e);
    }
    set = true;
    keys.add(e);
  }

  boolean isDict() {
    return dict;
  }

  SyntaxFailure colonExpected(Expr key) {
    Position p = key.pos();
    return new SyntaxFailure(PythonSyntaxException.Kind.SyntaxError, "':' expected after dictionary key",
        parser.stream.current(), null, p.lineno(), p.endColOffset() - 1, p.endLineno(), -1);
  }

  void key(Token start, Expr e) {
    if (set || ParserSupport.isBareNamed(start, e)) {
      throw parser.fail(parser.last());
    }
    int next = parser.stream.current().type;
    if (next == PythonGrammar.RBRACE || next == PythonGrammar.COMMA) {
      throw parser.error(parser.last(), "expression expected after dictionary key and ':'");
    }
    if (next == PythonGrammar.STAR && parser.hints == null) {
      throw parser.fail();
    }
    if (next == PythonGrammar.STAR) {
      Position star = ParserSupport.span(parser.stream.current());
      Position end = parser.hints.bitOrAfter(parser.stream.current());
      throw parser.error(star, end, "cannot use a starred expression in a dictionary value");
    }
    dict = true;
    keys.add(e);
  }

  void value(Expr e) {
    values.add(e);
  }

  /// In the first pass a comprehension after several elements is not looked into.
  void beforeComprehension() {
    if (keys.size() > 1 && parser.hints == null) {
      throw parser.fail();
    }
  }

  void comprehension(List<Comprehension> list) {
    if (keys.size() > 1 && !dict) {
      throw parser.error(keys.get(0).pos(), keys.getLast().pos(),
          "did you forget parentheses around the comprehension target?");
    }
    if (keys.size() > 1) {
      throw parser.fail(parser.last());
    }
    if (unpacking) {
      if (dict) {
        throw parser.error(parser.last(), "dict unpacking cannot be used in dict comprehension");
      }
      throw parser.error(keys.get(0), "iterable unpacking cannot be used in comprehension");
    }
    generators = list;
  }

  Expr build(Token start) {
    if (generators != null) {
      return set
          ? new Expr.SetComp(keys.get(0), generators, parser.at(start))
          : new Expr.DictComp(keys.get(0), values.get(0), generators, parser.at(start));
    }
    return set
        ? new Expr.SetExpr(ParserSupport.freeze(keys), parser.at(start))
        : new Expr.Dict(ParserSupport.freeze(keys), ParserSupport.freeze(values), parser.at(start));
  }
}
