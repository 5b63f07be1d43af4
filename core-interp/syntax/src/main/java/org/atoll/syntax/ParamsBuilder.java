package org.atoll.syntax;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.atoll.syntax.ast.Arg;
import org.atoll.syntax.ast.Arguments;
import org.atoll.syntax.ast.Expr;

/// The parameters of a function or lambda. The grammar reads them in any order; this builder refuses wrong orders.
final class ParamsBuilder {
  private final ParserSupport parser;
  private final boolean lambda;
  private List<Arg> posonly = List.of();
  private ArrayList<Arg> args = new ArrayList<>(4);
  private Arg vararg;
  private final List<Arg> kwonly = new ArrayList<>(0);
  private final List<Expr> kwDefaults = new ArrayList<>(0);
  private Arg kwarg;
  private final List<Expr> defaults = new ArrayList<>(0);
  private Token slash;
  private Token star;
  private Token pending;
  private Expr annotation;
  private int into;

  private static final int PLAIN = 0;
  private static final int STAR = 1;
  private static final int DOUBLE_STAR = 2;

  ParamsBuilder(ParserSupport parser, boolean lambda) {
    this.parser = parser;
    this.lambda = lambda;
  }

  private void begin(Token name, int target) {
    if (kwarg != null) {
      throw parser.error(target == PLAIN ? name : parser.stream.get(name.getTokenIndex() - 1),
          "arguments cannot follow var-keyword argument");
    }
    pending = name;
    annotation = null;
    into = target;
  }

  void plain(Token name) {
    begin(name, PLAIN);
  }

  void vararg(Token name) {
    begin(name, STAR);
  }

  void kwarg(Token name) {
    if (bareStarLast()) {
      throw parser.error(star, "named arguments must follow bare *");
    }
    begin(name, DOUBLE_STAR);
  }

  private boolean bareStarLast() {
    return star != null && vararg == null && kwonly.isEmpty();
  }

  void annotation(Expr e) {
    annotation = e;
  }

  /// The parameter's name and annotation are complete.
  void close() {
    Arg arg = new Arg(ParserSupport.name(pending), annotation, null, parser.at(pending));
    switch (into) {
      case STAR -> vararg = arg;
      case DOUBLE_STAR -> kwarg = arg;
      default -> {
        if (star != null) {
          kwonly.add(arg);
          kwDefaults.add(null);
        } else {
          args.add(arg);
          if (!defaults.isEmpty() && ends(parser.stream.current().type)) {
            throw parser.error(pending, parser.last(), "parameter without a default follows parameter with a default");
          }
        }
      }
    }
  }

  /// Whether a token of this type ends a parameter.
  private boolean ends(int type) {
    return type == PythonGrammar.COMMA || type == (lambda ? PythonGrammar.COLON : PythonGrammar.RPAR);
  }

  void beforeDefault() {
    if (ends(parser.stream.current().type)) {
      throw parser.error(parser.last(), "expected default value expression");
    }
  }

  void defaultValue(Expr e) {
    if (star != null) {
      kwDefaults.set(kwDefaults.size() - 1, e);
    } else {
      defaults.add(e);
    }
  }

  void refuseDefault() {
    throw parser.error(parser.last(), into == STAR
        ? "var-positional argument cannot have default value"
        : "var-keyword argument cannot have default value");
  }

  void slash(Token token) {
    if (kwarg != null) {
      throw parser.error(token, "arguments cannot follow var-keyword argument");
    }
    if (star != null) {
      throw parser.error(token, slash == null ? "/ must be ahead of *" : "/ may appear only once");
    }
    if (slash != null) {
      throw parser.error(token, "/ may appear only once");
    }
    if (args.isEmpty()) {
      if (parser.stream.current().type != PythonGrammar.COMMA) {
        throw parser.fail(token);
      }
      throw parser.error(token, "at least one argument must precede /");
    }
    slash = token;
    posonly = args;
    args = new ArrayList<>(2);
    PyToken next = parser.stream.current();
    if (next.type == PythonGrammar.STAR) {
      throw parser.error(next, "expected comma between / and *");
    }
  }

  void star(Token token) {
    if (kwarg != null) {
      throw parser.error(token, "arguments cannot follow var-keyword argument");
    }
    if (star != null) {
      throw parser.error(token, "* argument may appear only once");
    }
    star = token;
  }

  /// The list is complete; called with its closing token consumed.
  void end() {
    if (bareStarLast()) {
      throw parser.error(lambda ? parser.last() : star, "named arguments must follow bare *");
    }
  }

  Arguments build() {
    return new Arguments(ParserSupport.freeze(posonly), ParserSupport.freeze(args), vararg,
        ParserSupport.freeze(kwonly), ParserSupport.freeze(kwDefaults), kwarg, ParserSupport.freeze(defaults));
  }
}
