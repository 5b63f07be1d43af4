package org.atoll.syntax;

import java.util.BitSet;
import java.util.function.Supplier;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.atoll.syntax.PythonSyntaxException.Kind;
import org.atoll.syntax.ast.CmpOp;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.Position;

/// The second pass's search for a better message than "invalid syntax": the generated parser calls these methods at the
/// places where CPython's grammar tries its `invalid_...` rules, and each throws if its rule fits. They look ahead by
/// running rules of the same parser and taking up the old state again. Compare CPython's `Grammar/python.gram`.
final class Hints {
  private final PythonGrammar parser;
  private final TokenList stream;

  /// The token at which an expression begins for which there are no hints.
  private int muted = -1;

  /// The bracket levels after each token; made when first asked for.
  private int[] levels;

  /// While an attempt runs without hints, and where it began.
  private boolean quiet;
  private int quietFrom;

  /// Where expressions have been read without hints: CPython remembers the results and gives none there later.
  private final BitSet readQuietly = new BitSet();

  /// Where a call without parentheses has been looked for already.
  private final BitSet legacyTried = new BitSet();

  /// Where the last successful attempt ended.
  private int end;

  /// The last token that the first pass or an attempt has seen.
  private PyToken furthest;

  Hints(PythonGrammar parser, PyToken furthest) {
    this.parser = parser;
    this.furthest = furthest;
    this.stream = parser.stream;
  }

  // --- looking ahead ---

  /// Runs a rule from a token on, without hints, and returns to the present state; null where it fails.
  private <T> T attempt(int from, Supplier<T> rule) {
    return attempt(from, rule, false);
  }

  /// With `hints`, a better message that comes up in the attempt is the result of the whole parse.
  private <T> T attempt(int from, Supplier<T> rule, boolean hints) {
    ParserSupport.State state = parser.save();
    boolean wasQuiet = quiet;
    int wasFrom = quietFrom;
    quiet = !hints;
    quietFrom = from;
    stream.seek(from);
    try {
      T result = rule.get();
      end = stream.index();
      seen(stream.current());
      return result;
    } catch (SyntaxFailure f) {
      seen(f.token);
      if (hints && !f.generic()) {
        throw f;
      }
      return null;
    } finally {
      quiet = wasQuiet;
      quietFrom = wasFrom;
      parser.restore(state);
    }
  }

  /// Looking ahead as far as an error of the tokenizer raises it.
  private void seen(PyToken t) {
    furthest = last(t);
    if (t.type == PythonGrammar.BAD && t.index == stream.size - 2) {
      throw new SyntaxFailure(t, null);
    }
  }

  private Expr tryExpression(int from) {
    return attempt(from, () -> parser.expression().v);
  }

  private Expr tryDisjunction(int from) {
    return attempt(from, () -> parser.disjunction().v);
  }

  private Expr tryBitOr(int from) {
    Expr e = attempt(from, () -> parser.bitOr().v);
    return e != null ? e : tryPrefix(from, () -> parser.bitOr().v);
  }

  private Expr tryStarExprs(int from) {
    return attempt(from, () -> parser.starExprs().v);
  }

  /// The longest row of tokens that the rule accepts as a whole: what a rule of CPython's grammar would match.
  private <T> T tryPrefix(int from, Supplier<T> rule) {
    int limit = from;
    while (limit < stream.size - 1 && limit < from + 200 && stream.get(limit).type != PythonGrammar.NEWLINE) {
      limit++;
    }
    for (int stop = limit; stop > from; stop--) {
      PyToken t = stream.get(stop);
      int type = t.type;
      t.type = PythonGrammar.EOF;
      try {
        T result = attempt(from, rule);
        if (result != null && end == stop) {
          return result;
        }
      } finally {
        t.type = type;
      }
    }
    return null;
  }

  private int type(int index) {
    return index < 0 ? PythonGrammar.NEWLINE : stream.get(Math.min(index, stream.size - 1)).type;
  }

  private int here() {
    return stream.index();
  }

