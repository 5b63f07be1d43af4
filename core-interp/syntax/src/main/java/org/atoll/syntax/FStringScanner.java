package org.atoll.syntax;

import java.util.Arrays;
import org.atoll.syntax.PythonSyntaxException.Kind;

/// The tokenizer's modes inside f-strings and t-strings (PEP 701, PEP 750): literal text, the expression of a
/// replacement field, and its format specification, nested in one another.
final class FStringScanner {
  private static final int MAX_STRINGS = 149;
  private static final int MAX_FIELDS = 3;

  /// The text of colon tokens that begin a format specification.
  static final String SPEC_COLON = ":spec";

  /// One open f-string or t-string.
  private static final class Frame {
    final boolean template;
    final byte quote;
    final boolean triple;
    final boolean raw;
    final int line;
    final int col;

    /// For each open replacement field: the bracket level inside its brace, and whether we are in its format part.
    final int[] levels = new int[MAX_FIELDS + 1];
    final boolean[] inSpec = new boolean[MAX_FIELDS + 1];
    int fields;

    Frame(boolean template, byte quote, boolean triple, boolean raw, int line, int col) {
      this.template = template;
      this.quote = quote;
      this.triple = triple;
      this.raw = raw;
      this.line = line;
      this.col = col;
    }

    String name() {
      return template ? "t-string" : "f-string";
    }

    boolean literal() {
      return fields == 0 || inSpec[fields - 1];
    }
  }

  private final Tokenizer tokenizer;
  private final SourceText source;
  private final byte[] src;
  private Frame[] frames = new Frame[4];
  private int depth;

  FStringScanner(Tokenizer tokenizer, SourceText source) {
    this.tokenizer = tokenizer;
    this.source = source;
    this.src = source.bytes;
  }

  /// How many f-strings are open.
  int depth() {
    return depth;
  }

  private Frame top() {
    return frames[depth - 1];
  }

  /// Whether the tokenizer stands in the literal text of a string.
  boolean inLiteral() {
    return depth > 0 && top().literal();
  }

  /// Whether it stands in the expression of a replacement field.
  boolean inExpression() {
    return depth > 0 && !top().literal();
  }

  /// Whether all brackets opened inside the field's expression are closed.
  boolean atExpressionLevel() {
    Frame f = top();
    return f.levels[f.fields - 1] == tokenizer.level;
  }

  /// Whether an unterminated literal of this quote, inside a field, rather means that the field is not closed.
  boolean isOuterQuote(byte quote, boolean triple) {
    return inExpression() && top().quote == quote && top().triple == triple;
  }

  /// The name of the innermost string's kind, for messages.
  String kindName() {
    return top().name();
  }

  void begin(int type, int start, int quoteAt) {
    if (depth >= MAX_STRINGS) {
      tokenizer.hardAt(start - 1, "too many nested f-strings or t-strings");
    }
    if (depth == frames.length) {
      frames = Arrays.copyOf(frames, depth * 2);
    }
    byte quote = src[quoteAt];
    boolean triple = src[quoteAt + 1] == quote && src[quoteAt + 2] == quote;
    int end = quoteAt + (triple ? 3 : 1);
    frames[depth++] = new Frame(type == PythonGrammar.TSTART, quote, triple, StringPrefix.raw(src, start, quoteAt),
        tokenizer.line, start - tokenizer.lineStart);
    tokenizer.add(type, start, end);
    tokenizer.pos = end;
  }

