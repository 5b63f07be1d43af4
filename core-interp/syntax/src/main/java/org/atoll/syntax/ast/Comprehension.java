package org.atoll.syntax.ast;

import java.util.List;

/// ASDL `comprehension(expr target, expr iter, expr* ifs, int is_async)`.
public record Comprehension(Expr target, Expr iter, List<Expr> ifs, int is_async) implements Node {}
