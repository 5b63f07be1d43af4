package org.atoll.compiler;

import java.util.List;
import org.atoll.syntax.ast.Arguments;
import org.atoll.syntax.ast.Comprehension;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.Keyword;
import org.atoll.syntax.ast.Position;

/// The part of [SymbolTable] that walks expressions.
final class ExpressionSymbols {
  private final SymbolTable table;

  ExpressionSymbols(SymbolTable table) {
    this.table = table;
  }

  private void all(List<Expr> es) {
    for (Expr e : es) {
      visit(e);
    }
  }

  void visit(Expr expression) {
    switch (expression) {
      case null -> {
      }
      case Expr.Name n -> table.name(n);
      case Expr.Constant c -> {
      }
      case Expr.Attribute a -> visit(a.value());
      case Expr.Call c -> {
        visit(c.func());
        all(c.args());
        for (Keyword k : c.keywords()) {
          visit(k.value());
        }
      }
      case Expr.BoolOp b -> all(b.values());
      case Expr.NamedExpr n -> namedExpression(n);
      case Expr.BinOp b -> {
        visit(b.left());
        visit(b.right());
      }
      case Expr.UnaryOp u -> visit(u.operand());
      case Expr.Lambda l -> lambda(l);
      case Expr.IfExp i -> {
        visit(i.test());
        visit(i.body());
        visit(i.orelse());
      }
      case Expr.Dict d -> {
        all(d.keys());
        all(d.values());
      }
      case Expr.SetExpr s -> all(s.elts());
      case Expr.ListComp c -> comprehension(c, "<listcomp>", c.generators(), c.elt(), null, Scope.Comprehension.LIST);
      case Expr.SetComp c -> comprehension(c, "<setcomp>", c.generators(), c.elt(), null, Scope.Comprehension.SET);
      case Expr.DictComp c -> comprehension(c, "<dictcomp>", c.generators(), c.key(), c.value(), Scope.Comprehension.DICT);
      case Expr.GeneratorExp c -> comprehension(c, "<genexpr>", c.generators(), c.elt(), null, Scope.Comprehension.GENERATOR);
      case Expr.Yield y -> {
        forbidHere("yield expression", y.pos());
        visit(y.value());
        yieldHere(y.pos());
      }
      case Expr.YieldFrom y -> {
        forbidHere("yield expression", y.pos());
        visit(y.value());
        yieldHere(y.pos());
      }
      case Expr.Await a -> {
        forbidHere("await expression", a.pos());
        awaitHere(a);
        visit(a.value());
        table.current().coroutine = true;
      }
      case Expr.Compare c -> {
        visit(c.left());
        all(c.comparators());
      }
      case Expr.FormattedValue f -> {
        visit(f.value());
        visit(f.format_spec());
      }
      case Expr.Interpolation i -> {
        visit(i.value());
        visit(i.format_spec());
      }
      case Expr.JoinedStr j -> all(j.values());
      case Expr.TemplateStr t -> all(t.values());
      case Expr.Subscript s -> {
        visit(s.value());
        visit(s.slice());
      }
      case Expr.Starred s -> visit(s.value());
      case Expr.ListExpr l -> all(l.elts());
      case Expr.TupleExpr t -> all(t.elts());
      case Expr.Slice s -> {
        visit(s.lower());
        visit(s.upper());
        visit(s.step());
      }
    }
  }

  private void awaitHere(Expr.Await a) {
    Scope s = table.current();
    if (table.topLevelAwait()) {
      return;
    }
    if (s.kind == Scope.Kind.ANNOTATION || s.kind == Scope.Kind.FUNCTION) {
      return;
    }
    if (s.kind == Scope.Kind.MODULE || s.kind == Scope.Kind.CLASS) {
      throw new CompileError("'await' outside function", a.pos());
    }
  }

  private void yieldHere(Position pos) {
    Scope s = table.current();
    s.generator = true;
    if (s.comprehension != Scope.Comprehension.NONE) {
      String what = switch (s.comprehension) {
        case LIST -> "list comprehension";
        case SET -> "set comprehension";
        case DICT -> "dict comprehension";
        default -> "generator expression";
      };
      throw new CompileError("'yield' inside " + what, pos);
    }
  }

  private void forbidHere(String what, Position pos) {
    Scope s = table.current();
    if (s.info != null && s.kind != Scope.Kind.FUNCTION) {
      throw new CompileError(what + " cannot be used within " + s.info, pos);
    }
  }

