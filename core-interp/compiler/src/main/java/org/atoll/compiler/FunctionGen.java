package org.atoll.compiler;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.atoll.compiler.CodeGen.BodyWriter;
import org.atoll.compiler.CodeGen.Kind;
import org.atoll.compiler.Variables.Temp;
import org.atoll.syntax.ast.Arg;
import org.atoll.syntax.ast.Arguments;
import org.atoll.syntax.ast.Comprehension;
import org.atoll.syntax.ast.ExceptHandlerNode.ExceptHandler;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.Node;
import org.atoll.syntax.ast.Position;
import org.atoll.syntax.ast.Stmt;
import org.atoll.syntax.ast.TypeParam;

/// Function definitions, lambdas and everything else that is compiled as a nested code object.
final class FunctionGen {
  private final CodeGen g;
  private final ClassGen classes;
  private final TypeGen types;
  private final AnnotationGen annotations;

  FunctionGen(CodeGen g) {
    this.g = g;
    this.classes = new ClassGen(g);
    this.types = new TypeGen(g);
    this.annotations = new AnnotationGen(g);
  }

  ClassGen classes() {
    return classes;
  }

  TypeGen types() {
    return types;
  }

  AnnotationGen annotations() {
    return annotations;
  }

  // Nested code objects.

  /// The qualified name of a code object defined here.
  String qualname(String name, String mangled, Kind kind) {
    CodeGen outer = g;
    if (g.kind == Kind.TYPE_PARAMETERS && g.parent != null) {
      outer = g.parent;
    }
    boolean definition = kind == Kind.FUNCTION || kind == Kind.CLASS;
    if (definition && outer.scope.storageOf(mangled) == Scope.Storage.GLOBAL_EXPLICIT) {
      return name;
    }
    if (outer.parent == null && outer.kind != Kind.CLASS) {
      return name;
    }
    boolean function = outer.kind != Kind.CLASS && outer.kind != Kind.TYPE_PARAMETERS;
    return outer.info.qualname + (function ? ".<locals>." : ".") + name;
  }

  CodeInfo newInfo(String name, Kind kind, Scope scope, int firstLine) {
    CodeInfo info = new CodeInfo(name, qualname(name, g.mangle(name), kind), g.unit.newClassName(name));
    describe(info, kind, scope, firstLine);
    return info;
  }

  static void describe(CodeInfo info, Kind kind, Scope scope, int firstLine) {
    info.firstLine = firstLine;
    info.freevars = scope.sorted(Scope.Storage.FREE, kind == Kind.CLASS || scope.canSeeClassScope ? Scope.DEF_FREE_CLASS : 0);
    info.rebound = scope.reboundElsewhere(info.freevars);
    List<String> cells = new ArrayList<>(scope.sorted(Scope.Storage.CELL, 0));
    int flags = scope.nested ? CodeInfo.NESTED : 0;
    if (scope.isFunctionLike()) {
      flags |= CodeInfo.OPTIMIZED | CodeInfo.NEWLOCALS;
      List<String> names = new ArrayList<>(scope.parameters);
      for (String n : scope.symbols.keySet()) {
        if (scope.storageOf(n) == Scope.Storage.LOCAL && !names.contains(n)) {
          names.add(n);
        }
      }
      info.varnames = names;
    } else if (kind == Kind.CLASS) {
      addIf(cells, scope.needsClassClosure, "__class__");
      addIf(cells, scope.needsClassdict, "__classdict__");
      addIf(cells, scope.conditionalAnnotations, "__conditional_annotations__");
      cells.sort(null);
    }
    info.cellvars = cells;
    if (scope.generator && scope.coroutine) {
      flags |= CodeInfo.ASYNC_GENERATOR;
    } else if (scope.coroutine) {
      flags |= CodeInfo.COROUTINE;
    } else if (scope.generator) {
      flags |= CodeInfo.GENERATOR;
    }
    info.flags = flags | (scope.varargs ? CodeInfo.VARARGS : 0) | (scope.varkeywords ? CodeInfo.VARKEYWORDS : 0)
        | (scope.method ? CodeInfo.METHOD : 0);
  }

  private static void addIf(List<String> names, boolean condition, String name) {
    if (condition && !names.contains(name)) {
      names.add(name);
    }
  }

