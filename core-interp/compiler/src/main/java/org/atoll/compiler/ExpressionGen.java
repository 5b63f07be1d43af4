package org.atoll.compiler;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.atoll.compiler.Variables.Resolved;
import org.atoll.compiler.Variables.Temp;
import org.atoll.syntax.ast.CmpOp;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.NoneValue;
import org.atoll.syntax.ast.Position;
import org.atoll.syntax.ast.UnaryOp;

/// Expressions: each leaves its value on the operand stack.
final class ExpressionGen {
  private static final int LONG_STRING = 15000;
  private static final int LONG_OPERATION = 32;

  private final CodeGen g;
  private final ConstantFolder folder;
  private final DisplayGen displays;
  private final CompileChecks checks;
  /// In a body that is being split, the weight of the expression that is being compiled around the present one.
  private int enclosing;

  ExpressionGen(CodeGen g) {
    this.g = g;
    this.folder = new ConstantFolder(g.unit.options);
    this.displays = new DisplayGen(g, this);
    this.checks = new CompileChecks(g);
  }

  // Operands.

  boolean needsEmptyStack(Expr e) {
    return g.unit.facts.needsEmptyStack(e);
  }

  /// Pushes the thread state, then the operands. With anything on the stack already, `es` must not need an empty one.
  void pushWithThreadState(Expr... es) {
    if (anyNeedsEmptyStack(es)) {
      List<Temp> temps = toTemps(List.of(es));
      g.loadThreadState();
      loadAndFree(temps);
    } else {
      g.loadThreadState();
      for (Expr e : es) {
        gen(e);
      }
    }
  }

  /// Pushes the operands.
  void push(Expr... es) {
    if (es.length > 1 && anyNeedsEmptyStack(es)) {
      loadAndFree(toTemps(List.of(es)));
    } else {
      for (Expr e : es) {
        gen(e);
      }
    }
  }

  private boolean anyNeedsEmptyStack(Expr... es) {
    for (Expr e : es) {
      if (needsEmptyStack(e)) {
        return true;
      }
    }
    return false;
  }

  /// Evaluates expressions into temporaries.
  List<Temp> toTemps(List<Expr> es) {
    int lastSuspending = -1;
    for (int i = 0; i < es.size(); i++) {
      if (g.unit.facts.yields(es.get(i))) {
        lastSuspending = i;
      }
    }
    List<Temp> temps = new ArrayList<>();
    for (int i = 0; i < es.size(); i++) {
      gen(es.get(i));
      Temp t = g.variables.temp(i < lastSuspending);
      g.variables.store(t);
      temps.add(t);
    }
    return temps;
  }

  void loadAndFree(List<Temp> temps) {
    for (Temp t : temps) {
      g.variables.load(t);
      g.variables.free(t);
    }
  }

  // Constants.

  void none() {
    g.e.none();
  }

  void constant(Object value) {
    switch (value) {
      case NoneValue n -> none();
      case Boolean b -> g.e.bool(b);
      case Long l -> g.sites.pushBoxedLong(l);
      case Double d -> g.sites.pushBoxedDouble(d);
      case String s when s.length() < LONG_STRING && !g.compactSites -> g.e.string(s);
      default -> g.sites.pushConstant(value);
    }
    if (!(value instanceof Boolean) || value instanceof NoneValue) {
      g.info.addConst(value);
    }
  }

  Expr fold(Expr e) {
    return folder.fold(e);
  }

  // Expressions.

  void gen(Expr unfolded) {
    Expr expr = folder.fold(unfolded);
    if (g.splitWeight == 0) {
      generate(expr);
      return;
    }
    int weight = g.unit.facts.weight(expr);
    int outer = enclosing;
    enclosing = weight;
    if (8 * weight > g.splitWeight && weight / g.splitWeight < outer / g.splitWeight && !g.unit.facts.yields(expr)) {
      outlined(expr);
    } else {
      generate(expr);
    }
    enclosing = outer;
  }

  /// A large part of a larger expression, in a method of its own.
  private void outlined(Expr expr) {
    Temp value = g.variables.temp(true);
    BitSet before = g.variables.assigned();
    g.outline(() -> {
      generate(expr);
      g.variables.store(value);
    });
    g.variables.setAssigned(before);
    g.variables.load(value);
    g.variables.free(value);
  }

