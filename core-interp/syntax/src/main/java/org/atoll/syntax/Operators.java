package org.atoll.syntax;

/// Recognises operators and punctuation, longest first.
final class Operators {
  private Operators() {}

  private static final int[] SIZES = sizes();

  private static int[] sizes() {
    int[] sizes = new int[PythonGrammar.ATEQUAL + 1];
    for (int type = PythonGrammar.LPAR; type <= PythonGrammar.ATEQUAL; type++) {
      sizes[type] = PythonGrammar.VOCABULARY.getLiteralName(type).length() - 2;
    }
    return sizes;
  }

  /// Characters that are no operator but are left for the parser to refuse.
  static boolean isHarmless(int c) {
    return c == '$' || c == '?' || c == '`' || c == '<';
  }

  static int size(byte[] src, int p, int type) {
    return type == PythonGrammar.BAD ? src[p] == '<' ? 2 : 1 : SIZES[type];
  }

  /// The type of the operator at `p`, or BAD.
  static int match(byte[] src, int p) {
    byte next = src[p + 1];
    return switch (src[p]) {
      case ':' -> next == '=' ? PythonGrammar.COLONEQUAL : PythonGrammar.COLON;
      case ',' -> PythonGrammar.COMMA;
      case ';' -> PythonGrammar.SEMI;
      case '~' -> PythonGrammar.TILDE;
      case '.' -> next == '.' && src[p + 2] == '.' ? PythonGrammar.ELLIPSIS : PythonGrammar.DOT;
      case '!' -> next == '=' ? PythonGrammar.NOTEQUAL : PythonGrammar.EXCLAM;
      case '=' -> next == '=' ? PythonGrammar.EQEQUAL : PythonGrammar.EQUAL;
      case '+' -> next == '=' ? PythonGrammar.PLUSEQUAL : PythonGrammar.PLUS;
      case '-' -> next == '=' ? PythonGrammar.MINEQUAL : next == '>' ? PythonGrammar.RARROW : PythonGrammar.MINUS;
      case '%' -> next == '=' ? PythonGrammar.PERCENTEQUAL : PythonGrammar.PERCENT;
      case '&' -> next == '=' ? PythonGrammar.AMPEREQUAL : PythonGrammar.AMPER;
      case '|' -> next == '=' ? PythonGrammar.VBAREQUAL : PythonGrammar.VBAR;
      case '^' -> next == '=' ? PythonGrammar.CIRCUMFLEXEQUAL : PythonGrammar.CIRCUMFLEX;
      case '@' -> next == '=' ? PythonGrammar.ATEQUAL : PythonGrammar.AT;
      case '*', '/', '<', '>' -> doubled(src, p, next);
      default -> PythonGrammar.BAD;
    };
  }

  private static int doubled(byte[] src, int p, byte next) {
    byte c = src[p];
    boolean twice = next == c;
    boolean equal = (twice ? src[p + 2] : next) == '=';
    return switch (c) {
      case '*' -> twice
          ? equal ? PythonGrammar.DOUBLESTAREQUAL : PythonGrammar.DOUBLESTAR
          : equal ? PythonGrammar.STAREQUAL : PythonGrammar.STAR;
      case '/' -> twice
          ? equal ? PythonGrammar.DOUBLESLASHEQUAL : PythonGrammar.DOUBLESLASH
          : equal ? PythonGrammar.SLASHEQUAL : PythonGrammar.SLASH;
      case '<' -> next == '>' ? PythonGrammar.BAD
          : twice ? equal ? PythonGrammar.LEFTSHIFTEQUAL : PythonGrammar.LEFTSHIFT
          : equal ? PythonGrammar.LESSEQUAL : PythonGrammar.LESS;
      default -> twice
          ? equal ? PythonGrammar.RIGHTSHIFTEQUAL : PythonGrammar.RIGHTSHIFT
          : equal ? PythonGrammar.GREATEREQUAL : PythonGrammar.GREATER;
    };
  }
}
