package org.atoll.runtime.modules.ast;

import java.util.List;
import java.util.Set;
import org.atoll.runtime.types.PyErr;
import org.atoll.syntax.ast.Alias;
import org.atoll.syntax.ast.Arg;
import org.atoll.syntax.ast.Arguments;
import org.atoll.syntax.ast.Comprehension;
import org.atoll.syntax.ast.ExceptHandlerNode;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.ExprContext;
import org.atoll.syntax.ast.Keyword;
import org.atoll.syntax.ast.MatchCase;
import org.atoll.syntax.ast.Mod;
import org.atoll.syntax.ast.Pattern;
import org.atoll.syntax.ast.Position;
import org.atoll.syntax.ast.Stmt;
import org.atoll.syntax.ast.TypeParam;
import org.atoll.syntax.ast.WithItem;

/// What a tree that did not come from the parser must hold to so that it can be compiled (`Python/ast.c`).
final class TreeRules {
  private static final Set<String> CONSTANT_NAMES = Set.of("None", "True", "False");

  void check(Mod tree) {
    switch (tree) {
      case Mod.Module m -> statements(m.body());
      case Mod.Interactive m -> statements(m.body());
      case Mod.Expression m -> load(m.body());
      case Mod.FunctionType m -> {
        loads(m.argtypes());
        load(m.returns());
      }
    }
  }

  private static RuntimeException invalid(String message, Object... args) {
    return PyErr.valueError(message, args);
  }

  private void position(Position p) {
    if (p.lineno() > p.endLineno()) {
      throw invalid("AST node line range (%d, %d) is not valid", p.lineno(), p.endLineno());
    }
    if (p.lineno() < 0 && p.endLineno() != p.lineno() || p.colOffset() < 0 && p.endColOffset() != p.colOffset()) {
      throw invalid("AST node column range (%d, %d) for line range (%d, %d) is not valid", p.colOffset(), p.endColOffset(), p.lineno(), p.endLineno());
    }
    if (p.lineno() == p.endLineno() && p.colOffset() > p.endColOffset()) {
      throw invalid("line %d, column %d-%d is not a valid range", p.lineno(), p.colOffset(), p.endColOffset());
    }
  }

  private static void nonEmpty(List<?> list, String what, String owner) {
    if (list.isEmpty()) {
      throw invalid("empty %s on %s", what, owner);
    }
  }

  private void statements(List<Stmt> body) {
    body.forEach(this::statement);
  }

  private void body(List<Stmt> body, String owner) {
    nonEmpty(body, "body", owner);
    statements(body);
  }

  private void loads(List<Expr> list) {
    list.forEach(this::load);
  }

  private void load(Expr e) {
    if (e != null) {
      expression(e, ExprContext.Load);
    }
  }

  private void targets(List<Expr> list, String owner, ExprContext context) {
    nonEmpty(list, "targets", owner);
    list.forEach(e -> expression(e, context));
  }

  private static void name(String name) {
    if (name != null && CONSTANT_NAMES.contains(name)) {
      throw invalid("identifier field can't represent '%s' constant", name);
    }
  }

  private void statement(Stmt s) {
    position(s.pos());
    switch (s) {
      case Stmt.FunctionDef f -> {
        body(f.body(), "FunctionDef");
        function(f.type_params(), f.args(), f.decorator_list(), f.returns());
      }
      case Stmt.AsyncFunctionDef f -> {
        body(f.body(), "AsyncFunctionDef");
        function(f.type_params(), f.args(), f.decorator_list(), f.returns());
      }
      case Stmt.ClassDef c -> {
        body(c.body(), "ClassDef");
        c.type_params().forEach(this::typeParameter);
        loads(c.bases());
        keywords(c.keywords());
        loads(c.decorator_list());
      }
      case Stmt.Return r -> load(r.value());
      case Stmt.Delete d -> targets(d.targets(), "Delete", ExprContext.Del);
      case Stmt.Assign a -> {
        targets(a.targets(), "Assign", ExprContext.Store);
        load(a.value());
      }
      case Stmt.AugAssign a -> {
        expression(a.target(), ExprContext.Store);
        load(a.value());
      }
      case Stmt.AnnAssign a -> {
        if (!(a.target() instanceof Expr.Name) && a.simple() != 0) {
          throw PyErr.typeError("AnnAssign with simple non-Name target");
        }
        expression(a.target(), ExprContext.Store);
        load(a.value());
        load(a.annotation());
      }
      case Stmt.TypeAlias a -> {
        if (!(a.name() instanceof Expr.Name)) {
          throw PyErr.typeError("TypeAlias with non-Name name");
        }
        expression(a.name(), ExprContext.Store);
        a.type_params().forEach(this::typeParameter);
        load(a.value());
      }
      case Stmt.Import i -> aliases(i.names(), "Import");
      case Stmt.ImportFrom i -> {
        if (i.level() < 0) {
          throw invalid("Negative ImportFrom level");
        }
        aliases(i.names(), "ImportFrom");
      }
      case Stmt.Global g -> nonEmpty(g.names(), "names", "Global");
      case Stmt.Nonlocal n -> nonEmpty(n.names(), "names", "Nonlocal");
      case Stmt.ExprStmt e -> load(e.value());
      case Stmt.Assert a -> {
        load(a.test());
        load(a.msg());
      }
      case Stmt.Raise r -> {
        if (r.exc() == null && r.cause() != null) {
          throw invalid("Raise with cause but no exception");
        }
        load(r.exc());
        load(r.cause());
      }
      default -> compound(s);
    }
  }

