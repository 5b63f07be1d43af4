package org.atoll.compiler;

import java.util.BitSet;
import java.util.List;
import org.atoll.compiler.Blocks.Finally;
import org.atoll.compiler.Blocks.Handler;
import org.atoll.compiler.Blocks.TryBody;
import org.atoll.compiler.Variables.Temp;
import org.atoll.syntax.ast.ExceptHandlerNode.ExceptHandler;
import org.atoll.syntax.ast.Position;
import org.atoll.syntax.ast.Stmt;

/// `try` statements of all forms.
final class TryGen {
  private final CodeGen g;

  TryGen(CodeGen g) {
    this.g = g;
  }

  void tryStatement(Stmt.Try t) {
    g.traceLine(t.pos());
    if (t.finalbody().isEmpty()) {
      handlers(t.body(), t.handlers(), t.orelse());
    } else {
      withFinally(() -> {
        if (t.handlers().isEmpty()) {
          g.statements.body(t.body());
        } else {
          handlers(t.body(), t.handlers(), t.orelse());
        }
      }, t.finalbody());
    }
  }

  void tryStar(Stmt.TryStar t) {
    g.traceLine(t.pos());
    if (t.finalbody().isEmpty()) {
      starHandlers(t);
    } else {
      withFinally(() -> starHandlers(t), t.finalbody());
    }
  }

  /// At the start of a handler: turns the Throwable on the stack into the Python exception in a new temporary.
  static Temp caught(CodeGen g) {
    Emitter e = g.e;
    int thrown = e.newLocal();
    e.astore(thrown);
    e.aload(1);
    e.aload(g.fnLocal);
    e.aload(thrown);
    e.iload(e.positionLocal);
    e.iload(g.depthLocal);
    // An interpreted frame would keep the exception, and with it all that its traceback refers to.
    e.aconstNull();
    e.astore(thrown);
    e.freeLocal(thrown);
    g.pushLocals();
    e.invoke(RuntimeHelpers.CAUGHT);
    Temp exception = g.variables.temp(true);
    g.variables.store(exception);
    return exception;
  }

  /// Raises the exception in a temporary again.
  static void reraise(CodeGen g, Temp exception) {
    g.e.aload(1);
    g.variables.load(exception);
    g.e.invoke(RuntimeHelpers.RERAISE);
    g.e.athrow();
  }

  // except.

  private void handlers(List<Stmt> body, List<ExceptHandler> handlers, List<Stmt> orelse) {
    Label handler = g.e.label();
    Label end = g.e.label();
    BitSet before = g.variables.assigned();
    TryBody block = g.blocks.pushProtected(new TryBody(true));
    g.statements.body(body);
    g.blocks.popProtected(block, handler);
    if (g.e.reachable()) {
      g.statements.body(orelse);
      if (g.e.reachable()) {
        g.e.jump(end);
      }
    } else {
      g.statements.body(orelse);
    }
    g.e.bind(handler);
    g.variables.setAssigned(before);
    Temp exception = caught(g);
    boolean all = false;
    for (int i = 0; i < handlers.size(); i++) {
      ExceptHandler h = handlers.get(i);
      if (h.type() == null && i < handlers.size() - 1) {
        throw g.error("default 'except:' must be last", h.pos());
      }
      all |= h.type() == null;
      clause(h, exception, end);
      g.variables.setAssigned(before);
    }
    if (!all) {
      reraise(g, exception);
    }
    g.variables.free(exception);
    g.e.bind(end);
    g.variables.setAssigned(before);
  }

  private void clause(ExceptHandler h, Temp exception, Label end) {
    Label next = g.e.label();
    // While the type is looked at the exception is being handled already.
    Handler plain = g.blocks.push(new Handler(exception, null));
    if (h.type() == null) {
      g.traceLine(h.pos());
    } else {
      g.expressions.gen(h.type());
      g.loadThreadState();
      g.e.swap();
      g.variables.load(exception);
      g.e.swap();
      g.at(h.type().pos());
      g.e.invoke(RuntimeHelpers.MATCHES);
      g.e.ifZero(next);
    }
    g.blocks.pop(plain);
    clauseBody(h, exception, () -> g.statements.body(h.body()));
    if (g.e.reachable()) {
      g.e.aconstNull();
      g.variables.store(exception);
      g.e.jump(end);
    }
    g.e.bind(next);
  }

  /// The body of a clause with its name bound; afterwards the exception is no longer being handled.
  private void clauseBody(ExceptHandler h, Temp exception, Runnable body) {
    if (h.name() == null) {
      Handler block = g.blocks.push(new Handler(exception, null));
      body.run();
      g.blocks.pop(block);
      if (g.e.reachable()) {
        g.blocks.restoreHandled();
      }
      return;
    }
    g.variables.load(exception);
    g.assignments.storeName(h.name(), h.pos());
    Label cleanup = g.e.label();
    Handler block = g.blocks.pushProtected(new Handler(exception, () -> forget(h)));
    body.run();
    g.blocks.popProtected(block, cleanup);
    Label past = g.e.label();
    boolean falls = g.e.reachable();
    if (falls) {
      g.blocks.restoreHandled();
      forget(h);
      g.e.jump(past);
    }
    g.e.bind(cleanup);
    int thrown = g.e.newLocal();
    g.e.astore(thrown);
    int position = g.e.newLocal();
    g.e.iload(g.e.positionLocal);
    g.e.istore(position);
    forget(h);
    g.e.iload(position);
    g.e.istore(g.e.positionLocal);
    g.e.forgetPosition();
    g.e.aload(thrown);
    g.e.athrow();
    g.e.freeLocal(thrown);
    g.e.freeLocal(position);
    if (falls) {
      g.e.bind(past);
    }
  }

