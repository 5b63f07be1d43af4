package org.atoll.syntax.ast;

/// A node of the syntax tree, named as in CPython's `Parser/Python.asdl`. Immutable and free of any runtime state, so
/// that trees may be shared between threads.
///
/// Where ASDL's name is also a Java type that every file imports, the record adds a suffix and says so:
/// `ExprStmt` (`Expr`), `SetExpr` (`Set`), `ListExpr` (`List`), `TupleExpr` (`Tuple`).
public sealed interface Node
    permits Mod, Stmt, Expr, Pattern, ExceptHandlerNode, TypeIgnoreNode, TypeParam, Comprehension, Arguments, Arg,
        Keyword, Alias, WithItem, MatchCase {}
