package org.atoll.syntax.ast;

/// The ASDL sum type `typeignorenode` of CPython's `Parser/Python.asdl`. A record's components are the ASDL fields in
/// order; an optional field may be null, a `*` field is an immutable list.
public sealed interface TypeIgnoreNode extends Node {

  record TypeIgnore(int lineno, String tag) implements TypeIgnoreNode {}
}