  /// How many brackets are open after the token.
  private int level(int index) {
    if (levels == null) {
      levels = new int[stream.size];
      int level = 0;
      for (int i = 0; i < levels.length; i++) {
        switch (type(i)) {
          case PythonGrammar.LPAR, PythonGrammar.LSQB, PythonGrammar.LBRACE, PythonGrammar.WITH_LPAR -> level++;
          case PythonGrammar.RPAR, PythonGrammar.RSQB, PythonGrammar.RBRACE -> level--;
          default -> { }
        }
        levels[i] = level;
      }
    }
    return levels[index];
  }

  /// Whether there are no hints for an expression that begins with the token.
  private boolean isMuted(Token first) {
    int i = first.getTokenIndex();
    return quiet || i == muted || readQuietly.get(i);
  }

  /// The last token that any pass has seen.
  PyToken furthest() {
    return furthest;
  }

  private PyToken last(PyToken t) {
    return furthest.index > t.index ? furthest : t;
  }

  // --- statements ---

  /// At the start of a statement: `match` with a subject and without a colon.
  void statement() {
    if (quiet) {
      return;
    }
    PyToken t = stream.current();
    if (t.type == PythonGrammar.NAME && "match".equals(t.text) && SoftKeywords.beginsSubject(type(here() + 1))) {
      Expr subject = attempt(here() + 1, () -> parser.subject().v, true);
      if (subject != null && type(end) == PythonGrammar.NEWLINE) {
        throw parser.atLast(Kind.SyntaxError, last(stream.get(end)), "expected ':'");
      }
    }
    statementBeforeIf();
  }

  /// `elif` after the `else` of the same statement.
  void elif() {
    if (!quiet && stream.current().type == PythonGrammar.ELIF && stream.previous().type == PythonGrammar.DEDENT) {
      throw parser.error(stream.current(), "'elif' block follows an 'else' block");
    }
  }

  // --- expressions ---

  /// At the start of a dictionary key: CPython gives no hints for those after the first.
  void key(BraceBuilder braces) {
    if (!quiet) {
      muted = braces.isDict() ? here() : -1;
    }
  }

  /// At the start of an expression.
  void expression() {
    PyToken t = stream.current();
    if (quiet && t.index != quietFrom) {
      readQuietly.set(t.index);
    }
    if (isMuted(t)) {
      return;
    }
    statementBeforeIf();
    if (t.type == PythonGrammar.STRING) {
      textInString(here());
    }
  }

  private void statementBeforeIf() {
    PyToken t = stream.current();
    boolean statement = t.type == PythonGrammar.PASS || t.type == PythonGrammar.BREAK
        || t.type == PythonGrammar.CONTINUE;
    if (statement) {
      seen(stream.get(here() + 1));
    }
    if (statement && type(here() + 1) == PythonGrammar.IF && tryDisjunction(here() + 2) != null
        && type(end) == PythonGrammar.ELSE) {
      throw parser.error(t, "expected expression before 'if', but statement is given");
    }
  }

  /// `"a" b "c"`: a quote inside a string.
  private void textInString(int from) {
    int p = from + 1;
    Position first = null;
    Position last = null;
    while (type(p) != PythonGrammar.STRING && startsExpression(type(p))) {
      Expr e = tryExpression(p);
      if (e == null) {
        return;
      }
      first = first == null ? e.pos() : first;
      last = e.pos();
      p = end;
    }
    if (first != null && type(p) == PythonGrammar.STRING) {
      throw parser.error(first, last, "invalid syntax. Is this intended to be part of the string?");
    }
  }

  static boolean startsExpression(int type) {
    return type == PythonGrammar.NOT || type != PythonGrammar.STAR && SoftKeywords.beginsSubject(type);
  }

  /// After the disjunction with which an expression begins.
  void disjunction(Token start, Expr a) {
    if (!isMuted(start)) {
      disjunction((PyToken) start, a, here());
    }
  }

  private void disjunction(PyToken first, Expr a, int at) {
    int next = type(at);
    if (startsExpression(next) && !isSoft(first)) {
      forgottenComma(a, at);
    }
    if (next == PythonGrammar.IF) {
      forgottenElse(a, at);
    }
    legacyCall(first);
  }

  /// The parser failed inside an expression: takes the longest disjunction that is whole.
  private void brokenExpression(PyToken first) {
    int failed = here();
    if (isMuted(first) || first.index >= failed) {
      return;
    }
    Expr a = tryPrefix(first.index, () -> parser.disjunction().v);
    if (a != null && end < failed) {
      disjunction(first, a, end);
    }
  }

