package org.atoll.compiler;

import java.lang.reflect.RecordComponent;
import java.util.List;
import org.atoll.syntax.ast.Arguments;
import org.atoll.syntax.ast.Comprehension;
import org.atoll.syntax.ast.ExceptHandlerNode.ExceptHandler;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.Mod;
import org.atoll.syntax.ast.Node;
import org.atoll.syntax.ast.Operator;
import org.atoll.syntax.ast.Position;
import org.atoll.syntax.ast.Stmt;
import org.atoll.syntax.ast.TypeParam;

/// The `feature_version` of `ast.parse`: refuses syntax that a given Python did not have yet. Like CPython's it is done as
/// far as it is easy: what shows in the tree is found. Walks the tree by reflection, as it is used rarely.
public final class FeatureVersion {
  private final int minor;
  private String feature;
  private int since;
  private Position place;

  private FeatureVersion(int minor) {
    this.minor = minor;
  }

  /// @param minor the 9 of Python 3.9
  /// @throws CompileError for the first place with newer syntax
  public static void check(Mod tree, int minor) {
    FeatureVersion v = new FeatureVersion(minor);
    v.walk(tree, null);
    if (v.feature != null) {
      throw new CompileError(v.feature + " only supported in Python 3." + v.since + " and greater", v.place);
    }
  }

  private void needs(int version, String what, Position at) {
    boolean earlier = place == null || at.lineno() < place.lineno() || at.lineno() == place.lineno() && at.colOffset() < place.colOffset();
    if (minor < version && earlier) {
      feature = what;
      since = version;
      place = at;
    }
  }

  private void walk(Object value, Position outer) {
    switch (value) {
      case List<?> list -> list.forEach(item -> walk(item, outer));
      case Node n -> {
        Position pos = outer;
        try {
          RecordComponent[] parts = n.getClass().getRecordComponents();
          for (RecordComponent c : parts) {
            if (c.getType() == Position.class) {
              pos = (Position) c.getAccessor().invoke(n);
            }
          }
          look(n, pos);
          for (RecordComponent c : parts) {
            walk(c.getAccessor().invoke(n), pos);
          }
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException(e);
        }
      }
      case null, default -> {
      }
    }
  }

  private void look(Node n, Position at) {
    switch (n) {
      case Stmt.AsyncFunctionDef s -> {
        needs(5, "Async functions are", at);
        typeParameters(s.type_params(), at);
      }
      case Stmt.FunctionDef s -> typeParameters(s.type_params(), at);
      case Stmt.ClassDef s -> typeParameters(s.type_params(), at);
      case Stmt.TypeAlias s -> needs(12, "Type statement is", at);
      case Stmt.AsyncFor s -> needs(5, "Async for loops are", at);
      case Stmt.AsyncWith s -> needs(5, "Async with statements are", at);
      case Stmt.AnnAssign s -> needs(6, "Variable annotation syntax is", at);
      case Stmt.Match s -> needs(10, "Pattern matching is", at);
      case Stmt.TryStar s -> needs(11, "Exception groups are", s.handlers().isEmpty() ? at : s.handlers().getFirst().pos());
      case ExceptHandler h when h.type() instanceof Expr.TupleExpr t && !t.elts().isEmpty() && isBare(t) ->
          needs(14, "except expressions without parentheses are", at);
      case Expr.Await e -> needs(5, "Await expressions are", at);
      case Expr.NamedExpr e -> needs(8, "Assignment expressions are", at);
      case Expr.TemplateStr e -> needs(14, "t-strings are", at);
      case Expr.BinOp e when e.op() == Operator.MatMult -> needs(5, "The '@' operator is", at);
      case Stmt.AugAssign s when s.op() == Operator.MatMult -> needs(5, "The '@' operator is", at);
      case Comprehension c when c.is_async() != 0 -> needs(6, "Async comprehensions are", at);
      case Arguments a when !a.posonlyargs().isEmpty() -> needs(8, "Positional-only parameters are", a.posonlyargs().getFirst().pos());
      case TypeParam.TypeVar p when p.default_value() != null -> needs(13, "Type parameter defaults are", at);
      case TypeParam.ParamSpec p when p.default_value() != null -> needs(13, "Type parameter defaults are", at);
      case TypeParam.TypeVarTuple p when p.default_value() != null -> needs(13, "Type parameter defaults are", at);
      default -> {
      }
    }
  }

  private void typeParameters(List<TypeParam> params, Position at) {
    if (!params.isEmpty()) {
      needs(12, "Type parameter lists are", at);
    }
  }

  /// Whether a tuple is written without parentheses: it begins where its first item does.
  private static boolean isBare(Expr.TupleExpr t) {
    Position first = t.elts().getFirst().pos();
    return t.pos().lineno() == first.lineno() && t.pos().colOffset() == first.colOffset();
  }
}
