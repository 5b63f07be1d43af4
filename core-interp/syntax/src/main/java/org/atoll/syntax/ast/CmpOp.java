package org.atoll.syntax.ast;

/// ASDL `cmpop`; the constants carry ASDL's names.
public enum CmpOp { Eq, NotEq, Lt, LtE, Gt, GtE, Is, IsNot, In, NotIn }
