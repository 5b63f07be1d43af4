package org.atoll.compiler;

import java.util.List;
import java.util.function.Consumer;
import org.atoll.syntax.ast.Alias;
import org.atoll.syntax.ast.Arg;
import org.atoll.syntax.ast.Arguments;
import org.atoll.syntax.ast.Comprehension;
import org.atoll.syntax.ast.ExceptHandlerNode.ExceptHandler;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.Keyword;
import org.atoll.syntax.ast.MatchCase;
import org.atoll.syntax.ast.Mod;
import org.atoll.syntax.ast.Node;
import org.atoll.syntax.ast.Pattern;
import org.atoll.syntax.ast.Stmt;
import org.atoll.syntax.ast.TypeIgnoreNode;
import org.atoll.syntax.ast.TypeParam;
import org.atoll.syntax.ast.WithItem;

/// The children of a node that are evaluated in the same code object: the bodies of nested functions and classes, of
/// generator expressions, and annotations are left out.
final class Walker {
  private Walker() {}

  private static void all(List<? extends Node> nodes, Consumer<Node> action) {
    for (Node n : nodes) {
      if (n != null) {
        action.accept(n);
      }
    }
  }

  private static void one(Node n, Consumer<Node> action) {
    if (n != null) {
      action.accept(n);
    }
  }

  static void children(Node node, Consumer<Node> action) {
    switch (node) {
      case Stmt s -> statement(s, action);
      case Expr e -> expression(e, action);
      case Pattern p -> pattern(p, action);
      case ExceptHandler h -> {
        one(h.type(), action);
        all(h.body(), action);
      }
      case Comprehension c -> {
        action.accept(c.target());
        action.accept(c.iter());
        all(c.ifs(), action);
      }
      case Arguments a -> {
        all(a.defaults(), action);
        all(a.kw_defaults(), action);
      }
      case Keyword k -> action.accept(k.value());
      case WithItem w -> {
        action.accept(w.context_expr());
        one(w.optional_vars(), action);
      }
      case MatchCase m -> {
        action.accept(m.pattern());
        one(m.guard(), action);
        all(m.body(), action);
      }
      case Arg a -> {
      }
      case Alias a -> {
      }
      case TypeParam t -> {
      }
      case TypeIgnoreNode t -> {
      }
      case Mod m -> {
      }
    }
  }

  private static void statement(Stmt s, Consumer<Node> action) {
    switch (s) {
      case Stmt.FunctionDef f -> {
        all(f.decorator_list(), action);
        action.accept(f.args());
      }
      case Stmt.AsyncFunctionDef f -> {
        all(f.decorator_list(), action);
        action.accept(f.args());
      }
      case Stmt.ClassDef c -> {
        all(c.decorator_list(), action);
        all(c.bases(), action);
        all(c.keywords(), action);
      }
      case Stmt.Return r -> one(r.value(), action);
      case Stmt.Delete d -> all(d.targets(), action);
      case Stmt.Assign a -> {
        all(a.targets(), action);
        action.accept(a.value());
      }
      case Stmt.TypeAlias t -> action.accept(t.name());
      case Stmt.AugAssign a -> {
        action.accept(a.target());
        action.accept(a.value());
      }
      case Stmt.AnnAssign a -> {
        action.accept(a.target());
        one(a.value(), action);
      }
      case Stmt.For f -> {
        action.accept(f.target());
        action.accept(f.iter());
        all(f.body(), action);
        all(f.orelse(), action);
      }
      case Stmt.AsyncFor f -> {
        action.accept(f.target());
        action.accept(f.iter());
        all(f.body(), action);
        all(f.orelse(), action);
      }
      case Stmt.While w -> {
        action.accept(w.test());
        all(w.body(), action);
        all(w.orelse(), action);
      }
      case Stmt.If i -> {
        action.accept(i.test());
        all(i.body(), action);
        all(i.orelse(), action);
      }
      case Stmt.With w -> {
        all(w.items(), action);
        all(w.body(), action);
      }
      case Stmt.AsyncWith w -> {
        all(w.items(), action);
        all(w.body(), action);
      }
      case Stmt.Match m -> {
        action.accept(m.subject());
        all(m.cases(), action);
      }
      case Stmt.Raise r -> {
        one(r.exc(), action);
        one(r.cause(), action);
      }
      case Stmt.Try t -> {
        all(t.body(), action);
        all(t.handlers(), action);
        all(t.orelse(), action);
        all(t.finalbody(), action);
      }
      case Stmt.TryStar t -> {
        all(t.body(), action);
        all(t.handlers(), action);
        all(t.orelse(), action);
        all(t.finalbody(), action);
      }
      case Stmt.Assert a -> {
        action.accept(a.test());
        one(a.msg(), action);
      }
      case Stmt.ExprStmt e -> action.accept(e.value());
      default -> {
      }
    }
  }

