package org.atoll.compiler;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.atoll.compiler.Blocks.Exit;
import org.atoll.compiler.Blocks.Loop;
import org.atoll.compiler.Blocks.Way;
import org.atoll.compiler.Variables.Temp;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.NoneValue;
import org.atoll.syntax.ast.Position;
import org.atoll.syntax.ast.Stmt;

/// Statements. Each begins and ends with an empty operand stack.
final class StatementGen {
  /// What encloses a statement, for what `return`, `break` and `continue` may not do.
  private enum Context { LOOP, FINALLY, EXCEPT_STAR }

  private static final int MANY_PARTS = 24;

  private final CodeGen g;
  private final TryGen tries;
  private final WithGen withs;
  private final PatternGen patterns;
  private final ImportGen imports;
  private final List<Context> contexts = new ArrayList<>();

  StatementGen(CodeGen g) {
    this.g = g;
    this.tries = new TryGen(g);
    this.withs = new WithGen(g);
    this.patterns = new PatternGen(g);
    this.imports = new ImportGen(g);
  }

  // Runs of statements.

  /// A list of statements; in a body that is being split, runs of them become methods of their own.
  void body(List<Stmt> body) {
    if (g.splitWeight == 0 || totalWeight(body) <= g.splitWeight) {
      body.forEach(this::statement);
      return;
    }
    int total = totalWeight(body);
    if (total > MANY_PARTS * g.splitWeight && body.size() > 1 && body.stream().noneMatch(g.unit.facts::yields)) {
      groups(body, total / MANY_PARTS);
      return;
    }
    List<Stmt> run = new ArrayList<>();
    int weight = 0;
    for (Stmt s : body) {
      int w = g.unit.facts.weight(s);
      boolean alone = g.unit.facts.yields(s);
      if (alone || weight + w > g.splitWeight) {
        flush(run);
        weight = 0;
      }
      if (alone) {
        statement(s);
      } else {
        run.add(s);
        weight += w;
      }
    }
    flush(run);
  }

  /// Many statements: groups of them in methods of their own, which are split further.
  private void groups(List<Stmt> body, int weightOfGroup) {
    int from = 0;
    int weight = 0;
    for (int i = 0; i < body.size(); i++) {
      weight += g.unit.facts.weight(body.get(i));
      if (weight >= weightOfGroup || i == body.size() - 1) {
        List<Stmt> group = body.subList(from, i + 1);
        BitSet before = g.variables.assigned();
        g.outline(() -> body(group));
        g.variables.setAssigned(before);
        from = i + 1;
        weight = 0;
      }
    }
  }

  private void flush(List<Stmt> run) {
    if (run.isEmpty()) {
      return;
    }
    List<Stmt> stmts = List.copyOf(run);
    run.clear();
    BitSet before = g.variables.assigned();
    g.outline(() -> stmts.forEach(this::statement));
    g.variables.setAssigned(before);
  }

  private int totalWeight(List<Stmt> body) {
    int total = 0;
    for (Stmt s : body) {
      total += g.unit.facts.weight(s);
    }
    return total;
  }

  private void within(Context c, Runnable code) {
    contexts.add(c);
    code.run();
    contexts.removeLast();
  }

  void finallyBody(List<Stmt> body) {
    within(Context.FINALLY, () -> body(body));
  }

  void exceptStarBody(List<Stmt> body) {
    within(Context.EXCEPT_STAR, () -> body(body));
  }

  // Statements.