  /// Compiles a nested code object, once, and notes it among those of this one.
  CodeInfo nested(Object key, java.util.function.Supplier<CodeInfo> make, Kind kind, Scope scope, String privateName, java.util.function.Consumer<CodeGen> setUp,
      BodyWriter body) {
    CodeInfo info = g.unit.compiled.get(key);
    if (info == null) {
      info = make.get();
      CodeGen inner = new CodeGen(g.unit, g, kind, scope, info, privateName);
      inner.privateOnly = kind == Kind.CLASS ? null : g.privateOnly;
      setUp.accept(inner);
      inner.traced |= g.unit.options.traced();
      inner.compile(body);
      g.unit.compiled.put(key, info);
    }
    if (!g.info.nested.contains(info)) {
      g.info.nested.add(info);
      g.info.addConst(info);
    }
    return info;
  }

  /// Pushes the code object.
  void pushCode(CodeInfo code) {
    g.e.aload(0);
    g.e.getField(RuntimeAbi.BODY_CODES);
    g.e.iconst(g.info.nested.indexOf(code));
    g.e.aaload();
  }

  /// Pushes the cells that the free variables of a code object name.
  void pushClosure(CodeInfo code) {
    g.e.newCells(code.freevars.size());
    for (int i = 0; i < code.freevars.size(); i++) {
      g.e.dup();
      g.e.iconst(i);
      Variables.Variable v = g.variables.closedOver(code.freevars.get(i));
      if (v == null || !v.cell) {
        throw new IllegalStateException("no cell for " + code.freevars.get(i) + " of " + code.qualname + " in " + g.info.qualname);
      }
      g.variables.loadCell(v);
      g.e.aastore();
    }
  }

  /// Pushes a function without defaults.
  void pushFunction(CodeInfo code) {
    pushFunction(code, null, null, null);
  }

  /// Pushes a function; each of the parts may be null for none.
  void pushFunction(CodeInfo code, Runnable defaults, Runnable kwdefaults, Runnable annotate) {
    if (defaults == null && kwdefaults == null && annotate == null && code.freevars.isEmpty()) {
      g.e.aload(g.fnLocal);
      pushCode(code);
      g.e.invoke(RuntimeHelpers.MAKE_FUNCTION);
      return;
    }
    g.loadThreadState();
    g.e.aload(g.fnLocal);
    pushCode(code);
    orNull(defaults);
    orNull(kwdefaults);
    orNull(annotate);
    if (code.freevars.isEmpty()) {
      g.e.aconstNull();
    } else {
      pushClosure(code);
    }
    g.e.invoke(RuntimeHelpers.MAKE_FUNCTION_FULL);
  }

  private void orNull(Runnable r) {
    if (r == null) {
      g.e.aconstNull();
    } else {
      r.run();
    }
  }

  // Function definitions.

  private static int firstLine(List<Expr> decorators, Position pos) {
    return decorators.isEmpty() ? pos.lineno() : decorators.getFirst().pos().lineno();
  }

  List<Temp> decorators(List<Expr> decorators) {
    List<Temp> temps = new ArrayList<>();
    for (Expr d : decorators) {
      g.expressions.gen(d);
      Temp t = g.variables.temp(true);
      g.variables.store(t);
      temps.add(t);
    }
    return temps;
  }

  /// Applies the decorators to what is on the stack, the last one first.
  void decorate(List<Expr> decorators, List<Temp> temps) {
    for (int i = decorators.size() - 1; i >= 0; i--) {
      Temp decorated = g.variables.temp(false);
      g.variables.store(decorated);
      g.variables.load(temps.get(i));
      g.variables.free(temps.get(i));
      call1(decorated, decorators.get(i).pos());
      g.variables.free(decorated);
    }
  }

  /// Calls what is on the stack with one argument.
  private void call1(Temp argument, Position pos) {
    g.e.dup();
    g.e.invoke(g.traced ? RuntimeHelpers.TRACE_BODY_OF : RuntimeHelpers.BODY_OF);
    g.e.swap();
    g.loadThreadState();
    g.e.swap();
    g.variables.load(argument);
    g.at(pos);
    g.e.invoke(RuntimeHelpers.BODY_CALLS[1]);
  }

