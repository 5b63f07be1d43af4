package org.atoll.syntax.ast;

/// ASDL `alias(identifier name, identifier? asname)`.
public record Alias(String name, String asname, Position pos) implements Node {}
