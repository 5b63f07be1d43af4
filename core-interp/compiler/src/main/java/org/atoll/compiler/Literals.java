package org.atoll.compiler;

import org.atoll.syntax.ast.EllipsisValue;
import org.atoll.syntax.ast.NoneValue;

/// Constants as Python writes them, for messages.
final class Literals {
  private Literals() {}

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
