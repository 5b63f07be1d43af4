package org.atoll.compiler;

import java.util.ArrayList;
import java.util.List;
import org.atoll.compiler.Variables.Resolved;
import org.atoll.compiler.Variables.Temp;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.Position;
import org.atoll.syntax.ast.Stmt;

/// Names and the targets of assignments and `del`.
final class AssignGen {
  private final CodeGen g;

  AssignGen(CodeGen g) {
    this.g = g;
  }

  // Names.

  /// Pushes the value of a name as written in the source.
  void loadName(String written, Position pos) {
    g.traceLine(pos);
    String name = g.mangle(written);
    Resolved r = g.variables.resolve(name);
    Emitter e = g.e;
    switch (r.access()) {
      case VARIABLE -> {
        if (!g.variables.isSafe(r.variable())) {
          g.at(pos);
        }
        g.variables.load(r.variable());
      }
      case GLOBAL -> {
        g.info.globalReads.add(name);
        g.sites.pushShared(RuntimeHelpers.GLOBAL_INIT, name);
        g.loadThreadState();
        e.aload(g.fnLocal);
        g.at(pos);
        e.invoke(RuntimeHelpers.GLOBAL_LOAD);
      }
      case NAMESPACE -> {
        g.sites.pushShared(RuntimeHelpers.NAME_INIT, name);
        g.loadThreadState();
        e.aload(g.fnLocal);
        e.aload(g.namespaceLocal);
        g.at(pos);
        e.invoke(RuntimeHelpers.NAME_LOAD);
      }
      case NAMESPACE_OR_CELL -> {
        g.loadThreadState();
        e.aload(g.namespaceLocal);
        g.variables.loadCell(r.variable());
        e.string(name);
        g.at(pos);
        e.invoke(RuntimeHelpers.LOAD_NAME_OR_CELL);
      }
      case CLASSDICT_OR_GLOBAL -> {
        g.loadThreadState();
        e.aload(g.fnLocal);
        g.variables.loadUnchecked(g.variables.named("__classdict__"));
        e.string(name);
        g.at(pos);
        e.invoke(RuntimeHelpers.LOAD_NAME_OR_GLOBAL);
      }
      case CLASSDICT_OR_CELL -> {
        g.loadThreadState();
        g.variables.loadUnchecked(g.variables.named("__classdict__"));
        g.variables.loadCell(r.variable());
        e.string(name);
        g.at(pos);
        e.invoke(RuntimeHelpers.LOAD_NAME_OR_CELL);
      }
    }
  }

  void checkAssignable(String name, Position pos) {
    if (name.equals("__debug__")) {
      throw g.error("cannot assign to __debug__", pos);
    }
  }

  /// Stores the value on the stack under a name.
  void storeName(String written, Position pos) {
    checkAssignable(written, pos);
    g.traceLine(pos);
    String name = g.mangle(written);
    Resolved r = g.variables.resolve(name);
    Emitter e = g.e;
    switch (r.access()) {
      case VARIABLE, NAMESPACE_OR_CELL, CLASSDICT_OR_CELL -> g.variables.store(r.variable());
      case GLOBAL, CLASSDICT_OR_GLOBAL -> {
        g.info.names.putIfAbsent(name, g.info.names.size());
        int value = e.newLocal();
        e.astore(value);
        g.loadThreadState();
        e.aload(g.fnLocal);
        e.string(name);
        e.aload(value);
        e.freeLocal(value);
        g.at(pos);
        e.invoke(RuntimeHelpers.STORE_GLOBAL);
      }
      case NAMESPACE -> {
        g.sites.pushShared(RuntimeHelpers.NAME_INIT, name);
        e.swap();
        g.loadThreadState();
        e.aload(g.fnLocal);
        e.aload(g.namespaceLocal);
        g.at(pos);
        e.invoke(RuntimeHelpers.NAME_STORE);
      }
    }
  }

  private void deleteName(String written, Position pos) {
    if (written.equals("__debug__")) {
      throw g.error("cannot delete __debug__", pos);
    }
    String name = g.mangle(written);
    Resolved r = g.variables.resolve(name);
    g.at(pos);
    switch (r.access()) {
      case VARIABLE, NAMESPACE_OR_CELL, CLASSDICT_OR_CELL -> {
        g.variables.load(r.variable());
        g.e.pop();
        g.variables.unbind(r.variable());
      }
      case GLOBAL, CLASSDICT_OR_GLOBAL -> {
        g.loadThreadState();
        g.e.aload(g.fnLocal);
        g.e.string(name);
        g.e.invoke(RuntimeHelpers.DELETE_GLOBAL);
      }
      case NAMESPACE -> {
        g.loadThreadState();
        g.e.aload(g.namespaceLocal);
        g.e.string(name);
        g.e.invoke(RuntimeHelpers.DELETE_NAME);
      }
    }
  }

  // Assignment.

