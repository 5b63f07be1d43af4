package org.atoll.syntax;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.atoll.syntax.ast.BytesValue;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.Position;

/// A row of adjacent string literals, some of which may be f-strings or t-strings: joins them as CPython does.
final class StringsBuilder {
  private static final int NO_CONVERSION = -1;

  /// A literal piece (`text`) or a replacement field (`field`).
  private record Piece(Object text, Expr field, String kind, Position pos) {}

  /// An f-string, t-string or format specification that is being read, and its innermost open field.
  private static final class Scope {
    final boolean template;
    final boolean raw;
    final PyToken colon;
    final List<Piece> pieces;
    Expr expression;
    PyToken expressionEnd;
    PyToken debug;
    PyToken afterDebug;
    int conversion;
    Expr spec;

    Scope(boolean template, boolean raw, PyToken colon, List<Piece> pieces) {
      this.template = template;
      this.raw = raw;
      this.colon = colon;
      this.pieces = pieces;
    }
  }

  private final ParserSupport parser;
  private final SourceText source;
  private final StringDecoder decoder;
  private final PyToken start;
  private final List<Piece> pieces = new ArrayList<>();
  private final ArrayList<Scope> scopes = new ArrayList<>(2);
  private boolean interpolated;
  private boolean template;
  private boolean other;
  private boolean bytes;
  private boolean str;

  StringsBuilder(ParserSupport parser, SourceText source, StringDecoder decoder, PyToken start) {
    this.parser = parser;
    this.source = source;
    this.decoder = decoder;
    this.start = start;
  }

  private Scope scope() {
    return scopes.getLast();
  }

  // --- literals ---

  void plain(Token token) {
    PyToken t = (PyToken) token;
    boolean isBytes = decoder.isBytes(t);
    bytes |= isBytes;
    str |= !isBytes;
    other = true;
    Expr.Constant c = decoder.constant(t);
    pieces.add(new Piece(c.value(), null, c.kind(), c.pos()));
  }

  void open(Token token, boolean isTemplate) {
    PyToken t = (PyToken) token;
    str = true;
    interpolated |= !isTemplate;
    template |= isTemplate;
    other |= !isTemplate;
    boolean raw = StringPrefix.raw(source.bytes, t.start, decoder.quoteAt(t));
    scopes.add(new Scope(isTemplate, raw, null, pieces));
  }

  void close(Token end) {
    scopes.removeLast();
  }

  void middle(Token token) {
    PyToken t = (PyToken) token;
    Scope s = scope();
    Object text = decoder.str(t, t.start, t.end, s.raw, s.colon == null);
    s.pieces.add(new Piece(text, null, null, ParserSupport.span(t)));
  }

  // --- replacement fields ---

  void beforeExpression() {
    Scope s = scope();
    s.expression = null;
    s.debug = null;
    s.conversion = NO_CONVERSION;
    s.spec = null;
    FStringErrors.beforeExpression(parser, s.template);
  }

  void expression(Expr e) {
    scope().expression = e;
  }

  void afterExpression() {
    scope().expressionEnd = parser.last();
    FStringErrors.afterExpression(parser, scope().template);
  }

  void debug(Token equal) {
    scope().debug = (PyToken) equal;
    scope().afterDebug = parser.stream.current();
    FStringErrors.afterDebug(parser, scope().template);
  }

  void beforeConversion() {
    FStringErrors.conversion(parser, scope().template);
  }

  void conversion(Token name) {
    String text = ParserSupport.name(name);
    if (text.length() != 1 || "sra".indexOf(text.charAt(0)) < 0) {
      throw parser.error(name, kind(scope()) + ": invalid conversion character '" + text
          + "': expected 's', 'r', or 'a'");
    }
    scope().conversion = text.charAt(0);
  }

  void beforeSpec() {
    Scope s = scope();
    FStringErrors.beforeSpec(parser, s.template, s.conversion != NO_CONVERSION);
  }

  void openSpec(Token colon) {
    Scope s = scope();
    scopes.add(new Scope(false, s.raw, (PyToken) colon, new ArrayList<>()));
  }

  void closeSpec() {
    Scope s = scopes.removeLast();
    scope().spec = new Expr.JoinedStr(joined(s.pieces), parser.at(s.colon));
  }

