package org.atoll.syntax.ast;

import java.util.List;

/// The ASDL sum type `stmt` of CPython's `Parser/Python.asdl`. A record's components are the ASDL fields in
/// order; an optional field may be null, a `*` field is an immutable list.
public sealed interface Stmt extends Node {
  Position pos();

  record FunctionDef(String name, Arguments args, List<Stmt> body, List<Expr> decorator_list, Expr returns, String type_comment, List<TypeParam> type_params, Position pos) implements Stmt {}

  record AsyncFunctionDef(String name, Arguments args, List<Stmt> body, List<Expr> decorator_list, Expr returns, String type_comment, List<TypeParam> type_params, Position pos) implements Stmt {}

  record ClassDef(String name, List<Expr> bases, List<Keyword> keywords, List<Stmt> body, List<Expr> decorator_list, List<TypeParam> type_params, Position pos) implements Stmt {}

  record Return(Expr value, Position pos) implements Stmt {}

  record Delete(List<Expr> targets, Position pos) implements Stmt {}

  record Assign(List<Expr> targets, Expr value, String type_comment, Position pos) implements Stmt {}

  record TypeAlias(Expr name, List<TypeParam> type_params, Expr value, Position pos) implements Stmt {}

  record AugAssign(Expr target, Operator op, Expr value, Position pos) implements Stmt {}

  record AnnAssign(Expr target, Expr annotation, Expr value, int simple, Position pos) implements Stmt {}

  record For(Expr target, Expr iter, List<Stmt> body, List<Stmt> orelse, String type_comment, Position pos) implements Stmt {}

  record AsyncFor(Expr target, Expr iter, List<Stmt> body, List<Stmt> orelse, String type_comment, Position pos) implements Stmt {}

  record While(Expr test, List<Stmt> body, List<Stmt> orelse, Position pos) implements Stmt {}

  record If(Expr test, List<Stmt> body, List<Stmt> orelse, Position pos) implements Stmt {}

  record With(List<WithItem> items, List<Stmt> body, String type_comment, Position pos) implements Stmt {}

  record AsyncWith(List<WithItem> items, List<Stmt> body, String type_comment, Position pos) implements Stmt {}

  record Match(Expr subject, List<MatchCase> cases, Position pos) implements Stmt {}

  record Raise(Expr exc, Expr cause, Position pos) implements Stmt {}

  record Try(List<Stmt> body, List<ExceptHandlerNode.ExceptHandler> handlers, List<Stmt> orelse, List<Stmt> finalbody, Position pos) implements Stmt {}

  record TryStar(List<Stmt> body, List<ExceptHandlerNode.ExceptHandler> handlers, List<Stmt> orelse, List<Stmt> finalbody, Position pos) implements Stmt {}

  record Assert(Expr test, Expr msg, Position pos) implements Stmt {}

  record Import(List<Alias> names, Position pos) implements Stmt {}

  record ImportFrom(String module, List<Alias> names, int level, Position pos) implements Stmt {}

  record Global(List<String> names, Position pos) implements Stmt {}

  record Nonlocal(List<String> names, Position pos) implements Stmt {}

  /// ASDL `Expr`.
  record ExprStmt(Expr value, Position pos) implements Stmt {}

  record Pass(Position pos) implements Stmt {}

  record Break(Position pos) implements Stmt {}

  record Continue(Position pos) implements Stmt {}
}