  void assign(Stmt.Assign a) {
    if (a.targets().size() == 1 && a.targets().getFirst() instanceof Expr.TupleExpr t && a.value() instanceof Expr.TupleExpr v && pairwise(t, v)) {
      List<Temp> temps = g.expressions.toTemps(v.elts());
      for (int i = 0; i < temps.size(); i++) {
        g.variables.load(temps.get(i));
        g.variables.free(temps.get(i));
        store(t.elts().get(i));
      }
      return;
    }
    g.expressions.gen(a.value());
    for (int i = 0; i < a.targets().size(); i++) {
      Expr target = a.targets().get(i);
      boolean last = i == a.targets().size() - 1;
      if (!last && g.expressions.needsEmptyStack(target)) {
        Temp value = g.variables.temp(g.unit.facts.yields(target));
        g.e.dup();
        g.variables.store(value);
        store(target);
        g.variables.load(value);
        g.variables.free(value);
      } else {
        if (!last) {
          g.e.dup();
        }
        store(target);
      }
    }
  }

  /// `self.x = ...` in a method counts among the class's `__static_attributes__`.
  private void noteStaticAttribute(Expr.Attribute a) {
    if (!(a.value() instanceof Expr.Name n) || !n.id().equals("self")) {
      return;
    }
    for (CodeGen c = g; c != null; c = c.parent) {
      if (c.kind == CodeGen.Kind.CLASS) {
        c.info.staticAttributes.add(a.attr());
        return;
      }
    }
  }

  /// Whether `a, b = x, y` can do without a tuple.
  private boolean pairwise(Expr.TupleExpr targets, Expr.TupleExpr values) {
    if (targets.elts().size() != values.elts().size() || targets.elts().size() > 8 || g.unit.facts.needsEmptyStack(targets)) {
      return false;
    }
    return targets.elts().stream().noneMatch(e -> e instanceof Expr.Starred) && values.elts().stream().noneMatch(e -> e instanceof Expr.Starred)
        && !g.unit.facts.yields(values);
  }

  /// Stores the value on the stack, above which nothing else stands, in a target.
  void store(Expr target) {
    switch (target) {
      case Expr.Name n -> storeName(n.id(), n.pos());
      case Expr.Attribute a -> {
        checkAssignable(a.attr(), a.pos());
        noteStaticAttribute(a);
        above(a.value());
        storeAttributeTop(a);
      }
      case Expr.Subscript s -> {
        Expr index = g.expressions.fold(s.slice());
        if (g.expressions.needsEmptyStack(s.value()) || g.expressions.needsEmptyStack(index)) {
          Temp value = g.variables.temp(g.unit.facts.yields(s));
          g.variables.store(value);
          List<Temp> temps = g.expressions.toTemps(List.of(s.value(), index));
          g.variables.load(value);
          g.variables.free(value);
          g.loadThreadState();
          g.expressions.loadAndFree(temps);
        } else {
          g.loadThreadState();
          g.expressions.gen(s.value());
          g.expressions.gen(index);
        }
        g.at(s.pos());
        g.e.invoke(RuntimeHelpers.SET_ITEM_LAST);
      }
      case Expr.TupleExpr t -> unpack(t.elts(), t.pos());
      case Expr.ListExpr l -> unpack(l.elts(), l.pos());
      case Expr.Starred s -> throw g.error("starred assignment target must be in a list or tuple", s.pos());
      default -> throw g.error("cannot assign to expression", target.pos());
    }
  }

  /// Evaluates an expression above the value on the stack.
  private void above(Expr e) {
    if (!g.expressions.needsEmptyStack(e)) {
      g.expressions.gen(e);
      return;
    }
    Temp value = g.variables.temp(g.unit.facts.yields(e));
    g.variables.store(value);
    g.expressions.gen(e);
    g.variables.load(value);
    g.variables.free(value);
    g.e.swap();
  }

  /// Value and object are on the stack.
  private void storeAttributeTop(Expr.Attribute a) {
    g.sites.push(RuntimeHelpers.STORE_ATTR_INIT, g.mangle(a.attr()));
    g.e.dupX2();
    g.e.pop();
    g.loadThreadState();
    g.at(a.pos());
    g.e.invoke(RuntimeHelpers.STORE_ATTR_STORE);
  }