  private void generate(Expr expr) {
    switch (expr) {
      case Expr.Constant c -> {
        g.traceLine(c.pos());
        constant(c.value());
      }
      case Expr.Name n -> g.assignments.loadName(n.id(), n.pos());
      case Expr.Attribute a -> attribute(a);
      case Expr.Subscript s -> subscript(s);
      case Expr.Call c -> g.calls.call(c);
      case Expr.BinOp b -> binary(b);
      case Expr.UnaryOp u -> unary(u);
      case Expr.BoolOp b -> boolOp(b);
      case Expr.Compare c -> compare(c);
      case Expr.IfExp i -> conditional(i);
      case Expr.NamedExpr n -> {
        gen(n.value());
        g.e.dup();
        g.assignments.storeName(((Expr.Name) n.target()).id(), n.target().pos());
      }
      case Expr.Lambda l -> g.functions.lambda(l);
      case Expr.TupleExpr t -> displays.tuple(t.elts());
      case Expr.ListExpr l -> displays.list(l.elts());
      case Expr.SetExpr s -> displays.set(s);
      case Expr.Dict d -> displays.dict(d);
      case Expr.JoinedStr j -> displays.joined(j);
      case Expr.FormattedValue f -> displays.formatted(f);
      case Expr.TemplateStr t -> displays.template(t);
      case Expr.Interpolation i -> displays.interpolation(i);
      case Expr.Slice s -> displays.slice(s);
      case Expr.ListComp c -> g.comprehensions.gen(c, c.generators(), c.elt(), null);
      case Expr.SetComp c -> g.comprehensions.gen(c, c.generators(), c.elt(), null);
      case Expr.DictComp c -> g.comprehensions.gen(c, c.generators(), c.key(), c.value());
      case Expr.GeneratorExp c -> g.comprehensions.gen(c, c.generators(), c.elt(), null);
      case Expr.Yield y -> {
        checks.yieldAllowed(y.pos(), false);
        if (y.value() == null) {
          none();
        } else {
          gen(y.value());
        }
        g.suspension.yieldTop(y.pos());
      }
      case Expr.YieldFrom y -> {
        checks.yieldAllowed(y.pos(), true);
        gen(y.value());
        g.suspension.yieldFromTop(y.pos());
      }
      case Expr.Await a -> {
        checks.awaitAllowed(a.pos());
        gen(a.value());
        g.suspension.awaitTop(a.pos());
      }
      case Expr.Starred s -> throw g.error("can't use starred expression here", s.pos());
    }
  }

  private void attribute(Expr.Attribute a) {
    gen(a.value());
    loadAttribute(g.mangle(a.attr()), a.pos());
  }

  /// Replaces the object on the stack by its attribute.
  void loadAttribute(String name, Position pos) {
    g.sites.push(RuntimeHelpers.ATTR_INIT, name);
    g.e.swap();
    g.loadThreadState();
    g.at(pos);
    g.e.invoke(RuntimeHelpers.ATTR_LOAD);
  }

  private void subscript(Expr.Subscript s) {
    checks.subscript(s);
    Expr index = fold(s.slice());
    if (index instanceof Expr.Constant c && c.value() instanceof Long l) {
      pushWithThreadState(s.value());
      g.e.lconst(l);
      g.at(s.pos());
      g.e.invoke(RuntimeHelpers.GET_ITEM_INDEX);
      return;
    }
    pushWithThreadState(s.value(), index);
    g.at(s.pos());
    g.e.invoke(RuntimeHelpers.GET_ITEM);
  }

  private void binary(Expr.BinOp b) {
    Expr right = fold(b.right());
    RuntimeAbi.Helper fast = RuntimeHelpers.binaryLong(b.op());
    if (fast != null && right instanceof Expr.Constant c && c.value() instanceof Long l) {
      pushWithThreadState(b.left());
      g.e.lconst(l);
      g.at(b.pos());
      g.e.invoke(fast);
      return;
    }
    pushWithThreadState(b.left(), right);
    g.at(b.pos());
    g.e.invoke(RuntimeHelpers.binary(b.op()));
  }

  private void unary(Expr.UnaryOp u) {
    if (u.op() == UnaryOp.Not) {
      booleanValue(u);
      return;
    }
    pushWithThreadState(u.operand());
    g.at(u.pos());
    g.e.invoke(switch (u.op()) {
      case USub -> RuntimeHelpers.NEGATIVE;
      case UAdd -> RuntimeHelpers.POSITIVE;
      default -> RuntimeHelpers.INVERT;
    });
  }

