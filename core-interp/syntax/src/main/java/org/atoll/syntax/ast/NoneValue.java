package org.atoll.syntax.ast;

/// The constant `None` in a syntax tree.
public enum NoneValue { NONE }