  private void unpack(List<Expr> targets, Position pos) {
    int star = -1;
    for (int i = 0; i < targets.size(); i++) {
      if (targets.get(i) instanceof Expr.Starred) {
        if (star >= 0) {
          throw g.error("multiple starred expressions in assignment", pos);
        }
        star = i;
      }
    }
    if (star >= 256 || star >= 0 && targets.size() - star - 1 >= 1 << 24) {
      throw g.error("too many expressions in star-unpacking assignment", pos);
    }
    g.loadThreadState();
    g.e.swap();
    g.at(pos);
    if (star < 0) {
      g.e.iconst(targets.size());
      g.e.invoke(RuntimeHelpers.UNPACK);
    } else {
      g.e.iconst(star);
      g.e.iconst(targets.size() - star - 1);
      g.e.invoke(RuntimeHelpers.UNPACK_STAR);
    }
    boolean suspends = targets.stream().anyMatch(g.unit.facts::yields);
    Temp items = g.variables.temp(suspends || g.splitWeight > 0);
    g.variables.store(items);
    g.pieces(targets.size(), suspends, i -> {
      g.variables.load(items);
      if (items.array()) {
        g.e.checkcast(RuntimeAbi.OBJECTS);
      }
      g.e.iconst(i);
      g.e.aaload();
      Expr t = targets.get(i);
      store(t instanceof Expr.Starred s ? s.value() : t);
    });
    g.variables.free(items);
  }

  // Augmented assignment.

  void augmented(Stmt.AugAssign a) {
    switch (a.target()) {
      case Expr.Name n -> {
        Resolved r = g.variables.resolve(g.mangle(n.id()));
        if (r.access() == Variables.Access.VARIABLE && g.variables.grows(r.variable()) && Variables.mayAppendText(a)) {
          g.at(n.pos());
          g.variables.loadToAppend(r.variable());
          operate(a, RuntimeHelpers.APPEND_TEXT);
        } else {
          loadName(n.id(), n.pos());
          operate(a);
        }
        storeName(n.id(), n.pos());
      }
      case Expr.Attribute t -> {
        checkAssignable(t.attr(), t.pos());
        noteStaticAttribute(t);
        g.expressions.gen(t.value());
        Temp object = g.variables.temp(g.unit.facts.yields(a.value()));
        g.e.dup();
        g.variables.store(object);
        g.expressions.loadAttribute(g.mangle(t.attr()), t.pos());
        operate(a);
        g.variables.load(object);
        g.variables.free(object);
        storeAttributeTop(t);
      }
      case Expr.Subscript s -> {
        List<Temp> temps = new ArrayList<>();
        boolean suspends = g.unit.facts.yields(a);
        for (Expr part : List.of(s.value(), s.slice())) {
          g.expressions.gen(part);
          Temp t = g.variables.temp(suspends);
          g.variables.store(t);
          temps.add(t);
        }
        g.loadThreadState();
        temps.forEach(g.variables::load);
        g.at(s.pos());
        g.e.invoke(RuntimeHelpers.GET_ITEM);
        operate(a);
        g.loadThreadState();
        g.expressions.loadAndFree(temps);
        g.at(s.pos());
        g.e.invoke(RuntimeHelpers.SET_ITEM_LAST);
      }
      default -> throw g.error("illegal expression for augmented assignment", a.target().pos());
    }
  }

  /// Replaces the old value on the stack by the new one.
  private void operate(Stmt.AugAssign a) {
    operate(a, RuntimeHelpers.inPlace(a.op()));
  }

  private void operate(Stmt.AugAssign a, RuntimeAbi.Helper helper) {
    Expr operand = g.expressions.fold(a.value());
    if (g.expressions.needsEmptyStack(operand)) {
      Temp old = g.variables.temp(g.unit.facts.yields(operand));
      g.variables.store(old);
      g.expressions.gen(operand);
      g.variables.load(old);
      g.variables.free(old);
      g.e.swap();
    } else if (operand instanceof Expr.Constant c && c.value() instanceof Long l && RuntimeHelpers.inPlaceLong(a.op()) != null) {
      g.loadThreadState();
      g.e.swap();
      g.e.lconst(l);
      g.at(a.pos());
      g.e.invoke(RuntimeHelpers.inPlaceLong(a.op()));
      return;
    } else {
      g.expressions.gen(operand);
    }
    g.loadThreadState();
    g.e.dupX2();
    g.e.pop();
    g.at(a.pos());
    g.e.invoke(helper);
  }

  // Deletion.

  void delete(Expr target) {
    switch (target) {
      case Expr.Name n -> deleteName(n.id(), n.pos());
      case Expr.Attribute a -> {
        checkDeletable(a);
        g.expressions.pushWithThreadState(a.value());
        g.e.string(g.mangle(a.attr()));
        g.at(a.pos());
        g.e.invoke(RuntimeHelpers.DEL_ATTR);
      }
      case Expr.Subscript s -> {
        g.expressions.pushWithThreadState(s.value(), s.slice());
        g.at(s.pos());
        g.e.invoke(RuntimeHelpers.DEL_ITEM);
      }
      case Expr.TupleExpr t -> t.elts().forEach(this::delete);
      case Expr.ListExpr l -> l.elts().forEach(this::delete);
      default -> throw g.error("cannot delete expression", target.pos());
    }
  }

  private void checkDeletable(Expr.Attribute a) {
    if (a.attr().equals("__debug__")) {
      throw g.error("cannot delete __debug__", a.pos());
    }
  }
}
