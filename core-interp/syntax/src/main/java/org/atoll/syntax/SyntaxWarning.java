package org.atoll.syntax;

/// A warning of the tokenizer or the parser (an invalid escape sequence, a number that runs into a keyword): what
/// CPython issues as SyntaxWarning with this message at this line. Columns count UTF-8 bytes from 0.
///
/// @param message the text of the warning
/// @param lineno the line, from 1
/// @param colOffset the column of its start
/// @param endColOffset the column of its end
public record SyntaxWarning(String message, int lineno, int colOffset, int endColOffset) {}
