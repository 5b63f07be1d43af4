package org.atoll.syntax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atoll.syntax.PythonSyntaxException.Kind;

/// Splits Python source into tokens, with INDENT, DEDENT and NEWLINE, and the parts of f-strings and t-strings.
///
/// Works on UTF-8 bytes, so that columns are CPython's for free, and makes all tokens in one go. Two sorts of errors
/// end it: a *hard* error is reported even where the parser fails earlier, a *soft* one only where the parser gets to
/// it; both leave an ERROR token at the end of the list. Compare CPython's `Parser/lexer/lexer.c`. Not thread-safe;
/// one instance serves one source.
final class Tokenizer {
  private static final int MAX_INDENT = 100;
  private static final int MAX_LEVEL = 200;
  private static final int TAB_SIZE = 8;

  private static final byte[] NAME_CHARS = nameChars();
  private static final byte START = 1;
  private static final byte PART = 2;

  final SourceText source;
  private final byte[] src;
  private final int length;
  private final NameTable names = new NameTable();
  private final NumberScanner numbers;
  private final FStringScanner fstrings;
  private final List<SyntaxWarning> warnings;

  private PyToken[] tokens;
  private int count;

  int pos;
  int line = 1;
  int lineStart;
  private boolean atLineStart = true;

  private final int[] indents = new int[MAX_INDENT + 1];
  private final int[] altIndents = new int[MAX_INDENT + 1];
  private int indent;

  int level;
  private final byte[] parens = new byte[MAX_LEVEL];
  private final int[] parenLines = new int[MAX_LEVEL];
  private final int[] parenCols = new int[MAX_LEVEL];

  private PythonSyntaxException error;
  private boolean hardError;
  private boolean endOfSource;

  Tokenizer(SourceText source, List<SyntaxWarning> warnings) {
    this.source = source;
    this.src = source.bytes;
    this.length = source.length;
    this.warnings = warnings;
    this.tokens = new PyToken[Math.max(16, length / 4)];
    this.numbers = new NumberScanner(this, source);
    this.fstrings = new FStringScanner(this, source);
  }

  private static byte[] nameChars() {
    byte[] table = new byte[256];
    for (int c = 0; c < 256; c++) {
      boolean start = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 128;
      table[c] = (byte) (start ? START | PART : c >= '0' && c <= '9' ? PART : 0);
    }
    return table;
  }

  static boolean isNameStart(int b) {
    return (NAME_CHARS[b & 0xFF] & START) != 0;
  }

  static boolean isNamePart(int b) {
    return (NAME_CHARS[b & 0xFF] & PART) != 0;
  }

