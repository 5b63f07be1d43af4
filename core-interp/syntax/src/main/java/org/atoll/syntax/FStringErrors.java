package org.atoll.syntax;

/// The errors that CPython's grammar reports at the parts of a replacement field.
final class FStringErrors {
  private FStringErrors() {}

  private static String kind(boolean template) {
    return template ? "t-string" : "f-string";
  }

  static void beforeExpression(ParserSupport parser, boolean template) {
    PyToken t = parser.stream.current();
    String what = switch (t.type) {
      case PythonGrammar.EQUAL -> "'='";
      case PythonGrammar.EXCLAM -> "'!'";
      case PythonGrammar.COLON -> "':'";
      case PythonGrammar.RBRACE -> "'}'";
      default -> null;
    };
    if (what != null) {
      throw parser.error(t, kind(template) + ": valid expression required before " + what);
    }
  }

  static void afterExpression(ParserSupport parser, boolean template) {
    int t = parser.stream.current().type;
    if (t != PythonGrammar.EQUAL && t != PythonGrammar.EXCLAM && t != PythonGrammar.COLON
        && t != PythonGrammar.RBRACE && t != PythonGrammar.BAD) {
      throw parser.fail();
    }
  }

  static void afterDebug(ParserSupport parser, boolean template) {
    int t = parser.stream.current().type;
    if (t != PythonGrammar.EXCLAM && t != PythonGrammar.COLON && t != PythonGrammar.RBRACE && t != PythonGrammar.BAD) {
      throw parser.error(parser.stream.current(), kind(template) + ": expecting '!', or ':', or '}'");
    }
  }

  static void conversion(ParserSupport parser, boolean template) {
    PyToken t = parser.stream.current();
    if (t.type == PythonGrammar.COLON || t.type == PythonGrammar.RBRACE) {
      throw parser.error(t, kind(template) + ": missing conversion character");
    }
    if (t.type != PythonGrammar.NAME && t.type != PythonGrammar.BAD) {
      throw parser.error(t, kind(template) + ": invalid conversion character");
    }
    if (t.type == PythonGrammar.NAME && t.start != parser.last().end) {
      throw parser.error(parser.last(), t, kind(template) + ": conversion type must come right after the exclamation mark");
    }
  }

  static void beforeSpec(ParserSupport parser, boolean template, boolean converted) {
    int t = parser.stream.current().type;
    if (converted && t != PythonGrammar.COLON && t != PythonGrammar.RBRACE && t != PythonGrammar.BAD) {
      throw parser.error(parser.stream.current(), kind(template) + ": expecting ':' or '}'");
    }
  }

  static void beforeBrace(ParserSupport parser, boolean template, boolean spec) {
    int t = parser.stream.current().type;
    if (spec && t != PythonGrammar.RBRACE && t != PythonGrammar.BAD) {
      throw parser.error(parser.stream.current(), kind(template) + ": expecting '}', or format specs");
    }
  }
}
