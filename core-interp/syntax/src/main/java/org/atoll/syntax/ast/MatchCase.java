package org.atoll.syntax.ast;

import java.util.List;

/// ASDL `matchcase(pattern pattern, expr? guard, stmt* body)`.
public record MatchCase(Pattern pattern, Expr guard, List<Stmt> body) implements Node {}
