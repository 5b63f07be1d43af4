package org.atoll.syntax;

import java.util.List;
import org.atoll.syntax.ast.Mod;

/// A syntax tree and the warnings met on the way to it. Immutable.
///
/// @param tree the tree
/// @param warnings in the order in which CPython would issue them
public record ParseResult(Mod tree, List<SyntaxWarning> warnings) {}
