package org.atoll.compiler;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.atoll.syntax.ast.Alias;
import org.atoll.syntax.ast.Arg;
import org.atoll.syntax.ast.Arguments;
import org.atoll.syntax.ast.ExceptHandlerNode.ExceptHandler;
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

/// The first phase: which names each block of a program binds and uses (`Python/symtable.c`). Building it walks the tree
/// once; [ScopeAnalysis] then decides where each name lives.
///
/// Blocks are found again by the identity of the node that opens them.
public final class SymbolTable {
  private static final Position START = new Position(0, 0, 0, 0);

  private final Map<Object, Scope> blocks = new IdentityHashMap<>();
  private final Map<Object, Scope> typeParameterBlocks = new IdentityHashMap<>();
  private final Map<Object, Scope> annotationBlocks = new IdentityHashMap<>();
  private final Map<Object, Scope> defaultBlocks = new IdentityHashMap<>();
  private final boolean futureAnnotations;
  private final boolean topLevelAwait;
  private final ExpressionSymbols expressions = new ExpressionSymbols(this);
  private final List<Scope> stack = new ArrayList<>();
  private Scope current;
  private Scope module;
  private String className;
  /// The only names that are private to the class, where not all are: those of its type parameters, outside of its body.
  private Set<String> privateOnly;

  private SymbolTable(CompileOptions options) {
    this.futureAnnotations = options.futureAnnotations();
    this.topLevelAwait = options.topLevelAwait();
  }

  /// Builds and analyses the table of a program. Throws [CompileError] for what no block may contain.
  public static SymbolTable build(Mod tree, CompileOptions options) {
    SymbolTable table = new SymbolTable(options);
    table.module = table.enter(new Scope("top", Scope.Kind.MODULE, null, START));
    switch (tree) {
      case Mod.Module m -> table.visitBody(m.body());
      case Mod.Interactive m -> table.visitBody(m.body());
      case Mod.Expression e -> table.visit(e.body());
      case Mod.FunctionType f -> throw new CompileError("this compiler does not handle FunctionTypes", START);
    }
    table.exit();
    new ScopeAnalysis().run(table.module);
    return table;
  }

  // Lookup.

  /// The block of the whole program.
  public Scope module() {
    return module;
  }

  /// The block that a function, lambda, class, comprehension, type alias or type variable (its bound) opens.
  public Scope block(Object node) {
    return blocks.get(node);
  }

  public Scope typeParameters(Object node) {
    return typeParameterBlocks.get(node);
  }

  /// The block of a function's annotations, or null.
  public Scope annotationsOf(Object node) {
    return annotationBlocks.get(node);
  }

  /// The block of a type parameter's default.
  public Scope defaultOf(TypeParam p) {
    return defaultBlocks.get(p);
  }

  // Blocks.

  Scope current() {
    return current;
  }

  List<Scope> stack() {
    return stack;
  }

  boolean topLevelAwait() {
    return topLevelAwait;
  }

  Scope enter(Scope s) {
    if (s.parent != null) {
      s.parent.children.add(s);
    }
    return reenter(s);
  }

  private Scope reenter(Scope s) {
    stack.add(s);
    current = s;
    return s;
  }

  void exit() {
    stack.removeLast();
    current = stack.isEmpty() ? null : stack.getLast();
  }

  Scope open(Object node, String name, Scope.Kind kind, Position pos) {
    Scope s = enter(new Scope(name, kind, current, pos));
    if (node != null) {
      blocks.put(node, s);
    }
    return s;
  }

  // Names.

  String mangle(String name) {
    return className == null || privateOnly != null && !privateOnly.contains(name) ? name : Mangling.mangle(className, name);
  }

  void define(String name, int flag, Position pos) {
    define(current, name, flag, pos);
  }

  void define(Scope scope, String name, int flag, Position pos) {
    String mangled = mangle(name);
    int present = scope.flags(mangled);
    if ((flag & Scope.DEF_PARAM) != 0 && (present & Scope.DEF_PARAM) != 0) {
      throw new CompileError("duplicate argument '" + name + "' in function definition", pos);
    }
    if ((flag & Scope.DEF_TYPE_PARAM) != 0 && (present & Scope.DEF_TYPE_PARAM) != 0) {
      throw new CompileError("duplicate type parameter '" + name + "'", pos);
    }
    int value = present | flag;
    if (scope.inIterTarget) {
      if ((value & (Scope.DEF_GLOBAL | Scope.DEF_NONLOCAL)) != 0) {
        throw new CompileError("comprehension inner loop cannot rebind assignment expression target '" + name + "'", pos);
      }
      value |= Scope.DEF_COMP_ITER;
    }
    scope.symbols.put(mangled, value);
    if ((flag & Scope.DEF_PARAM) != 0) {
      scope.parameters.add(mangled);
    } else if ((flag & Scope.DEF_GLOBAL) != 0) {
      module.symbols.merge(mangled, flag, (a, b) -> a | b);
    }
  }