  /// Ends the tokenizing; thrown by the scanners and caught by [#tokenize].
  static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stop() {
      super(null, null, false, false);
    }
  }

  /// Makes all tokens. `interactive` puts a NEWLINE before the end marker, as CPython does for single statements;
  /// `implyDedent` then ends open blocks even where the source has no newline at its end.
  TokenList tokenize(boolean interactive, boolean implyDedent) {
    try {
      while (pos < length || !atLineStart && fstrings.inLiteral()) {
        if (fstrings.inLiteral()) {
          fstrings.literal();
        } else if (atLineStart && level == 0) {
          indentation();
        } else {
          next();
        }
      }
      finish(interactive, implyDedent);
    } catch (Stop _) {
      add(PythonGrammar.BAD, Math.min(pos, length), Math.min(pos, length));
    }
    endToken(PythonGrammar.EOF);
    return new TokenList(tokens, count);
  }

  /// The error that ended the tokenizing, or null.
  PythonSyntaxException error() {
    return error;
  }

  /// Whether [#error] goes before errors that the parser finds earlier in the source.
  boolean hardError() {
    return hardError;
  }

  /// Whether the error is one inside an f-string, where CPython looks no further once the parser has failed earlier.
  boolean errorInString() {
    return error != null && fstrings.depth() > 0;
  }

  /// The line of the innermost bracket that is open at the end, or 0.
  int openLine() {
    return level == 0 ? 0 : parenLines[level - 1];
  }

  /// The error for the innermost bracket that is open at the end.
  PythonSyntaxException neverClosed() {
    int i = level - 1;
    return source.error(Kind.SyntaxError, "'" + (char) parens[i] + "' was never closed", parenLines[i], parenCols[i],
        parenLines[i], -1, endOfSource);
  }

  private void finish(boolean interactive, boolean implyDedent) {
    endOfSource = true;
    if (level > 0) {
      soft(neverClosed());
    }
    if (interactive && !atLineStart) {
      endToken(PythonGrammar.NEWLINE);
      if (indent == 0 || !implyDedent) {
        return;
      }
    }
    dedentTo(0);
    if (interactive) {
      endToken(PythonGrammar.NEWLINE);
    }
  }

  // --- tokens ---

  PyToken add(int type, int start, int end) {
    return add(type, start, end, line, start - lineStart, line, end - lineStart);
  }

  PyToken add(int type, int start, int end, int startLine, int startCol, int endLine, int endCol) {
    PyToken token = new PyToken(type, start, end, startLine, startCol, endLine, endCol);
    if (count == tokens.length) {
      tokens = Arrays.copyOf(tokens, count * 2);
    }
    token.index = count;
    tokens[count++] = token;
    return token;
  }

  /// A token at the end of the source: on its last line, without columns, as in CPython.
  private void endToken(int type) {
    int last = lineAt(length);
    add(type, length, length, length == 0 ? 0 : last, -1, length == 0 ? 0 : last, -1);
  }

  /// Ends with an error that goes before the parser's own.
  Stop hard(PythonSyntaxException e) {
    error = e;
    hardError = fstrings.depth() == 0;
    throw new Stop();
  }

  /// Ends with an error that counts only where the parser reaches it.
  private Stop soft(PythonSyntaxException e) {
    error = e;
    throw new Stop();
  }

  /// Ends with a hard error at the last byte before `at`, as CPython places its tokenizer's errors.
  Stop hardAt(int at, String message) {
    int last = at - 1;
    while (last > lineStart && (src[last] & 0xC0) == 0x80) {
      last--;
    }
    return hard(source.error(Kind.SyntaxError, message, line, last - lineStart, line, last - lineStart, false));
  }

  void warn(String message, int start, int end) {
    warnings.add(new SyntaxWarning(message, line, start - lineStart, end - lineStart));
  }

  // --- line starts ---

  private void indentation() {
    int col = 0;
    int alt = 0;
    int continued = -1;
    int p = pos;
    for (; ; p++) {
      int c = src[p];
      if (c == ' ') {
        col++;
        alt++;
      } else if (c == '\t') {
        col = (col / TAB_SIZE + 1) * TAB_SIZE;
        alt++;
      } else if (c == '\f') {
        col = 0;
        alt = 0;
      } else if (c == '\\') {
        if (continued < 0 && col > 0) {
          continued = col;
        }
        pos = p;
        continuation();
        p = pos - 1;
      } else {
        break;
      }
    }
    pos = p;
    int c = src[p];
    if (c == '#') {
      skipComment();
      c = src[pos];
    }
    if (c == '\n') {
      newLine();
      return;
    }
    if (pos >= length && (pos == 0 || src[pos - 1] == '\n')) {
      return;
    }
    atLineStart = false;
    adjustIndent(continued < 0 ? col : continued, continued < 0 ? alt : continued);
  }

  private void adjustIndent(int col, int alt) {
    if (col == indents[indent]) {
      if (alt != altIndents[indent]) {
        tabError();
      }
    } else if (col > indents[indent]) {
      if (indent + 1 >= MAX_INDENT) {
        soft(lineError(Kind.IndentationError, "too many levels of indentation"));
      }
      if (alt <= altIndents[indent]) {
        tabError();
      }
      indents[++indent] = col;
      altIndents[indent] = alt;
      add(PythonGrammar.INDENT, pos, pos, line, -1, line, -1);
    } else {
      int outer = indent;
      while (indents[outer] > col) {
        outer--;
      }
      if (col != indents[outer]) {
        int end = source.lineEnd(pos);
        soft(source.error(Kind.IndentationError, "unindent does not match any outer indentation level", line,
            end - lineStart - 1, line, SourceText.NO_END, false));
      }
      dedentTo(col);
      if (alt != altIndents[indent]) {
        tabError();
      }
    }
  }

  private void dedentTo(int col) {
    while (indent > 0 && col < indents[indent]) {
      indent--;
      if (pos >= length) {
        endToken(PythonGrammar.DEDENT);
      } else {
        add(PythonGrammar.DEDENT, pos, pos, line, -1, line, -1);
      }
    }
  }

  private void tabError() {
    soft(lineError(Kind.TabError, "inconsistent use of tabs and spaces in indentation"));
  }

  private PythonSyntaxException lineError(Kind kind, String message) {
    return source.error(kind, message, line, 0, line, -1, false);
  }

  private void skipComment() {
    int p = pos;
    while (src[p] != '\n' && p < length) {
      p++;
    }
    pos = p;
  }

  private void newLine() {
    pos++;
    line++;
    lineStart = pos;
  }

  // --- within a line ---

  private void next() {
    int p = pos;
    int c = src[p];
    while (c == ' ' || c == '\t' || c == '\f') {
      c = src[++p];
    }
    pos = p;
    if (isNameStart(c)) {
      name();
    } else if (c == '\n') {
      endOfLine(p);
    } else if (c == '#') {
      skipComment();
      if (src[pos] == '\n') {
        endOfLine(p);
      }
    } else if (c >= '0' && c <= '9' || c == '.' && src[p + 1] >= '0' && src[p + 1] <= '9') {
      int end = numbers.scan(p);
      add(PythonGrammar.NUMBER, p, end);
      pos = end;
    } else if (c == '"' || c == '\'') {
      string(p, p);
    } else if (c == '\\') {
      continuation();
    } else if (p < length) {
      operator(c);
    }
  }

  /// A newline at `pos`; the statement's NEWLINE token begins at `start`, where its comment does.
  private void endOfLine(int start) {
    if (level == 0) {
      PyToken token = add(PythonGrammar.NEWLINE, start, pos + 1);
      assert token.line == line;
      atLineStart = true;
    }
    newLine();
  }

  /// A backslash at `pos`, which must be the last of its line and not of the source.
  private void continuation() {
    if (src[pos + 1] != '\n') {
      int col = pos - lineStart + (pos + 1 < length ? 1 : 0);
      soft(source.error(Kind.SyntaxError, "unexpected character after line continuation character", line, col, line, -1,
          false));
    }
    if (pos + 2 >= length) {
      endOfSource = true;
      if (level > 0) {
        soft(neverClosed());
      }
      soft(source.error(Kind.SyntaxError, "unexpected EOF while parsing", line, pos - lineStart + 1, line,
          SourceText.NO_END, true));
    }
    pos++;
    newLine();
  }

  /// The line of a place; the end of the source counts to its last line.
  int lineAt(int at) {
    return at >= length && length > 0 && src[length - 1] == '\n' ? line - 1 : line;
  }

  private void name() {
    int start = pos;
    int p = start;
    int bits = 0;
    while (isNamePart(src[p])) {
      bits |= src[p++];
    }
    int c = src[p];
    if ((c == '"' || c == '\'') && p - start <= 5 && StringPrefix.isPrefix(src, start, p, this)) {
      string(start, p);
      return;
    }
    pos = p;
    if (bits < 0) {
      Identifiers.verify(this, source, start, p);
    }
    PyToken token = add(PythonGrammar.NAME, start, p);
    names.classify(token, src, bits >= 0);
  }

  void incompatible(int start, int quoteAt, String letters) {
    hard(source.error(Kind.SyntaxError, "'" + letters.charAt(0) + "' and '" + letters.charAt(1)
        + "' prefixes are incompatible", line, start - lineStart, line, quoteAt - lineStart, false));
  }

  private void string(int start, int quoteAt) {
    int kind = StringPrefix.interpolated(src, start, quoteAt);
    if (kind != 0) {
      fstrings.begin(kind == 't' ? PythonGrammar.TSTART : PythonGrammar.FSTART, start, quoteAt);
      return;
    }
    byte quote = src[quoteAt];
    boolean triple = src[quoteAt + 1] == quote && src[quoteAt + 2] == quote;
    if (triple) {
      tripleQuoted(start, quoteAt + 3, quote);
    } else {
      singleQuoted(start, quoteAt + 1, quote);
    }
  }

  private void singleQuoted(int start, int from, byte quote) {
    int startLine = line;
    int startCol = start - lineStart;
    boolean escapedQuote = false;
    int p = from;
    for (; ; p++) {
      byte c = src[p];
      if (c == quote) {
        break;
      }
      if (c == '\\') {
        p++;
        escapedQuote |= src[p] == quote;
        if (src[p] == '\n') {
          line++;
          lineStart = p + 1;
        }
        continue;
      }
      if (c == '\n' || p >= length) {
        unterminated(from - 1, startLine, startCol, p >= length, escapedQuote);
      }
    }
    pos = p + 1;
    add(PythonGrammar.STRING, start, pos, startLine, startCol, line, pos - lineStart);
  }

  private void unterminated(int start, int startLine, int startCol, boolean atEnd, boolean escapedQuote) {
    if (fstrings.isOuterQuote(src[start], false)) {
      hard(source.error(Kind.SyntaxError, fstrings.kindName() + ": expecting '}'", startLine, startCol, startLine,
          startCol, atEnd));
    }
    int detected = lineAt(atEnd ? length : 0);
    String message = "unterminated string literal (detected at line " + detected + ")"
        + (escapedQuote ? "; perhaps you escaped the end quote?" : "");
    hard(source.error(Kind.SyntaxError, message, startLine, startCol, startLine, startCol, atEnd));
  }

  private void tripleQuoted(int start, int from, byte quote) {
    int startLine = line;
    int startCol = start - lineStart;
    int p = from;
    for (; ; p++) {
      byte c = src[p];
      if (c == '\n') {
        line++;
        lineStart = p + 1;
      } else if (c == quote && src[p + 1] == quote && src[p + 2] == quote) {
        break;
      } else if (c == '\\') {
        if (src[++p] == '\n') {
          line++;
          lineStart = p + 1;
        }
      }
      if (p >= length) {
        int detected = lineAt(p);
        if (fstrings.isOuterQuote(quote, true)) {
          hard(source.error(Kind.SyntaxError, fstrings.kindName() + ": expecting '}'", startLine, startCol, startLine,
              startCol, true));
        }
        hard(source.error(Kind.SyntaxError,
            "unterminated triple-quoted string literal (detected at line " + detected + ")", startLine, startCol,
            startLine, startCol, true));
      }
    }
    pos = p + 3;
    add(PythonGrammar.STRING, start, pos, startLine, startCol, line, pos - lineStart);
  }

  // --- operators and brackets ---

  private void operator(int c) {
    switch (c) {
      case '(' -> open(PythonGrammar.LPAR);
      case '[' -> open(PythonGrammar.LSQB);
      case '{' -> open(PythonGrammar.LBRACE);
      case ')' -> close(PythonGrammar.RPAR, '(');
      case ']' -> close(PythonGrammar.RSQB, '[');
      case '}' -> close(PythonGrammar.RBRACE, '{');
      default -> {
        if (fstrings.endsExpression(c)) {
          fstrings.beginSpec();
        } else {
          int type = Operators.match(src, pos);
          int size = Operators.size(src, pos, type);
          if (type == PythonGrammar.BAD && !Operators.isHarmless(c)) {
            Identifiers.badCharacter(this, source, pos);
          }
          add(type, pos, pos + size);
          pos += size;
        }
      }
    }
  }

  void open(int type) {
    if (level >= MAX_LEVEL) {
      hardAt(pos + 1, "too many nested parentheses");
    }
    parens[level] = src[pos];
    parenLines[level] = line;
    parenCols[level++] = pos - lineStart;
    add(type, pos, pos + 1);
    pos++;
  }

  private void close(int type, char opening) {
    char c = (char) src[pos];
    boolean inner = fstrings.inExpression();
    if (level == 0 || inner && c != '}' && fstrings.atExpressionLevel()) {
      String where = inner ? fstrings.kindName() + ": " : "";
      hardAt(pos + 1, where + "unmatched '" + c + "'");
    }
    level--;
    if (parens[level] != opening) {
      mismatched(c);
    }
    add(type, pos, pos + 1);
    pos++;
    if (c == '}') {
      fstrings.closed();
    }
  }

  private void mismatched(char c) {
    char open = (char) parens[level];
    String where = parenLines[level] != line ? " on line " + parenLines[level] : "";
    hardAt(pos + 1, "closing parenthesis '" + c + "' does not match opening parenthesis '" + open + "'" + where);
  }

  /// Whether the byte at the level's opening bracket is a brace; for the f-string scanner.
  byte openBracket() {
    return level == 0 ? 0 : parens[level - 1];
  }
}
