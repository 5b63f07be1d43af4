package org.atoll.compiler;

import java.util.ArrayList;
import java.util.List;
import org.atoll.compiler.Variables.Access;
import org.atoll.compiler.Variables.Temp;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.Keyword;
import org.atoll.syntax.ast.Position;

/// Calls. The callee's [RuntimeAbi#BODY] is fetched before the arguments are evaluated, so that the call itself is a
/// virtual call with a receiver profile of its own at each Python call site.
final class CallGen {
  private final CodeGen g;

  CallGen(CodeGen g) {
    this.g = g;
  }

  void call(Expr.Call c) {
    new CompileChecks(g).callee(c);
    checkKeywords(c.keywords());
    if (isPlainSuper(c)) {
      plainSuper(c);
      return;
    }
    boolean stars = c.args().stream().anyMatch(a -> a instanceof Expr.Starred) || c.keywords().stream().anyMatch(k -> k.arg() == null);
    if (stars || c.args().size() + c.keywords().size() > 60) {
      starCall(c);
    } else if (c.func() instanceof Expr.Attribute a) {
      methodCall(c, a);
    } else {
      plainCall(c);
    }
  }

  private void checkKeywords(List<Keyword> keywords) {
    for (int i = 0; i < keywords.size(); i++) {
      Keyword k = keywords.get(i);
      if (k.arg() == null) {
        continue;
      }
      if (k.arg().equals("__debug__")) {
        throw g.error("cannot assign to __debug__", k.pos());
      }
      for (Keyword other : keywords.subList(i + 1, keywords.size())) {
        if (k.arg().equals(other.arg())) {
          throw g.error("keyword argument repeated: " + k.arg(), other.pos());
        }
      }
    }
  }

  // super().

  private boolean isPlainSuper(Expr.Call c) {
    return c.func() instanceof Expr.Name n && n.id().equals("super") && c.args().isEmpty() && c.keywords().isEmpty() && !g.hasNamespace()
        && g.variables.resolve("super").access() == Access.GLOBAL;
  }

  private void plainSuper(Expr.Call c) {
    g.loadThreadState();
    g.assignments.loadName("super", c.func().pos());
    Variables.Variable cls = g.variables.closedOver("__class__");
    if (cls != null && cls.cell) {
      g.variables.loadCell(cls);
    } else {
      g.e.aconstNull();
    }
    if (g.info.argcount > 0) {
      g.variables.loadUnchecked(g.variables.named(g.info.varnames.getFirst()));
    } else {
      g.e.aconstNull();
    }
    g.at(c.pos());
    g.e.invoke(RuntimeHelpers.SUPER_CALL);
  }

  // Calls without stars.

  private static List<Expr> values(Expr.Call c) {
    List<Expr> all = new ArrayList<>(c.args());
    for (Keyword k : c.keywords()) {
      all.add(k.value());
    }
    return all;
  }

  private boolean anyNeedsEmptyStack(List<Expr> es) {
    return es.stream().anyMatch(g.expressions::needsEmptyStack);
  }

  private void plainCall(Expr.Call c) {
    g.expressions.gen(c.func());
    callTop(values(c), keywordNames(c.keywords()), c.pos());
  }

  private static List<String> keywordNames(List<Keyword> keywords) {
    return keywords.stream().map(Keyword::arg).toList();
  }

  /// Calls what is on the stack.
  void callTop(List<Expr> args, List<String> keywords, Position pos) {
    List<Temp> temps = null;
    if (anyNeedsEmptyStack(args)) {
      Temp callee = g.variables.temp(args.stream().anyMatch(g.unit.facts::yields));
      g.variables.store(callee);
      temps = g.expressions.toTemps(args);
      g.variables.load(callee);
      g.variables.free(callee);
    }
    g.e.dup();
    g.e.invoke(g.traced ? RuntimeHelpers.TRACE_BODY_OF : RuntimeHelpers.BODY_OF);
    g.e.swap();
    g.loadThreadState();
    g.e.swap();
    arguments(args, temps, keywords, false, pos);
  }

  /// Pushes the arguments and calls; body, thread state and callee are on the stack, and `self` in front of the
  /// arguments where there is one.
  private void arguments(List<Expr> args, List<Temp> temps, List<String> keywords, boolean self, Position pos) {
    int n = args.size() + (self ? 1 : 0);
    if (keywords.isEmpty() && n <= 4) {
      for (int i = 0; i < args.size(); i++) {
        argument(args, temps, i);
      }
      g.at(pos);
      g.e.invoke(RuntimeHelpers.BODY_CALLS[n]);
      return;
    }
    int at = 0;
    if (self) {
      int first = g.e.newLocal();
      g.e.astore(first);
      g.e.newArray(n);
      g.e.dup();
      g.e.iconst(at++);
      g.e.aload(first);
      g.e.aastore();
      g.e.freeLocal(first);
    } else {
      g.e.newArray(n);
    }
    for (int i = 0; i < args.size(); i++) {
      g.e.dup();
      g.e.iconst(at++);
      argument(args, temps, i);
      g.e.aastore();
    }
    if (keywords.isEmpty()) {
      g.e.aconstNull();
    } else {
      g.sites.pushNames(keywords);
    }
    g.at(pos);
    g.e.invoke(RuntimeHelpers.BODY_CALL);
  }

