package org.atoll.syntax;

/// Decides, once all tokens are there, which names are keywords where they stand: `match`, `case` and `type`, and
/// which parenthesis after `with` encloses items. Each question is answered by a scan within one logical line, so that
/// the grammar needs no lookahead.
final class SoftKeywords {
  private final PyToken[] tokens;
  private final int size;

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
          }
        }
        case PythonGrammar.WITH -> withItems(i + 1);
        case PythonGrammar.LPAR, PythonGrammar.LSQB, PythonGrammar.LBRACE -> level++;
        case PythonGrammar.RPAR, PythonGrammar.RSQB, PythonGrammar.RBRACE -> level--;
        default -> { }
      }
      before = type;
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
