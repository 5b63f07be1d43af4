package org.atoll.compiler;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.atoll.syntax.ast.Comprehension;
import org.atoll.syntax.ast.ExceptHandlerNode;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.Node;
import org.atoll.syntax.ast.Stmt;

/// What code generation wants to know about subtrees before it visits them; computed once for each node.
final class TreeFacts {
  /// Functions that mention one of these get a frame whose variables can be read and written from outside.
  private static final Set<String> FRAME_NAMES =
      Set.of("locals", "vars", "dir", "eval", "exec", "_getframe", "currentframe", "breakpoint", "set_trace");

  /// Functions that mention one of these may want to see their own next lines.
  private static final Set<String> TRACER_NAMES = Set.of("breakpoint", "set_trace", "f_trace");

  private record Facts(boolean yields, boolean comprehension, boolean handlers, boolean frameNames, boolean tracers, boolean unbinds, boolean grows,
      int weight) {}

  private static final Facts CONSTANT = new Facts(false, false, false, false, false, false, false, 4);
  private static final Facts NAME = new Facts(false, false, false, false, false, false, false, 8);

  private final Map<Node, Facts> facts = new IdentityHashMap<>();

  /// Whether evaluating `node` may suspend the frame.
  boolean yields(Node node) {
    return node != null && of(node).yields;
  }

  /// Whether running a comprehension may suspend the frame.
  boolean yieldsAnywhere(List<Comprehension> generators, Expr element, Expr value) {
    for (Comprehension c : generators) {
      if (yields(c)) {
        return true;
      }
    }
    return yields(element) || yields(value);
  }

  /// Whether `node` must be evaluated with nothing else on the JVM's operand stack: because the frame may be suspended
  /// there, or because it holds a loop, which HotSpot cannot replace on the stack otherwise.
  boolean needsEmptyStack(Node node) {
    if (node == null || node instanceof Expr.Name || node instanceof Expr.Constant) {
      return false;
    }
    Facts f = of(node);
    return f.yields || f.comprehension;
  }

  /// Whether there is a statement that handles exceptions.
  boolean handlers(List<? extends Node> nodes) {
    for (Node n : nodes) {
      if (of(n).handlers) {
        return true;
      }
    }
    return false;
  }

  boolean frameNames(List<? extends Node> nodes) {
    for (Node n : nodes) {
      if (of(n).frameNames) {
        return true;
      }
    }
    return false;
  }

  /// Whether a debugger may be started here.
  boolean tracers(List<? extends Node> nodes) {
    for (Node n : nodes) {
      if (of(n).tracers) {
        return true;
      }
    }
    return false;
  }

  /// Whether a variable may be unbound: by `del`, or at the end of an exception handler.
  boolean unbinds(List<? extends Node> nodes) {
    for (Node n : nodes) {
      if (of(n).unbinds) {
        return true;
      }
    }
    return false;
  }

  /// Whether text may be appended to a variable.
  boolean grows(List<? extends Node> nodes) {
    for (Node n : nodes) {
      if (of(n).grows) {
        return true;
      }
    }
    return false;
  }

  /// A rough measure of the bytecode that a subtree needs.
  int weight(Node n) {
    return of(n).weight;
  }

  private Facts of(Node node) {
    // Of what there is most, without an entry each.
    if (node instanceof Expr.Constant) {
      return CONSTANT;
    }
    if (node instanceof Expr.Name n && !FRAME_NAMES.contains(n.id()) && !TRACER_NAMES.contains(n.id())) {
      return NAME;
    }
    Facts f = facts.get(node);
    if (f == null) {
      f = compute(node);
      facts.put(node, f);
    }
    return f;
  }

  private Facts compute(Node node) {
    boolean[] any = new boolean[7];
    int[] weight = {own(node)};
    Walker.children(node, c -> {
      Facts f = of(c);
      any[0] |= f.yields;
      any[1] |= f.comprehension;
      any[2] |= f.handlers;
      any[3] |= f.frameNames;
      any[4] |= f.tracers;
      any[5] |= f.unbinds;
      any[6] |= f.grows;
      weight[0] += f.weight;
    });
    switch (node) {
      case Expr.Yield y -> any[0] = true;
      case Expr.YieldFrom y -> any[0] = true;
      case Expr.Await a -> any[0] = true;
      case Expr.ListComp c -> any[1] = true;
      case Expr.SetComp c -> any[1] = true;
      case Expr.DictComp c -> any[1] = true;
      case Comprehension c -> {
        any[0] |= c.is_async() != 0;
        any[2] |= c.is_async() != 0;
      }
      case Stmt.AsyncFor a -> {
        any[0] = true;
        any[2] = true;
      }
      case Stmt.AsyncWith a -> {
        any[0] = true;
        any[2] = true;
      }
      case Stmt.Delete d -> any[5] = true;
      case ExceptHandlerNode.ExceptHandler h -> any[5] |= h.name() != null;
      case Stmt.AugAssign a -> any[6] |= Variables.mayAppendText(a);
      case Stmt.With w -> any[2] = true;
      case Stmt.Try t -> any[2] = true;
      case Stmt.TryStar t -> any[2] = true;
      case Expr.Name n -> {
        any[3] = FRAME_NAMES.contains(n.id());
        any[4] = TRACER_NAMES.contains(n.id());
      }
      case Expr.Attribute a -> {
        any[3] |= FRAME_NAMES.contains(a.attr());
        any[4] |= TRACER_NAMES.contains(a.attr());
      }
      default -> {
      }
    }
    return new Facts(any[0], any[1], any[2], any[3], any[4], any[5], any[6], weight[0]);
  }

  private static int own(Node node) {
    return switch (node) {
      case Expr.Name n -> 8;
      case Expr.Constant c -> 4;
      case Expr.Call c -> 20;
      case Expr.Attribute a -> 14;
      case Stmt.FunctionDef f -> 45;
      case Stmt.AsyncFunctionDef f -> 45;
      case Stmt.ClassDef f -> 55;
      case Stmt.With w -> 120;
      case Stmt.Try t -> 60 + 40 * t.handlers().size();
      case Stmt.For f -> 40;
      case Stmt.Import i -> 30 * i.names().size();
      case Stmt.ImportFrom i -> 30 * (i.names().size() + 1);
      default -> 12;
    };
  }
}
