package org.atoll.compiler;

import java.util.BitSet;
import java.util.List;
import org.atoll.compiler.Variables.Inlined;
import org.atoll.compiler.Variables.Temp;
import org.atoll.syntax.ast.Comprehension;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.Position;

/// Comprehensions: in line where they can be (PEP 709), otherwise as functions of their own. Also the steps that they
/// share with `for` statements.
final class ComprehensionGen {
  private final CodeGen g;

  ComprehensionGen(CodeGen g) {
    this.g = g;
  }

  // Steps of loops.

  /// Takes the next item; at the end jumps to `exhausted` with null on the stack.
  void advance(Temp iterator, Label exhausted, Position pos) {
    g.variables.load(iterator);
    if (iterator.array()) {
      g.e.checkcast(RuntimeAbi.ITERATOR);
    }
    g.loadThreadState();
    g.at(pos);
    g.e.invoke(RuntimeAbi.ITERATOR_NEXT);
    g.e.dup();
    g.e.ifNull(exhausted);
  }

  Temp asyncIterator(Expr iter) {
    g.expressions.pushWithThreadState(iter);
    g.at(iter.pos());
    g.e.invoke(RuntimeHelpers.GEN_AITER);
    Temp iterator = g.variables.temp(true);
    g.variables.store(iterator);
    return iterator;
  }

  /// Awaits the next item of an asynchronous iterator; jumps to `exhausted` at the end.
  void advanceAsync(Temp iterator, Label exhausted, Position pos) {
    Label handler = g.e.label();
    Label item = g.e.label();
    Blocks.TryBody block = g.blocks.pushProtected(new Blocks.TryBody(false));
    g.loadThreadState();
    g.variables.load(iterator);
    g.at(pos);
    g.e.invoke(RuntimeHelpers.GEN_ANEXT);
    g.suspension.delegate(pos);
    Temp value = g.variables.temp(false);
    g.variables.store(value);
    g.blocks.popProtected(block, handler);
    g.e.jump(item);
    g.e.bind(handler);
    Temp exception = TryGen.caught(g);
    g.variables.load(exception);
    g.e.invoke(RuntimeHelpers.GEN_IS_STOP_ASYNC);
    Label other = g.e.label();
    g.e.ifZero(other);
    g.blocks.restoreHandled();
    g.e.jump(exhausted);
    g.e.bind(other);
    TryGen.reraise(g, exception);
    g.variables.free(exception);
    g.e.bind(item);
    g.variables.load(value);
    g.variables.free(value);
  }

  // Comprehensions.

  /// Pushes the collection or generator.
  void gen(Expr node, List<Comprehension> generators, Expr element, Expr value) {
    Scope scope = g.unit.symbols.block(node);
    boolean async = generators.stream().anyMatch(c -> c.is_async() != 0) || scope.coroutine;
    boolean generator = scope.comprehension == Scope.Comprehension.GENERATOR;
    if (async && !generator && !asyncAllowed()) {
      throw g.error("asynchronous comprehension outside of an asynchronous function", node.pos());
    }
    if (!scope.inlined) {
      g.functions.comprehension(node, scope, generators, element, value, async);
      return;
    }
    inline(node.pos(), scope, generators, element, value);
  }

  private boolean asyncAllowed() {
    if (g.isAsyncOnly() || g.unit.options.topLevelAwait() && g.suspends) {
      return true;
    }
    return g.variables.currentScope().comprehension == Scope.Comprehension.GENERATOR;
  }

  private void inline(Position pos, Scope scope, List<Comprehension> generators, Expr element, Expr value) {
    Comprehension first = generators.getFirst();
    boolean persistent = g.suspends && g.unit.facts.yieldsAnywhere(generators, element, value);
    Temp iterator = first.is_async() != 0 ? asyncIterator(first.iter()) : iterator(first.iter(), persistent);
    BitSet before = g.variables.assigned();
    Inlined in = g.variables.enter(scope);
    g.traceLine(pos);
    newCollection(scope.comprehension);
    Temp target = g.variables.temp(persistent);
    g.variables.store(target);
    loops(scope.comprehension, generators, 0, iterator, element, value, target, persistent);
    g.variables.exit(in);
    g.variables.setAssigned(before);
    g.variables.load(target);
    g.variables.free(target);
  }

