package org.atoll.runtime.modules.io;

import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.text.TextBuilder;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// Universal newlines: finds out which line ends a text uses and turns them into `\n`. Guarded by the GIL.
final class Newlines {
  private static final int SEEN_CR = 1;
  private static final int SEEN_LF = 2;
  private static final int SEEN_CRLF = 4;

  final boolean translate;
  /// Whether the last piece ended with a `\r` that has been kept back.
  boolean pendingCr;
  private int seen;

  Newlines(boolean translate) {
    this.translate = translate;
  }

  void reset() {
    pendingCr = false;
    seen = 0;
  }

  /// The next piece of text, `last` if nothing follows.
  Object feed(Object text, boolean last) {
    Object s = text;
    if (pendingCr && (last || PyUnicode.length(s) > 0)) {
      s = PyUnicode.concat("\r", s);
      pendingCr = false;
    }
    int n = PyUnicode.length(s);
    if (!last && n > 0 && PyUnicode.codePointAt(s, n - 1) == '\r') {
      s = TextPiece.slice(s, 0, n - 1);
      pendingCr = true;
    }
    return s instanceof String plain ? feedPlain(plain) : feedWide(s);
  }

  private Object feedPlain(String s) {
    int cr = s.indexOf('\r');
    if (cr < 0) {
      if ((seen & SEEN_LF) == 0 && s.indexOf('\n') >= 0) {
        seen |= SEEN_LF;
      }
      return s;
    }
    StringBuilder out = translate ? new StringBuilder(s.length()) : null;
    int from = 0;
    for (; cr >= 0; cr = s.indexOf('\r', from)) {
      noteLineFeed(s, from, cr);
      boolean crlf = cr + 1 < s.length() && s.charAt(cr + 1) == '\n';
      seen |= crlf ? SEEN_CRLF : SEEN_CR;
      if (translate) {
        out.append(s, from, cr).append('\n');
      }
      from = cr + (crlf ? 2 : 1);
    }
    noteLineFeed(s, from, s.length());
    return translate ? out.append(s, from, s.length()).toString() : s;
  }

  private void noteLineFeed(String s, int from, int to) {
    if ((seen & SEEN_LF) == 0) {
      int lf = s.indexOf('\n', from);
      if (lf >= 0 && lf < to) {
        seen |= SEEN_LF;
      }
    }
  }

  private Object feedWide(Object s) {
    CodePoints p = PyUnicode.view(s);
    TextBuilder out = new TextBuilder(p.length());
    for (int i = 0; i < p.length(); i++) {
      int c = p.at(i);
      if (c == '\r') {
        boolean crlf = i + 1 < p.length() && p.at(i + 1) == '\n';
        seen |= crlf ? SEEN_CRLF : SEEN_CR;
        i += crlf ? 1 : 0;
        c = '\n';
      } else if (c == '\n') {
        seen |= SEEN_LF;
      }
      out.appendCodePoint(c);
    }
    return translate ? PyUnicode.of(out) : s;
  }

  /// What the attribute `newlines` says.
  Object seen() {
    return switch (seen) {
      case SEEN_CR -> "\r";
      case SEEN_LF -> "\n";
      case SEEN_CRLF -> "\r\n";
      case SEEN_CR | SEEN_LF -> PyTuple.of("\r", "\n");
      case SEEN_CR | SEEN_CRLF -> PyTuple.of("\r", "\r\n");
      case SEEN_LF | SEEN_CRLF -> PyTuple.of("\n", "\r\n");
      case SEEN_CR | SEEN_LF | SEEN_CRLF -> PyTuple.of("\r", "\n", "\r\n");
      default -> PyNone.NONE;
    };
  }
}
