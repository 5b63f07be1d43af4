package org.atoll.compiler;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.atoll.syntax.ast.BytesValue;
import org.atoll.syntax.ast.ComplexValue;
import org.atoll.syntax.ast.EllipsisValue;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.ExprContext;
import org.atoll.syntax.ast.NoneValue;
import org.atoll.syntax.ast.Operator;
import org.atoll.syntax.ast.StrValue;
import org.atoll.syntax.ast.UnaryOp;

/// Constant folding: operators on literals, tuples of literals, `__debug__`, as far as the result stays small
/// (`Python/flowgraph.c`). What could raise or warn is left for run time.
final class ConstantFolder {
  private static final int MAX_INT_BITS = 128;
  private static final int MAX_LENGTH = 4096;
  private static final int MAX_TUPLE = 256;

  private final Map<Expr, Expr> memo = new IdentityHashMap<>();
  private final boolean debug;

  ConstantFolder(CompileOptions options) {
    this.debug = options.optimize() <= 0;
  }

  /// The expression itself or a Constant of equal value.
  Expr fold(Expr e) {
    return switch (e) {
      case Expr.BinOp b -> memo.get(b) == null ? remember(b, binary(b)) : memo.get(b);
      case Expr.UnaryOp u -> memo.get(u) == null ? remember(u, unary(u)) : memo.get(u);
      case Expr.TupleExpr t when t.ctx() == ExprContext.Load -> memo.get(t) == null ? remember(t, tuple(t)) : memo.get(t);
      case Expr.Name n when n.id().equals("__debug__") && n.ctx() == ExprContext.Load -> new Expr.Constant(debug, null, n.pos());
      case null, default -> e;
    };
  }

  private Expr remember(Expr from, Expr to) {
    memo.put(from, to);
    return to;
  }

  /// For the right side of `in`: a list of constants becomes a tuple, a set of constants a frozenset.
  Expr foldContainer(Expr e) {
    List<Expr> elts = e instanceof Expr.ListExpr l ? l.elts() : e instanceof Expr.SetExpr s ? s.elts() : null;
    if (elts == null) {
      return e;
    }
    List<Object> values = new ArrayList<>();
    for (Expr x : elts) {
      if (!(fold(x) instanceof Expr.Constant c)) {
        return e;
      }
      values.add(c.value());
    }
    if (e instanceof Expr.ListExpr) {
      return new Expr.Constant(values, null, e.pos());
    }
    Set<Object> set = new LinkedHashSet<>(values);
    return new Expr.Constant(set, null, e.pos());
  }

  private Expr tuple(Expr.TupleExpr t) {
    if (t.elts().size() > 30_000) {
      return t;
    }
    List<Object> values = new ArrayList<>(t.elts().size());
    for (Expr x : t.elts()) {
      if (!(fold(x) instanceof Expr.Constant c)) {
        return t;
      }
      values.add(c.value());
    }
    return new Expr.Constant(values, null, t.pos());
  }

  /// The truth of a constant.
  static boolean truth(Object v) {
    return switch (v) {
      case NoneValue n -> false;
      case Boolean b -> b;
      case Long l -> l != 0;
      case BigInteger b -> b.signum() != 0;
      case Double d -> d != 0;
      case ComplexValue z -> z.real() != 0 || z.imag() != 0;
      case String s -> !s.isEmpty();
      case StrValue s -> s.codePoints().length > 0;
      case BytesValue b -> b.bytes().length > 0;
      case List<?> l -> !l.isEmpty();
      case Set<?> s -> !s.isEmpty();
      case EllipsisValue x -> true;
      default -> true;
    };
  }

  private Expr unary(Expr.UnaryOp u) {
    if (!(fold(u.operand()) instanceof Expr.Constant c)) {
      return u;
    }
    Object v = c.value();
    Object result = switch (u.op()) {
      case Not -> !truth(v);
      case UAdd -> number(v) == null ? null : plain(v);
      case USub -> negate(v);
      case Invert -> v instanceof Boolean ? null : big(v) == null ? null : normal(big(v).not());
    };
    return result == null ? u : new Expr.Constant(result, null, u.pos());
  }

  private static Object plain(Object v) {
    return v instanceof Boolean b ? (Object) (b ? 1L : 0L) : v;
  }

  private static Object number(Object v) {
    return v instanceof Boolean || v instanceof Long || v instanceof BigInteger || v instanceof Double || v instanceof ComplexValue ? v : null;
  }

  private static Object negate(Object v) {
    return switch (v) {
      case Double d -> -d;
      case ComplexValue z -> new ComplexValue(-z.real(), -z.imag());
      default -> big(v) == null ? null : normal(big(v).negate());
    };
  }

  static BigInteger big(Object v) {
    return switch (v) {
      case Boolean b -> b ? BigInteger.ONE : BigInteger.ZERO;
      case Long l -> BigInteger.valueOf(l);
      case BigInteger b -> b;
      default -> null;
    };
  }

  private static Object normal(BigInteger b) {
    return b.bitLength() < 64 ? (Object) b.longValue() : b;
  }

  private Expr binary(Expr.BinOp b) {
    if (!(fold(b.left()) instanceof Expr.Constant l) || !(fold(b.right()) instanceof Expr.Constant r)) {
      return b;
    }
    Object result = compute(l.value(), b.op(), r.value());
    return result == null ? b : new Expr.Constant(result, null, b.pos());
  }