  private void compound(Stmt s) {
    switch (s) {
      case Stmt.For f -> loop(f.target(), f.iter(), f.body(), f.orelse(), "For");
      case Stmt.AsyncFor f -> loop(f.target(), f.iter(), f.body(), f.orelse(), "AsyncFor");
      case Stmt.While w -> {
        load(w.test());
        body(w.body(), "While");
        statements(w.orelse());
      }
      case Stmt.If i -> {
        load(i.test());
        body(i.body(), "If");
        statements(i.orelse());
      }
      case Stmt.With w -> with(w.items(), w.body(), "With");
      case Stmt.AsyncWith w -> with(w.items(), w.body(), "AsyncWith");
      case Stmt.Match m -> {
        load(m.subject());
        nonEmpty(m.cases(), "cases", "Match");
        m.cases().forEach(this::matchCase);
      }
      case Stmt.Try t -> attempt(t.body(), t.handlers(), t.orelse(), t.finalbody(), "Try");
      case Stmt.TryStar t -> attempt(t.body(), t.handlers(), t.orelse(), t.finalbody(), "TryStar");
      default -> { }
    }
  }

  private void function(List<TypeParam> parameters, Arguments args, List<Expr> decorators, Expr returns) {
    parameters.forEach(this::typeParameter);
    arguments(args);
    loads(decorators);
    load(returns);
  }

  private void loop(Expr target, Expr iter, List<Stmt> body, List<Stmt> orelse, String owner) {
    expression(target, ExprContext.Store);
    load(iter);
    body(body, owner);
    statements(orelse);
  }

  private void with(List<WithItem> items, List<Stmt> body, String owner) {
    nonEmpty(items, "items", owner);
    for (WithItem w : items) {
      load(w.context_expr());
      if (w.optional_vars() != null) {
        expression(w.optional_vars(), ExprContext.Store);
      }
    }
    body(body, owner);
  }

  private void attempt(List<Stmt> body, List<ExceptHandlerNode.ExceptHandler> handlers, List<Stmt> orelse, List<Stmt> last, String owner) {
    body(body, owner);
    if (handlers.isEmpty() && last.isEmpty()) {
      throw invalid("%s has neither except handlers nor finalbody", owner);
    }
    if (handlers.isEmpty() && !orelse.isEmpty()) {
      throw invalid("%s has orelse but no except handlers", owner);
    }
    for (ExceptHandlerNode.ExceptHandler h : handlers) {
      position(h.pos());
      load(h.type());
      body(h.body(), "ExceptHandler");
    }
    statements(last);
    statements(orelse);
  }

  private void aliases(List<Alias> names, String owner) {
    nonEmpty(names, "names", owner);
    names.forEach(a -> position(a.pos()));
  }

  private void keywords(List<Keyword> keywords) {
    keywords.forEach(k -> load(k.value()));
  }

  private void typeParameter(TypeParam p) {
    position(p.pos());
    switch (p) {
      case TypeParam.TypeVar v -> {
        name(v.name());
        load(v.bound());
        load(v.default_value());
      }
      case TypeParam.ParamSpec v -> {
        name(v.name());
        load(v.default_value());
      }
      case TypeParam.TypeVarTuple v -> {
        name(v.name());
        load(v.default_value());
      }
    }
  }