  void define(Stmt s, String name, Arguments args, List<Stmt> body, List<Expr> decorators, Expr returns, List<TypeParam> typeParams, boolean async) {
    g.assignments.checkAssignable(name, s.pos());
    List<Temp> applied = decorators(decorators);
    int line = firstLine(decorators, s.pos());
    checkParameters(args);
    Defaults d = evaluateDefaults(args, !typeParams.isEmpty());
    if (typeParams.isEmpty()) {
      definition(s, name, args, body, returns, line, d);
    } else {
      types.genericFunction(s, name, args, body, returns, typeParams, line, d);
    }
    decorate(decorators, applied);
    g.e.line(s.pos().lineno());
    g.assignments.storeName(name, s.pos());
  }

  /// How the defaults of a function are pushed; null where there are none.
  record Defaults(Runnable positional, Runnable keyword) {}

  /// Prepares the defaults; those that cannot be evaluated with other things on the stack are evaluated now.
  Defaults evaluateDefaults(Arguments args, boolean now) {
    boolean early = now || args.defaults().stream().anyMatch(g.expressions::needsEmptyStack)
        || args.kw_defaults().stream().anyMatch(e -> e != null && g.expressions.needsEmptyStack(e));
    Runnable positional = args.defaults().isEmpty() ? null : () -> new DisplayGen(g, g.expressions).array(args.defaults());
    Runnable keyword = keywordDefaults(args);
    if (!early) {
      return new Defaults(positional, keyword);
    }
    return new Defaults(kept(positional, true), kept(keyword, false));
  }

  private Runnable kept(Runnable value, boolean array) {
    if (value == null) {
      return null;
    }
    value.run();
    Temp t = g.variables.temp(true);
    g.variables.store(t);
    return () -> {
      g.variables.load(t);
      if (array && t.array()) {
        g.e.checkcast(RuntimeAbi.OBJECTS);
      }
      g.variables.free(t);
    };
  }

  private Runnable keywordDefaults(Arguments args) {
    List<String> names = new ArrayList<>();
    List<Expr> values = new ArrayList<>();
    for (int i = 0; i < args.kwonlyargs().size(); i++) {
      if (args.kw_defaults().get(i) != null) {
        names.add(g.mangle(args.kwonlyargs().get(i).arg()));
        values.add(args.kw_defaults().get(i));
      }
    }
    if (names.isEmpty()) {
      return null;
    }
    return () -> {
      g.sites.pushNames(names);
      new DisplayGen(g, g.expressions).array(values);
      g.e.invoke(RuntimeHelpers.KWDEFAULTS);
    };
  }

  private void checkParameters(Arguments args) {
    List<Arg> all = new ArrayList<>(args.posonlyargs());
    all.addAll(args.args());
    all.addAll(args.kwonlyargs());
    if (args.vararg() != null) {
      all.add(args.vararg());
    }
    if (args.kwarg() != null) {
      all.add(args.kwarg());
    }
    for (Arg a : all) {
      g.assignments.checkAssignable(a.arg(), a.pos());
    }
  }

  /// Pushes the function itself.
  void definition(Stmt s, String name, Arguments args, List<Stmt> body, Expr returns, int line, Defaults d) {
    Scope scope = g.unit.symbols.block(s);
    CodeInfo code = nested(s, () -> {
      CodeInfo info = newInfo(name, Kind.FUNCTION, scope, line);
      parameters(info, args);
      info.doc = g.unit.options.optimize() >= 2 ? null : Docstrings.of(body);
      if (info.doc != null) {
        info.flags |= CodeInfo.HAS_DOCSTRING;
      }
      return info;
    }, Kind.FUNCTION, scope, g.privateName, inner -> prepare(inner, body), inner -> inner.statements.body(Docstrings.after(body)));
    g.traceLine(s.pos());
    pushFunction(code, d.positional(), d.keyword(), annotations.ofFunction(s, args, returns));
  }

  private static void parameters(CodeInfo info, Arguments args) {
    info.posonly = args.posonlyargs().size();
    info.argcount = info.posonly + args.args().size();
    info.kwonly = args.kwonlyargs().size();
  }

  /// Finds out what the body needs before it is generated.
  void prepare(CodeGen inner, List<? extends Node> body) {
    inner.usesHandlers = inner.unit.facts.handlers(body);
    inner.fullFrame = inner.kind == Kind.FUNCTION && inner.unit.facts.frameNames(body);
    inner.traced |= inner.unit.facts.tracers(body);
    if (inner.unit.facts.unbinds(body)) {
      Set<String> deleted = new HashSet<>();
      for (Node n : body) {
        collectDeleted(n, deleted);
      }
      inner.deletedNames = deleted;
    }
    if (inner.unit.facts.grows(body)) {
      Set<String> grown = new HashSet<>();
      for (Node n : body) {
        collectGrown(n, false, grown);
      }
      inner.grownNames = grown;
    }
  }