  /// Scans literal text up to a brace or the end of the string and makes its token.
  void literal() {
    Frame f = top();
    boolean spec = f.fields > 0;
    int start = tokenizer.pos;
    int startLine = tokenizer.line;
    int startCol = start - tokenizer.lineStart;
    int p = start;
    for (; ; p++) {
      byte c = src[p];
      if (c == f.quote && (!f.triple || src[p + 1] == c && src[p + 2] == c)) {
        break;
      }
      if (c == '{' || c == '}') {
        if (src[p + 1] == c && !spec) {
          p++;
          continue;
        }
        break;
      }
      if (c == '\\') {
        p = escape(p, f);
      } else if (c == '\n') {
        newline(f, spec, p);
      } else if (c == 0 && p >= source.length) {
        unterminated(f);
      }
    }
    if (p > start) {
      tokenizer.add(PythonGrammar.FMIDDLE, start, p, startLine, startCol, tokenizer.line, p - tokenizer.lineStart);
    }
    tokenizer.pos = p;
    endOfLiteral(f, spec, p);
  }

  /// The offset of the last byte of the escape sequence at `p`.
  private int escape(int p, Frame f) {
    byte next = src[p + 1];
    if (next == '{' || next == '}') {
      return p;
    }
    if (f.raw) {
      if (next == '\n') {
        countLine(p + 1);
      }
      return next == f.quote || next == '\\' || next == '\n' ? p + 1 : p;
    }
    if (next == 'N' && src[p + 2] == '{') {
      int q = p + 3;
      while (src[q] != '}' && src[q] != f.quote && src[q] != '\n' && q < source.length) {
        q++;
      }
      return src[q] == '}' ? q : q - 1;
    }
    if (next == '\n') {
      countLine(p + 1);
    }
    return p + 1;
  }

  private void countLine(int newlineAt) {
    tokenizer.line++;
    tokenizer.lineStart = newlineAt + 1;
  }

  private void newline(Frame f, boolean spec, int p) {
    if (f.triple) {
      countLine(p);
      if (p + 1 >= source.length) {
        unterminated(f);
      }
      return;
    }
    if (spec) {
      tokenizer.hardAt(p + 1, f.name() + ": newlines are not allowed in format specifiers for single quoted "
          + f.name() + "s");
    }
    unterminated(f);
  }

  private void unterminated(Frame f) {
    boolean atEnd = f.triple;
    int detected = atEnd ? tokenizer.lineAt(source.length) : tokenizer.line;
    String message = (f.triple ? "unterminated triple-quoted " : "unterminated ") + f.name()
        + " literal (detected at line " + detected + ")";
    tokenizer.hard(source.error(Kind.SyntaxError, message, f.line, f.col, f.line, f.col, atEnd));
  }

  private void endOfLiteral(Frame f, boolean spec, int p) {
    if (src[p] == '{') {
      if (f.fields >= MAX_FIELDS) {
        tokenizer.hardAt(p, f.name() + ": expressions nested too deeply");
      }
      tokenizer.open(PythonGrammar.LBRACE);
      f.inSpec[f.fields] = false;
      f.levels[f.fields++] = tokenizer.level;
    } else if (src[p] == '}') {
      if (!spec) {
        tokenizer.hardAt(p + 1, f.name() + ": single '}' is not allowed");
      }
      f.inSpec[f.fields - 1] = false;
    } else {
      int end = p + (f.triple ? 3 : 1);
      tokenizer.add(PythonGrammar.FEND, p, end);
      tokenizer.pos = end;
      depth--;
    }
  }

  /// Whether the character ends the expression of the innermost field: the colon before its format specification.
  boolean endsExpression(int c) {
    return c == ':' && inExpression() && atExpressionLevel();
  }

  /// Takes the colon and goes on to the format specification.
  void beginSpec() {
    Frame f = top();
    tokenizer.add(PythonGrammar.COLON, tokenizer.pos, tokenizer.pos + 1).text = SPEC_COLON;
    tokenizer.pos++;
    f.inSpec[f.fields - 1] = true;
  }

  /// Notes that a brace was closed.
  void closed() {
    if (depth > 0) {
      Frame f = top();
      if (f.fields > 0 && f.levels[f.fields - 1] == tokenizer.level + 1) {
        f.fields--;
      }
    }
  }
}
