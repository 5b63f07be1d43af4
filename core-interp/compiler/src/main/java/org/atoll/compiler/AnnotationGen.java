package org.atoll.compiler;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.atoll.compiler.CodeGen.Kind;
import org.atoll.compiler.Variables.Temp;
import org.atoll.syntax.ast.Arg;
import org.atoll.syntax.ast.Arguments;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.Node;
import org.atoll.syntax.ast.Position;
import org.atoll.syntax.ast.Stmt;

/// Annotations: evaluated lazily by an `__annotate__` function (PEP 649, 749), or kept as strings under
/// `from __future__ import annotations`.
final class AnnotationGen {
  private final CodeGen g;
  /// The annotated names of this module or class body, in order.
  private final List<Stmt.AnnAssign> own = new ArrayList<>();
  private final Map<Stmt, Integer> indexes = new IdentityHashMap<>();
  private final Set<Stmt> conditional = java.util.Collections.newSetFromMap(new IdentityHashMap<>());

  AnnotationGen(CodeGen g) {
    this.g = g;
  }

  // Functions.

  private record Annotated(String name, Expr annotation) {}

  private List<Annotated> parametersAndReturn(Arguments args, Expr returns) {
    List<Arg> all = new ArrayList<>(args.posonlyargs());
    all.addAll(args.args());
    if (args.vararg() != null) {
      all.add(args.vararg());
    }
    all.addAll(args.kwonlyargs());
    if (args.kwarg() != null) {
      all.add(args.kwarg());
    }
    List<Annotated> found = new ArrayList<>();
    for (Arg a : all) {
      if (a.annotation() != null) {
        found.add(new Annotated(g.mangle(a.arg()), a.annotation()));
      }
    }
    if (returns != null) {
      found.add(new Annotated("return", returns));
    }
    return found;
  }

  /// What pushes the `__annotate__` function of a function; null where there is none.
  Runnable ofFunction(Stmt s, Arguments args, Expr returns) {
    List<Annotated> annotated = parametersAndReturn(args, returns);
    if (annotated.isEmpty()) {
      return null;
    }
    Scope scope = g.unit.symbols.annotationsOf(s);
    CodeInfo code = g.functions.simple(g.unit.keyOf(s, "annotate"), "__annotate__", Kind.ANNOTATE, scope, s.pos(), inner -> {
      checkFormat(inner);
      inner.functions.annotations().pushDict(annotated, s.pos());
      inner.returnTop();
    });
    return () -> g.functions.pushFunction(code);
  }

  private static void checkFormat(CodeGen inner) {
    inner.loadThreadState();
    inner.variables.load(inner.variables.named(".format"));
    inner.e.invoke(RuntimeHelpers.ANNOTATE_FORMAT);
  }

  private void pushDict(List<Annotated> annotated, Position pos) {
    g.loadThreadState();
    g.e.newArray(0);
    g.e.invoke(RuntimeHelpers.DICT);
    Temp dict = g.variables.temp(true);
    g.variables.store(dict);
    g.pieces(annotated.size(), false, i -> addItem(dict, annotated.get(i).name, annotated.get(i).annotation));
    g.variables.load(dict);
    g.variables.free(dict);
  }

  private void addItem(Temp dict, String name, Expr annotation) {
    if (g.unit.options.futureAnnotations()) {
      g.expressions.constant(Unparser.unparse(annotation));
    } else if (annotation instanceof Expr.Starred st) {
      unpackedStar(st);
    } else {
      g.expressions.gen(annotation);
    }
    Temp value = g.variables.temp(false);
    g.variables.store(value);
    g.variables.load(dict);
    g.loadThreadState();
    g.expressions.constant(name);
    g.variables.load(value);
    g.variables.free(value);
    g.e.invoke(RuntimeHelpers.DICT_ADD);
  }

  /// `*Ts` as an annotation: the only item of the iterable.
  void unpackedStar(Expr.Starred s) {
    g.expressions.pushWithThreadState(s.value());
    g.at(s.pos());
    g.e.invoke(RuntimeHelpers.UNPACK_ONE);
  }

  // Modules and classes.