  void beforeBrace() {
    Scope s = scope();
    FStringErrors.beforeBrace(parser, s.template, s.spec != null);
  }

  /// The field is complete; `open` is its brace.
  void field(Token open) {
    Scope s = scope();
    PyToken brace = (PyToken) open;
    if (s.debug != null) {
      String text = withoutComments(brace, s.afterDebug, s.afterDebug.start);
      PyToken a = s.afterDebug;
      CodePoints out = new CodePoints();
      out.addText(text);
      s.pieces.add(new Piece(out.value(), null, null, new Position(brace.line, brace.endCol, a.line, a.col)));
      if (s.conversion == NO_CONVERSION && s.spec == null) {
        s.conversion = 'r';
      }
    }
    Position pos = parser.at(open);
    Expr field = s.template
        ? new Expr.Interpolation(s.expression, expressionText(brace, s.expressionEnd), s.conversion, s.spec, pos)
        : new Expr.FormattedValue(s.expression, s.conversion, s.spec, pos);
    s.pieces.add(new Piece(null, field, null, pos));
  }

  private Object expressionText(PyToken brace, PyToken last) {
    CodePoints out = new CodePoints();
    out.addText(withoutComments(brace, parser.stream.get(last.index + 1), last.end));
    return out.value();
  }

  /// The source from after `brace` to `end`, which lies before the token `until`, less its comments.
  private String withoutComments(PyToken brace, PyToken until, int end) {
    StringBuilder out = new StringBuilder();
    int from = brace.end;
    for (int i = brace.index + 1; i <= until.index; i++) {
      PyToken t = parser.stream.get(i);
      int gapEnd = Math.min(t.start, end);
      if (from < gapEnd) {
        out.append(source.text(from, gapEnd).replaceAll("#[^\n]*", ""));
      }
      if (i < until.index) {
        out.append(source.text(t.start, t.end));
        from = t.end;
      }
    }
    return out.toString();
  }

  // --- results ---

  private static String kind(Scope s) {
    return s.template ? "t-string" : "f-string";
  }

  Expr build() {
    if (template && other) {
      throw parser.error(start, parser.last(),
          "cannot mix t-string literals with string or bytes literals");
    }
    if (bytes && str) {
      String message = "cannot mix bytes and nonbytes literals";
      if (interpolated) {
        PyToken at = parser.hints == null ? parser.stream.current() : parser.hints.furthest();
        throw parser.atLast(PythonSyntaxException.Kind.SyntaxError, at, message);
      }
      throw parser.error(start, parser.last(), message);
    }
    Position pos = parser.at(start);
    if (template) {
      return new Expr.TemplateStr(joined(pieces), pos);
    }
    if (interpolated) {
      return new Expr.JoinedStr(joined(pieces), pos);
    }
    return new Expr.Constant(bytes ? allBytes() : text(pieces, 0, pieces.size()), pieces.get(0).kind, pos);
  }

  private BytesValue allBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Piece p : pieces) {
      out.writeBytes(((BytesValue) p.text).bytes());
    }
    return new BytesValue(out.toByteArray());
  }

  private static Object text(List<Piece> pieces, int from, int to) {
    if (to - from == 1) {
      return pieces.get(from).text;
    }
    CodePoints out = new CodePoints();
    for (int i = from; i < to; i++) {
      out.add(pieces.get(i).text);
    }
    return out.value();
  }

  /// The fields with the literal text between them, adjacent text merged and empty text left out.
  private static List<Expr> joined(List<Piece> pieces) {
    List<Expr> out = new ArrayList<>(pieces.size());
    int i = 0;
    while (i < pieces.size()) {
      Piece p = pieces.get(i);
      int j = i + 1;
      if (p.field != null) {
        out.add(p.field);
      } else {
        while (j < pieces.size() && pieces.get(j).field == null) {
          j++;
        }
        Object value = text(pieces, i, j);
        if (!"".equals(value)) {
          Position last = pieces.get(j - 1).pos;
          Position pos = new Position(p.pos.lineno(), p.pos.colOffset(), last.endLineno(), last.endColOffset());
          out.add(new Expr.Constant(value, p.kind, pos));
        }
      }
      i = j;
    }
    return ParserSupport.freeze(out);
  }
}
