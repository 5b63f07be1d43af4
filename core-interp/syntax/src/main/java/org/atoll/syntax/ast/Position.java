package org.atoll.syntax.ast;

/// Where a node stands in the source: lines from 1, columns from 0 **in UTF-8 bytes**, ends exclusive, as CPython's
/// `lineno, col_offset, end_lineno, end_col_offset`.
public record Position(int lineno, int colOffset, int endLineno, int endColOffset) {}
