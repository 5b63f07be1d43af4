package org.atoll.syntax;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.atoll.syntax.ast.CmpOp;
import org.atoll.syntax.ast.EllipsisValue;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.ExprContext;
import org.atoll.syntax.ast.NoneValue;
import org.atoll.syntax.ast.Operator;
import org.atoll.syntax.ast.Stmt;

/// Assignment and deletion targets: the grammar reads them as expressions; here they are refused or turned from loads
/// into stores.
final class Targets {
  private final ParserSupport parser;

  Targets(ParserSupport parser) {
    this.parser = parser;
  }

  // --- statements ---

  ArrayList<Expr> push(ArrayList<Expr> list, Expr e) {
    ArrayList<Expr> l = list == null ? new ArrayList<>(1) : list;
    l.add(e);
    return l;
  }

  Stmt assign(Token start, List<Expr> targets, Expr value, Hints hints) {
    for (int i = 0; i < targets.size(); i++) {
      Expr bad = invalid(targets.get(i), false);
      if (bad != null) {
        throw badAssignment(start, targets, bad, hints);
      }
      targets.set(i, withContext(targets.get(i), ExprContext.Store));
    }
    return new Stmt.Assign(ParserSupport.freeze(targets), value, null, parser.at(start));
  }

  /// The failure for the targets read so far, if one is none.
  SyntaxFailure firstBad(Token start, List<Expr> targets, Hints hints) {
    for (Expr target : targets) {
      Expr bad = invalid(target, false);
      if (bad != null) {
        return badAssignment(start, targets, bad, hints);
      }
    }
    return null;
  }

  /// CPython first looks whether a comparison was meant, at the expression right before the first equals sign.
  private SyntaxFailure badAssignment(Token start, List<Expr> targets, Expr bad, Hints hints) {
    if (hints != null) {
      PyToken first = (PyToken) start;
      int equal = first.index;
      int lastComma = -1;
      int level = 0;
      for (; level > 0 || parser.stream.get(equal).type != PythonGrammar.EQUAL; equal++) {
        switch (parser.stream.get(equal).type) {
          case PythonGrammar.LPAR, PythonGrammar.LSQB, PythonGrammar.LBRACE -> level++;
          case PythonGrammar.RPAR, PythonGrammar.RSQB, PythonGrammar.RBRACE -> level--;
          case PythonGrammar.COMMA -> lastComma = level == 0 ? equal : lastComma;
          default -> { }
        }
      }
      Expr left = targets.get(0);
      boolean row = lastComma >= 0 && left instanceof Expr.TupleExpr;
      PyToken from = row ? parser.stream.get(lastComma + 1) : first;
      Expr e = row ? ((Expr.TupleExpr) left).elts().getLast() : left;
      SyntaxFailure f = from.index == equal ? null : hints.comparison(from, e, equal);
      if (f != null) {
        return f;
      }
    }
    boolean bareYield = (bad instanceof Expr.Yield || bad instanceof Expr.YieldFrom) && !follows(start, bad);
    return parser.error(bad, bareYield
        ? "assignment to yield expression not possible"
        : "cannot assign to " + describe(bad));
  }

  /// Whether an opening parenthesis stands right before the expression, which begins after the token.
  private boolean follows(Token start, Expr e) {
    int i = start.getTokenIndex();
    while (!ParserSupport.startsAt(e, parser.stream.get(i))) {
      i++;
    }
    return i > 0 && parser.stream.get(i - 1).type == PythonGrammar.LPAR;
  }

  Stmt augmented(Token start, Expr target, Token op, Expr value) {
    if (!isSingle(target)) {
      throw parser.error(target, "'" + describe(target) + "' is an illegal expression for augmented assignment");
    }
    Operator operator = OperatorStack.operatorOf(op.getType());
    return new Stmt.AugAssign(withContext(target, ExprContext.Store), operator, value, parser.at(start));
  }

  /// With the colon just read: the first pass goes no further after what cannot be annotated.
  void beforeAnnotation(Expr target) {
    if (parser.hints == null && !isSingle(target)) {
      throw parser.fail(parser.last());
    }
  }

