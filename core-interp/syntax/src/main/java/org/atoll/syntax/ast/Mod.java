package org.atoll.syntax.ast;

import java.util.List;

/// The ASDL sum type `mod` of CPython's `Parser/Python.asdl`. A record's components are the ASDL fields in
/// order; an optional field may be null, a `*` field is an immutable list.
public sealed interface Mod extends Node {

  record Module(List<Stmt> body, List<TypeIgnoreNode.TypeIgnore> type_ignores) implements Mod {}

  record Interactive(List<Stmt> body) implements Mod {}

  record Expression(Expr body) implements Mod {}

  record FunctionType(List<Expr> argtypes, Expr returns) implements Mod {}
}
