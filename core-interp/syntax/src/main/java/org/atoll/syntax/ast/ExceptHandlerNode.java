package org.atoll.syntax.ast;

import java.util.List;

/// The ASDL sum type `excepthandlernode` of CPython's `Parser/Python.asdl`. A record's components are the ASDL fields in
/// order; an optional field may be null, a `*` field is an immutable list.
public sealed interface ExceptHandlerNode extends Node {
  Position pos();

  record ExceptHandler(Expr type, String name, List<Stmt> body, Position pos) implements ExceptHandlerNode {}
}
