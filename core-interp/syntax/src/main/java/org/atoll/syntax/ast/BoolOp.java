package org.atoll.syntax.ast;

/// ASDL `boolop`; the constants carry ASDL's names.
public enum BoolOp { And, Or }