  private static void expression(Expr e, Consumer<Node> action) {
    switch (e) {
      case Expr.BoolOp b -> all(b.values(), action);
      case Expr.NamedExpr n -> {
        action.accept(n.target());
        action.accept(n.value());
      }
      case Expr.BinOp b -> {
        action.accept(b.left());
        action.accept(b.right());
      }
      case Expr.UnaryOp u -> action.accept(u.operand());
      case Expr.Lambda l -> action.accept(l.args());
      case Expr.IfExp i -> {
        action.accept(i.test());
        action.accept(i.body());
        action.accept(i.orelse());
      }
      case Expr.Dict d -> {
        all(d.keys(), action);
        all(d.values(), action);
      }
      case Expr.SetExpr s -> all(s.elts(), action);
      case Expr.ListComp c -> {
        action.accept(c.elt());
        all(c.generators(), action);
      }
      case Expr.SetComp c -> {
        action.accept(c.elt());
        all(c.generators(), action);
      }
      case Expr.DictComp c -> {
        action.accept(c.key());
        action.accept(c.value());
        all(c.generators(), action);
      }
      case Expr.GeneratorExp c -> action.accept(c.generators().getFirst().iter());
      case Expr.Await a -> action.accept(a.value());
      case Expr.Yield y -> one(y.value(), action);
      case Expr.YieldFrom y -> action.accept(y.value());
      case Expr.Compare c -> {
        action.accept(c.left());
        all(c.comparators(), action);
      }
      case Expr.Call c -> {
        action.accept(c.func());
        all(c.args(), action);
        all(c.keywords(), action);
      }
      case Expr.FormattedValue f -> {
        action.accept(f.value());
        one(f.format_spec(), action);
      }
      case Expr.Interpolation i -> {
        action.accept(i.value());
        one(i.format_spec(), action);
      }
      case Expr.JoinedStr j -> all(j.values(), action);
      case Expr.TemplateStr t -> all(t.values(), action);
      case Expr.Constant c -> {
      }
      case Expr.Attribute a -> action.accept(a.value());
      case Expr.Subscript s -> {
        action.accept(s.value());
        action.accept(s.slice());
      }
      case Expr.Starred s -> action.accept(s.value());
      case Expr.Name n -> {
      }
      case Expr.ListExpr l -> all(l.elts(), action);
      case Expr.TupleExpr t -> all(t.elts(), action);
      case Expr.Slice s -> {
        one(s.lower(), action);
        one(s.upper(), action);
        one(s.step(), action);
      }
    }
  }

  private static void pattern(Pattern p, Consumer<Node> action) {
    switch (p) {
      case Pattern.MatchValue v -> action.accept(v.value());
      case Pattern.MatchSequence s -> all(s.patterns(), action);
      case Pattern.MatchMapping m -> {
        all(m.keys(), action);
        all(m.patterns(), action);
      }
      case Pattern.MatchClass c -> {
        action.accept(c.cls());
        all(c.patterns(), action);
        all(c.kwd_patterns(), action);
      }
      case Pattern.MatchAs a -> one(a.pattern(), action);
      case Pattern.MatchOr o -> all(o.patterns(), action);
      default -> {
      }
    }
  }
}
