package org.atoll.syntax.ast;

/// The ASDL sum type `typeparam` of CPython's `Parser/Python.asdl`. A record's components are the ASDL fields in
/// order; an optional field may be null, a `*` field is an immutable list.
public sealed interface TypeParam extends Node {
  Position pos();

  record TypeVar(String name, Expr bound, Expr default_value, Position pos) implements TypeParam {}

  record ParamSpec(String name, Expr default_value, Position pos) implements TypeParam {}

  record TypeVarTuple(String name, Expr default_value, Position pos) implements TypeParam {}
}