  void statement(Stmt s) {
    g.e.line(s.pos().lineno());
    switch (s) {
      case Stmt.ExprStmt e -> expression(e);
      case Stmt.Assign a -> g.assignments.assign(a);
      case Stmt.AugAssign a -> g.assignments.augmented(a);
      case Stmt.AnnAssign a -> g.functions.annotations().annotatedAssignment(a);
      case Stmt.Return r -> returnStatement(r);
      case Stmt.If i -> ifStatement(i);
      case Stmt.For f -> forStatement(f);
      case Stmt.While w -> whileStatement(w);
      case Stmt.FunctionDef f -> g.functions.define(f, f.name(), f.args(), f.body(), f.decorator_list(), f.returns(), f.type_params(), false);
      case Stmt.AsyncFunctionDef f -> g.functions.define(f, f.name(), f.args(), f.body(), f.decorator_list(), f.returns(), f.type_params(), true);
      case Stmt.ClassDef c -> g.functions.classes().define(c);
      case Stmt.TypeAlias t -> g.functions.types().alias(t);
      case Stmt.Delete d -> d.targets().forEach(g.assignments::delete);
      case Stmt.Raise r -> raise(r);
      case Stmt.Try t -> tries.tryStatement(t);
      case Stmt.TryStar t -> tries.tryStar(t);
      case Stmt.With w -> withs.with(w.items(), w.body(), w.pos(), false);
      case Stmt.AsyncWith w -> {
        checkAsync("'async with' outside async function", w.pos());
        withs.with(w.items(), w.body(), w.pos(), true);
      }
      case Stmt.AsyncFor f -> {
        checkAsync("'async for' outside async function", f.pos());
        asyncFor(f);
      }
      case Stmt.Match m -> patterns.match(m);
      case Stmt.Assert a -> assertion(a);
      case Stmt.Import i -> imports.importStatement(i);
      case Stmt.ImportFrom i -> imports.importFrom(i);
      case Stmt.Global x -> {
      }
      case Stmt.Nonlocal x -> {
      }
      case Stmt.Pass p -> g.traceLine(p.pos());
      case Stmt.Break b -> jumpOut(Way.BREAK, "break", b.pos());
      case Stmt.Continue c -> jumpOut(Way.CONTINUE, "continue", c.pos());
    }
  }

  private void checkAsync(String message, Position pos) {
    boolean topLevel = g.unit.options.topLevelAwait() && g.hasNamespace() && g.kind != CodeGen.Kind.CLASS && g.suspends;
    if (!g.isAsyncOnly() && !topLevel) {
      throw g.error(message, pos);
    }
  }

  private void expression(Stmt.ExprStmt e) {
    if (g.kind == CodeGen.Kind.INTERACTIVE) {
      g.expressions.gen(e.value());
      g.loadThreadState();
      g.e.swap();
      g.at(e.pos());
      g.e.invoke(RuntimeHelpers.DISPLAY);
      return;
    }
    if (g.expressions.fold(e.value()) instanceof Expr.Constant) {
      g.traceLine(e.pos());
      return;
    }
    g.expressions.gen(e.value());
    g.e.pop();
  }

  boolean isNone(Expr e) {
    return g.expressions.fold(e) instanceof Expr.Constant c && c.value() == NoneValue.NONE;
  }

  private void returnStatement(Stmt.Return r) {
    if (g.hasNamespace()) {
      throw g.error("'return' outside function", r.pos());
    }
    if (r.value() != null && g.isAsyncGenerator()) {
      throw g.error("'return' with value in async generator", r.pos());
    }
    if (contexts.contains(Context.EXCEPT_STAR)) {
      throw g.error("'break', 'continue' and 'return' cannot appear in an except* block", r.pos());
    }
    if (contexts.contains(Context.FINALLY)) {
      g.unit.warn("'return' in a 'finally' block", r.pos());
    }
    if (r.value() == null) {
      g.expressions.none();
    } else {
      g.info.returnsValue |= !isNone(r.value());
      g.expressions.gen(r.value());
    }
    g.traceLine(r.pos());
    g.blocks.leave(new Exit(Way.RETURN, null));
  }

  private void jumpOut(Way way, String word, Position pos) {
    if (!contexts.isEmpty() && contexts.getLast() == Context.EXCEPT_STAR) {
      throw g.error("'break', 'continue' and 'return' cannot appear in an except* block", pos);
    }
    if (!contexts.isEmpty() && contexts.getLast() == Context.FINALLY) {
      g.unit.warn("'" + word + "' in a 'finally' block", pos);
    }
    g.traceLine(pos);
    Loop loop = g.blocks.innermostLoop();
    if (loop == null) {
      throw g.error(way == Way.BREAK ? "'break' outside loop" : "'continue' not properly in loop", pos);
    }
    g.blocks.leave(new Exit(way, loop));
  }

  // Branches and loops.

  private void ifStatement(Stmt.If i) {
    Label otherwise = g.e.label();
    g.expressions.jump(i.test(), otherwise, false);
    BitSet before = g.variables.assigned();
    body(i.body());
    BitSet after = g.e.reachable() ? g.variables.assigned() : null;
    if (i.orelse().isEmpty()) {
      g.e.bind(otherwise);
      g.variables.setAssigned(before);
      return;
    }
    Label end = g.e.label();
    if (g.e.reachable()) {
      g.e.jump(end);
    }
    g.e.bind(otherwise);
    g.variables.setAssigned(before);
    body(i.orelse());
    if (after != null) {
      BitSet merged = g.variables.assigned();
      if (g.e.reachable()) {
        merged.and(after);
      } else {
        merged = after;
      }
      g.variables.setAssigned(merged);
      g.e.bind(end);
    }
  }

