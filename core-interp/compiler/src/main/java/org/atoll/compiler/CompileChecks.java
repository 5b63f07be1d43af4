package org.atoll.compiler;

import org.atoll.syntax.ast.BytesValue;
import org.atoll.syntax.ast.CmpOp;
import org.atoll.syntax.ast.ComplexValue;
import org.atoll.syntax.ast.EllipsisValue;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.NoneValue;
import org.atoll.syntax.ast.Position;
import org.atoll.syntax.ast.StrValue;

/// The errors and warnings about expressions that CPython's compiler gives.
final class CompileChecks {
  private final CodeGen g;

  CompileChecks(CodeGen g) {
    this.g = g;
  }

  void yieldAllowed(Position pos, boolean from) {
    String what = from ? "'yield from'" : "'yield'";
    if (g.hasNamespace()) {
      throw g.error(what + " outside function", pos);
    }
    if (from && g.isAsyncOnly()) {
      throw g.error("'yield from' inside async function", pos);
    }
  }

  void awaitAllowed(Position pos) {
    if (g.suspends && g.unit.options.topLevelAwait() && g.hasNamespace() && g.kind != CodeGen.Kind.CLASS) {
      return;
    }
    if (g.hasNamespace()) {
      throw g.error("'await' outside function", pos);
    }
    if (!g.isAsyncOnly() && g.variables.currentScope().comprehension != Scope.Comprehension.GENERATOR) {
      throw g.error("'await' outside async function", pos);
    }
  }

  /// The Python type of a constant, or null for anything else.
  static String constantType(Expr e) {
    return switch (e) {
      case Expr.Constant c -> switch (c.value()) {
        case NoneValue n -> "NoneType";
        case Boolean b -> "bool";
        case EllipsisValue v -> "ellipsis";
        case Double d -> "float";
        case ComplexValue z -> "complex";
        case String s -> "str";
        case StrValue s -> "str";
        case BytesValue b -> "bytes";
        case java.util.List<?> l -> "tuple";
        case java.util.Set<?> s -> "frozenset";
        default -> "int";
      };
      case Expr.TupleExpr t -> "tuple";
      case Expr.ListExpr l -> "list";
      case Expr.ListComp l -> "list";
      case Expr.Dict d -> "dict";
      case Expr.DictComp d -> "dict";
      case Expr.SetExpr s -> "set";
      case Expr.SetComp s -> "set";
      case Expr.GeneratorExp gen -> "generator";
      case Expr.Lambda l -> "function";
      case Expr.JoinedStr j -> "str";
      case Expr.FormattedValue f -> "str";
      case Expr.TemplateStr t -> "string.templatelib.Template";
      case Expr.Interpolation i -> "string.templatelib.Interpolation";
      default -> null;
    };
  }

  /// Warns about `is` with a literal.
  void identityWithLiteral(Expr.Compare c) {
    Expr left = c.left();
    for (int i = 0; i < c.ops().size(); i++) {
      Expr right = c.comparators().get(i);
      CmpOp op = c.ops().get(i);
      if (op == CmpOp.Is || op == CmpOp.IsNot) {
        Expr literal = isLiteral(left) ? left : isLiteral(right) ? right : null;
        if (literal != null) {
          g.unit.warn(op == CmpOp.Is ? "\"is\" with '" + constantType(literal) + "' literal. Did you mean \"==\"?"
              : "\"is not\" with '" + constantType(literal) + "' literal. Did you mean \"!=\"?", c.pos());
        }
      }
      left = right;
    }
  }

  /// A literal as it stands there: what only folding makes a constant, as `-1`, is none.
  private static boolean isLiteral(Expr e) {
    return switch (e) {
      case Expr.Constant c -> !(c.value() instanceof NoneValue) && !(c.value() instanceof Boolean) && !(c.value() instanceof EllipsisValue);
      case Expr.TupleExpr t -> t.elts().stream().allMatch(Expr.Constant.class::isInstance);
      default -> false;
    };
  }

  /// Warns about a call of what cannot be called.
  void callee(Expr.Call c) {
    switch (c.func()) {
      case Expr.Lambda l -> {
      }
      case Expr.Call k -> {
      }
      default -> {
        String type = constantType(c.func());
        if (type != null) {
          g.unit.warn("'" + type + "' object is not callable; perhaps you missed a comma?", c.pos());
        }
      }
    }
  }

  /// Warns about subscripts that cannot work.
  void subscript(Expr.Subscript s) {
    String type = constantType(s.value());
    if (type == null) {
      return;
    }
    boolean numberLike = switch (type) {
      case "NoneType", "bool", "ellipsis", "int", "float", "complex", "set", "generator", "function", "string.templatelib.Template",
          "string.templatelib.Interpolation" -> true;
      default -> false;
    };
    if (numberLike) {
      g.unit.warn("'" + type + "' object is not subscriptable; perhaps you missed a comma?", s.pos());
      return;
    }
    String index = constantType(s.slice());
    boolean indexed = type.equals("str") || type.equals("bytes") || type.equals("tuple") || type.equals("list");
    if (indexed && index != null && !index.equals("int") && !index.equals("bool")) {
      g.unit.warn(type + " indices must be integers or slices, not " + index + "; perhaps you missed a comma?", s.pos());
    }
  }
}