  private void argument(List<Expr> args, List<Temp> temps, int i) {
    if (temps == null) {
      g.expressions.gen(args.get(i));
    } else {
      g.variables.load(temps.get(i));
      g.variables.free(temps.get(i));
    }
  }

  private void methodCall(Expr.Call c, Expr.Attribute a) {
    List<Expr> args = values(c);
    g.expressions.gen(a.value());
    boolean spill = anyNeedsEmptyStack(args);
    Temp object = g.variables.temp(spill && args.stream().anyMatch(g.unit.facts::yields));
    g.e.dup();
    g.variables.store(object);
    g.sites.push(RuntimeHelpers.METHOD_INIT, g.mangle(a.attr()));
    g.e.swap();
    g.loadThreadState();
    g.at(a.pos());
    g.e.invoke(RuntimeHelpers.METHOD_LOAD);
    List<Temp> temps = null;
    if (spill) {
      Temp method = g.variables.temp(args.stream().anyMatch(g.unit.facts::yields));
      g.variables.store(method);
      temps = g.expressions.toTemps(args);
      g.variables.load(method);
      g.variables.free(method);
    }
    g.e.dup();
    g.e.invoke(g.traced ? RuntimeHelpers.TRACE_METHOD_BODY_OF : RuntimeHelpers.METHOD_BODY_OF);
    g.e.swap();
    g.loadThreadState();
    g.e.swap();
    g.variables.load(object);
    g.variables.free(object);
    arguments(args, temps, keywordNames(c.keywords()), true, c.pos());
  }

  // Calls with stars.

  private void starCall(Expr.Call c) {
    g.expressions.gen(c.func());
    g.e.invoke(RuntimeHelpers.ARGS_INIT);
    addArguments(c.args(), c.keywords());
    g.loadThreadState();
    g.at(c.pos());
    g.e.invoke(g.traced ? RuntimeHelpers.TRACE_ARGS_CALL : RuntimeHelpers.ARGS_CALL);
  }

  /// Adds arguments to the ArgList on the stack.
  void addArguments(List<Expr> args, List<Keyword> keywords) {
    boolean suspends = args.stream().anyMatch(g.unit.facts::yields) || keywords.stream().anyMatch(k -> g.unit.facts.yields(k.value()));
    if (g.splitWeight == 0 || suspends || args.size() + keywords.size() <= 16) {
      addHere(args, keywords);
      return;
    }
    Temp list = g.variables.temp(true);
    g.variables.store(list);
    g.pieces(args.size() + keywords.size(), false, i -> {
      g.variables.load(list);
      g.e.checkcast(RuntimeAbi.ARG_LIST);
      if (i < args.size()) {
        addHere(args.subList(i, i + 1), List.of());
      } else {
        addHere(List.of(), keywords.subList(i - args.size(), i - args.size() + 1));
      }
      g.e.pop();
    });
    g.variables.load(list);
    g.e.checkcast(RuntimeAbi.ARG_LIST);
    g.variables.free(list);
  }

  private void addHere(List<Expr> args, List<Keyword> keywords) {
    for (Expr a : args) {
      if (a instanceof Expr.Starred s) {
        beneath(s.value());
        g.loadThreadState();
        g.at(s.value().pos());
        g.e.invoke(RuntimeHelpers.ARGS_STAR);
      } else {
        beneath(a);
        g.e.invoke(RuntimeHelpers.ARGS_ADD);
      }
    }
    for (Keyword k : keywords) {
      beneath(k.value());
      if (k.arg() == null) {
        g.loadThreadState();
        g.at(k.value().pos());
        g.e.invoke(RuntimeHelpers.ARGS_MAPPING);
      } else {
        g.e.string(k.arg());
        g.e.invoke(RuntimeHelpers.ARGS_KEYWORD);
      }
    }
  }

  /// Evaluates an expression above the ArgList.
  private void beneath(Expr e) {
    if (!g.expressions.needsEmptyStack(e)) {
      g.expressions.gen(e);
      return;
    }
    Temp list = g.variables.temp(true);
    g.variables.store(list);
    g.expressions.gen(e);
    g.variables.load(list);
    g.e.checkcast(RuntimeAbi.ARG_LIST);
    g.e.swap();
    g.variables.free(list);
  }
}