  // Statements.

  void visitBody(List<Stmt> body) {
    for (Stmt s : body) {
      visit(s);
    }
  }

  private void visitConditional(Runnable visit) {
    boolean before = current.inConditionalBlock;
    Scope scope = current;
    scope.inConditionalBlock = true;
    visit.run();
    scope.inConditionalBlock = before;
  }

  void visit(Expr e) {
    expressions.visit(e);
  }

  private void visitAll(List<Expr> es) {
    for (Expr e : es) {
      if (e != null) {
        visit(e);
      }
    }
  }

  private void visitOptional(Expr e) {
    if (e != null) {
      visit(e);
    }
  }

  private void visit(Stmt s) {
    switch (s) {
      case Stmt.FunctionDef f -> function(f, f.name(), f.args(), f.body(), f.decorator_list(), f.returns(), f.type_params(), false);
      case Stmt.AsyncFunctionDef f -> function(f, f.name(), f.args(), f.body(), f.decorator_list(), f.returns(), f.type_params(), true);
      case Stmt.ClassDef c -> classDef(c);
      case Stmt.TypeAlias t -> typeAlias(t);
      case Stmt.Return r -> {
        if (r.value() != null) {
          visit(r.value());
          current.returnsValue = true;
        }
      }
      case Stmt.Delete d -> visitAll(d.targets());
      case Stmt.Assign a -> {
        visitAll(a.targets());
        visit(a.value());
      }
      case Stmt.AugAssign a -> {
        visit(a.target());
        visit(a.value());
      }
      case Stmt.AnnAssign a -> annotatedAssignment(a);
      case Stmt.For f -> {
        visit(f.target());
        visit(f.iter());
        visitConditional(() -> {
          visitBody(f.body());
          visitBody(f.orelse());
        });
      }
      case Stmt.AsyncFor f -> {
        asyncAtTopLevel();
        visit(f.target());
        visit(f.iter());
        visitConditional(() -> {
          visitBody(f.body());
          visitBody(f.orelse());
        });
      }
      case Stmt.While w -> {
        visit(w.test());
        visitConditional(() -> {
          visitBody(w.body());
          visitBody(w.orelse());
        });
      }
      case Stmt.If i -> {
        visit(i.test());
        visitConditional(() -> {
          visitBody(i.body());
          visitBody(i.orelse());
        });
      }
      case Stmt.With w -> visitConditional(() -> with(w.items(), w.body()));
      case Stmt.AsyncWith w -> {
        asyncAtTopLevel();
        visitConditional(() -> with(w.items(), w.body()));
      }
      case Stmt.Match m -> {
        visit(m.subject());
        visitConditional(() -> m.cases().forEach(this::matchCase));
      }
      case Stmt.Raise r -> {
        visitOptional(r.exc());
        visitOptional(r.cause());
      }
      case Stmt.Try t -> visitConditional(() -> tryStatement(t.body(), t.handlers(), t.orelse(), t.finalbody()));
      case Stmt.TryStar t -> visitConditional(() -> tryStatement(t.body(), t.handlers(), t.orelse(), t.finalbody()));
      case Stmt.Assert a -> {
        visit(a.test());
        visitOptional(a.msg());
      }
      case Stmt.Import i -> i.names().forEach(this::alias);
      case Stmt.ImportFrom i -> i.names().forEach(this::alias);
      case Stmt.Global g -> declare(g.names(), g.pos(), true);
      case Stmt.Nonlocal n -> declare(n.names(), n.pos(), false);
      case Stmt.ExprStmt e -> visit(e.value());
      case Stmt.Pass p -> {
      }
      case Stmt.Break b -> {
      }
      case Stmt.Continue c -> {
      }
    }
  }

  private void asyncAtTopLevel() {
    if (topLevelAwait && current.kind == Scope.Kind.MODULE) {
      current.coroutine = true;
    }
  }

  private void with(List<WithItem> items, List<Stmt> body) {
    for (WithItem item : items) {
      visit(item.context_expr());
      visitOptional(item.optional_vars());
    }
    visitBody(body);
  }