  private void loopBody(Loop loop, List<Stmt> body) {
    g.blocks.push(loop);
    within(Context.LOOP, () -> body(body));
    g.blocks.pop(loop);
  }

  private void forStatement(Stmt.For f) {
    Label next = g.e.label();
    Label exhausted = g.e.label();
    Label end = g.e.label();
    g.expressions.pushWithThreadState(f.iter());
    g.at(f.iter().pos());
    g.e.invoke(RuntimeHelpers.ITER);
    Temp iterator = g.variables.temp(g.unit.facts.yields(f));
    g.variables.store(iterator);
    BitSet before = g.variables.assigned();
    g.loopHead(next);
    g.safepoint();
    g.comprehensions.advance(iterator, exhausted, f.iter().pos());
    g.assignments.store(f.target());
    loopBody(new Loop(end, next), f.body());
    if (g.e.reachable()) {
      g.e.jump(next);
    }
    g.e.bind(exhausted);
    g.e.pop();
    g.variables.free(iterator);
    g.variables.setAssigned(before);
    body(f.orelse());
    g.e.bind(end);
    g.variables.clear(iterator);
    g.variables.setAssigned(before);
  }

  private void whileStatement(Stmt.While w) {
    Label test = g.e.label();
    Label exhausted = g.e.label();
    Label end = g.e.label();
    BitSet before = g.variables.assigned();
    g.loopHead(test);
    g.safepoint();
    g.e.line(w.pos().lineno());
    g.expressions.jump(w.test(), exhausted, false);
    loopBody(new Loop(end, test), w.body());
    if (g.e.reachable()) {
      g.e.jump(test);
    }
    g.e.bind(exhausted);
    g.variables.setAssigned(before);
    if (g.expressions.fold(w.test()) instanceof Expr.Constant c && ConstantFolder.truth(c.value())) {
      g.e.unreachable();
    }
    body(w.orelse());
    g.e.bind(end);
    g.variables.setAssigned(before);
  }

  private void asyncFor(Stmt.AsyncFor f) {
    Label next = g.e.label();
    Label exhausted = g.e.label();
    Label end = g.e.label();
    Temp iterator = g.comprehensions.asyncIterator(f.iter());
    BitSet before = g.variables.assigned();
    g.loopHead(next);
    g.safepoint();
    g.comprehensions.advanceAsync(iterator, exhausted, f.iter().pos());
    g.assignments.store(f.target());
    loopBody(new Loop(end, next), f.body());
    if (g.e.reachable()) {
      g.e.jump(next);
    }
    g.e.bind(exhausted);
    g.variables.free(iterator);
    g.variables.setAssigned(before);
    body(f.orelse());
    g.e.bind(end);
    g.variables.clear(iterator);
    g.variables.setAssigned(before);
  }

  // Raising.

  private void raise(Stmt.Raise r) {
    if (r.exc() == null) {
      g.loadThreadState();
      g.at(r.pos());
      g.e.invoke(RuntimeHelpers.RAISE_AGAIN);
    } else if (r.cause() == null) {
      g.expressions.pushWithThreadState(r.exc());
      g.at(r.pos());
      g.e.invoke(RuntimeHelpers.RAISE);
    } else {
      g.expressions.pushWithThreadState(r.exc(), r.cause());
      g.at(r.pos());
      g.e.invoke(RuntimeHelpers.RAISE_FROM);
    }
    g.e.athrow();
  }

  private void assertion(Stmt.Assert a) {
    if (a.test() instanceof Expr.TupleExpr t && !t.elts().isEmpty() || a.test() instanceof Expr.Constant c && c.value() instanceof List<?> l && !l.isEmpty()) {
      g.unit.warn("assertion is always true, perhaps remove parentheses?", a.pos());
    }
    if (g.unit.options.optimize() > 0) {
      return;
    }
    Label ok = g.e.label();
    g.expressions.jump(a.test(), ok, true);
    BitSet before = g.variables.assigned();
    if (a.msg() == null) {
      g.loadThreadState();
      g.at(a.test().pos());
      g.e.invoke(RuntimeHelpers.ASSERTION);
    } else {
      g.expressions.pushWithThreadState(a.msg());
      g.at(a.test().pos());
      g.e.invoke(RuntimeHelpers.ASSERTION_MESSAGE);
    }
    g.e.athrow();
    g.e.bind(ok);
    g.variables.setAssigned(before);
  }
}
