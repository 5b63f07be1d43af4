package org.atoll.compiler;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.atoll.syntax.ast.Arg;
import org.atoll.syntax.ast.Arguments;
import org.atoll.syntax.ast.BytesValue;
import org.atoll.syntax.ast.CmpOp;
import org.atoll.syntax.ast.ComplexValue;
import org.atoll.syntax.ast.Comprehension;
import org.atoll.syntax.ast.EllipsisValue;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.Keyword;
import org.atoll.syntax.ast.NoneValue;
import org.atoll.syntax.ast.Operator;
import org.atoll.syntax.ast.StrValue;
import org.atoll.syntax.ast.UnaryOp;

/// Expressions back to source, for annotations that are kept as strings (`Python/ast_unparse.c`).
public final class Unparser {
  private static final int TUPLE = 0;
  private static final int TEST = 1;
  private static final int OR = 2;
  private static final int AND = 3;
  private static final int NOT = 4;
  private static final int CMP = 5;
  private static final int BITOR = 6;
  private static final int BITXOR = 7;
  private static final int BITAND = 8;
  private static final int SHIFT = 9;
  private static final int ARITH = 10;
  private static final int TERM = 11;
  private static final int FACTOR = 12;
  private static final int POWER = 13;
  private static final int AWAIT = 14;
  private static final int ATOM = 15;

  private final StringBuilder out = new StringBuilder();

  private Unparser() {}

  /// The source of an expression.
  public static String unparse(Expr e) {
    Unparser u = new Unparser();
    u.expr(e, TEST);
    return u.out.toString();
  }

  private void parens(boolean wanted, Runnable body) {
    if (wanted) {
      out.append('(');
    }
    body.run();
    if (wanted) {
      out.append(')');
    }
  }

  private void list(List<Expr> es, String open, String close) {
    out.append(open);
    for (int i = 0; i < es.size(); i++) {
      out.append(i == 0 ? "" : ", ");
      expr(es.get(i), TEST);
    }
    out.append(close);
  }

  private void expr(Expr expression, int level) {
    switch (expression) {
      case Expr.Name n -> out.append(n.id());
      case Expr.Constant c -> constant(c);
      case Expr.Attribute a -> {
        expr(a.value(), ATOM);
        if (a.value() instanceof Expr.Constant c && (c.value() instanceof Long || c.value() instanceof BigInteger)) {
          out.append(' ');
        }
        out.append('.').append(a.attr());
      }
      case Expr.Subscript s -> {
        expr(s.value(), ATOM);
        out.append('[');
        expr(s.slice(), TUPLE);
        out.append(']');
      }
      case Expr.Slice s -> slice(s);
      case Expr.Call c -> call(c);
      case Expr.BoolOp b -> {
        boolean and = b.op() == org.atoll.syntax.ast.BoolOp.And;
        int own = and ? AND : OR;
        parens(level > own, () -> joined(b.values(), and ? " and " : " or ", own + 1));
      }
      case Expr.NamedExpr n -> parens(level > TUPLE, () -> {
        expr(n.target(), ATOM);
        out.append(" := ");
        expr(n.value(), ATOM);
      });
      case Expr.BinOp b -> binary(b, level);
      case Expr.UnaryOp u -> unary(u, level);
      case Expr.Lambda l -> parens(level > TEST, () -> {
        out.append("lambda");
        arguments(l.args());
        out.append(": ");
        expr(l.body(), TEST);
      });
      case Expr.IfExp i -> parens(level > TEST, () -> {
        expr(i.body(), TEST + 1);
        out.append(" if ");
        expr(i.test(), TEST + 1);
        out.append(" else ");
        expr(i.orelse(), TEST);
      });
      case Expr.Dict d -> dict(d);
      case Expr.SetExpr s -> list(s.elts(), "{", "}");
      case Expr.ListExpr l -> list(l.elts(), "[", "]");
      case Expr.TupleExpr t -> tuple(t, level);
      case Expr.ListComp c -> comprehension("[", c.elt(), null, c.generators(), "]");
      case Expr.SetComp c -> comprehension("{", c.elt(), null, c.generators(), "}");
      case Expr.DictComp c -> comprehension("{", c.key(), c.value(), c.generators(), "}");
      case Expr.GeneratorExp c -> comprehension("(", c.elt(), null, c.generators(), ")");
      case Expr.Yield y -> {
        out.append("(yield");
        if (y.value() != null) {
          out.append(' ');
          expr(y.value(), TEST);
        }
        out.append(')');
      }
      case Expr.YieldFrom y -> {
        out.append("(yield from ");
        expr(y.value(), TEST);
        out.append(')');
      }
      case Expr.Await a -> parens(level > AWAIT, () -> {
        out.append("await ");
        expr(a.value(), ATOM);
      });
      case Expr.Compare c -> parens(level > CMP, () -> {
        expr(c.left(), CMP + 1);
        for (int i = 0; i < c.ops().size(); i++) {
          out.append(' ').append(operator(c.ops().get(i))).append(' ');
          expr(c.comparators().get(i), CMP + 1);
        }
      });
      case Expr.Starred s -> {
        out.append('*');
        expr(s.value(), BITOR);
      }
      case Expr.JoinedStr j -> formatted(j.values(), "f");
      case Expr.TemplateStr t -> formatted(t.values(), "t");
      case Expr.FormattedValue f -> formatted(List.of(f), "f");
      case Expr.Interpolation i -> formatted(List.of(i), "t");
    }
  }

