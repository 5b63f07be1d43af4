package org.atoll.compiler;

import org.atoll.syntax.ast.Position;

/// A SyntaxWarning that the compiler found.
public record CompileWarning(String message, Position position) {}
