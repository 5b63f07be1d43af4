package org.atoll.syntax.ast;

/// ASDL `expr_context`; the constants carry ASDL's names.
public enum ExprContext { Load, Store, Del }
