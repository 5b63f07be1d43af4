package org.atoll.compiler;

import java.util.List;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.StrValue;
import org.atoll.syntax.ast.Stmt;

/// Docstrings: found, and freed of their indentation as CPython's compiler does since 3.13.
final class Docstrings {
  private static final int TAB = 8;

  private Docstrings() {}

  /// The docstring of a body, or null.
  static Object of(List<Stmt> body) {
    if (body.isEmpty() || !(body.getFirst() instanceof Stmt.ExprStmt e) || !(e.value() instanceof Expr.Constant c)) {
      return null;
    }
    return switch (c.value()) {
      case String s -> clean(s);
      case StrValue s -> s;
      default -> null;
    };
  }

  /// The body without its docstring.
  static List<Stmt> after(List<Stmt> body) {
    return of(body) == null ? body : body.subList(1, body.size());
  }

  static String clean(String doc) {
    String expanded = doc.indexOf('\t') < 0 ? doc : expandTabs(doc);
    String[] lines = expanded.split("\n", -1);
    int margin = Integer.MAX_VALUE;
    for (int i = 1; i < lines.length; i++) {
      int indent = spaces(lines[i]);
      if (indent < lines[i].length()) {
        margin = Math.min(margin, indent);
      }
    }
    if (margin == Integer.MAX_VALUE) {
      margin = 0;
    }
    StringBuilder b = new StringBuilder(lines[0].substring(spaces(lines[0])));
    for (int i = 1; i < lines.length; i++) {
      b.append('\n').append(lines[i].substring(Math.min(margin, spaces(lines[i]))));
    }
    return b.toString();
  }

  private static int spaces(String line) {
    int n = 0;
    while (n < line.length() && line.charAt(n) == ' ') {
      n++;
    }
    return n;
  }

  private static String expandTabs(String s) {
    StringBuilder b = new StringBuilder();
    int column = 0;
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c == '\t') {
        int n = TAB - column % TAB;
        b.repeat(' ', n);
        column += n;
      } else {
        b.append(c);
        column = c == '\n' || c == '\r' ? 0 : column + 1;
      }
    }
    return b.toString();
  }
}
