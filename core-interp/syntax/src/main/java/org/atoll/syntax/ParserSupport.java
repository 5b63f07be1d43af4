package org.atoll.syntax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.atoll.syntax.PythonSyntaxException.Kind;
import org.atoll.syntax.ast.Arguments;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.ExprContext;
import org.atoll.syntax.ast.Operator;
import org.atoll.syntax.ast.Position;
import org.atoll.syntax.ast.Stmt;
import org.atoll.syntax.ast.TypeParam;
import org.atoll.syntax.ast.UnaryOp;

/// What the generated parser's actions call: positions, small nodes, and failures. The first failure ends the parse.
/// Not thread-safe; one instance serves one source.
abstract class ParserSupport extends Parser {
  /// How deep lambdas, powers and conditional expressions may nest, each of which takes stack here.
  private static final int MAX_RECURSION = 2000;

  /// How long chains may be that nest in the tree, though not here: signs, `not`, `elif`.
  /// CPython's parser gives up at lengths between 5,000 and 10,000.
  private static final int MAX_CHAIN = 6000;

  final Targets targets = new Targets(this);
  final OperatorStack operators = new OperatorStack(this);
  final PatternBuilder patterns = new PatternBuilder(this);
  final Comprehensions comprehension = new Comprehensions(this);
  Literals strings;
  TokenList stream;
  /// The search for a better message; null in the first pass.
  Hints hints;
  SourceText source;
  private int depth;
  private Expr lastTuple;
  private boolean lastTupleNamed;

  ParserSupport(TokenStream input) {
    super(input);
    setBuildParseTree(false);
    removeErrorListeners();
    setErrorHandler(new FailFast());
    stream = (TokenList) input;
  }

  /// Gives the parser its source; before any rule is called.
  void begin(SourceText text, Literals literals) {
    source = text;
    strings = literals;
  }

  /// ANTLR's error strategy that ends the parse at the first error and does not repair.
  private static final class FailFast extends DefaultErrorStrategy {
    @Override
    public void sync(Parser recognizer) {}

    @Override
    public void reportMatch(Parser recognizer) {}

    @Override
    public Token recoverInline(Parser recognizer) {
      throw ((ParserSupport) recognizer).fail();
    }

    @Override
    public void reportError(Parser recognizer, RecognitionException e) {}

    @Override
    public void recover(Parser recognizer, RecognitionException e) {
      throw ((ParserSupport) recognizer).fail();
    }
  }

  // --- token plumbing: as in ANTLR's Parser, less what parse trees and listeners need ---

  @Override
  public Token match(int type) {
    PyToken t = stream.current();
    if (t.type != type) {
      if (hints != null) {
        hints.expected(type, _ctx);
      }
      throw fail();
    }
    stream.consume();
    return t;
  }

  @Override
  public Token consume() {
    PyToken t = stream.current();
    stream.consume();
    return t;
  }

  @Override
  public void enterRule(ParserRuleContext context, int state, int ruleIndex) {
    setState(state);
    _ctx = context;
    context.start = stream.current();
  }

  @Override
  public void exitRule() {
    setState(_ctx.invokingState);
    _ctx = (ParserRuleContext) _ctx.parent;
  }

  // --- failures ---

  /// "invalid syntax" at the current token.
  SyntaxFailure fail() {
    if (hints != null) {
      hints.unexpected(_ctx);
    }
    return new SyntaxFailure(stream.current(), _ctx);
  }

  /// "invalid syntax" at a token.
  SyntaxFailure fail(Token at) {
    return new SyntaxFailure((PyToken) at, _ctx);
  }

  SyntaxFailure error(Token at, String message) {
    return error(at, at, message);
  }

  /// An error at the last token that the parser has seen, which may be the end of the source.
  SyntaxFailure atLast(Kind kind, PyToken t, String message) {
    if (t.col >= 0) {
      return new SyntaxFailure(kind, message, stream.current(), _ctx, t.line, t.col, t.endLine, t.endCol);
    }
    int col = t.start - source.lineStart(t.line);
    return new SyntaxFailure(kind, message, stream.current(), _ctx, t.line, col - 1, t.line, SourceText.NO_END);
  }

  /// An error that begins at a token and ends where the parser has read to, in CPython's odd count of columns.
  SyntaxFailure startingFrom(Token from, String message) {
    PyToken a = (PyToken) from;
    PyToken e = hints == null ? stream.current() : hints.furthest();
    return new SyntaxFailure(Kind.SyntaxError, message, stream.current(), _ctx, a.line, a.col, e.endLine, e.endCol - 1);
  }