  private void arguments(Arguments a) {
    args(a.posonlyargs());
    args(a.args());
    if (a.vararg() != null) {
      load(a.vararg().annotation());
    }
    args(a.kwonlyargs());
    if (a.kwarg() != null) {
      load(a.kwarg().annotation());
    }
    if (a.defaults().size() > a.posonlyargs().size() + a.args().size()) {
      throw invalid("more positional defaults than args on arguments");
    }
    if (a.kw_defaults().size() != a.kwonlyargs().size()) {
      throw invalid("length of kwonlyargs is not the same as kw_defaults on arguments");
    }
    loads(a.defaults());
    loads(a.kw_defaults());
  }

  private void args(List<Arg> args) {
    for (Arg a : args) {
      position(a.pos());
      load(a.annotation());
    }
  }

  // Expressions.

  private static ExprContext contextOf(Expr e) {
    return switch (e) {
      case Expr.Attribute x -> x.ctx();
      case Expr.Subscript x -> x.ctx();
      case Expr.Starred x -> x.ctx();
      case Expr.Name x -> x.ctx();
      case Expr.ListExpr x -> x.ctx();
      case Expr.TupleExpr x -> x.ctx();
      default -> null;
    };
  }

  private void expression(Expr e, ExprContext wanted) {
    position(e.pos());
    ExprContext actual = contextOf(e);
    if (actual == null && wanted != ExprContext.Load) {
      throw invalid("expression which can't be assigned to in %s context", wanted.name());
    }
    if (actual != null && actual != wanted) {
      throw invalid("expression must have %s context but has %s instead", wanted.name(), actual.name());
    }
    switch (e) {
      case Expr.Name n -> name(n.id());
      case Expr.Attribute a -> load(a.value());
      case Expr.Subscript s -> {
        load(s.slice());
        load(s.value());
      }
      case Expr.Starred s -> expression(s.value(), wanted);
      case Expr.ListExpr l -> l.elts().forEach(x -> expression(x, wanted));
      case Expr.TupleExpr t -> t.elts().forEach(x -> expression(x, wanted));
      case Expr.BoolOp b -> {
        if (b.values().size() < 2) {
          throw invalid("BoolOp with less than 2 values");
        }
        loads(b.values());
      }
      case Expr.BinOp b -> {
        load(b.left());
        load(b.right());
      }
      case Expr.UnaryOp u -> load(u.operand());
      case Expr.Lambda l -> {
        arguments(l.args());
        load(l.body());
      }
      case Expr.IfExp i -> {
        load(i.test());
        load(i.body());
        load(i.orelse());
      }
      case Expr.NamedExpr n -> {
        if (!(n.target() instanceof Expr.Name)) {
          throw PyErr.typeError("NamedExpr target must be a Name");
        }
        load(n.value());
      }
      default -> other(e);
    }
  }

  private void other(Expr e) {
    switch (e) {
      case Expr.Dict d -> {
        if (d.keys().size() != d.values().size()) {
          throw invalid("Dict doesn't have the same number of keys as values");
        }
        loads(d.keys());
        loads(d.values());
      }
      case Expr.SetExpr s -> loads(s.elts());
      case Expr.ListComp c -> comprehension(c.generators(), c.elt(), null);
      case Expr.SetComp c -> comprehension(c.generators(), c.elt(), null);
      case Expr.GeneratorExp c -> comprehension(c.generators(), c.elt(), null);
      case Expr.DictComp c -> comprehension(c.generators(), c.key(), c.value());
      case Expr.Await a -> load(a.value());
      case Expr.Yield y -> load(y.value());
      case Expr.YieldFrom y -> load(y.value());
      case Expr.Compare c -> {
        if (c.comparators().isEmpty()) {
          throw invalid("Compare with no comparators");
        }
        if (c.comparators().size() != c.ops().size()) {
          throw invalid("Compare has a different number of comparators and operands");
        }
        loads(c.comparators());
        load(c.left());
      }
      case Expr.Call c -> {
        load(c.func());
        loads(c.args());
        keywords(c.keywords());
      }
      case Expr.FormattedValue f -> {
        load(f.value());
        load(f.format_spec());
      }
      case Expr.Interpolation i -> {
        load(i.value());
        load(i.format_spec());
      }
      case Expr.JoinedStr j -> loads(j.values());
      case Expr.TemplateStr t -> loads(t.values());
      case Expr.Slice s -> {
        load(s.lower());
        load(s.upper());
        load(s.step());
      }
      default -> { }
    }
  }

