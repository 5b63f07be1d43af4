package org.atoll.syntax;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;

/// One token of Python source: its type, its byte range in the source and its position. Lines count from 1, columns
/// from 0 in UTF-8 bytes, ends are exclusive. `text` is set for names
/// (interned within one tokenizer), and for tokens that are refused with a message of their own.
final class PyToken implements Token {
  int type;
  final int start;
  final int end;
  final int line;
  final int col;
  final int endLine;
  final int endCol;
  String text;
  int index;

  PyToken(int type, int start, int end, int line, int col, int endLine, int endCol) {
    this.type = type;
    this.start = start;
    this.end = end;
    this.line = line;
    this.col = col;
    this.endLine = endLine;
    this.endCol = endCol;
  }

  @Override
  public String getText() {
    return text;
  }

  @Override
  public int getType() {
    return type;
  }

  @Override
  public int getLine() {
    return line;
  }

  @Override
  public int getCharPositionInLine() {
    return col;
  }

  @Override
  public int getChannel() {
    return DEFAULT_CHANNEL;
  }

  @Override
  public int getTokenIndex() {
    return index;
  }

  @Override
  public int getStartIndex() {
    return start;
  }

  @Override
  public int getStopIndex() {
    return end - 1;
  }

  @Override
  public TokenSource getTokenSource() {
    return null;
  }

  @Override
  public CharStream getInputStream() {
    return null;
  }

  @Override
  public String toString() {
    return type + "@" + line + ":" + col + (text == null ? "" : "(" + text + ")");
  }
}
