package org.atoll.syntax.ast;

/// ASDL `keyword(identifier? arg, expr value)`.
public record Keyword(String arg, Expr value, Position pos) implements Node {}