  private void tryStatement(List<Stmt> body, List<ExceptHandler> handlers, List<Stmt> orelse, List<Stmt> finalbody) {
    visitBody(body);
    for (ExceptHandler h : handlers) {
      visitOptional(h.type());
      if (h.name() != null) {
        define(h.name(), Scope.DEF_LOCAL, h.pos());
      }
      visitBody(h.body());
    }
    visitBody(orelse);
    visitBody(finalbody);
  }

  private void matchCase(MatchCase c) {
    visit(c.pattern());
    visitOptional(c.guard());
    visitBody(c.body());
  }

  private void visit(Pattern p) {
    switch (p) {
      case Pattern.MatchValue v -> visit(v.value());
      case Pattern.MatchSingleton s -> {
      }
      case Pattern.MatchSequence s -> s.patterns().forEach(this::visit);
      case Pattern.MatchMapping m -> {
        visitAll(m.keys());
        m.patterns().forEach(this::visit);
        if (m.rest() != null) {
          define(m.rest(), Scope.DEF_LOCAL, m.pos());
        }
      }
      case Pattern.MatchClass c -> {
        visit(c.cls());
        c.patterns().forEach(this::visit);
        c.kwd_patterns().forEach(this::visit);
      }
      case Pattern.MatchStar s -> {
        if (s.name() != null) {
          define(s.name(), Scope.DEF_LOCAL, s.pos());
        }
      }
      case Pattern.MatchAs a -> {
        if (a.pattern() != null) {
          visit(a.pattern());
        }
        if (a.name() != null) {
          define(a.name(), Scope.DEF_LOCAL, a.pos());
        }
      }
      case Pattern.MatchOr o -> o.patterns().forEach(this::visit);
    }
  }

  private void alias(Alias a) {
    String stored = a.asname() == null ? a.name() : a.asname();
    int dot = a.asname() == null ? stored.indexOf('.') : -1;
    if (dot >= 0) {
      stored = stored.substring(0, dot);
    }
    if (!a.name().equals("*")) {
      define(stored, Scope.DEF_IMPORT, a.pos());
    } else if (current.kind != Scope.Kind.MODULE) {
      throw new CompileError("import * only allowed at module level", a.pos());
    }
  }

  private void declare(List<String> names, Position pos, boolean global) {
    String word = global ? "global" : "nonlocal";
    for (String name : names) {
      String mangled = mangle(name);
      int flags = current.flags(mangled);
      if ((flags & (Scope.DEF_PARAM | Scope.DEF_LOCAL | Scope.USE | Scope.DEF_ANNOT)) != 0) {
        String message;
        if ((flags & Scope.DEF_PARAM) != 0) {
          message = "name '" + name + "' is parameter and " + word;
        } else if ((flags & Scope.DEF_ANNOT) != 0) {
          message = "annotated name '" + name + "' can't be " + word;
        } else if ((flags & Scope.DEF_LOCAL) != 0) {
          message = "name '" + name + "' is assigned to before " + word + " declaration";
        } else {
          message = "name '" + name + "' is used prior to " + word + " declaration";
        }
        throw new CompileError(message, pos);
      }
      define(name, global ? Scope.DEF_GLOBAL : Scope.DEF_NONLOCAL, pos);
      current.directives.putIfAbsent(mangled, pos);
    }
  }

  private void annotatedAssignment(Stmt.AnnAssign a) {
    if (a.target() instanceof Expr.Name n) {
      int flags = current.flags(mangle(n.id()));
      if ((flags & (Scope.DEF_GLOBAL | Scope.DEF_NONLOCAL)) != 0 && current != module && a.simple() != 0) {
        String word = (flags & Scope.DEF_GLOBAL) != 0 ? "global" : "nonlocal";
        throw new CompileError("annotated name '" + n.id() + "' can't be " + word, a.pos());
      }
      if (a.simple() != 0) {
        define(n.id(), Scope.DEF_ANNOT | Scope.DEF_LOCAL, a.target().pos());
      } else if (a.value() != null) {
        define(n.id(), Scope.DEF_LOCAL, a.target().pos());
      }
    } else {
      visit(a.target());
    }
    annotation(a.annotation(), current.kind == Scope.Kind.FUNCTION || a.simple() == 0);
    visitOptional(a.value());
  }

  /// An annotation of a variable: lives in the `__annotate__` function of its block.
  private void annotation(Expr annotation, boolean unevaluated) {
    if ((current.kind == Scope.Kind.CLASS && current.inConditionalBlock || current.kind == Scope.Kind.MODULE) && !current.conditionalAnnotations) {
      current.conditionalAnnotations = true;
      define("__conditional_annotations__", Scope.USE, annotation.pos());
    }
    Scope parent = current;
    if (parent.annotations == null) {
      openAnnotations(parent, annotation.pos());
      parent.annotations = current;
    } else {
      reenter(parent.annotations);
    }
    if (parent.kind == Scope.Kind.CLASS && parent.inConditionalBlock) {
      define("__conditional_annotations__", Scope.USE, annotation.pos());
    }
    current.unevaluatedAnnotation = unevaluated;
    visit(annotation);
    current.unevaluatedAnnotation = false;
    exit();
  }