  SyntaxFailure error(Token from, Token to, String message) {
    PyToken a = (PyToken) from;
    PyToken b = (PyToken) to;
    return new SyntaxFailure(Kind.SyntaxError, message, stream.current(), _ctx, a.line, a.col, b.endLine, b.endCol);
  }

  SyntaxFailure error(Expr at, String message) {
    return error(at.pos(), at.pos(), message);
  }

  SyntaxFailure error(Position from, Position to, String message) {
    return new SyntaxFailure(Kind.SyntaxError, message, stream.current(), _ctx, from.lineno(), from.colOffset(),
        to.endLineno(), to.endColOffset());
  }

  /// Refuses a comma that follows another; called with the comma just consumed.
  void comma() {
    if (stream.LT(-2).type == PythonGrammar.COMMA) {
      throw fail(stream.previous());
    }
  }

  void semicolon() {
    if (stream.LT(-2).type == PythonGrammar.SEMI) {
      throw fail(stream.previous());
    }
  }

  void expectIndent(String what, Token keyword) {
    PyToken next = stream.current();
    if (next.type == PythonGrammar.BAD) {
      throw fail();
    }
    if (next.type != PythonGrammar.INDENT) {
      String message = "expected an indented block after " + what + " on line " + keyword.getLine();
      throw atLast(Kind.IndentationError, next, message);
    }
  }

  /// Where a parse can be taken up again.
  record State(int index, ParserRuleContext context, int operators, int depth) {}

  State save() {
    return new State(stream.index(), _ctx, operators.mark(), depth);
  }

  void restore(State state) {
    stream.seek(state.index);
    _ctx = state.context;
    operators.drop(state.operators);
    depth = state.depth;
  }

  void deeper() {
    depth++;
    if (depth > MAX_RECURSION) {
      throw tooDeep(stream.current(), _ctx);
    }
  }

  void checkDepth(int chain) {
    if (chain > MAX_CHAIN) {
      throw tooDeep(stream.current(), _ctx);
    }
  }

  void shallower() {
    depth--;
  }

  static SyntaxFailure tooDeep(PyToken at, ParserRuleContext context) {
    return new SyntaxFailure(Kind.MemoryError, "Parser stack overflowed - Python source too complex to parse", at,
        context, at.line, at.col, at.endLine, at.endCol);
  }

  // --- positions ---

  /// The token just consumed.
  PyToken last() {
    return stream.previous();
  }

  /// From a token to the last one consumed, not counting line ends and dedents.
  Position at(Token start) {
    PyToken s = (PyToken) start;
    PyToken e = stream.previous();
    for (int k = 2; isBlank(e.type); k++) {
      e = stream.LT(-k);
    }
    return new Position(s.line, s.col, e.endLine, e.endCol);
  }

  private static boolean isBlank(int type) {
    return type == PythonGrammar.NEWLINE || type == PythonGrammar.DEDENT || type == PythonGrammar.INDENT;
  }

  static Position span(Token token) {
    PyToken t = (PyToken) token;
    return new Position(t.line, t.col, t.endLine, t.endCol);
  }

  static boolean startsAt(Expr e, Token token) {
    PyToken t = (PyToken) token;
    return e.pos().lineno() == t.line && e.pos().colOffset() == t.col;
  }

  // --- lists ---

  /// An immutable list of the elements, null ones included.
  @SuppressWarnings("unchecked")
  static <T> List<T> freeze(List<T> list) {
    int n = list.size();
    if (n == 0) {
      return List.of();
    }
    if (n == 1 && list.get(0) != null) {
      return List.of(list.get(0));
    }
    return (List<T>) Collections.unmodifiableList(Arrays.asList(list.toArray()));
  }

  static <T> List<T> list(List<T> orNull) {
    return orNull == null ? List.of() : freeze(orNull);
  }

  static <T> ArrayList<T> grow(ArrayList<T> list, T first) {
    if (list != null) {
      return list;
    }
    ArrayList<T> fresh = new ArrayList<>();
    fresh.add(first);
    return fresh;
  }

  static ArrayList<Token> push(ArrayList<Token> list, Token token) {
    ArrayList<Token> tokens = list == null ? new ArrayList<>(2) : list;
    tokens.add(token);
    return tokens;
  }

