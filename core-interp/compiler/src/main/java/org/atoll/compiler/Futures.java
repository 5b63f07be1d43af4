package org.atoll.compiler;

import java.util.List;
import org.atoll.syntax.ast.Alias;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.Mod;
import org.atoll.syntax.ast.Stmt;
import org.atoll.syntax.ast.StrValue;

/// The `from __future__` statements of a module (`Python/future.c`).
final class Futures {
  private Futures() {}

  /// The `CO_FUTURE_...` flags that a program switches on. Throws [CompileError] for unknown features and late statements.
  static int of(Mod tree) {
    List<Stmt> body = switch (tree) {
      case Mod.Module m -> m.body();
      case Mod.Interactive m -> m.body();
      default -> List.of();
    };
    int features = 0;
    boolean done = false;
    boolean first = true;
    for (Stmt s : body) {
      if (s instanceof Stmt.ImportFrom i && i.level() == 0 && "__future__".equals(i.module())) {
        if (done) {
          throw new CompileError("from __future__ imports must occur at the beginning of the file", s.pos());
        }
        for (Alias a : i.names()) {
          features |= feature(a);
        }
      } else if (!first || !isDocstring(s)) {
        done = true;
      }
      first = false;
    }
    return features;
  }

  private static boolean isDocstring(Stmt s) {
    return s instanceof Stmt.ExprStmt e && e.value() instanceof Expr.Constant c && (c.value() instanceof String || c.value() instanceof StrValue);
  }

  private static int feature(Alias a) {
    return switch (a.name()) {
      case "nested_scopes", "generators", "division", "absolute_import", "with_statement", "print_function", "unicode_literals", "generator_stop" -> 0;
      case "barry_as_FLUFL" -> CompileOptions.FUTURE_BARRY_AS_BDFL;
      case "annotations" -> CompileOptions.FUTURE_ANNOTATIONS;
      case "braces" -> throw new CompileError("not a chance", a.pos());
      default -> throw new CompileError("future feature " + a.name() + " is not defined", a.pos());
    };
  }
}
