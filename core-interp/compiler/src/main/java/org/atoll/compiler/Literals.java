package org.atoll.compiler;

import org.atoll.syntax.ast.ComplexValue;
import org.atoll.syntax.ast.EllipsisValue;
import org.atoll.syntax.ast.NoneValue;

/// Constants as Python writes them, for messages.
final class Literals {
  private Literals() {}

  /// One value for all constants that compare equal in Python, as `0`, `False` and `0.0` do.
  static Object normalized(Object v) {
    return switch (v) {
      case Boolean b -> b ? 1L : 0L;
      case ComplexValue z when z.imag() == 0 -> normalized(z.real());
      case Double d when d == Math.rint(d) && Math.abs(d) < 1e18 -> (long) (double) d;
      default -> v;
    };
  }

  static String repr(Object v) {
    return switch (v) {
      case NoneValue n -> "None";
      case Boolean b -> b ? "True" : "False";
      case EllipsisValue e -> "Ellipsis";
      case String s -> (s.contains("'") && !s.contains("\"") ? "\"" + s + "\"" : "'" + s.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'");
      default -> v.toString();
    };
  }
}
