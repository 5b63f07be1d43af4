package org.atoll.syntax;

import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.Interval;

/// The tokens of one source, all made in advance, as the stream that the generated parser reads. The last token is
/// always the end marker, which is never consumed. Not thread-safe; owned by one parse.
final class TokenList implements TokenStream {
  final PyToken[] tokens;
  final int size;
  private int p;

  TokenList(PyToken[] tokens, int size) {
    this.tokens = tokens;
    this.size = size;
  }

  PyToken current() {
    return tokens[p];
  }

  PyToken previous() {
    return tokens[p - 1];
  }

  @Override
  public void consume() {
    if (p < size - 1) {
      p++;
    }
  }

  @Override
  public int LA(int i) {
    return i == 1 ? tokens[p].type : LT(i).getType();
  }

  @Override
  public PyToken LT(int k) {
    int i = k > 0 ? p + k - 1 : p + k;
    return i < 0 ? null : tokens[Math.min(i, size - 1)];
  }

  @Override
  public PyToken get(int index) {
    return tokens[index];
  }

  @Override
  public int index() {
    return p;
  }

  @Override
  public void seek(int index) {
    p = index;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int mark() {
    return 0;
  }

  @Override
  public void release(int marker) {}

  @Override
  public TokenSource getTokenSource() {
    return null;
  }

  @Override
  public String getSourceName() {
    return UNKNOWN_SOURCE_NAME;
  }

  @Override
  public String getText(Interval interval) {
    return "";
  }

  @Override
  public String getText() {
    return "";
  }

  @Override
  public String getText(RuleContext ctx) {
    return "";
  }

  @Override
  public String getText(Token start, Token stop) {
    return "";
  }
}