  private void joined(List<Expr> es, String separator, int level) {
    for (int i = 0; i < es.size(); i++) {
      out.append(i == 0 ? "" : separator);
      expr(es.get(i), level);
    }
  }

  private void tuple(Expr.TupleExpr t, int level) {
    if (t.elts().isEmpty()) {
      out.append("()");
      return;
    }
    parens(level > TUPLE, () -> {
      joined(t.elts(), ", ", TEST);
      out.append(t.elts().size() == 1 ? "," : "");
    });
  }

  private void slice(Expr.Slice s) {
    if (s.lower() != null) {
      expr(s.lower(), TEST);
    }
    out.append(':');
    if (s.upper() != null) {
      expr(s.upper(), TEST);
    }
    if (s.step() != null) {
      out.append(':');
      expr(s.step(), TEST);
    }
  }

  private void call(Expr.Call c) {
    expr(c.func(), ATOM);
    if (c.args().size() == 1 && c.keywords().isEmpty() && c.args().getFirst() instanceof Expr.GeneratorExp) {
      expr(c.args().getFirst(), TEST);
      return;
    }
    out.append('(');
    joined(c.args(), ", ", TEST);
    boolean first = c.args().isEmpty();
    for (Keyword k : c.keywords()) {
      out.append(first ? "" : ", ").append(k.arg() == null ? "**" : k.arg() + "=");
      expr(k.value(), TEST);
      first = false;
    }
    out.append(')');
  }

  private void dict(Expr.Dict d) {
    out.append('{');
    for (int i = 0; i < d.keys().size(); i++) {
      out.append(i == 0 ? "" : ", ");
      if (d.keys().get(i) == null) {
        out.append("**");
        expr(d.values().get(i), BITOR);
      } else {
        expr(d.keys().get(i), TEST);
        out.append(": ");
        expr(d.values().get(i), TEST);
      }
    }
    out.append('}');
  }

  private void binary(Expr.BinOp b, int level) {
    int own = switch (b.op()) {
      case Add, Sub -> ARITH;
      case Mult, MatMult, Div, Mod, FloorDiv -> TERM;
      case LShift, RShift -> SHIFT;
      case BitOr -> BITOR;
      case BitXor -> BITXOR;
      case BitAnd -> BITAND;
      case Pow -> POWER;
    };
    boolean right = b.op() == Operator.Pow;
    parens(level > own, () -> {
      expr(b.left(), own + (right ? 1 : 0));
      out.append(' ').append(operator(b.op())).append(' ');
      expr(b.right(), own + (right ? 0 : 1));
    });
  }

  private void unary(Expr.UnaryOp u, int level) {
    int own = u.op() == UnaryOp.Not ? NOT : FACTOR;
    parens(level > own, () -> {
      out.append(switch (u.op()) {
        case Not -> "not ";
        case Invert -> "~";
        case UAdd -> "+";
        case USub -> "-";
      });
      expr(u.operand(), own);
    });
  }

  private static String operator(Operator op) {
    return switch (op) {
      case Add -> "+";
      case Sub -> "-";
      case Mult -> "*";
      case MatMult -> "@";
      case Div -> "/";
      case Mod -> "%";
      case Pow -> "**";
      case LShift -> "<<";
      case RShift -> ">>";
      case BitOr -> "|";
      case BitXor -> "^";
      case BitAnd -> "&";
      case FloorDiv -> "//";
    };
  }

  private static String operator(CmpOp op) {
    return switch (op) {
      case Eq -> "==";
      case NotEq -> "!=";
      case Lt -> "<";
      case LtE -> "<=";
      case Gt -> ">";
      case GtE -> ">=";
      case Is -> "is";
      case IsNot -> "is not";
      case In -> "in";
      case NotIn -> "not in";
    };
  }

  private void comprehension(String open, Expr element, Expr value, List<Comprehension> generators, String close) {
    out.append(open);
    expr(element, TEST);
    if (value != null) {
      out.append(": ");
      expr(value, TEST);
    }
    for (Comprehension c : generators) {
      out.append(c.is_async() != 0 ? " async for " : " for ");
      expr(c.target(), TUPLE);
      out.append(" in ");
      expr(c.iter(), TEST + 1);
      for (Expr test : c.ifs()) {
        out.append(" if ");
        expr(test, TEST + 1);
      }
    }
    out.append(close);
  }