  // --- names and small nodes ---

  static String name(Token name) {
    return ((PyToken) name).text;
  }

  static String nameOrNull(Token name) {
    return name == null ? null : ((PyToken) name).text;
  }

  static Expr load(Token name) {
    PyToken t = (PyToken) name;
    return new Expr.Name(t.text, ExprContext.Load, span(t));
  }

  static Expr storeName(Token name) {
    return new Expr.Name(((PyToken) name).text, ExprContext.Store, span(name));
  }

  Expr attribute(Token start, Expr value, Token name) {
    return new Expr.Attribute(value, ((PyToken) name).text, ExprContext.Load, at(start));
  }

  Expr constant(Object value) {
    return new Expr.Constant(value, null, span(last()));
  }

  Expr number(Token token) {
    return strings.number((PyToken) token);
  }

  Expr power(Token awaited, Token first, Expr left, Expr right) {
    return new Expr.BinOp(left, Operator.Pow, right, at(awaited == null ? first : awaited));
  }

  Expr unary(List<Token> prefix, Expr operand) {
    Expr e = operand;
    checkDepth(prefix.size());
    for (int i = prefix.size() - 1; i >= 0; i--) {
      UnaryOp op = switch (prefix.get(i).getType()) {
        case PythonGrammar.MINUS -> UnaryOp.USub;
        case PythonGrammar.PLUS -> UnaryOp.UAdd;
        default -> UnaryOp.Invert;
      };
      e = new Expr.UnaryOp(op, e, at(prefix.get(i)));
    }
    return e;
  }

  // --- checks that are too small for a class of their own ---

  void refuseLoneStar(Token start, Expr e) {
    if (e instanceof Expr.Starred) {
      throw fail();
    }
  }

  Expr soleStar(Token start, Expr e) {
    return e instanceof Expr.Starred ? new Expr.TupleExpr(List.of(e), ExprContext.Load, at(start)) : e;
  }

  static boolean isBareNamed(Token start, Expr e) {
    return e instanceof Expr.NamedExpr && startsAt(e, start);
  }

  Expr grouped(Token open, Token start, Expr e) {
    if (e instanceof Expr.Starred && start.getType() == PythonGrammar.STAR) {
      throw error(e, "cannot use starred expression here");
    }
    return e;
  }

  /// Remembers the last parenthesised tuple, for `with` statements.
  void noteTuple(Expr tuple, boolean bareNamed) {
    lastTuple = tuple;
    lastTupleNamed = bareNamed;
  }

  /// Whether the tuple could as well be the parenthesised items of a `with` statement.
  boolean isItemList(Expr e) {
    return e == lastTuple && !lastTupleNamed
        && ((Expr.TupleExpr) e).elts().stream().noneMatch(Expr.Starred.class::isInstance);
  }

  /// Refuses what follows a single interactive statement.
  void onlyOneStatement() {
    for (int i = stream.index(); i < stream.size; i++) {
      switch (stream.get(i).type) {
        case PythonGrammar.EOF, PythonGrammar.NEWLINE, PythonGrammar.INDENT, PythonGrammar.DEDENT -> { }
        default -> throw error(last(), "multiple statements found while compiling a single statement");
      }
    }
  }

  void checkFrom(int level, String module) {
    if (level == 0 && module == null) {
      throw fail();
    }
  }

  void emptyTypeParams() {
    if (stream.current().type == PythonGrammar.RSQB) {
      throw startingFrom(stream.previous(), "Type parameter list cannot be empty");
    }
  }

  void refuseBound(Token colon, String kind, Expr bound) {
    String what = bound instanceof Expr.TupleExpr ? "constraints" : "bound";
    throw startingFrom(colon, "cannot use " + what + " with " + kind);
  }

  static List<TypeParam> params(List<TypeParam> orNull) {
    return orNull == null ? List.of() : orNull;
  }

  Stmt def(Token async, Token start, List<Expr> decorators, String name, List<TypeParam> typeParams, Arguments args,
      Expr returns, List<Stmt> body) {
    List<Expr> ds = list(decorators);
    return async == null
        ? new Stmt.FunctionDef(name, args, body, ds, returns, null, typeParams, at(start))
        : new Stmt.AsyncFunctionDef(name, args, body, ds, returns, null, typeParams, at(async));
  }
}
