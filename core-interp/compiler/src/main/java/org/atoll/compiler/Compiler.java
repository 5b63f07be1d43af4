package org.atoll.compiler;

import java.util.List;
import org.atoll.compiler.CodeGen.Kind;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.Mod;
import org.atoll.syntax.ast.Position;
import org.atoll.syntax.ast.Stmt;

/// The compiler: from a syntax tree to class files. See the package description for the phases.
public final class Compiler {
  private static final Position START = new Position(1, 0, 1, 0);

  private Compiler() {}

  /// Compiles a program.
  ///
  /// @param unitName what the classes are named after: `re._parser` gives `org.atoll.py.re._parser`
  /// @throws CompileError for what CPython reports as SyntaxError after parsing
  public static CompiledUnit compile(Mod tree, String filename, String unitName, CompileOptions options) {
    CompileOptions all = options.withFeatures(Futures.of(tree));
    Unit unit = new Unit(unitName, SymbolTable.build(tree, all), all);
    CodeInfo info = new CodeInfo("<module>", "<module>", unit.mainClassName());
    Kind kind = switch (tree) {
      case Mod.Expression e -> Kind.EXPRESSION;
      case Mod.Interactive i -> Kind.INTERACTIVE;
      default -> Kind.MODULE;
    };
    Scope scope = unit.symbols.module();
    FunctionGen.describe(info, kind, scope, 1);
    info.flags |= all.features();
    if (!all.topLevelAwait()) {
      info.flags &= ~(CodeInfo.GENERATOR | CodeInfo.COROUTINE | CodeInfo.ASYNC_GENERATOR);
    }
    CodeGen g = new CodeGen(unit, null, kind, scope, info, null);
    switch (tree) {
      case Mod.Expression e -> expression(g, e.body());
      case Mod.Module m -> module(g, m.body());
      case Mod.Interactive m -> module(g, m.body());
      case Mod.FunctionType f -> throw new CompileError("this compiler does not handle FunctionTypes", START);
    }
    return new CompiledUnit(info.className, unit.classes, unit.drafts, unit.warnings);
  }

  private static void expression(CodeGen g, Expr body) {
    g.usesHandlers = g.unit.facts.handlers(List.of(body));
    g.traced = g.unit.options.traced();
    g.compile(inner -> {
      inner.expressions.gen(body);
      inner.returnTop();
    });
  }

  private static void module(CodeGen g, List<Stmt> body) {
    g.usesHandlers = g.unit.facts.handlers(body);
    g.traced = g.unit.options.traced() || g.unit.facts.tracers(body);
    Object doc = g.kind == Kind.MODULE && g.unit.options.optimize() < 2 ? Docstrings.of(body) : null;
    g.compile(inner -> {
      if (doc != null) {
        inner.expressions.constant(doc);
        inner.assignments.storeName("__doc__", body.getFirst().pos());
      }
      inner.functions.annotations().begin(body, START);
      inner.statements.body(body);
    });
  }
}