  private void comprehension(List<Comprehension> generators, Expr element, Expr value) {
    if (generators.isEmpty()) {
      throw invalid("comprehension with no generators");
    }
    for (Comprehension c : generators) {
      expression(c.target(), ExprContext.Store);
      load(c.iter());
      loads(c.ifs());
    }
    load(element);
    load(value);
  }

  // Patterns.

  private void matchCase(MatchCase c) {
    new PatternRules().pattern(c.pattern(), false);
    load(c.guard());
    body(c.body(), "match_case");
  }

  /// The rules of patterns.
  private final class PatternRules {
    void pattern(Pattern p, boolean starAllowed) {
      position(p.pos());
      switch (p) {
        case Pattern.MatchValue v -> value(v.value());
        case Pattern.MatchSingleton s -> {
          if (!(s.value() instanceof Boolean) && s.value() != org.atoll.syntax.ast.NoneValue.NONE) {
            throw invalid("MatchSingleton can only contain True, False and None");
          }
        }
        case Pattern.MatchSequence s -> s.patterns().forEach(x -> pattern(x, true));
        case Pattern.MatchMapping m -> {
          if (m.keys().size() != m.patterns().size()) {
            throw invalid("MatchMapping doesn't have the same number of keys as patterns");
          }
          capture(m.rest());
          for (Expr k : m.keys()) {
            if (!(k instanceof Expr.Constant)) {
              value(k);
            }
          }
          m.patterns().forEach(x -> pattern(x, false));
        }
        case Pattern.MatchClass c -> matchClass(c);
        case Pattern.MatchStar s -> {
          if (!starAllowed) {
            throw invalid("can't use MatchStar here");
          }
          capture(s.name());
        }
        case Pattern.MatchAs a -> {
          capture(a.name());
          if (a.pattern() != null && a.name() == null) {
            throw invalid("MatchAs must specify a target name if a pattern is given");
          }
          if (a.pattern() != null) {
            pattern(a.pattern(), false);
          }
        }
        case Pattern.MatchOr o -> {
          if (o.patterns().size() < 2) {
            throw invalid("MatchOr requires at least 2 patterns");
          }
          o.patterns().forEach(x -> pattern(x, false));
        }
      }
    }

    private void matchClass(Pattern.MatchClass c) {
      if (c.kwd_attrs().size() != c.kwd_patterns().size()) {
        throw invalid("MatchClass doesn't have the same number of keyword attributes as patterns");
      }
      load(c.cls());
      Expr cls = c.cls();
      while (cls instanceof Expr.Attribute a) {
        cls = a.value();
      }
      if (!(cls instanceof Expr.Name)) {
        throw invalid("MatchClass cls field can only contain Name or Attribute nodes.");
      }
      c.kwd_attrs().forEach(TreeRules::name);
      c.patterns().forEach(x -> pattern(x, false));
      c.kwd_patterns().forEach(x -> pattern(x, false));
    }

    private void capture(String target) {
      if (target != null && target.equals("_")) {
        throw invalid("can't capture name '_' in patterns");
      }
      name(target);
    }

    private void value(Expr e) {
      load(e);
      switch (e) {
        case Expr.Constant c -> {
          if (c.value() instanceof Boolean || c.value() instanceof List || c.value() instanceof Set || c.value() == org.atoll.syntax.ast.NoneValue.NONE
              || c.value() == org.atoll.syntax.ast.EllipsisValue.ELLIPSIS) {
            throw invalid("unexpected constant inside of a literal pattern");
          }
        }
        case Expr.Attribute a -> { }
        case Expr.UnaryOp u when u.op() == org.atoll.syntax.ast.UnaryOp.USub && u.operand() instanceof Expr.Constant -> { }
        case Expr.BinOp b when b.right() instanceof Expr.Constant -> { }
        case Expr.JoinedStr j -> { }
        case Expr.TemplateStr t -> { }
        default -> throw invalid("patterns may only match literals and attribute lookups");
      }
    }
  }
}