  private void openAnnotations(Scope parent, Position pos) {
    open(null, "__annotate__", Scope.Kind.ANNOTATION, pos);
    current.info = "an annotation";
    define(".format", Scope.DEF_PARAM, pos);
    define(".format", Scope.USE, pos);
    if ((parent.kind == Scope.Kind.CLASS || parent.canSeeClassScope) && !futureAnnotations) {
      current.canSeeClassScope = true;
      define("__classdict__", Scope.USE, pos);
    }
  }

  // Functions and classes.

  private void function(Stmt s, String name, Arguments args, List<Stmt> body, List<Expr> decorators, Expr returns, List<TypeParam> typeParams, boolean async) {
    define(name, Scope.DEF_LOCAL, s.pos());
    visitAll(args.defaults());
    visitAll(args.kw_defaults());
    visitAll(decorators);
    if (!typeParams.isEmpty()) {
      openTypeParameters(s, name, typeParams, !args.defaults().isEmpty(), args.kw_defaults().stream().anyMatch(d -> d != null), false);
    }
    functionAnnotations(s, args, returns);
    boolean method = current.kind == Scope.Kind.CLASS || current.kind == Scope.Kind.TYPE_PARAMETERS && current.parent.kind == Scope.Kind.CLASS;
    open(s, name, Scope.Kind.FUNCTION, s.pos());
    current.method = method;
    current.coroutine = async;
    current.asyncDefinition = async;
    parameters(args);
    visitBody(body);
    exit();
    if (!typeParams.isEmpty()) {
      exit();
    }
  }

  private void functionAnnotations(Stmt s, Arguments args, Expr returns) {
    if (!hasAnnotations(args, returns)) {
      return;
    }
    openAnnotations(current, s.pos());
    annotationBlocks.put(s, current);
    forEachAnnotation(args, this::visit);
    visitOptional(returns);
    exit();
  }

  static boolean hasAnnotations(Arguments args, Expr returns) {
    boolean[] any = {returns != null};
    forEachAnnotation(args, e -> any[0] = true);
    return any[0];
  }

  private static void forEachAnnotation(Arguments args, java.util.function.Consumer<Expr> action) {
    List<Arg> all = new ArrayList<>(args.posonlyargs());
    all.addAll(args.args());
    if (args.vararg() != null) {
      all.add(args.vararg());
    }
    all.addAll(args.kwonlyargs());
    if (args.kwarg() != null) {
      all.add(args.kwarg());
    }
    for (Arg a : all) {
      if (a.annotation() != null) {
        action.accept(a.annotation() instanceof Expr.Starred st ? st : a.annotation());
      }
    }
  }

  void parameters(Arguments args) {
    for (List<Arg> part : List.of(args.posonlyargs(), args.args(), args.kwonlyargs())) {
      for (Arg a : part) {
        define(a.arg(), Scope.DEF_PARAM, a.pos());
      }
    }
    if (args.vararg() != null) {
      define(args.vararg().arg(), Scope.DEF_PARAM, args.vararg().pos());
      current.varargs = true;
    }
    if (args.kwarg() != null) {
      define(args.kwarg().arg(), Scope.DEF_PARAM, args.kwarg().pos());
      current.varkeywords = true;
    }
  }

  private void classDef(Stmt.ClassDef c) {
    define(c.name(), Scope.DEF_LOCAL, c.pos());
    visitAll(c.decorator_list());
    String outerClass = className;
    Set<String> outerOnly = privateOnly;
    if (!c.type_params().isEmpty()) {
      className = c.name();
      privateOnly = typeParameterNames(c);
      openTypeParameters(c, c.name(), c.type_params(), false, false, true);
    }
    visitAll(c.bases());
    for (Keyword k : c.keywords()) {
      visit(k.value());
    }
    open(c, c.name(), Scope.Kind.CLASS, c.pos());
    className = c.name();
    privateOnly = null;
    if (!c.type_params().isEmpty()) {
      define("__type_params__", Scope.DEF_LOCAL, c.pos());
      define(".type_params", Scope.USE, c.pos());
    }
    visitBody(c.body());
    exit();
    className = outerClass;
    privateOnly = outerOnly;
    if (!c.type_params().isEmpty()) {
      exit();
    }
  }