  void checkAnnotated(Token start, Expr target) {
    if (target instanceof Expr.TupleExpr) {
      throw parser.error(ParserSupport.startsAt(target, start) && start.getType() != PythonGrammar.LPAR
          ? ((Expr.TupleExpr) target).elts().get(0) : target, "only single target (not tuple) can be annotated");
    }
    if (target instanceof Expr.ListExpr) {
      throw parser.error(target, "only single target (not list) can be annotated");
    }
    if (target instanceof Expr.Starred) {
      throw parser.fail(parser.stream.get(colonAfter(start)));
    }
    if (!isSingle(target)) {
      throw parser.error(target, "illegal target for annotation");
    }
  }

  /// The colon of an annotation: the first outside brackets after the token.
  private int colonAfter(Token start) {
    int level = 0;
    for (int i = start.getTokenIndex(); ; i++) {
      switch (parser.stream.get(i).type) {
        case PythonGrammar.LPAR, PythonGrammar.LSQB, PythonGrammar.LBRACE -> level++;
        case PythonGrammar.RPAR, PythonGrammar.RSQB, PythonGrammar.RBRACE -> level--;
        case PythonGrammar.COLON -> {
          if (level == 0) {
            return i;
          }
        }
        default -> { }
      }
    }
  }

  Stmt annotated(Token start, Expr target, Expr annotation, Expr value) {
    int simple = target instanceof Expr.Name && ParserSupport.startsAt(target, start) ? 1 : 0;
    return new Stmt.AnnAssign(withContext(target, ExprContext.Store), annotation, value, simple, parser.at(start));
  }

  Stmt delete(Token start, Token first, Expr e) {
    Expr bad = invalid(e, true);
    if (bad != null) {
      throw parser.error(bad, "cannot delete " + describe(bad));
    }
    Expr target = withContext(e, ExprContext.Del);
    boolean row = e instanceof Expr.TupleExpr && !isParenthesised(e, first);
    List<Expr> targets = row ? ((Expr.TupleExpr) target).elts() : List.of(target);
    return new Stmt.Delete(targets, parser.at(start));
  }

  /// Whether a tuple that begins at the token has parentheses of its own: `(a), b` begins with one too.
  private boolean isParenthesised(Expr tuple, Token first) {
    if (first.getType() != PythonGrammar.LPAR) {
      return false;
    }
    int level = 0;
    for (int i = first.getTokenIndex(); ; i++) {
      switch (parser.stream.get(i).type) {
        case PythonGrammar.LPAR, PythonGrammar.LSQB, PythonGrammar.LBRACE -> level++;
        case PythonGrammar.RPAR, PythonGrammar.RSQB, PythonGrammar.RBRACE -> level--;
        default -> { }
      }
      if (level == 0) {
        PyToken close = parser.stream.get(i);
        return close.endLine == tuple.pos().endLineno() && close.endCol == tuple.pos().endColOffset()
            && close.type == PythonGrammar.RPAR && i == parser.last().index;
      }
    }
  }

  Stmt forLoop(Token async, Token start, Expr target, Expr iter, List<Stmt> body, List<Stmt> orelse) {
    Expr t = loop(target);
    return async == null
        ? new Stmt.For(t, iter, body, orelse, null, parser.at(start))
        : new Stmt.AsyncFor(t, iter, body, orelse, null, parser.at(async));
  }

  /// The target of a loop or comprehension.
  Expr loop(Expr target) {
    return store(target);
  }

  /// A target where only "cannot assign to X" is said.
  Expr store(Expr target) {
    Expr bad = invalid(target, false);
    if (bad != null) {
      throw parser.error(bad, "cannot assign to " + describe(bad));
    }
    return withContext(target, ExprContext.Store);
  }

  /// A yield expression before an equals sign.
  void refuseYield(Expr e) {
    throw parser.error(e, "assignment to yield expression not possible");
  }

  // --- assignment expressions ---