  /// Finds the variables to which a loop may append text by `+=`.
  private void collectGrown(Node n, boolean loop, Set<String> names) {
    boolean inLoop = loop || n instanceof Stmt.For || n instanceof Stmt.While;
    if (inLoop && n instanceof Stmt.AugAssign a && Variables.mayAppendText(a)) {
      names.add(g.mangle(((Expr.Name) a.target()).id()));
    }
    if (!(n instanceof Expr)) {
      Walker.children(n, c -> collectGrown(c, inLoop, names));
    }
  }

  private void collectDeleted(Node n, Set<String> names) {
    if (n instanceof Stmt.Delete d) {
      d.targets().forEach(t -> collectTargets(t, names));
    } else if (n instanceof ExceptHandler h && h.name() != null) {
      names.add(g.mangle(h.name()));
    }
    if (!(n instanceof Expr)) {
      Walker.children(n, c -> collectDeleted(c, names));
    }
  }

  private void collectTargets(Expr t, Set<String> names) {
    if (t instanceof Expr.Name n) {
      names.add(g.mangle(n.id()));
    } else {
      Walker.children(t, c -> {
        if (c instanceof Expr e) {
          collectTargets(e, names);
        }
      });
    }
  }

  // Lambdas and comprehensions.

  void lambda(Expr.Lambda l) {
    checkParameters(l.args());
    Scope scope = g.unit.symbols.block(l);
    Defaults d = evaluateDefaults(l.args(), false);
    CodeInfo code = nested(l, () -> {
      CodeInfo info = newInfo("<lambda>", Kind.LAMBDA, scope, l.pos().lineno());
      parameters(info, l.args());
      return info;
    }, Kind.LAMBDA, scope, g.privateName, inner -> prepare(inner, List.of(l.body())), inner -> {
      inner.info.returnsValue = !inner.statements.isNone(l.body());
      inner.expressions.gen(l.body());
      inner.returnTop();
    });
    g.traceLine(l.pos());
    pushFunction(code, d.positional(), d.keyword(), null);
  }

  /// A comprehension as a function of its own, called at once with the outermost iterator.
  void comprehension(Expr node, Scope scope, List<Comprehension> generators, Expr element, Expr value, boolean async) {
    CodeInfo code = nested(node, () -> {
      CodeInfo info = newInfo(scope.name, Kind.GENERATOR_EXPRESSION, scope, node.pos().lineno());
      info.argcount = 1;
      return info;
    }, Kind.GENERATOR_EXPRESSION, scope, g.privateName, inner -> {
      List<Node> all = new ArrayList<>(generators);
      all.add(element);
      if (value != null) {
        all.add(value);
      }
      inner.usesHandlers = inner.unit.facts.handlers(all);
    }, inner -> g.comprehensions.functionBody(inner, scope.comprehension, generators, element, value));
    Comprehension first = generators.getFirst();
    g.expressions.pushWithThreadState(first.iter());
    g.at(first.iter().pos());
    g.e.invoke(first.is_async() != 0 ? RuntimeHelpers.GEN_AITER : RuntimeHelpers.ITER);
    Temp iterator = g.variables.temp(false);
    g.variables.store(iterator);
    pushFunction(code);
    call1(iterator, node.pos());
    g.variables.free(iterator);
    if (async && scope.comprehension != Scope.Comprehension.GENERATOR) {
      g.suspension.awaitTop(node.pos());
    }
  }

  /// A code object that takes no arguments but those in its scope, with a body that is written by the caller.
  CodeInfo simple(Object key, String name, Kind kind, Scope scope, Position pos, BodyWriter body) {
    return simple(key, name, kind, scope, pos, g.privateName, inner -> { }, body);
  }

  /// [#simple] in which names are private to another class.
  CodeInfo simple(Object key, String name, Kind kind, Scope scope, Position pos, String privateName, java.util.function.Consumer<CodeGen> setUp, BodyWriter body) {
    return nested(key, () -> {
      CodeInfo info = newInfo(name, kind, scope, pos.lineno());
      info.argcount = scope.parameters.size();
      if (kind == Kind.ANNOTATE || kind == Kind.DEFERRED) {
        info.posonly = info.argcount;
      }
      return info;
    }, kind, scope, privateName, setUp, body);
  }
}
