package org.atoll.syntax;

/// Decides, once all tokens are there, which names are keywords where they stand: `match`, `case` and `type`, and
/// which parenthesis after `with` encloses items. Each question is answered by a scan within one logical line, so that
/// the grammar needs no lookahead.
final class SoftKeywords {
  private final PyToken[] tokens;
  private final int size;
  private boolean diamond;

  SoftKeywords(TokenList list) {
    tokens = list.tokens;
    size = list.size;
  }

  void resolve() {
    int before = PythonGrammar.NEWLINE;
    int level = 0;
    for (int i = 0; i < size; i++) {
      PyToken t = tokens[i];
      int type = t.type;
      switch (type) {
        case PythonGrammar.NAME -> {
          if (isStatementStart(before) && level == 0) {
            name(i, before);
          } else if (t.text.equals("barry_as_FLUFL")) {
            diamond |= isFutureImport(i);
          }
        }
        case PythonGrammar.WITH -> withItems(i + 1);
        case PythonGrammar.BAD, PythonGrammar.NOTEQUAL -> inequality(t);
        case PythonGrammar.LPAR, PythonGrammar.LSQB, PythonGrammar.LBRACE -> level++;
        case PythonGrammar.RPAR, PythonGrammar.RSQB, PythonGrammar.RBRACE -> level--;
        default -> { }
      }
      before = type;
    }
  }

  /// Whether a name is one of the features of a `from __future__ import` statement.
  private boolean isFutureImport(int i) {
    int k = i;
    while (k > 0 && tokens[k].type != PythonGrammar.IMPORT && !isStatementStart(tokens[k].type)) {
      k--;
    }
    return k >= 2 && tokens[k].type == PythonGrammar.IMPORT && "__future__".equals(tokens[k - 1].text)
        && tokens[k - 2].type == PythonGrammar.FROM;
  }

  /// PEP 401: with that feature, inequality is written `<>`.
  private void inequality(PyToken t) {
    if (diamond && t.type == PythonGrammar.NOTEQUAL) {
      t.type = PythonGrammar.BAD;
      t.text = "with Barry as BDFL, use '<>' instead of '!='";
    } else if (diamond && t.end - t.start == 2) {
      t.type = PythonGrammar.NOTEQUAL;
    }
  }

  private static boolean isStatementStart(int before) {
    return isLineStart(before) || before == PythonGrammar.SEMI || before == PythonGrammar.COLON;
  }

  private static boolean isLineStart(int before) {
    return before == PythonGrammar.NEWLINE || before == PythonGrammar.INDENT || before == PythonGrammar.DEDENT;
  }

  private void name(int i, int before) {
    String text = tokens[i].text;
    if (text.equals("type") && tokens[i + 1].type == PythonGrammar.NAME) {
      tokens[i].type = PythonGrammar.TYPE;
    } else if (text.equals("match") && isLineStart(before) && beginsSubject(tokens[i + 1].type)) {
      match(i);
    }
  }

  /// Whether a subject may begin so, directly after `match`.
  static boolean beginsSubject(int type) {
    return switch (type) {
      case PythonGrammar.NAME, PythonGrammar.NUMBER, PythonGrammar.STRING, PythonGrammar.FSTART, PythonGrammar.TSTART,
          PythonGrammar.LPAR, PythonGrammar.LSQB, PythonGrammar.LBRACE, PythonGrammar.PLUS, PythonGrammar.MINUS,
          PythonGrammar.TILDE, PythonGrammar.STAR, PythonGrammar.NOT, PythonGrammar.LAMBDA, PythonGrammar.AWAIT,
          PythonGrammar.NONE, PythonGrammar.TRUE, PythonGrammar.FALSE, PythonGrammar.ELLIPSIS -> true;
      default -> false;
    };
  }

  private void match(int i) {
    int end = i;
    while (tokens[end].type != PythonGrammar.NEWLINE) {
      if (++end >= size) {
        return;
      }
    }
    if (tokens[end - 1].type != PythonGrammar.COLON) {
      return;
    }
    tokens[i].type = PythonGrammar.MATCH;
    int depth = 0;
    for (int k = end + 1; k < size; k++) {
      switch (tokens[k].type) {
        case PythonGrammar.INDENT -> depth++;
        case PythonGrammar.DEDENT -> depth--;
        case PythonGrammar.NAME -> {
          if (depth == 1 && tokens[k].text.equals("case") && isLineStart(tokens[k - 1].type)) {
            tokens[k].type = PythonGrammar.CASE;
          }
        }
        default -> { }
      }
      if (depth <= 0) {
        return;
      }
    }
  }

  /// Marks the parenthesis after `with` where it holds an `as` and its closing one ends the header, with
  /// its colon or, wrongly, without.
  private void withItems(int open) {
    if (tokens[open].type != PythonGrammar.LPAR) {
      return;
    }
    int level = 0;
    boolean as = false;
    for (int k = open; k < size; k++) {
      switch (tokens[k].type) {
        case PythonGrammar.LPAR, PythonGrammar.LSQB, PythonGrammar.LBRACE -> level++;
        case PythonGrammar.RPAR, PythonGrammar.RSQB, PythonGrammar.RBRACE -> level--;
        case PythonGrammar.AS -> as |= level == 1;
        default -> { }
      }
      if (level == 0) {
        int next = tokens[k + 1].type;
        if (as && (next == PythonGrammar.COLON || next == PythonGrammar.NEWLINE)) {
          tokens[open].type = PythonGrammar.WITH_LPAR;
        }
        return;
      }
    }
  }
}
