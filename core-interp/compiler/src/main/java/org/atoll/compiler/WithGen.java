package org.atoll.compiler;

import java.util.BitSet;
import java.util.List;
import org.atoll.compiler.Blocks.Handler;
import org.atoll.compiler.Blocks.With;
import org.atoll.compiler.Variables.Temp;
import org.atoll.syntax.ast.Position;
import org.atoll.syntax.ast.Stmt;
import org.atoll.syntax.ast.WithItem;

/// `with` and `async with`.
final class WithGen {
  private final CodeGen g;

  WithGen(CodeGen g) {
    this.g = g;
  }

  void with(List<WithItem> items, List<Stmt> body, Position pos, boolean async) {
    WithItem item = items.getFirst();
    List<WithItem> rest = items.subList(1, items.size());
    Position at = item.context_expr().pos();
    Temp exit = enter(item, at, async);
    Label handler = g.e.label();
    Label end = g.e.label();
    BitSet before = g.variables.assigned();
    With block = g.blocks.pushProtected(new With(() -> leave(exit, at, async)));
    if (item.optional_vars() == null) {
      g.e.pop();
    } else {
      g.assignments.store(item.optional_vars());
    }
    if (rest.isEmpty()) {
      g.statements.body(body);
    } else {
      with(rest, body, pos, async);
    }
    g.blocks.popProtected(block, handler);
    if (g.e.reachable()) {
      leave(exit, at, async);
      g.e.jump(end);
    }
    g.e.bind(handler);
    g.variables.setAssigned(before);
    onException(exit, at, async, end);
    g.variables.free(exit);
    g.e.bind(end);
    g.variables.clear(exit);
    g.variables.setAssigned(before);
  }

  /// Leaves the value of `__enter__` on the stack and the bound `__exit__` in a temporary.
  private Temp enter(WithItem item, Position at, boolean async) {
    g.expressions.gen(item.context_expr());
    Temp manager = g.variables.temp(async);
    g.variables.store(manager);
    g.loadThreadState();
    g.variables.load(manager);
    g.e.iconst(async ? 1 : 0);
    g.at(at);
    g.e.invoke(RuntimeHelpers.WITH_EXIT_METHOD);
    Temp exit = g.variables.temp(true);
    g.variables.store(exit);
    g.loadThreadState();
    g.variables.load(manager);
    g.e.iconst(async ? 1 : 0);
    g.e.invoke(RuntimeHelpers.WITH_ENTER);
    if (async) {
      await(at, false);
    }
    g.variables.free(manager);
    return exit;
  }

  private void leave(Temp exit, Position at, boolean async) {
    g.loadThreadState();
    g.variables.load(exit);
    g.at(at);
    g.e.invoke(RuntimeHelpers.WITH_EXIT);
    if (async) {
      await(at, true);
    }
    g.e.pop();
  }

  private void await(Position at, boolean exit) {
    g.e.iconst(exit ? 1 : 0);
    g.e.invoke(RuntimeHelpers.WITH_AWAITABLE);
    g.suspension.awaitTop(at);
  }

  private void onException(Temp exit, Position at, boolean async, Label end) {
    Temp exception = TryGen.caught(g);
    Handler handling = g.blocks.push(new Handler(exception, null));
    g.loadThreadState();
    g.variables.load(exit);
    g.variables.load(exception);
    g.at(at);
    g.e.invoke(RuntimeHelpers.WITH_EXIT_EXCEPTION);
    if (async) {
      await(at, true);
    }
    g.loadThreadState();
    g.e.swap();
    g.at(at);
    g.e.invoke(RuntimeHelpers.IS_TRUE);
    g.blocks.pop(handling);
    Label suppressed = g.e.label();
    g.e.ifNotZero(suppressed);
    g.loadThreadState();
    g.variables.load(exception);
    g.e.invoke(RuntimeHelpers.RERAISE_IN_PLACE);
    g.e.athrow();
    g.e.bind(suppressed);
    g.blocks.restoreHandled();
    g.variables.free(exception);
    g.e.jump(end);
  }
}
