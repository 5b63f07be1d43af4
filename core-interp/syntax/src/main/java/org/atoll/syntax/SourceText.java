package org.atoll.syntax;

import java.nio.charset.StandardCharsets;

/// The source of one parse as UTF-8 bytes with `\n` line ends, followed by zero bytes, so that the tokenizer may look
/// ahead without bounds checks. Makes the exceptions, since it knows the lines. Owned by one parse.
final class SourceText {
  /// Zero bytes after the end.
  static final int PADDING = 8;

  /// An end column that stands for "unknown": -1 in CPython's exception.
  static final int NO_END = -2;

  final byte[] bytes;
  final int length;
  final String filename;

  SourceText(byte[] bytes, int length, String filename) {
    this.bytes = bytes;
    this.length = length;
    this.filename = filename;
  }

  /// The text of a byte range.
  String text(int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  /// The byte offset at which a line (from 1) begins, or the length where there is no such line.
  int lineStart(int line) {
    int p = 0;
    for (int n = 1; n < line && p < length; p++) {
      if (bytes[p] == '\n') {
        n++;
      }
    }
    return p;
  }

  /// The byte offset just after the line that begins at `start`, its newline included.
  int lineEnd(int start) {
    int p = start;
    while (p < length && bytes[p] != '\n') {
      p++;
    }
    return Math.min(p + 1, length);
  }

  /// The column in characters (from 0) of a byte column of the line beginning at `lineStart`.
  int charColumn(int lineStart, int byteColumn) {
    int chars = 0;
    int end = Math.min(lineStart + byteColumn, length);
    for (int p = lineStart; p < end; p++) {
      if ((bytes[p] & 0xC0) != 0x80) {
        chars++;
      }
    }
    return chars + Math.max(0, lineStart + byteColumn - end);
  }

  /// An error that covers a range, columns in UTF-8 bytes from 0; a column of -1 becomes 0 in the exception.
  PythonSyntaxException error(PythonSyntaxException.Kind kind, String message, int line, int col, int endLine,
      int endCol, boolean incomplete) {
    int start = lineStart(line);
    int lineEnd = lineEnd(start);
    String text = line == 0 ? null : text(start, lineEnd);
    int offset = col < 0 ? 0 : charColumn(start, col) + 1;
    int endOffset = endCol < 0 ? endCol + 1
        : endLine == line ? charColumn(start, endCol) + 1
        : Math.min(endCol + 1, charColumn(start, lineEnd - start));
    return new PythonSyntaxException(kind, message, filename, line, offset, endLine, endOffset, text, incomplete);
  }
}
