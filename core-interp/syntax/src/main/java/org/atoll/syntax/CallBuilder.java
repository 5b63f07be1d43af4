package org.atoll.syntax;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.atoll.syntax.ast.Comprehension;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.ExprContext;
import org.atoll.syntax.ast.Keyword;

/// The arguments of a call or the bases of a class.
final class CallBuilder {
  private final ParserSupport parser;
  private final ArrayList<Expr> args = new ArrayList<>(4);
  private List<Keyword> keywords = List.of();
  private Token soleGenerator;
  private Expr generatorElement;
  private List<Comprehension> generators;
  private boolean unpacked;
  private int count;
  private boolean bases;

  private boolean lenient;

  CallBuilder(ParserSupport parser) {
    this.parser = parser;
  }

  /// Accepts any order, to see how far the arguments go.
  static CallBuilder lenient(ParserSupport parser) {
    CallBuilder builder = new CallBuilder(parser);
    builder.lenient = true;
    return builder;
  }

  boolean hasKeywords() {
    return !keywords.isEmpty();
  }

  private void add(Keyword keyword) {
    if (keywords.isEmpty()) {
      keywords = new ArrayList<>(4);
    }
    keywords.add(keyword);
    count++;
  }

  /// These are the bases of a class, where comprehensions are not looked at more closely.
  void ofClass() {
    bases = true;
  }

  void beforeStar(Token start) {
    if (parser.hints == null && unpacked) {
      throw parser.fail(start);
    }
  }

  void star(Token start, Expr value) {
    if (unpacked && !lenient) {
      PyToken comma = parser.stream.get(start.getTokenIndex() - 1);
      throw parser.error(comma, parser.last(), "iterable argument unpacking follows keyword argument unpacking");
    }
    args.add(new Expr.Starred(value, ExprContext.Load, parser.at(start)));
    count++;
  }

  void starredComprehension(Token start, Expr value) {
    if (bases) {
      throw parser.fail(parser.stream.get(generatorStart(start)));
    }
    throw parser.error(args.getLast(), "iterable unpacking cannot be used in comprehension");
  }

  /// The first `for` after a token: the comprehension just read.
  private int generatorStart(Token from) {
    int i = from.getTokenIndex();
    while (parser.stream.get(i).type != PythonGrammar.FOR) {
      i++;
    }
    return i;
  }

  void doubleStar(Token start, Expr value) {
    unpacked = true;
    add(new Keyword(null, value, parser.at(start)));
  }

  /// Before an argument that is no unpacking: in the first pass, one that is no keyword argument ends the parse where
  /// keyword arguments came before.
  void beforePlain(Token start) {
    if (parser.hints == null && !keywords.isEmpty()) {
      PyToken next = parser.stream.get(start.getTokenIndex() + 1);
      boolean name = start.getType() == PythonGrammar.NAME;
      if (!name || next.type != PythonGrammar.EQUAL) {
        throw parser.fail(name ? next : start);
      }
    }
  }

  /// Before a comprehension: in the first pass only the first argument may be one.
  void beforeGenerator() {
    if (parser.hints == null && count > 0) {
      throw parser.fail();
    }
  }

  void positional(Token start, Expr value) {
    checkPositional(start);
    args.add(value);
    count++;
  }

  private void checkPositional(Token start) {
    if (!keywords.isEmpty() && !lenient) {
      throw positionalAfterKeyword(start);
    }
  }

  /// The failure is shown where the arguments end.
  SyntaxFailure positionalAfterKeyword(Token start) {
    if (parser.hints != null) {
      parser.hints.restOfArguments(start);
    }
    PyToken at = parser.hints == null ? parser.stream.current() : parser.hints.furthest();
    return parser.atLast(PythonSyntaxException.Kind.SyntaxError, at, unpacked
        ? "positional argument follows keyword argument unpacking"
        : "positional argument follows keyword argument");
  }

  void generator(Token start, Expr element, List<Comprehension> generators) {
    soleGenerator = start;
    generatorElement = element;
    this.generators = generators;
    args.add(element);
    int next = parser.stream.current().type;
    if (count == 0 && next != PythonGrammar.RPAR && next != PythonGrammar.COMMA) {
      throw parser.fail();
    }
    if (count > 0 || next == PythonGrammar.COMMA) {
      throw parser.error(start, parser.last(), "Generator expression must be parenthesized");
    }
    count++;
  }

  void checkKeyword(Token start, Expr name) {
    if (name instanceof Expr.Name && ParserSupport.startsAt(name, start)) {
      int next = parser.stream.current().type;
      if (next == PythonGrammar.COMMA || next == PythonGrammar.RPAR) {
        throw parser.error(start, parser.last(), "expected argument value expression");
      }
      return;
    }
    if (name instanceof Expr.Constant c && ParserSupport.startsAt(name, start) && c.value() instanceof Boolean b) {
      throw parser.error(start, parser.last(), "cannot assign to " + (b ? "True" : "False"));
    }
    if (name instanceof Expr.Constant c && c.value() == org.atoll.syntax.ast.NoneValue.NONE) {
      throw parser.error(start, parser.last(), "cannot assign to None");
    }
    throw parser.error(start, parser.last(), "expression cannot contain assignment, perhaps you meant \"==\"?");
  }

  void keyword(Token start, Expr name, Expr value) {
    add(new Keyword(((Expr.Name) name).id(), value, parser.at(start)));
  }

  void keywordGenerator(Token start) {
    PyToken equal = parser.stream.get(start.getTokenIndex() + 1);
    throw parser.error(start, equal, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
  }

  void walrus(Token start, Expr target, Expr value) {
    checkPositional(start);
    args.add(new Expr.NamedExpr(parser.targets.walrus(start, target), value, parser.at(start)));
    count++;
  }

  void walrusGenerator(Token start, List<Comprehension> generators) {
    Expr element = args.removeLast();
    count--;
    generator(start, element, generators);
  }

  /// The call; a sole generator spans the parentheses.
  Expr build(Token first, Token open, Expr func) {
    if (soleGenerator != null) {
      args.set(0, new Expr.GeneratorExp(generatorElement, generators, parser.at(open)));
    }
    return new Expr.Call(func, args(), keywords(), parser.at(first));
  }

  List<Expr> args() {
    if (soleGenerator != null && args.get(0) == generatorElement) {
      throw parser.error(soleGenerator, "invalid syntax");
    }
    return ParserSupport.freeze(args);
  }

  List<Keyword> keywords() {
    return ParserSupport.freeze(keywords);
  }
}