  private boolean isSoft(PyToken t) {
    if (t.type != PythonGrammar.NAME) {
      return false;
    }
    return type(t.index + 1) == PythonGrammar.STRING
        || switch (t.text) {
          case "match", "case", "type", "_" -> true;
          default -> false;
        };
  }

  private void forgottenComma(Expr a, int at) {
    Expr b = tryExpression(at);
    if (b == null) {
      b = tryPrefix(at, () -> parser.expression().v);
    }
    boolean legacy = a instanceof Expr.Name n && isLegacy(n.id());
    if (b != null && !legacy && level(end - 1) > 0) {
      throw parser.error(a.pos(), b.pos(), "invalid syntax. Perhaps you forgot a comma?");
    }
  }

  private static boolean isLegacy(String name) {
    return name.equals("print") || name.equals("exec");
  }

  private void forgottenElse(Expr a, int at) {
    Expr b = tryDisjunction(at + 1);
    if (b == null) {
      b = tryPrefix(at + 1, () -> parser.disjunction().v);
    }
    if (b == null) {
      return;
    }
    int after = end;
    if (type(after) != PythonGrammar.ELSE && type(after) != PythonGrammar.COLON) {
      throw parser.error(a.pos(), b.pos(), "expected 'else' after 'if' expression");
    }
    boolean next = type(after + 1) != PythonGrammar.BAD;
    if (type(after) == PythonGrammar.ELSE && next && !startsExpression(type(after + 1))) {
      throw parser.error(stream.get(after + 1), "expected expression after 'else', but statement is given");
    }
  }

  /// A name followed by expressions: CPython looks at them, with hints, whatever the name.
  private void legacyCall(PyToken first) {
    int next = first.index + 1;
    boolean candidate = first.type == PythonGrammar.NAME && switch (type(next)) {
      case PythonGrammar.STAR, PythonGrammar.BAD -> true;
      case PythonGrammar.LPAR, PythonGrammar.FSTART, PythonGrammar.TSTART -> isLegacy(first.text);
      default -> startsExpression(type(next));
    };
    candidate &= type(next) != PythonGrammar.LPAR;
    if (!candidate || legacyTried.get(first.index)) {
      return;
    }
    legacyTried.set(first.index);
    Expr b = attempt(next, () -> parser.starExprs().v, true);
    if (!isLegacy(first.text)) {
      return;
    }
    if (b == null) {
      b = tryPrefix(next, () -> parser.starExprs().v);
    }
    if (b != null) {
      throw parser.error(ParserSupport.span(first), b.pos(),
          "Missing parentheses in call to '" + first.text + "'. Did you mean " + first.text + "(...)?");
    }
  }

  /// After an expression that a walrus could follow: an equals sign there was meant as a comparison.
  void named(Token start, Expr a) {
    boolean dictKey = start.getTokenIndex() == muted;
    if (!quiet && !dictKey && stream.current().type == PythonGrammar.EQUAL) {
      SyntaxFailure f = comparison((PyToken) start, a, here());
      if (f != null) {
        throw f;
      }
    }
  }

