package org.atoll.syntax;

/// Finds the end of a number literal and refuses malformed ones as CPython's tokenizer does. The value is made later.
final class NumberScanner {
  private final Tokenizer tokenizer;
  private final byte[] src;

  NumberScanner(Tokenizer tokenizer, SourceText source) {
    this.tokenizer = tokenizer;
    this.src = source.bytes;
  }

  /// The offset after the number that begins at `start`.
  int scan(int start) {
    int c = src[start];
    if (c == '0') {
      int x = src[start + 1] | 0x20;
      return switch (x) {
        case 'x' -> based(start + 2, 16, "hexadecimal");
        case 'o' -> based(start + 2, 8, "octal");
        case 'b' -> based(start + 2, 2, "binary");
        default -> zero(start);
      };
    }
    int p = c == '.' ? start : decimalDigits(start);
    return afterInteger(p);
  }

  private int based(int from, int radix, String name) {
    int p = from;
    do {
      if (src[p] == '_') {
        p++;
      }
      if (Character.digit(src[p], radix) < 0 || src[p] < 0) {
        if (isDigit(src[p])) {
          tokenizer.hardAt(p + 1, "invalid digit '" + (char) src[p] + "' in " + name + " literal");
        }
        tokenizer.hardAt(p, "invalid " + name + " literal");
      }
      while (src[p] >= 0 && Character.digit(src[p], radix) >= 0) {
        p++;
      }
    } while (src[p] == '_');
    if (isDigit(src[p])) {
      tokenizer.hardAt(p + 1, "invalid digit '" + (char) src[p] + "' in " + name + " literal");
    }
    return verifyEnd(p, name);
  }

  /// Numbers that begin with a zero: zeros, or a float or imaginary literal with leading zeros.
  private int zero(int start) {
    int p = start + 1;
    boolean nonZero = false;
    for (; ; ) {
      if (src[p] == '_') {
        p++;
        if (!isDigit(src[p])) {
          tokenizer.hardAt(p, "invalid decimal literal");
        }
      }
      if (src[p] != '0') {
        break;
      }
      p++;
    }
    int zerosEnd = p;
    if (isDigit(src[p])) {
      nonZero = true;
      p = decimalDigits(p);
    }
    int e = src[p] | 0x20;
    if (src[p] == '.' || e == 'e' || e == 'j') {
      return afterInteger(p);
    }
    if (nonZero) {
      int lineStart = tokenizer.lineStart;
      throw tokenizer.hard(tokenizer.source.error(PythonSyntaxException.Kind.SyntaxError,
          "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
          tokenizer.line, start - lineStart, tokenizer.line, zerosEnd - lineStart, false));
    }
    return verifyEnd(p, "decimal");
  }

  private int decimalDigits(int from) {
    int p = from;
    for (; ; ) {
      while (isDigit(src[p])) {
        p++;
      }
      if (src[p] != '_') {
        return p;
      }
      p++;
      if (!isDigit(src[p])) {
        tokenizer.hardAt(p, "invalid decimal literal");
      }
    }
  }

  private int afterInteger(int at) {
    int p = at;
    String kind = "decimal";
    if (src[p] == '.') {
      p++;
      if (isDigit(src[p])) {
        p = decimalDigits(p);
      }
    }
    if ((src[p] | 0x20) == 'e') {
      int q = p + 1;
      if (src[q] == '+' || src[q] == '-') {
        q++;
        if (!isDigit(src[q])) {
          tokenizer.hardAt(q, "invalid decimal literal");
        }
      }
      if (isDigit(src[q])) {
        p = decimalDigits(q);
      } else {
        return verifyEnd(p, kind);
      }
    }
    if ((src[p] | 0x20) == 'j') {
      p++;
      kind = "imaginary";
    }
    return verifyEnd(p, kind);
  }

  /// A number may be followed at once by a keyword that can follow an expression, with a warning, and by no other name.
  private int verifyEnd(int p, String kind) {
    int c = src[p];
    if (!Tokenizer.isNamePart(c)) {
      return p;
    }
    boolean keyword = switch (c) {
      case 'a' -> startsWith(p, "and");
      case 'e' -> startsWith(p, "else");
      case 'f' -> startsWith(p, "for");
      case 'i' -> src[p + 1] == 'n' || src[p + 1] == 'f' || src[p + 1] == 's';
      case 'o' -> startsWith(p, "or");
      case 'n' -> startsWith(p, "not");
      default -> false;
    };
    if (keyword) {
      tokenizer.warn("invalid " + kind + " literal", p, p);
      return p;
    }
    if (c < 0) {
      int end = p;
      while (Tokenizer.isNamePart(src[end])) {
        end++;
      }
      Identifiers.verify(tokenizer, tokenizer.source, p, end);
      return p;
    }
    throw tokenizer.hardAt(p, "invalid " + kind + " literal");
  }

  private boolean startsWith(int p, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (src[p + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
