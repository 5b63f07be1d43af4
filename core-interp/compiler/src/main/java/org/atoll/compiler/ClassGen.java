package org.atoll.compiler;

import java.util.ArrayList;
import java.util.List;
import org.atoll.compiler.CodeGen.Kind;
import org.atoll.compiler.Variables.Temp;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.ExprContext;
import org.atoll.syntax.ast.Keyword;
import org.atoll.syntax.ast.Position;
import org.atoll.syntax.ast.Stmt;

/// Class definitions.
final class ClassGen {
  private final CodeGen g;

  ClassGen(CodeGen g) {
    this.g = g;
  }

  void define(Stmt.ClassDef c) {
    g.assignments.checkAssignable(c.name(), c.pos());
    List<Temp> applied = g.functions.decorators(c.decorator_list());
    int line = c.decorator_list().isEmpty() ? c.pos().lineno() : c.decorator_list().getFirst().pos().lineno();
    if (c.type_params().isEmpty()) {
      build(c, line, c.bases());
    } else {
      g.functions.types().genericClass(c, line);
    }
    g.functions.decorate(c.decorator_list(), applied);
    g.e.line(c.pos().lineno());
    g.assignments.storeName(c.name(), c.pos());
  }

  /// Pushes the class.
  void build(Stmt.ClassDef c, int line, List<Expr> bases) {
    for (Keyword k : c.keywords()) {
      if (k.arg() != null) {
        g.assignments.checkAssignable(k.arg(), k.pos());
      }
    }
    g.traceLine(c.pos());
    g.e.invoke(RuntimeHelpers.CLASS_ARGS);
    g.calls.addArguments(bases, c.keywords());
    Temp args = g.variables.temp(false);
    g.variables.store(args);
    Scope scope = g.unit.symbols.block(c);
    CodeInfo code = g.functions.nested(c, () -> {
      CodeInfo info = g.functions.newInfo(c.name(), Kind.CLASS, scope, line);
      info.doc = null;
      return info;
    }, Kind.CLASS, scope, c.name(), inner -> g.functions.prepare(inner, c.body()), inner -> new ClassGen(inner).body(c, line));
    g.loadThreadState();
    g.e.aload(g.fnLocal);
    g.functions.pushFunction(code);
    g.e.string(c.name());
    g.variables.load(args);
    g.variables.free(args);
    g.at(c.pos());
    g.e.invoke(RuntimeHelpers.BUILD_CLASS);
  }

  private void storeTop(String name, Stmt.ClassDef c) {
    g.assignments.storeName(name, c.pos());
  }

  /// The body of a class; `g` is the class's own code object.
  private void body(Stmt.ClassDef c, int line) {
    Scope scope = g.scope;
    Position start = line == c.pos().lineno() ? c.pos() : new Position(line, 0, line, 0);
    g.at(start);
    if (scope.needsClassdict) {
      g.e.aload(g.namespaceLocal);
      g.variables.store(g.variables.named("__classdict__"));
    }
    if (scope.conditionalAnnotations) {
      g.loadThreadState();
      g.e.newArray(0);
      g.e.invoke(RuntimeHelpers.SET);
      g.variables.store(g.variables.named("__conditional_annotations__"));
    }
    g.assignments.loadName("__name__", start);
    g.assignments.storeName("__module__", start);
    g.expressions.constant(g.info.qualname);
    g.assignments.storeName("__qualname__", start);
    g.expressions.constant((long) line);
    g.assignments.storeName("__firstlineno__", start);
    if (!c.type_params().isEmpty()) {
      g.variables.load(g.variables.named(".type_params"));
      g.assignments.storeName("__type_params__", start);
    }
    Object doc = g.unit.options.optimize() >= 2 ? null : Docstrings.of(c.body());
    if (doc != null) {
      g.expressions.constant(doc);
      g.assignments.storeName("__doc__", c.body().getFirst().pos());
    }
    g.functions.annotations().begin(c.body(), start);
    g.statements.body(Docstrings.after(c.body()));
    g.withoutLines(() -> finish(c));
  }

  private void finish(Stmt.ClassDef c) {
    Scope scope = g.scope;
    g.functions.annotations().finishClass(c.pos());
    List<Expr> attributes = new ArrayList<>();
    for (String a : g.info.staticAttributes) {
      attributes.add(new Expr.Constant(a, null, c.pos()));
    }
    g.expressions.gen(new Expr.TupleExpr(attributes, ExprContext.Load, c.pos()));
    storeTop("__static_attributes__", c);
    if (scope.needsClassdict) {
      g.variables.loadCell(g.variables.named("__classdict__"));
      storeTop("__classdictcell__", c);
    }
    if (scope.needsClassClosure) {
      g.variables.loadCell(g.variables.named("__class__"));
      g.e.dup();
      storeTop("__classcell__", c);
      g.returnTop();
    }
  }
}
