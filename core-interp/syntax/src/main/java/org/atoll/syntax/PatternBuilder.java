package org.atoll.syntax;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.atoll.syntax.ast.ComplexValue;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.Operator;
import org.atoll.syntax.ast.Pattern;

/// Patterns of `case` blocks.
final class PatternBuilder {
  private final ParserSupport parser;

  PatternBuilder(ParserSupport parser) {
    this.parser = parser;
  }

  /// The arguments of a class pattern.
  static final class ClassArgs {
    final List<Pattern> positional = new ArrayList<>();
    final List<String> names = new ArrayList<>();
    final List<Pattern> values = new ArrayList<>();
    private Token firstStart;

    void positional(Token start, Pattern p, ParserSupport parser) {
      if (!names.isEmpty()) {
        throw parser.error(firstStart == null ? start : start, parser.last(),
            "positional patterns follow keyword patterns");
      }
      firstStart = start;
      positional.add(p);
    }

    void keyword(Token start, Pattern name, Pattern value, ParserSupport parser) {
      if (!(name instanceof Pattern.MatchAs as && as.pattern() == null) || start.getType() != PythonGrammar.NAME) {
        throw parser.fail(parser.stream.get(start.getTokenIndex() + 1));
      }
      names.add(ParserSupport.name(start));
      values.add(value);
    }
  }

  /// The items of a mapping pattern.
  static final class Items {
    final List<Expr> keys = new ArrayList<>();
    final List<Pattern> values = new ArrayList<>();
    String rest;

    void add(Token start, Expr key, Pattern value, ParserSupport parser) {
      if (rest != null) {
        throw parser.fail(start);
      }
      keys.add(key);
      values.add(value);
    }

    void rest(Token start, Token name, ParserSupport parser) {
      if (rest != null || ParserSupport.name(name).equals("_")) {
        throw parser.fail(rest != null ? start : name);
      }
      rest = ParserSupport.name(name);
    }
  }

  Pattern open(Token start, List<Pattern> patterns, boolean sequence) {
    if (!sequence && !(patterns.get(0) instanceof Pattern.MatchStar)) {
      return patterns.get(0);
    }
    if (!sequence) {
      throw parser.fail();
    }
    return new Pattern.MatchSequence(ParserSupport.freeze(patterns), parser.at(start));
  }

  Pattern group(Token start, List<Pattern> patterns, boolean sequence) {
    if (!sequence && patterns.size() == 1) {
      if (patterns.get(0) instanceof Pattern.MatchStar) {
        throw parser.fail(parser.last());
      }
      return patterns.get(0);
    }
    return new Pattern.MatchSequence(ParserSupport.freeze(patterns), parser.at(start));
  }

  Pattern star(Token start, Token name) {
    String text = ParserSupport.name(name);
    return new Pattern.MatchStar(text.equals("_") ? null : text, parser.at(start));
  }

  Pattern as(Token start, Pattern pattern, Token targetStart, Expr target) {
    if (!(target instanceof Expr.Name n) || targetStart.getType() != PythonGrammar.NAME) {
      Expr whole = parser.hints == null ? target : parser.hints.wholeExpression(targetStart, target);
      throw parser.error(whole, "cannot use " + Targets.describe(whole) + " as pattern target");
    }
    if (n.id().equals("_")) {
      throw parser.error(target, "cannot use '_' as a target");
    }
    return new Pattern.MatchAs(pattern, n.id(), parser.at(start));
  }

  Pattern or(Token start, List<Pattern> patterns) {
    return new Pattern.MatchOr(ParserSupport.freeze(patterns), parser.at(start));
  }

  Pattern nameOrValue(Token start, Expr path) {
    if (path instanceof Expr.Name n) {
      return new Pattern.MatchAs(null, n.id().equals("_") ? null : n.id(), parser.at(start));
    }
    return new Pattern.MatchValue(path, parser.at(start));
  }

  Pattern cls(Token start, Expr path, ClassArgs args) {
    return new Pattern.MatchClass(path, ParserSupport.freeze(args.positional), ParserSupport.freeze(args.names),
        ParserSupport.freeze(args.values), parser.at(start));
  }

  Pattern string(Token start, Expr e) {
    return new Pattern.MatchValue(e, parser.at(start));
  }

  Pattern mapping(Token start, Items items) {
    return new Pattern.MatchMapping(ParserSupport.freeze(items.keys), ParserSupport.freeze(items.values), items.rest,
        parser.at(start));
  }

  /// `-1 + 2j`.
  Expr complex(Token start, Expr left, Token op, Expr right, Token rightToken) {
    Expr.Constant real = (Expr.Constant) (left instanceof Expr.UnaryOp u ? u.operand() : left);
    if (real.value() instanceof ComplexValue) {
      throw parser.error(real, "real number required in complex literal");
    }
    if (!(((Expr.Constant) right).value() instanceof ComplexValue)) {
      throw parser.error(right, "imaginary number required in complex literal");
    }
    Operator operator = op.getType() == PythonGrammar.PLUS ? Operator.Add : Operator.Sub;
    return new Expr.BinOp(left, operator, right, parser.at(start));
  }
}