  /// The failure for `a = b` where a comparison was meant, or null; the equals sign stands at `equal`.
  SyntaxFailure comparison(PyToken start, Expr a, int equal) {
    boolean name = start.type == PythonGrammar.NAME && start.index + 1 == equal;
    boolean excluded = switch (start.type) {
      case PythonGrammar.TRUE, PythonGrammar.FALSE, PythonGrammar.NONE -> true;
      default -> a instanceof Expr.ListExpr || a instanceof Expr.TupleExpr || a instanceof Expr.GeneratorExp;
    };
    if (!name && (excluded || !isBitOr(start, a))) {
      return null;
    }
    Expr b = tryBitOr(equal + 1);
    if (b == null || type(end) == PythonGrammar.EQUAL || type(end) == PythonGrammar.COLONEQUAL) {
      return null;
    }
    if (name) {
      return parser.error(a.pos(), b.pos(), "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    }
    return parser.error(a, "cannot assign to " + Targets.describe(a) + " here. Maybe you meant '==' instead of '='?");
  }

  /// Whether the expression that begins at the token could be an operand of `|`.
  private static boolean isBitOr(PyToken start, Expr a) {
    return switch (a) {
      case Expr.BoolOp _, Expr.Compare _, Expr.IfExp _, Expr.Lambda _, Expr.NamedExpr _, Expr.Yield _,
          Expr.YieldFrom _ -> !ParserSupport.startsAt(a, start) && start.type == PythonGrammar.LPAR;
      case Expr.UnaryOp u -> u.op() != org.atoll.syntax.ast.UnaryOp.Not || start.type == PythonGrammar.LPAR;
      default -> true;
    };
  }

  /// After the colon of a lambda: in an f-string it began the format specification.
  void lambda(Token start) {
    PyToken colon = stream.previous();
    if (!quiet && FStringScanner.SPEC_COLON.equals(colon.text)) {
      throw parser.error(start, colon, stringKind() + ": lambda expressions are not allowed without parentheses");
    }
  }

  private String stringKind() {
    int depth = 0;
    for (int i = here(); i >= 0; i--) {
      int t = type(i);
      if (t == PythonGrammar.FEND) {
        depth++;
      } else if (t == PythonGrammar.FSTART || t == PythonGrammar.TSTART) {
        if (depth-- == 0) {
          return t == PythonGrammar.TSTART ? "t-string" : "f-string";
        }
      }
    }
    return "f-string";
  }

  /// After `*a` or `**a` in a call.
  void unpacking(Token start, String kind) {
    if (!quiet && stream.current().type == PythonGrammar.EQUAL) {
      Expr b = tryExpression(here() + 1);
      if (b != null) {
        throw parser.error(ParserSupport.span(start), b.pos(), "cannot assign to " + kind + " argument unpacking");
      }
    }
  }

  /// The end of the expression after a star, or of the star.
  Position bitOrAfter(PyToken star) {
    Expr e = tryBitOr(star.index + 1);
    return e == null ? ParserSupport.span(star) : e.pos();
  }

  /// The whole expression that begins with a part of it.
  Expr wholeExpression(Token start, Expr part) {
    Expr e = tryExpression(start.getTokenIndex());
    return e == null ? part : e;
  }

  /// Reads the arguments from a token on, in any order, to see where they end.
  void restOfArguments(Token start) {
    attempt(start.getTokenIndex(), () -> parser.arguments(CallBuilder.lenient(parser)));
  }

  /// `not` after an operator that binds tighter.
  void notAfterOperator(PyToken not) {
    if (quiet) {
      return;
    }
    int before = type(not.index - 1);
    boolean sum = switch (before) {
      case PythonGrammar.PLUS, PythonGrammar.MINUS, PythonGrammar.STAR, PythonGrammar.SLASH, PythonGrammar.PERCENT,
          PythonGrammar.DOUBLESLASH, PythonGrammar.AT, PythonGrammar.TILDE -> true;
      default -> false;
    };
    if (!sum) {
      return;
    }
    int p = not.index;
    while (type(p) == PythonGrammar.NOT) {
      p++;
    }
    Expr e = tryBitOr(p);
    if (e != null) {
      throw parser.error(ParserSupport.span(not), e.pos(), "'not' after an operator must be parenthesized");
    }
  }

  // --- failures ---

  /// The parser wanted a token of this type and has another.
  void expected(int type, ParserRuleContext context) {
    PyToken t = stream.current();
    if (quiet) {
      return;
    }
    switch (type) {
      case PythonGrammar.COLON -> {
        if (context instanceof PythonGrammar.BlockContext block && wantsColon(block.what, t)) {
          throw parser.atLast(Kind.SyntaxError, last(t), "expected ':'");
        }
        if (context instanceof PythonGrammar.LambdaContext) {
          parenthesised(t, "Lambda expression");
        }
      }
      case PythonGrammar.RPAR -> {
        if (context instanceof PythonGrammar.DefStmtContext) {
          parenthesised(t, "Function");
        }
      }
      case PythonGrammar.LPAR -> {
        if (context instanceof PythonGrammar.DefStmtContext) {
          throw parser.error(t, "expected '('");
        }
      }
      case PythonGrammar.IN -> {
        if (!(context instanceof PythonGrammar.FlatContext)) {
          loopTarget(context);
        }
      }
      default -> { }
    }
  }

  private static boolean wantsColon(String what, PyToken t) {
    return switch (what) {
      case "function definition", "'else' statement", "'try' statement", "'finally' statement" -> true;
      default -> t.type == PythonGrammar.NEWLINE;
    };
  }

  private void loopTarget(ParserRuleContext context) {
    int p = here() - 1;
    while (type(p) != PythonGrammar.FOR) {
      p--;
    }
    int first = p + 1;
    if (context instanceof PythonGrammar.CompForContext) {
      afterLoopVariables(first);
    }
    Expr target = tryStarExprs(first);
    if (target == null) {
      target = tryPrefix(first, () -> parser.starExprs().v);
    }
    Expr bad = target == null ? null : invalidLoopTarget(target);
    if (bad != null) {
      throw parser.error(bad, "cannot assign to " + Targets.describe(bad));
    }
  }

  private static Expr invalidLoopTarget(Expr e) {
    return switch (e) {
      case Expr.Compare c -> c.ops().get(0) == CmpOp.In ? invalidLoopTarget(c.left()) : null;
      case Expr.TupleExpr t -> firstInvalid(t.elts());
      case Expr.ListExpr l -> firstInvalid(l.elts());
      case Expr.Starred s -> invalidLoopTarget(s.value());
      default -> Targets.invalid(e, false);
    };
  }

  private static Expr firstInvalid(java.util.List<Expr> elts) {
    for (Expr e : elts) {
      Expr bad = invalidLoopTarget(e);
      if (bad != null) {
        return bad;
      }
    }
    return null;
  }

  private void afterLoopVariables(int first) {
    int p = first;
    do {
      if (tryBitOr(p) == null) {
        break;
      }
      p = end;
    } while (type(p) == PythonGrammar.COMMA && ++p > 0);
    if (p > first && type(p) != PythonGrammar.IN) {
      throw parser.error(stream.get(p), "'in' expected after for-loop variables");
    }
  }

  /// The parser cannot go on with the current token.
  void unexpected(ParserRuleContext context) {
    PyToken t = stream.current();
    if (quiet) {
      return;
    }
    statementBeforeIf();
    if (t.type == PythonGrammar.NOT && here() > 0) {
      notAfterOperator(t);
    }
    ParserRuleContext child = null;
    for (ParserRuleContext c = context; c != null; c = (ParserRuleContext) c.parent) {
      unexpectedIn(c, child, context, t);
      child = c;
    }
  }

  private void unexpectedIn(ParserRuleContext c, ParserRuleContext child, ParserRuleContext context, PyToken t) {
    switch (c) {
      case PythonGrammar.ExpressionContext e -> brokenExpression((PyToken) e.start);
      case PythonGrammar.TryStmtContext _ -> tryWithoutHandlers(c, context, t);
      case PythonGrammar.ImportStmtContext _ -> importNames(c, t);
      case PythonGrammar.FromStmtContext _ -> fromNames(t);
      case PythonGrammar.DottedAsContext _, PythonGrammar.NameAsContext _ -> importTarget(c);
      case PythonGrammar.ExceptClauseContext e -> exceptTarget(e, context);
      case PythonGrammar.ReplacementContext r -> field(r);
      case PythonGrammar.ArgumentContext _, PythonGrammar.SliceContext _ -> starExpression(c, t);
      case PythonGrammar.ArgumentsContext a -> positionalAfterKeyword(a, child);
      case PythonGrammar.AssignedContext _ -> statementBeforeIf();
      case PythonGrammar.ExprStmtContext e -> badTarget(e);
      case PythonGrammar.GroupContext _ -> doubleStar(c, t);
      case PythonGrammar.BraceItemContext b -> brokenKey(b);
      case PythonGrammar.DefStmtContext _ -> {
        if (child instanceof PythonGrammar.TypeParamsContext) {
          throw parser.error(child.start, "expected '('");
        }
        brokenReturns(child);
      }
      case PythonGrammar.CompForContext _, PythonGrammar.ForStmtContext _ -> {
        if (child instanceof PythonGrammar.TargetListContext) {
          loopTarget(c);
        }
      }
      default -> { }
    }
  }

  /// Arguments that cannot go on, whose last is a positional one after keywords.
  private void positionalAfterKeyword(PythonGrammar.ArgumentsContext c, ParserRuleContext child) {
    if (!(child instanceof PythonGrammar.ArgumentContext a) || !c.b.hasKeywords()) {
      return;
    }
    PyToken first = (PyToken) a.start;
    boolean keyword = first.type == PythonGrammar.NAME && type(first.index + 1) == PythonGrammar.EQUAL;
    boolean unpacking = first.type == PythonGrammar.STAR || first.type == PythonGrammar.DOUBLESTAR;
    if (!keyword && !unpacking && tryPrefix(first.index, () -> parser.expression().v) != null) {
      throw c.b.positionalAfterKeyword(first);
    }
  }

  /// An assignment that breaks off, with a target before that is none.
  private void badTarget(PythonGrammar.ExprStmtContext c) {
    if (c.lefts != null) {
      SyntaxFailure f = parser.targets.firstBad(c.start, c.lefts, this);
      if (f != null) {
        throw f;
      }
    }
  }

  private void brokenKey(PythonGrammar.BraceItemContext c) {
    int first = c.start.getTokenIndex();
    boolean key = c.k == null || c == c.k.parent && type(here()) != PythonGrammar.COLON && c.x == null
        && stream.previous().type != PythonGrammar.COLON;
    if (c.b.isDict() && key && startsExpression(type(first))) {
      Expr a = tryPrefix(first, () -> parser.expression().v);
      if (a != null && type(end) != PythonGrammar.COLON) {
        throw c.b.colonExpected(a);
      }
    }
  }

  /// The return annotation is optional: where it breaks off, CPython misses the colon before the rest.
  private void brokenReturns(ParserRuleContext child) {
    if (child instanceof PythonGrammar.BlockContext || child instanceof PythonGrammar.ParamContext) {
      return;
    }
    int arrow = child == null ? here() - 1 : child.start.getTokenIndex() - 1;
    if (arrow > 0 && type(arrow) == PythonGrammar.RARROW) {
      Expr e = tryPrefix(arrow + 1, () -> parser.expression().v);
      throw parser.error(stream.get(e == null ? arrow : end), "expected ':'");
    }
  }

  private void doubleStar(ParserRuleContext c, PyToken t) {
    boolean first = t.type == PythonGrammar.DOUBLESTAR && t.index == c.start.getTokenIndex() + 1;
    if (first && tryExpression(t.index + 1) != null && type(end) == PythonGrammar.RPAR) {
      throw parser.error(t, "cannot use double starred expression here");
    }
  }

  private void tryWithoutHandlers(ParserRuleContext c, ParserRuleContext context, PyToken t) {
    if (c == context && stream.previous().type != PythonGrammar.TRY) {
      throw parser.atLast(Kind.SyntaxError, last(t), "expected 'except' or 'finally' block");
    }
  }

  private void importNames(ParserRuleContext c, PyToken t) {
    PyToken first = (PyToken) c.start;
    if (t.type == PythonGrammar.NEWLINE && stream.previous() == first) {
      throw parser.startingFrom(t, "Expected one or more names after 'import'");
    }
  }

  /// `import a from b`; called where a simple statement should end.
  private void importFrom(PyToken from) {
    int p = from.index - 1;
    while (p > 0 && type(p) != PythonGrammar.IMPORT) {
      if (type(p) != PythonGrammar.NAME && type(p) != PythonGrammar.DOT && type(p) != PythonGrammar.COMMA) {
        return;
      }
      p--;
    }
    String name = type(p) == PythonGrammar.IMPORT ? attempt(from.index + 1, () -> parser.dotted().v) : null;
    if (name != null) {
      boolean as = type(end) == PythonGrammar.AS && type(end + 1) == PythonGrammar.NAME;
      throw parser.error(stream.get(p), stream.get(as ? end + 1 : end - 1), "Did you mean to use 'from ... import ...' instead?");
    }
  }

  private void fromNames(PyToken t) {
    if (type(here() - 2) == PythonGrammar.AS) {
      importTargetAfter(here() - 2);
    }
    if (t.type != PythonGrammar.NEWLINE) {
      return;
    }
    int before = stream.previous().type;
    if (before == PythonGrammar.IMPORT) {
      throw parser.startingFrom(t, "Expected one or more names after 'import'");
    }
    if (before == PythonGrammar.COMMA) {
      throw parser.error(t, "trailing comma not allowed without surrounding parentheses");
    }
  }

  private void importTarget(ParserRuleContext c) {
    int p = here();
    while (p > c.start.getTokenIndex() && type(p) != PythonGrammar.AS) {
      p--;
    }
    if (type(p) == PythonGrammar.AS) {
      importTargetAfter(p);
    }
  }

  private void importTargetAfter(int as) {
    boolean good = type(as + 1) == PythonGrammar.NAME && switch (type(as + 2)) {
      case PythonGrammar.COMMA, PythonGrammar.RPAR, PythonGrammar.SEMI, PythonGrammar.NEWLINE -> true;
      default -> false;
    };
    Expr e = good ? null : tryExpression(as + 1);
    if (e == null && !good) {
      e = tryPrefix(as + 1, () -> parser.expression().v);
    }
    if (e != null) {
      throw parser.error(e, "cannot use " + Targets.describe(e) + " as import target");
    }
  }

  private void exceptTarget(PythonGrammar.ExceptClauseContext c, ParserRuleContext context) {
    boolean header = context == c || context instanceof PythonGrammar.BlockContext && context.parent == c;
    int p = here();
    while (p > c.start.getTokenIndex() && type(p) != PythonGrammar.AS) {
      p--;
    }
    if (header && type(p) == PythonGrammar.AS) {
      Expr e = tryExpression(p + 1);
      if (e != null && !(e instanceof Expr.Name) && type(end) == PythonGrammar.COLON) {
        String star = c.st == null ? "" : "*";
        throw parser.error(e, "cannot use except" + star + " statement with " + Targets.describe(e));
      }
    }
  }

  /// A failure inside the expression of a replacement field.
  private void field(PythonGrammar.ReplacementContext c) {
    int first = c.start.getTokenIndex() + 1;
    boolean template = stringKind().equals("t-string");
    String kind = template ? "t-string" : "f-string";
    Supplier<Expr> rule = type(first) == PythonGrammar.YIELD ? () -> parser.yieldExpr().v : () -> parser.starExprs().v;
    Expr e = attempt(first, rule);
    if (e == null) {
      e = tryPrefix(first, rule);
    }
    if (e == null) {
      throw parser.error(stream.get(first), kind + ": expecting a valid expression after '{'");
    }
    int after = type(end);
    if (after != PythonGrammar.EQUAL && after != PythonGrammar.EXCLAM && after != PythonGrammar.COLON
        && after != PythonGrammar.RBRACE) {
      throw parser.error(stream.get(end), kind + ": expecting '=', or '!', or ':', or '}'");
    }
  }

  private void starExpression(ParserRuleContext c, PyToken t) {
    if (c.start.getType() == PythonGrammar.STAR && tryExpression(c.start.getTokenIndex() + 1) == null) {
      throw parser.atLast(Kind.SyntaxError, last(t), "Invalid star expression");
    }
  }

  private void parenthesised(PyToken open, String what) {
    if (open.type != PythonGrammar.LPAR) {
      return;
    }
    int p = open.index + 1;
    while (type(p) == PythonGrammar.NAME) {
      p++;
      if (type(p) == PythonGrammar.COMMA) {
        p++;
      }
    }
    seen(stream.get(p));
    if (type(p) == PythonGrammar.RPAR && p > open.index + 1) {
      throw parser.error(open, stream.get(p), what + " parameters cannot be parenthesized");
    }
  }

  /// A simple statement should have ended here.
  void afterSimpleStatement() {
    if (quiet) {
      return;
    }
    PyToken t = stream.current();
    if (t.type == PythonGrammar.FROM) {
      importFrom(t);
    } else if (t.type != PythonGrammar.NEWLINE && t.type != PythonGrammar.SEMI) {
      int as = here() - 2;
      if (as > 0 && type(as) == PythonGrammar.AS && isImport(as)) {
        importTargetAfter(as);
      }
    }
  }

  private boolean isImport(int index) {
    for (int p = index; p >= 0; p--) {
      switch (type(p)) {
        case PythonGrammar.IMPORT -> {
          return true;
        }
        case PythonGrammar.NEWLINE, PythonGrammar.SEMI, PythonGrammar.COLON -> {
          return false;
        }
        default -> { }
      }
    }
    return false;
  }
}
