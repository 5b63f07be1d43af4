package org.atoll.syntax.ast;

/// ASDL `withitem(expr context_expr, expr? optional_vars)`.
public record WithItem(Expr context_expr, Expr optional_vars) implements Node {}
