package org.atoll.syntax.ast;

/// ASDL `operator`; the constants carry ASDL's names.
public enum Operator { Add, Sub, Mult, MatMult, Div, Mod, Pow, LShift, RShift, BitOr, BitXor, BitAnd, FloorDiv }
