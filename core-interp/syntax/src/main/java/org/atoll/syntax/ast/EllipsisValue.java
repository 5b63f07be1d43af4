package org.atoll.syntax.ast;

/// The constant `...` in a syntax tree.
public enum EllipsisValue { ELLIPSIS }