  private static Object compute(Object l, Operator op, Object r) {
    if (big(l) != null && big(r) != null) {
      return l instanceof Boolean && r instanceof Boolean ? booleans((Boolean) l, op, (Boolean) r) : integers(big(l), op, big(r));
    }
    if (real(l) && real(r)) {
      return floats(real(l, 0), op, real(r, 0));
    }
    if (number(l) != null && number(r) != null) {
      return complexes(l, op, r);
    }
    if (op == Operator.Add) {
      return concatenate(l, r);
    }
    if (op == Operator.Mult) {
      return l instanceof Long n ? repeat(r, n) : r instanceof Long m ? repeat(l, m) : null;
    }
    return null;
  }

  private static Object booleans(boolean l, Operator op, boolean r) {
    return switch (op) {
      case BitAnd -> l & r;
      case BitOr -> l | r;
      case BitXor -> l ^ r;
      default -> integers(l ? BigInteger.ONE : BigInteger.ZERO, op, r ? BigInteger.ONE : BigInteger.ZERO);
    };
  }

  private static Object integers(BigInteger l, Operator op, BigInteger r) {
    BigInteger v = switch (op) {
      case Add -> l.add(r);
      case Sub -> l.subtract(r);
      case Mult -> l.bitLength() + r.bitLength() > MAX_INT_BITS ? null : l.multiply(r);
      case FloorDiv -> r.signum() == 0 ? null : floorDivide(l, r);
      case Mod -> r.signum() == 0 ? null : l.subtract(floorDivide(l, r).multiply(r));
      case Pow -> r.signum() < 0 || r.bitLength() > 16 || (long) l.bitLength() * r.intValue() > MAX_INT_BITS ? null : l.pow(r.intValue());
      case LShift -> r.signum() < 0 || r.bitLength() > 16 || l.bitLength() + r.intValue() > MAX_INT_BITS ? null : l.shiftLeft(r.intValue());
      case RShift -> r.signum() < 0 || r.bitLength() > 31 ? null : l.shiftRight(r.intValue());
      case BitAnd -> l.and(r);
      case BitOr -> l.or(r);
      case BitXor -> l.xor(r);
      default -> null;
    };
    if (v == null) {
      boolean small = l.bitLength() < 53 && r.bitLength() < 53 && r.signum() != 0;
      return op == Operator.Div && small ? (Object) (l.doubleValue() / r.doubleValue()) : null;
    }
    return normal(v);
  }

  private static BigInteger floorDivide(BigInteger l, BigInteger r) {
    BigInteger[] qr = l.divideAndRemainder(r);
    return qr[1].signum() != 0 && qr[1].signum() != r.signum() ? qr[0].subtract(BigInteger.ONE) : qr[0];
  }

  private static boolean real(Object v) {
    return v instanceof Double || v instanceof Boolean || v instanceof Long l && Math.abs(l) < 1L << 53;
  }

  private static double real(Object v, int unused) {
    return v instanceof Double d ? d : v instanceof Boolean b ? (b ? 1 : 0) : (double) (Long) v;
  }

  private static Object floats(double l, Operator op, double r) {
    return switch (op) {
      case Add -> l + r;
      case Sub -> l - r;
      case Mult -> l * r;
      case Div -> r == 0 ? null : (Object) (l / r);
      default -> null;
    };
  }

  private static Object complexes(Object l, Operator op, Object r) {
    if (!(l instanceof ComplexValue) && !real(l) || !(r instanceof ComplexValue) && !real(r)) {
      return null;
    }
    boolean lc = l instanceof ComplexValue;
    boolean rc = r instanceof ComplexValue;
    double lr = l instanceof ComplexValue z ? z.real() : real(l, 0);
    double li = l instanceof ComplexValue z ? z.imag() : 0;
    double rr = r instanceof ComplexValue z ? z.real() : real(r, 0);
    double ri = r instanceof ComplexValue z ? z.imag() : 0;
    return switch (op) {
      case Add -> new ComplexValue(lr + rr, lc && rc ? li + ri : lc ? li : ri);
      case Sub -> new ComplexValue(lr - rr, lc && rc ? li - ri : lc ? li : -ri);
      default -> null;
    };
  }

  private static Object concatenate(Object l, Object r) {
    if (l instanceof String a && r instanceof String b && a.length() + b.length() <= MAX_LENGTH) {
      return a + b;
    }
    if (l instanceof BytesValue a && r instanceof BytesValue b && a.bytes().length + b.bytes().length <= MAX_LENGTH) {
      byte[] all = Arrays.copyOf(a.bytes(), a.bytes().length + b.bytes().length);
      System.arraycopy(b.bytes(), 0, all, a.bytes().length, b.bytes().length);
      return new BytesValue(all);
    }
    if (l instanceof List<?> a && r instanceof List<?> b && a.size() + b.size() <= MAX_TUPLE) {
      List<Object> all = new ArrayList<>(a);
      all.addAll(b);
      return all;
    }
    return null;
  }

  private static Object repeat(Object v, long n) {
    long count = Math.max(0, n);
    if (v instanceof String s && (s.isEmpty() || count <= MAX_LENGTH / s.length())) {
      return s.repeat(s.isEmpty() ? 0 : (int) count);
    }
    if (v instanceof BytesValue b && (b.bytes().length == 0 || count <= MAX_LENGTH / b.bytes().length)) {
      int len = b.bytes().length;
      byte[] all = new byte[len == 0 ? 0 : len * (int) count];
      for (int i = 0; i < all.length; i++) {
        all[i] = b.bytes()[i % len];
      }
      return new BytesValue(all);
    }
    if (v instanceof List<?> l && (l.isEmpty() || count <= MAX_TUPLE / l.size())) {
      List<Object> all = new ArrayList<>();
      for (int i = 0; i < count && !l.isEmpty(); i++) {
        all.addAll(l);
      }
      return all;
    }
    return null;
  }
}