  static Set<String> typeParameterNames(Stmt.ClassDef c) {
    Set<String> names = new HashSet<>();
    c.type_params().forEach(p -> names.add(nameOf(p)));
    return names;
  }

  static String nameOf(TypeParam p) {
    return switch (p) {
      case TypeParam.TypeVar t -> t.name();
      case TypeParam.ParamSpec t -> t.name();
      case TypeParam.TypeVarTuple t -> t.name();
    };
  }

  private void openTypeParameters(Stmt s, String name, List<TypeParam> params, boolean defaults, boolean kwDefaults, boolean ofClass) {
    boolean inClass = current.kind == Scope.Kind.CLASS;
    enter(new Scope(name, Scope.Kind.TYPE_PARAMETERS, current, s.pos()));
    current.info = "the definition of a generic";
    typeParameterBlocks.put(s, current);
    if (inClass) {
      current.canSeeClassScope = true;
      define("__classdict__", Scope.USE, s.pos());
    }
    if (ofClass) {
      define(".type_params", Scope.DEF_LOCAL, s.pos());
      define(".type_params", Scope.USE, s.pos());
      define(".generic_base", Scope.DEF_LOCAL, s.pos());
      define(".generic_base", Scope.USE, s.pos());
    }
    if (defaults) {
      define(".defaults", Scope.DEF_PARAM, s.pos());
    }
    if (kwDefaults) {
      define(".kwdefaults", Scope.DEF_PARAM, s.pos());
    }
    params.forEach(this::typeParameter);
  }

  private void typeParameter(TypeParam p) {
    switch (p) {
      case TypeParam.TypeVar t -> {
        define(t.name(), Scope.DEF_TYPE_PARAM | Scope.DEF_LOCAL, t.pos());
        if (t.bound() != null) {
          deferred(t, t.name(), t.bound(), t.bound() instanceof Expr.TupleExpr ? "a TypeVar constraint" : "a TypeVar bound", blocks);
        }
        if (t.default_value() != null) {
          deferred(t, t.name(), t.default_value(), "a TypeVar default", defaultBlocks);
        }
      }
      case TypeParam.ParamSpec t -> {
        define(t.name(), Scope.DEF_TYPE_PARAM | Scope.DEF_LOCAL, t.pos());
        if (t.default_value() != null) {
          deferred(t, t.name(), t.default_value(), "a ParamSpec default", defaultBlocks);
        }
      }
      case TypeParam.TypeVarTuple t -> {
        define(t.name(), Scope.DEF_TYPE_PARAM | Scope.DEF_LOCAL, t.pos());
        if (t.default_value() != null) {
          deferred(t, t.name(), t.default_value(), "a TypeVarTuple default", defaultBlocks);
        }
      }
    }
  }

  /// An expression that is evaluated later, by a function of its own.
  private void deferred(Object key, String name, Expr e, String info, Map<Object, Scope> where) {
    boolean seesClass = current.canSeeClassScope;
    enter(new Scope(name, Scope.Kind.TYPE_VARIABLE, current, e.pos()));
    current.info = info;
    where.put(key, current);
    current.canSeeClassScope = seesClass;
    if (seesClass) {
      define("__classdict__", Scope.USE, e.pos());
    }
    define(".format", Scope.DEF_PARAM, e.pos());
    define(".format", Scope.USE, e.pos());
    visit(e);
    exit();
  }

  private void typeAlias(Stmt.TypeAlias t) {
    visit(t.name());
    String name = ((Expr.Name) t.name()).id();
    boolean inClass = current.kind == Scope.Kind.CLASS;
    boolean generic = !t.type_params().isEmpty();
    if (generic) {
      openTypeParameters(t, name, t.type_params(), false, false, false);
    }
    open(t, name, Scope.Kind.TYPE_ALIAS, t.pos());
    current.info = "a type alias";
    current.canSeeClassScope = inClass;
    if (inClass) {
      define("__classdict__", Scope.USE, t.value().pos());
    }
    define(".format", Scope.DEF_PARAM, t.pos());
    define(".format", Scope.USE, t.pos());
    visit(t.value());
    exit();
    if (generic) {
      exit();
    }
  }

  void name(Expr.Name n) {
    define(n.id(), n.ctx() == ExprContext.Load ? Scope.USE : Scope.DEF_LOCAL, n.pos());
    if (n.ctx() == ExprContext.Load && current.kind == Scope.Kind.FUNCTION && n.id().equals("super")) {
      define("__class__", Scope.USE, n.pos());
    }
  }
}