  private void collect(List<? extends Node> body, boolean inCompound) {
    for (Node n : body) {
      if (n instanceof Stmt.AnnAssign a) {
        if (a.simple() != 0 && a.target() instanceof Expr.Name) {
          indexes.put(a, own.size());
          own.add(a);
          if (inCompound || g.kind != Kind.CLASS) {
            conditional.add(a);
          }
        }
      } else if (!(n instanceof Expr) && !(n instanceof Stmt.FunctionDef) && !(n instanceof Stmt.AsyncFunctionDef) && !(n instanceof Stmt.ClassDef)) {
        List<Node> children = new ArrayList<>();
        Walker.children(n, children::add);
        collect(children, true);
      }
    }
  }

  /// At the start of a module or class body.
  void begin(List<Stmt> body, Position pos) {
    collect(body, false);
    if (own.isEmpty()) {
      return;
    }
    if (g.unit.options.futureAnnotations()) {
      g.loadThreadState();
      g.e.aload(g.namespaceLocal);
      g.at(pos);
      g.e.invoke(RuntimeHelpers.SETUP_ANNOTATIONS);
      return;
    }
    if (g.kind != Kind.CLASS) {
      g.loadThreadState();
      g.e.newArray(0);
      g.e.invoke(RuntimeHelpers.SET);
      g.assignments.storeName("__conditional_annotations__", pos);
      pushOwn(pos);
      g.assignments.storeName("__annotate__", pos);
    }
  }

  /// At the end of a class body.
  void finishClass(Position pos) {
    if (!own.isEmpty() && !g.unit.options.futureAnnotations()) {
      pushOwn(pos);
      g.assignments.storeName("__annotate_func__", pos);
    }
  }

  private void pushOwn(Position pos) {
    Scope scope = g.scope.annotations;
    CodeInfo code = g.functions.simple(g.unit.keyOf(g.scope, "annotate"), "__annotate__", Kind.ANNOTATE, scope, own.getFirst().pos(), inner -> {
      checkFormat(inner);
      inner.functions.annotations().pushOwnDict(this);
      inner.returnTop();
    });
    g.functions.pushFunction(code);
  }

  private void pushOwnDict(AnnotationGen outer) {
    g.loadThreadState();
    g.e.newArray(0);
    g.e.invoke(RuntimeHelpers.DICT);
    Temp dict = g.variables.temp(true);
    g.variables.store(dict);
    for (Stmt.AnnAssign a : outer.own) {
      Label skip = g.e.label();
      if (outer.conditional.contains(a)) {
        g.loadThreadState();
        loadConditionals(a.pos());
        g.e.lconst(outer.indexes.get(a));
        g.e.invoke(RuntimeHelpers.CONDITIONAL_HAS);
        g.e.ifZero(skip);
      }
      addItem(dict, g.mangle(((Expr.Name) a.target()).id()), a.annotation());
      g.e.bind(skip);
    }
    g.variables.load(dict);
    g.variables.free(dict);
  }

  private void loadConditionals(Position pos) {
    Variables.Variable v = g.variables.named("__conditional_annotations__");
    if (v != null) {
      g.variables.load(v);
    } else {
      g.assignments.loadName("__conditional_annotations__", pos);
    }
  }

  // Statements.

  void annotatedAssignment(Stmt.AnnAssign a) {
    if (a.target() instanceof Expr.Name n) {
      g.assignments.checkAssignable(n.id(), n.pos());
    } else if (a.target() instanceof Expr.Attribute t) {
      g.assignments.checkAssignable(t.attr(), t.pos());
    }
    if (a.value() != null) {
      g.expressions.gen(a.value());
      g.assignments.store(a.target());
    } else if (a.target() instanceof Expr.Attribute t) {
      g.expressions.gen(t.value());
      g.e.pop();
    } else if (a.target() instanceof Expr.Subscript s) {
      g.expressions.gen(s.value());
      g.e.pop();
      g.expressions.gen(s.slice());
      g.e.pop();
    }
    if (!g.hasNamespace() || !indexes.containsKey(a)) {
      return;
    }
    String name = g.mangle(((Expr.Name) a.target()).id());
    if (g.unit.options.futureAnnotations()) {
      g.expressions.constant(Unparser.unparse(a.annotation()));
      g.loadThreadState();
      g.assignments.loadName("__annotations__", a.pos());
      g.expressions.constant(name);
      g.at(a.pos());
      g.e.invoke(RuntimeHelpers.SET_ITEM_LAST);
    } else if (conditional.contains(a)) {
      g.loadThreadState();
      loadConditionals(a.pos());
      g.e.lconst(indexes.get(a));
      g.e.invoke(RuntimeHelpers.CONDITIONAL_ADD);
    }
  }
}
