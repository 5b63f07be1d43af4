package org.atoll.syntax;

import java.util.ArrayList;
import java.util.List;

/// The tokens of a source as the module `tokenize` shows them: with comments, blank lines and indentation, numbered as in
/// CPython's `token` module. Stateless and thread-safe.
public final class SourceTokens {
  private static final int ENDMARKER = 0;
  private static final int NAME = 1;
  private static final int NUMBER = 2;
  private static final int STRING = 3;
  private static final int NEWLINE = 4;
  private static final int INDENT = 5;
  private static final int DEDENT = 6;
  private static final int OP = 55;
  private static final int FSTRING_START = 59;
  private static final int FSTRING_MIDDLE = 60;
  private static final int FSTRING_END = 61;
  private static final int TSTRING_START = 62;
  private static final int TSTRING_OFFSET = TSTRING_START - FSTRING_START;
  private static final int COMMENT = 65;
  private static final int NL = 66;

  private SourceTokens() {}

  /// One token: lines count from 1, columns in characters from 0.
  ///
  /// @param text the physical line or lines it stands on
  public record Token(int type, String string, int line, int column, int endLine, int endColumn, String text) {}

  /// All tokens, and the error that ended them, or null.
  public record Result(List<Token> tokens, PythonSyntaxException error) {}

  /// The tokens of a text; comments and blank lines among them where `extra` is set.
  public static Result of(String text, String filename, boolean extra) {
    SourceText source;
    try {
      byte[] utf8 = SourceDecoder.encode(text, filename);
      source = SourceDecoder.normalize(utf8, 0, utf8.length, filename, false);
    } catch (PythonSyntaxException e) {
      return new Result(List.of(), e);
    }
    Tokenizer tokenizer = new Tokenizer(source, new ArrayList<>(0));
    TokenList list = tokenizer.tokenize(false, false);
    Builder b = new Builder(source, extra);
    for (int i = 0; i < list.size; i++) {
      b.add(list.tokens[i]);
    }
    return new Result(b.out, tokenizer.error());
  }

  private static final class Builder {
    final List<Token> out = new ArrayList<>();
    private final SourceText source;
    private final boolean extra;
    private final List<Boolean> templates = new ArrayList<>();
    /// How far the source has been told, and the line that begins there or before.
    private int at;
    private int line = 1;
    private int lineStart;
    private boolean statement;

    Builder(SourceText source, boolean extra) {
      this.source = source;
      this.extra = extra;
    }

    void add(PyToken t) {
      if (t.type == PythonGrammar.BAD) {
        // A character that no Python code has but other notations have: `$` in the signatures of built-in functions.
        if (extra && t.end > t.start) {
          gap(t.start);
          emit(OP, t.start, t.end);
          statement = true;
        }
        return;
      }
      if (t.type == PythonGrammar.NEWLINE) {
        newline(t);
        return;
      }
      gap(t.type == PythonGrammar.EOF ? source.length : t.start);
      if (t.type == PythonGrammar.EOF) {
        if (statement) {
          out.add(new Token(NEWLINE, "", line, column(at), line, column(at) + 1, text(lineStart, at)));
        }
        int last = at > lineStart ? line + 1 : line;
        out.add(new Token(ENDMARKER, "", last, 0, last, 0, ""));
        return;
      }
      if (t.type == PythonGrammar.INDENT || t.type == PythonGrammar.DEDENT) {
        int end = column(t.start);
        boolean indent = t.type == PythonGrammar.INDENT;
        String shown = indent ? source.text(lineStart, t.start) : "";
        out.add(new Token(indent ? INDENT : DEDENT, shown, line, indent ? 0 : end, line, end, text(lineStart, t.start)));
        return;
      }
      emit(kind(t), t.start, t.end);
      statement = true;
    }

    private int kind(PyToken t) {
      switch (t.type) {
        case PythonGrammar.NUMBER:
          return NUMBER;
        case PythonGrammar.STRING:
          return STRING;
        case PythonGrammar.TSTART, PythonGrammar.FSTART:
          templates.add(t.type == PythonGrammar.TSTART);
          return t.type == PythonGrammar.TSTART ? TSTRING_START : FSTRING_START;
        case PythonGrammar.FMIDDLE:
          return FSTRING_MIDDLE + (templates.getLast() ? TSTRING_OFFSET : 0);
        case PythonGrammar.FEND:
          return FSTRING_END + (templates.removeLast() ? TSTRING_OFFSET : 0);
        default:
          return Tokenizer.isNameStart(source.bytes[t.start]) ? NAME : OP;
      }
    }

    private void newline(PyToken t) {
      gap(t.start);
      if (t.start >= source.length) {
        return;
      }
      int end = t.end - 1;
      if (source.bytes[t.start] == '#') {
        comment(t.start, end);
      }
      emit(NEWLINE, end, t.end);
      statement = false;
    }

    private void comment(int start, int end) {
      if (extra) {
        emit(COMMENT, start, end);
      }
      at = end;
    }

    /// Tells what lies between two tokens: comments and the ends of blank and continued lines.
    private void gap(int to) {
      while (at < to) {
        int c = source.bytes[at];
        if (c == '#') {
          int end = at;
          while (end < to && source.bytes[end] != '\n') {
            end++;
          }
          comment(at, end);
        } else if (c == '\\') {
          at += 2;
          line++;
          lineStart = at;
        } else if (c == '\n') {
          if (extra) {
            emit(NL, at, at + 1);
          } else {
            at++;
            line++;
            lineStart = at;
          }
        } else {
          at++;
        }
      }
    }

    private int column(int offset) {
      return source.charColumn(lineStart, offset - lineStart);
    }

    private String text(int from, int to) {
      return source.text(from, source.lineEnd(Math.max(from, to)));
    }

    /// Adds a token and goes on behind it.
    private void emit(int type, int start, int end) {
      int startLine = line;
      int startColumn = column(start);
      int firstLine = lineStart;
      boolean endsLine = type == NEWLINE || type == NL;
      for (int p = start; p < end && !endsLine; p++) {
        if (source.bytes[p] == '\n') {
          line++;
          lineStart = p + 1;
        }
      }
      String shown = text(firstLine, endsLine ? start : Math.max(start, end - 1));
      out.add(new Token(type, source.text(start, end), startLine, startColumn, line, column(end), shown));
      at = end;
      if (endsLine) {
        line++;
        lineStart = end;
      }
    }
  }
}