  /// `name = None; del name`: whatever the body did to the name, it is unbound afterwards.
  private void forget(ExceptHandler h) {
    g.withoutLines(() -> {
      g.expressions.none();
      g.assignments.storeName(h.name(), h.pos());
      g.assignments.delete(new org.atoll.syntax.ast.Expr.Name(h.name(), org.atoll.syntax.ast.ExprContext.Del, h.pos()));
    });
  }

  // except*.

  private void starHandlers(Stmt.TryStar t) {
    Label handler = g.e.label();
    Label end = g.e.label();
    BitSet before = g.variables.assigned();
    TryBody block = g.blocks.pushProtected(new TryBody(true));
    g.statements.body(t.body());
    g.blocks.popProtected(block, handler);
    if (g.e.reachable()) {
      g.statements.body(t.orelse());
      if (g.e.reachable()) {
        g.e.jump(end);
      }
    }
    g.e.bind(handler);
    g.variables.setAssigned(before);
    Temp exception = caught(g);
    Temp state = g.variables.temp(true);
    g.loadThreadState();
    g.variables.load(exception);
    g.e.invoke(RuntimeHelpers.STAR_BEGIN);
    g.variables.store(state);
    Handler outer = g.blocks.push(new Handler(exception, null));
    for (ExceptHandler h : t.handlers()) {
      starClause(h, state);
      g.variables.setAssigned(before);
    }
    g.blocks.pop(outer);
    g.loadThreadState();
    g.variables.load(state);
    g.e.invoke(RuntimeHelpers.STAR_FINISH);
    Temp rest = g.variables.temp(true);
    g.e.dup();
    g.variables.store(rest);
    Label nothing = g.e.label();
    g.e.ifNull(nothing);
    reraise(g, rest);
    g.e.bind(nothing);
    g.blocks.restoreHandled();
    g.variables.free(rest);
    g.variables.free(state);
    g.variables.free(exception);
    g.e.bind(end);
    g.variables.setAssigned(before);
  }

  private void starClause(ExceptHandler h, Temp state) {
    Label next = g.e.label();
    Label raised = g.e.label();
    g.expressions.gen(h.type());
    g.loadThreadState();
    g.e.swap();
    g.variables.load(state);
    g.e.swap();
    g.at(h.type().pos());
    g.e.invoke(RuntimeHelpers.STAR_MATCH);
    Temp taken = g.variables.temp(true);
    g.e.dup();
    g.variables.store(taken);
    g.e.ifNull(next);
    g.loadThreadState();
    g.variables.load(taken);
    g.e.invoke(RuntimeHelpers.SET_HANDLED);
    TryBody block = g.blocks.pushProtected(new TryBody(true));
    clauseBody(h, taken, () -> g.statements.exceptStarBody(h.body()));
    g.blocks.popProtected(block, raised);
    if (g.e.reachable()) {
      g.e.jump(next);
    }
    g.e.bind(raised);
    Temp second = caught(g);
    g.variables.load(state);
    g.variables.load(second);
    g.e.invoke(RuntimeHelpers.STAR_RAISED);
    g.variables.free(second);
    g.blocks.restoreHandled();
    g.variables.free(taken);
    g.e.bind(next);
  }

  // finally.

  /// Runs code with a `finally` clause. The clause is written once; how it was reached decides where it goes on.
  private void withFinally(Runnable code, List<Stmt> finalbody) {
    Label handler = g.e.label();
    Label clause = g.e.label();
    Label end = g.e.label();
    Temp why = g.variables.temp(true);
    g.e.aconstNull();
    g.variables.store(why);
    Temp result = g.variables.temp(true);
    if (!result.array()) {
      g.e.aconstNull();
      g.variables.store(result);
    }
    BitSet before = g.variables.assigned();
    Finally block = g.blocks.pushProtected(new Finally(clause, why, result));
    code.run();
    g.blocks.popProtected(block, handler);
    if (g.e.reachable()) {
      g.e.jump(clause);
    }
    g.e.bind(handler);
    g.variables.setAssigned(before);
    Temp exception = caught(g);
    g.variables.load(exception);
    g.variables.store(why);
    g.e.bind(clause);
    g.loadThreadState();
    g.e.invoke(RuntimeHelpers.GET_HANDLED);
    g.variables.store(exception);
    Handler handling = g.blocks.push(new Handler(exception, null));
    g.statements.finallyBody(finalbody);
    g.blocks.pop(handling);
    if (g.e.reachable()) {
      g.variables.load(why);
      g.e.ifNull(end);
      g.blocks.dispatch(block);
      // The frame is left from the end of the clause.
      Position last = finalbody.getLast().pos();
      g.withoutLines(() -> g.at(last));
      reraise(g, why);
    }
    g.e.bind(end);
    g.variables.free(exception);
    g.variables.free(result);
    g.variables.free(why);
  }
}
