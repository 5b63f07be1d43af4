package org.atoll.syntax.ast;

/// ASDL `arg(identifier arg, expr? annotation, string? type_comment)`.
public record Arg(String arg, Expr annotation, String type_comment, Position pos) implements Node {}