  private void arguments(Arguments a) {
    String separator = " ";
    int positional = a.posonlyargs().size() + a.args().size();
    for (int i = 0; i < positional; i++) {
      Arg arg = i < a.posonlyargs().size() ? a.posonlyargs().get(i) : a.args().get(i - a.posonlyargs().size());
      separator = argument(separator, arg, defaultOf(a, i, positional));
      if (i + 1 == a.posonlyargs().size()) {
        out.append(", /");
      }
    }
    if (a.vararg() != null || !a.kwonlyargs().isEmpty()) {
      out.append(separator).append('*').append(a.vararg() == null ? "" : a.vararg().arg());
      separator = ", ";
    }
    for (int i = 0; i < a.kwonlyargs().size(); i++) {
      separator = argument(separator, a.kwonlyargs().get(i), a.kw_defaults().get(i));
    }
    if (a.kwarg() != null) {
      out.append(separator).append("**").append(a.kwarg().arg());
    }
  }

  private static Expr defaultOf(Arguments a, int i, int positional) {
    int d = i - (positional - a.defaults().size());
    return d < 0 ? null : a.defaults().get(d);
  }

  private String argument(String separator, Arg arg, Expr defaultValue) {
    out.append(separator).append(arg.arg());
    if (defaultValue != null) {
      out.append('=');
      expr(defaultValue, TEST);
    }
    return ", ";
  }

  // Constants and formatted strings.

  private void constant(Expr.Constant c) {
    if (c.kind() != null) {
      out.append(c.kind());
    }
    literal(c.value());
  }

  private void literal(Object v) {
    switch (v) {
      case NoneValue n -> out.append("None");
      case Boolean b -> out.append(b ? "True" : "False");
      case EllipsisValue e -> out.append("...");
      case Double d -> out.append(number(d));
      case ComplexValue z -> out.append(number(z.imag())).append('j');
      case String s -> out.append(quoted(s.codePoints().toArray(), false));
      case StrValue s -> out.append(quoted(s.codePoints(), false));
      case BytesValue b -> {
        int[] cps = new int[b.bytes().length];
        for (int i = 0; i < cps.length; i++) {
          cps[i] = b.bytes()[i] & 0xFF;
        }
        out.append('b').append(quoted(cps, true));
      }
      default -> out.append(v);
    }
  }

  private static String number(double d) {
    if (Double.isInfinite(d)) {
      return "1e309";
    }
    if (d == Math.rint(d) && Math.abs(d) < 1e16) {
      return java.math.BigDecimal.valueOf(d).toBigInteger() + ".0";
    }
    return Double.toString(d).replace("E-", "e-").replace("E", "e+").replace(".0e", "e");
  }

  private static String quoted(int[] cps, boolean ascii) {
    boolean single = false;
    boolean dbl = false;
    for (int c : cps) {
      single |= c == '\'';
      dbl |= c == '"';
    }
    char quote = single && !dbl ? '"' : '\'';
    StringBuilder b = new StringBuilder().append(quote);
    for (int c : cps) {
      switch (c) {
        case '\n' -> b.append("\\n");
        case '\t' -> b.append("\\t");
        case '\r' -> b.append("\\r");
        case '\\' -> b.append("\\\\");
        default -> {
          if (c == quote) {
            b.append('\\').append((char) c);
          } else if (c < 32 || c == 127 || ascii && c > 127) {
            b.append(String.format(Locale.ROOT, "\\x%02x", c));
          } else {
            b.appendCodePoint(c);
          }
        }
      }
    }
    return b.append(quote).toString();
  }

  private void formatted(List<Expr> values, String prefix) {
    Unparser inner = new Unparser();
    inner.pieces(values);
    String text = inner.out.toString();
    String q = quoted(text.codePoints().toArray(), false);
    boolean hasQuote = text.indexOf('\'') >= 0 && text.indexOf('"') >= 0;
    out.append(prefix).append(hasQuote ? "\"\"\"" + text + "\"\"\"" : q.charAt(0) + text.replace("\n", "\\n") + q.charAt(0));
  }

  private void pieces(List<Expr> values) {
    for (Expr e : values) {
      switch (e) {
        case Expr.Constant c -> out.append(String.valueOf(c.value()).replace("{", "{{").replace("}", "}}"));
        case Expr.JoinedStr j -> pieces(j.values());
        case Expr.FormattedValue f -> piece(f.value(), f.conversion(), f.format_spec());
        case Expr.Interpolation i -> piece(i.value(), i.conversion(), i.format_spec());
        default -> expr(e, TEST);
      }
    }
  }

  private void piece(Expr value, int conversion, Expr spec) {
    String text = unparseAt(value, TEST + 1);
    out.append(text.startsWith("{") ? "{ " : "{").append(text);
    if (conversion >= 0) {
      out.append('!').append((char) conversion);
    }
    if (spec != null) {
      out.append(':');
      pieces(List.of(spec));
    }
    out.append('}');
  }

  private static String unparseAt(Expr e, int level) {
    Unparser u = new Unparser();
    u.expr(e, level);
    return u.out.toString();
  }
}
