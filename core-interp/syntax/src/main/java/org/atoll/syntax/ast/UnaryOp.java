package org.atoll.syntax.ast;

/// ASDL `unaryop`; the constants carry ASDL's names.
public enum UnaryOp { Invert, Not, UAdd, USub }