  /// Pushes the truth of a condition as a bool.
  private void booleanValue(Expr e) {
    Label no = g.e.label();
    Label end = g.e.label();
    jump(e, no, false);
    g.e.bool(true);
    g.e.jump(end);
    g.e.bind(no);
    g.e.bool(false);
    g.e.bind(end);
  }

  private void boolOp(Expr.BoolOp b) {
    if (g.splitWeight > 0 && b.values().size() > LONG_OPERATION && !g.unit.facts.yields(b)) {
      longBoolOp(b);
      return;
    }
    Label end = g.e.label();
    BitSet before = null;
    int n = b.values().size();
    for (int i = 0; i < n; i++) {
      gen(b.values().get(i));
      if (i == 0) {
        before = g.variables.assigned();
      }
      if (i < n - 1) {
        g.e.dup();
        isTrueTop(b.values().get(i).pos());
        if (b.op() == org.atoll.syntax.ast.BoolOp.And) {
          g.e.ifZero(end);
        } else {
          g.e.ifNotZero(end);
        }
        g.e.pop();
      }
    }
    g.e.bind(end);
    g.variables.setAssigned(before);
  }

  /// `and` or `or` of many operands, in parts; each tells whether it has decided the operation.
  private void longBoolOp(Expr.BoolOp b) {
    int n = b.values().size();
    Temp value = g.variables.temp(true);
    Temp decided = g.variables.temp(true);
    Label end = g.e.label();
    BitSet before = g.variables.assigned();
    for (int from = 0; from < n; from += LONG_OPERATION) {
      int start = from;
      g.outline(() -> {
        Label found = g.e.label();
        Label past = g.e.label();
        for (int i = start; i < Math.min(n, start + LONG_OPERATION); i++) {
          gen(b.values().get(i));
          g.variables.store(value);
          if (i < n - 1) {
            g.variables.load(value);
            isTrueTop(b.values().get(i).pos());
            branch(found, b.op() == org.atoll.syntax.ast.BoolOp.Or);
          }
        }
        g.e.aconstNull();
        g.e.jump(past);
        g.e.bind(found);
        none();
        g.e.bind(past);
        g.variables.store(decided);
      });
      g.variables.setAssigned(before);
      g.variables.load(decided);
      g.e.ifNotNull(end);
    }
    g.e.bind(end);
    g.variables.load(value);
    g.variables.free(value);
    g.variables.free(decided);
  }

  private void isTrueTop(Position pos) {
    g.loadThreadState();
    g.e.swap();
    g.at(pos);
    g.e.invoke(RuntimeHelpers.IS_TRUE);
  }

  private void conditional(Expr.IfExp i) {
    Label no = g.e.label();
    Label end = g.e.label();
    jump(i.test(), no, false);
    BitSet before = g.variables.assigned();
    gen(i.body());
    g.e.jump(end);
    g.e.bind(no);
    g.variables.setAssigned(before);
    gen(i.orelse());
    g.variables.setAssigned(before);
    g.e.bind(end);
  }

  // Comparisons.

  private void compare(Expr.Compare c) {
    checks.identityWithLiteral(c);
    if (c.ops().size() > 1) {
      chain(c);
      return;
    }
    CmpOp op = c.ops().getFirst();
    if (op.ordinal() >= CmpOp.Is.ordinal()) {
      booleanValue(c);
      return;
    }
    pushWithThreadState(c.left(), c.comparators().getFirst());
    g.at(c.pos());
    g.e.invoke(RuntimeHelpers.compare(op));
  }

  private void chain(Expr.Compare c) {
    Label end = g.e.label();
    boolean suspends = g.unit.facts.yields(c);
    gen(c.left());
    Temp left = g.variables.temp(suspends);
    g.variables.store(left);
    BitSet before = null;
    for (int i = 0; i < c.ops().size(); i++) {
      gen(c.comparators().get(i));
      Temp right = g.variables.temp(suspends);
      g.variables.store(right);
      compareTemps(c.ops().get(i), left, right, c.pos());
      g.variables.free(left);
      left = right;
      if (i == 0) {
        before = g.variables.assigned();
      }
      if (i < c.ops().size() - 1) {
        g.e.dup();
        isTrueTop(c.pos());
        g.e.ifZero(end);
        g.e.pop();
      }
    }
    g.variables.free(left);
    g.e.bind(end);
    g.variables.setAssigned(before);
  }