  void checkWalrus(Token start, Expr target) {
    if (!(target instanceof Expr.Name && ParserSupport.startsAt(target, start))) {
      throw parser.error(target, "cannot use assignment expressions with " + describe(target));
    }
  }

  Expr walrus(Token start, Expr target) {
    return withContext(target, ExprContext.Store);
  }

  // --- the rules ---

  private static boolean isSingle(Expr e) {
    return e instanceof Expr.Name || e instanceof Expr.Attribute || e instanceof Expr.Subscript;
  }

  /// The first part that cannot be a target, or null.
  static Expr invalid(Expr e, boolean delete) {
    return switch (e) {
      case Expr.Name _, Expr.Attribute _, Expr.Subscript _ -> null;
      case Expr.TupleExpr t -> firstInvalid(t.elts(), delete);
      case Expr.ListExpr l -> firstInvalid(l.elts(), delete);
      case Expr.Starred s -> delete ? s : invalid(s.value(), false);
      default -> e;
    };
  }

  private static Expr firstInvalid(List<Expr> elts, boolean delete) {
    for (Expr e : elts) {
      Expr bad = invalid(e, delete);
      if (bad != null) {
        return bad;
      }
    }
    return null;
  }

  /// The same target with another context, in all its parts.
  static Expr withContext(Expr e, ExprContext ctx) {
    return switch (e) {
      case Expr.Name n -> new Expr.Name(n.id(), ctx, n.pos());
      case Expr.Attribute a -> new Expr.Attribute(a.value(), a.attr(), ctx, a.pos());
      case Expr.Subscript s -> new Expr.Subscript(s.value(), s.slice(), ctx, s.pos());
      case Expr.Starred s -> new Expr.Starred(withContext(s.value(), ctx), ctx, s.pos());
      case Expr.TupleExpr t -> new Expr.TupleExpr(all(t.elts(), ctx), ctx, t.pos());
      case Expr.ListExpr l -> new Expr.ListExpr(all(l.elts(), ctx), ctx, l.pos());
      default -> e;
    };
  }

  private static List<Expr> all(List<Expr> elts, ExprContext ctx) {
    List<Expr> out = new ArrayList<>(elts.size());
    for (Expr e : elts) {
      out.add(withContext(e, ctx));
    }
    return ParserSupport.freeze(out);
  }

  /// What CPython calls the expression in messages.
  static String describe(Expr e) {
    return switch (e) {
      case Expr.Attribute _ -> "attribute";
      case Expr.Subscript _ -> "subscript";
      case Expr.Starred _ -> "starred";
      case Expr.Name _ -> "name";
      case Expr.ListExpr _ -> "list";
      case Expr.TupleExpr _ -> "tuple";
      case Expr.Lambda _ -> "lambda";
      case Expr.Call _ -> "function call";
      case Expr.BoolOp _, Expr.BinOp _, Expr.UnaryOp _ -> "expression";
      case Expr.GeneratorExp _ -> "generator expression";
      case Expr.Yield _, Expr.YieldFrom _ -> "yield expression";
      case Expr.Await _ -> "await expression";
      case Expr.ListComp _ -> "list comprehension";
      case Expr.SetComp _ -> "set comprehension";
      case Expr.DictComp _ -> "dict comprehension";
      case Expr.Dict _ -> "dict literal";
      case Expr.SetExpr _ -> "set display";
      case Expr.JoinedStr _, Expr.FormattedValue _ -> "f-string expression";
      case Expr.TemplateStr _, Expr.Interpolation _ -> "t-string expression";
      case Expr.Constant c -> constant(c.value());
      case Expr.Compare _ -> "comparison";
      case Expr.IfExp _ -> "conditional expression";
      case Expr.NamedExpr _ -> "named expression";
      case Expr.Slice _ -> "slice";
    };
  }

  private static String constant(Object value) {
    if (value == NoneValue.NONE) {
      return "None";
    }
    if (value instanceof Boolean b) {
      return b ? "True" : "False";
    }
    return value == EllipsisValue.ELLIPSIS ? "ellipsis" : "literal";
  }
}
