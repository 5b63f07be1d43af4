package org.atoll.syntax.ast;

import java.util.List;

/// The ASDL sum type `expr` of CPython's `Parser/Python.asdl`. A record's components are the ASDL fields in
/// order; an optional field may be null, a `*` field is an immutable list (whose elements may be null where ASDL says `?*`).
public sealed interface Expr extends Node {
  Position pos();

  record BoolOp(org.atoll.syntax.ast.BoolOp op, List<Expr> values, Position pos) implements Expr {}

  record NamedExpr(Expr target, Expr value, Position pos) implements Expr {}

  record BinOp(Expr left, Operator op, Expr right, Position pos) implements Expr {}

  record UnaryOp(org.atoll.syntax.ast.UnaryOp op, Expr operand, Position pos) implements Expr {}

  record Lambda(Arguments args, Expr body, Position pos) implements Expr {}

  record IfExp(Expr test, Expr body, Expr orelse, Position pos) implements Expr {}

  record Dict(List<Expr> keys, List<Expr> values, Position pos) implements Expr {}

  /// ASDL `Set`.
  record SetExpr(List<Expr> elts, Position pos) implements Expr {}

  record ListComp(Expr elt, List<Comprehension> generators, Position pos) implements Expr {}

  record SetComp(Expr elt, List<Comprehension> generators, Position pos) implements Expr {}

  record DictComp(Expr key, Expr value, List<Comprehension> generators, Position pos) implements Expr {}

  record GeneratorExp(Expr elt, List<Comprehension> generators, Position pos) implements Expr {}

  record Await(Expr value, Position pos) implements Expr {}

  record Yield(Expr value, Position pos) implements Expr {}

  record YieldFrom(Expr value, Position pos) implements Expr {}

  record Compare(Expr left, List<CmpOp> ops, List<Expr> comparators, Position pos) implements Expr {}

  record Call(Expr func, List<Expr> args, List<Keyword> keywords, Position pos) implements Expr {}

  record FormattedValue(Expr value, int conversion, Expr format_spec, Position pos) implements Expr {}

  record Interpolation(Expr value, Object str, int conversion, Expr format_spec, Position pos) implements Expr {}

  record JoinedStr(List<Expr> values, Position pos) implements Expr {}

  record TemplateStr(List<Expr> values, Position pos) implements Expr {}

  record Constant(Object value, String kind, Position pos) implements Expr {}

  record Attribute(Expr value, String attr, ExprContext ctx, Position pos) implements Expr {}

  record Subscript(Expr value, Expr slice, ExprContext ctx, Position pos) implements Expr {}

  record Starred(Expr value, ExprContext ctx, Position pos) implements Expr {}

  record Name(String id, ExprContext ctx, Position pos) implements Expr {}

  /// ASDL `List`.
  record ListExpr(List<Expr> elts, ExprContext ctx, Position pos) implements Expr {}

  /// ASDL `Tuple`.
  record TupleExpr(List<Expr> elts, ExprContext ctx, Position pos) implements Expr {}

  record Slice(Expr lower, Expr upper, Expr step, Position pos) implements Expr {}
}