  private void lambda(Expr.Lambda l) {
    Arguments args = l.args();
    all(args.defaults());
    all(args.kw_defaults());
    table.open(l, "<lambda>", Scope.Kind.FUNCTION, l.pos());
    table.parameters(args);
    visit(l.body());
    table.exit();
  }

  private void namedExpression(Expr.NamedExpr e) {
    Scope s = table.current();
    if (s.inIterExpression > 0) {
      throw new CompileError("assignment expression cannot be used in a comprehension iterable expression", e.pos());
    }
    if (s.comprehension != Scope.Comprehension.NONE) {
      extendScope(((Expr.Name) e.target()).id(), e.target().pos());
    }
    forbidHere("named expression", e.pos());
    visit(e.value());
    visit(e.target());
  }

  /// A target of `:=` inside a comprehension belongs to the function or module around it.
  private void extendScope(String name, Position pos) {
    List<Scope> stack = table.stack();
    String mangled = table.mangle(name);
    for (int i = stack.size() - 1; i >= 0; i--) {
      Scope s = stack.get(i);
      if (s.comprehension != Scope.Comprehension.NONE) {
        int flags = s.flags(mangled);
        if ((flags & Scope.DEF_COMP_ITER) != 0 && (flags & Scope.DEF_LOCAL) != 0) {
          throw new CompileError("assignment expression cannot rebind comprehension iteration variable '" + name + "'", pos);
        }
        continue;
      }
      switch (s.kind) {
        case FUNCTION -> {
          boolean global = (s.flags(mangled) & Scope.DEF_GLOBAL) != 0;
          table.define(name, global ? Scope.DEF_GLOBAL : Scope.DEF_NONLOCAL, pos);
          table.current().directives.putIfAbsent(mangled, pos);
          table.define(s, name, Scope.DEF_LOCAL, pos);
        }
        case MODULE -> {
          table.define(name, Scope.DEF_GLOBAL, pos);
          table.current().directives.putIfAbsent(mangled, pos);
          table.define(s, name, Scope.DEF_GLOBAL, pos);
        }
        case CLASS -> throw new CompileError("assignment expression within a comprehension cannot be used in a class body", pos);
        case TYPE_PARAMETERS -> throw new CompileError("assignment expression within a comprehension cannot be used within the definition of a generic", pos);
        case TYPE_ALIAS -> throw new CompileError("assignment expression within a comprehension cannot be used in a type alias", pos);
        case TYPE_VARIABLE -> throw new CompileError("assignment expression within a comprehension cannot be used in a TypeVar bound", pos);
        case ANNOTATION -> throw new CompileError("named expression cannot be used within an annotation", pos);
      }
      return;
    }
  }

  private void comprehension(Expr e, String name, List<Comprehension> generators, Expr element, Expr value, Scope.Comprehension kind) {
    Comprehension outermost = generators.getFirst();
    Scope outer = table.current();
    outer.inIterExpression++;
    visit(outermost.iter());
    outer.inIterExpression--;
    Scope s = table.open(e, name, Scope.Kind.FUNCTION, e.pos());
    s.comprehension = kind;
    if (outermost.is_async() != 0) {
      s.coroutine = true;
    }
    table.define(".0", Scope.DEF_PARAM, e.pos());
    s.inIterTarget = true;
    visit(outermost.target());
    s.inIterTarget = false;
    all(outermost.ifs());
    for (Comprehension c : generators.subList(1, generators.size())) {
      inner(s, c);
    }
    if (value != null) {
      visit(element);
      visit(value);
    } else {
      visit(element);
    }
    s.generator = kind == Scope.Comprehension.GENERATOR;
    boolean async = s.coroutine && kind != Scope.Comprehension.GENERATOR;
    table.exit();
    if (async && table.current().unevaluatedAnnotation) {
      throw new CompileError("asynchronous comprehension outside of an asynchronous function", e.pos());
    }
    if (async) {
      table.current().coroutine = true;
    }
  }

  private void inner(Scope s, Comprehension c) {
    s.inIterTarget = true;
    visit(c.target());
    s.inIterTarget = false;
    s.inIterExpression++;
    visit(c.iter());
    s.inIterExpression--;
    all(c.ifs());
    if (c.is_async() != 0) {
      s.coroutine = true;
    }
  }
}