  private void compareTemps(CmpOp op, Temp left, Temp right, Position pos) {
    switch (op) {
      case Is, IsNot -> {
        g.variables.load(left);
        g.variables.load(right);
        g.e.invoke(RuntimeHelpers.IS);
        boxed(op == CmpOp.IsNot);
      }
      case In, NotIn -> {
        g.loadThreadState();
        g.variables.load(right);
        g.variables.load(left);
        g.at(pos);
        g.e.invoke(RuntimeHelpers.CONTAINS);
        boxed(op == CmpOp.NotIn);
      }
      default -> {
        g.loadThreadState();
        g.variables.load(left);
        g.variables.load(right);
        g.at(pos);
        g.e.invoke(RuntimeHelpers.compare(op));
      }
    }
  }

  private void boxed(boolean negated) {
    if (negated) {
      g.e.invoke(RuntimeHelpers.BOX_NOT);
    } else {
      g.e.invoke(RuntimeHelpers.BOX_BOOLEAN);
    }
  }

  // Conditions.

  /// Jumps to `target` where the truth of `unfolded` is `when`.
  void jump(Expr unfolded, Label target, boolean when) {
    Expr e = folder.fold(unfolded);
    switch (e) {
      case Expr.Constant c -> {
        g.traceLine(c.pos());
        if (ConstantFolder.truth(c.value()) == when) {
          g.e.jump(target);
        }
      }
      case Expr.UnaryOp u when u.op() == UnaryOp.Not -> jump(u.operand(), target, !when);
      case Expr.BoolOp b when g.splitWeight == 0 || b.values().size() <= LONG_OPERATION -> jumpBool(b, target, when);
      case Expr.Compare c when c.ops().size() == 1 -> jumpCompare(c, target, when);
      default -> {
        pushWithThreadState(e);
        g.at(e.pos());
        g.e.invoke(RuntimeHelpers.IS_TRUE);
        branch(target, when);
      }
    }
  }

  private void branch(Label target, boolean when) {
    if (when) {
      g.e.ifNotZero(target);
    } else {
      g.e.ifZero(target);
    }
  }

  private void jumpBool(Expr.BoolOp b, Label target, boolean when) {
    boolean or = b.op() == org.atoll.syntax.ast.BoolOp.Or;
    int last = b.values().size() - 1;
    BitSet before = null;
    Label through = g.e.label();
    for (int i = 0; i <= last; i++) {
      if (i == last || or == when) {
        jump(b.values().get(i), target, when);
      } else {
        jump(b.values().get(i), through, or);
      }
      if (i == 0) {
        before = g.variables.assigned();
      }
    }
    g.e.bind(through);
    g.variables.setAssigned(before);
  }

  private void jumpCompare(Expr.Compare c, Label target, boolean when) {
    checks.identityWithLiteral(c);
    CmpOp op = c.ops().getFirst();
    Expr right = fold(c.comparators().getFirst());
    switch (op) {
      case Is, IsNot -> jumpIdentity(c.left(), right, target, when == (op == CmpOp.Is));
      case In, NotIn -> {
        Expr container = folder.foldContainer(right);
        if (needsEmptyStack(c.left()) || needsEmptyStack(container)) {
          List<Temp> temps = toTemps(List.of(c.left(), container));
          g.loadThreadState();
          loadAndFree(List.of(temps.get(1), temps.get(0)));
        } else {
          g.loadThreadState();
          gen(c.left());
          gen(container);
          g.e.swap();
        }
        g.at(c.pos());
        g.e.invoke(RuntimeHelpers.CONTAINS);
        branch(target, when == (op == CmpOp.In));
      }
      default -> {
        if (right instanceof Expr.Constant k && k.value() instanceof Long l) {
          pushWithThreadState(c.left());
          g.e.lconst(l);
          g.at(c.pos());
          g.e.invoke(RuntimeHelpers.compareLongTest(op));
        } else {
          pushWithThreadState(c.left(), right);
          g.at(c.pos());
          g.e.invoke(RuntimeHelpers.compareTest(op));
        }
        branch(target, when);
      }
    }
  }

  private void jumpIdentity(Expr left, Expr right, Label target, boolean when) {
    if (right instanceof Expr.Constant k && k.value() instanceof NoneValue) {
      gen(left);
      none();
      if (when) {
        g.e.ifSame(target);
      } else {
        g.e.ifNotSame(target);
      }
      return;
    }
    push(left, right);
    g.e.invoke(RuntimeHelpers.IS);
    branch(target, when);
  }
}