  private void newCollection(Scope.Comprehension kind) {
    if (kind != Scope.Comprehension.LIST) {
      g.loadThreadState();
    }
    g.e.newArray(0);
    g.e.invoke(switch (kind) {
      case LIST -> RuntimeHelpers.LIST;
      case SET -> RuntimeHelpers.SET;
      default -> RuntimeHelpers.DICT;
    });
  }

  private Temp iterator(Expr iter, boolean persistent) {
    g.expressions.pushWithThreadState(iter);
    g.at(iter.pos());
    g.e.invoke(RuntimeHelpers.ITER);
    Temp iterator = g.variables.temp(persistent);
    g.variables.store(iterator);
    return iterator;
  }

  /// One `for` of a comprehension and everything inside it. `target` is null in generators, which yield instead.
  private void loops(Scope.Comprehension kind, List<Comprehension> generators, int depth, Temp iterator, Expr element, Expr value, Temp target,
      boolean persistent) {
    Comprehension c = generators.get(depth);
    Label next = g.e.label();
    Label exhausted = g.e.label();
    BitSet before = g.variables.assigned();
    g.loopHead(next);
    g.safepoint();
    if (c.is_async() != 0) {
      advanceAsync(iterator, exhausted, c.iter().pos());
    } else {
      advance(iterator, exhausted, c.iter().pos());
    }
    g.assignments.store(c.target());
    for (Expr test : c.ifs()) {
      g.expressions.jump(test, next, false);
    }
    if (depth + 1 < generators.size()) {
      Comprehension inner = generators.get(depth + 1);
      Temp innerIterator = inner.is_async() != 0 ? asyncIterator(inner.iter()) : iterator(inner.iter(), persistent);
      loops(kind, generators, depth + 1, innerIterator, element, value, target, persistent);
    } else {
      item(kind, element, value, target);
    }
    g.e.jump(next);
    g.e.bind(exhausted);
    if (c.is_async() == 0) {
      g.e.pop();
    }
    g.variables.free(iterator);
    g.variables.setAssigned(before);
  }

  private void item(Scope.Comprehension kind, Expr element, Expr value, Temp target) {
    switch (kind) {
      case LIST -> {
        g.expressions.gen(element);
        g.variables.load(target);
        g.e.swap();
        g.e.invoke(RuntimeHelpers.LIST_ADD);
      }
      case SET -> {
        g.expressions.gen(element);
        g.variables.load(target);
        g.e.swap();
        g.loadThreadState();
        g.e.swap();
        g.at(element.pos());
        g.e.invoke(RuntimeHelpers.SET_ADD);
      }
      case DICT -> {
        List<Temp> temps = g.expressions.toTemps(List.of(element, value));
        g.variables.load(target);
        g.loadThreadState();
        g.expressions.loadAndFree(temps);
        g.at(element.pos());
        g.e.invoke(RuntimeHelpers.DICT_ADD);
      }
      default -> {
        g.expressions.gen(element);
        g.suspension.yieldTop(element.pos());
        g.e.pop();
      }
    }
  }

  /// The body of a comprehension that is a function of its own: its parameter `.0` is the outermost iterator.
  void functionBody(CodeGen inner, Scope.Comprehension kind, List<Comprehension> generators, Expr element, Expr value) {
    inner.comprehensions.ownBody(kind, generators, element, value);
  }

  private void ownBody(Scope.Comprehension kind, List<Comprehension> generators, Expr element, Expr value) {
    Temp target = null;
    if (kind != Scope.Comprehension.GENERATOR) {
      newCollection(kind);
      target = g.variables.temp(true);
      g.variables.store(target);
    }
    Comprehension first = generators.getFirst();
    g.variables.load(g.variables.named(".0"));
    if (first.is_async() == 0) {
      g.loadThreadState();
      g.e.swap();
      g.at(first.iter().pos());
      g.e.invoke(RuntimeHelpers.ITERATOR);
    }
    Temp iterator = g.variables.temp(true);
    g.variables.store(iterator);
    loops(kind, generators, 0, iterator, element, value, target, true);
    if (target != null) {
      g.variables.load(target);
      g.returnTop();
    }
  }
}
