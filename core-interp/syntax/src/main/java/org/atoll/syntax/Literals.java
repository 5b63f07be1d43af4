package org.atoll.syntax;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.atoll.syntax.ast.ComplexValue;
import org.atoll.syntax.ast.Expr;

/// The values of number and string literals.
final class Literals {
  /// CPython's default limit of digits of a decimal int literal.
  private static final int MAX_DIGITS = 4300;

  private final ParserSupport parser;
  private final SourceText source;
  final StringDecoder decoder;

  Literals(ParserSupport parser, SourceText source, List<SyntaxWarning> warnings) {
    this.parser = parser;
    this.source = source;
    this.decoder = new StringDecoder(parser, source, warnings);
  }

  // --- numbers ---

  Expr number(PyToken t) {
    return new Expr.Constant(value(t), null, ParserSupport.span(t));
  }

  private Object value(PyToken t) {
    byte[] src = source.bytes;
    int length = t.end - t.start;
    if (length <= 18) {
      long v = 0;
      int p = t.start;
      for (; p < t.end; p++) {
        int d = src[p] - '0';
        if (d < 0 || d > 9) {
          break;
        }
        v = v * 10 + d;
      }
      if (p == t.end) {
        return v;
      }
    }
    String text = new String(src, t.start, length, StandardCharsets.ISO_8859_1).replace("_", "").toLowerCase(java.util.Locale.ROOT);
    if (text.charAt(0) == '0' && text.length() > 1) {
      int radix = switch (text.charAt(1)) {
        case 'x' -> 16;
        case 'o' -> 8;
        case 'b' -> 2;
        default -> 10;
      };
      if (radix != 10) {
        return integer(new BigInteger(text.substring(2), radix));
      }
    }
    if (text.endsWith("j")) {
      return new ComplexValue(0.0, Double.parseDouble(text.substring(0, text.length() - 1)));
    }
    if (text.indexOf('.') >= 0 || text.indexOf('e') >= 0) {
      return Double.parseDouble(text);
    }
    if (text.length() > MAX_DIGITS) {
      throw tooLong(t, text.length());
    }
    return integer(new BigInteger(text));
  }

  private static Object integer(BigInteger v) {
    return v.bitLength() < 64 ? (Object) v.longValueExact() : v;
  }

  private SyntaxFailure tooLong(PyToken t, int digits) {
    return parser.error(t, "Exceeds the limit (" + MAX_DIGITS + " digits) for integer string conversion: value has "
        + digits + " digits; use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge"
        + " integer literals to avoid decimal conversion limits.");
  }

  // --- strings ---

  /// A string that stands alone.
  Expr single(Token token) {
    PyToken t = (PyToken) token;
    return decoder.constant(t);
  }

  /// Begins a row of adjacent strings.
  StringsBuilder begin(Token start) {
    return new StringsBuilder(parser, source, decoder, (PyToken) start);
  }
}
