package org.atoll.processor;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// A Python signature as written in an annotation, parsed and checked. The parameters stand in the order in which the
/// runtime's `Signature.bind` lays values out: positional ones, `*args`, keyword-only ones, `**kwargs`.
///
/// @param text the text, normalised to be empty-free: always with its parentheses
/// @param positional how many parameters can be given by position
record SignatureText(String text, List<Parameter> parameters, int positional) {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*");
  private static final Pattern INT = Pattern.compile("-?[0-9]+");
  private static final Pattern FLOAT = Pattern.compile("-?[0-9]+(\\.[0-9]*)?(e[+-]?[0-9]+)?");

  /// Where a parameter takes its value from.
  enum ParameterKind { POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD }

  /// What a default is; `ABSENT` has no Python value and reaches the Java method as null.
  enum DefaultKind { REQUIRED, NONE, BOOL, INT, FLOAT, STR, BYTES, EMPTY_TUPLE, ABSENT }

  /// One parameter; `value` is the default's text without quotes, null where required.
  record Parameter(String name, ParameterKind kind, DefaultKind defaultKind, String value) {
    boolean required() {
      return defaultKind == DefaultKind.REQUIRED;
    }
  }

  /// Thrown with a message for the author of the annotation.
  static final class SignatureException extends Exception {
    private static final long serialVersionUID = 1L;

    SignatureException(String message) {
      super(message);
    }
  }

  boolean varargs() {
    return has(ParameterKind.VAR_POSITIONAL);
  }

  private boolean has(ParameterKind kind) {
    return parameters.stream().anyMatch(p -> p.kind() == kind);
  }

  /// How messages name parameter `i`, as Argument Clinic does.
  String argumentName(int i) {
    Parameter p = parameters.get(i);
    if (p.kind() != ParameterKind.POSITIONAL_ONLY) {
      return "argument '" + p.name() + "'";
    }
    return parameters.size() == 1 && p.required() ? "argument" : "argument " + (i + 1);
  }

  /// The signature of a special method declared without one: its Java parameters, positional-only.
  static SignatureText positionalOnly(List<String> names) {
    List<Parameter> parameters = new ArrayList<>();
    for (String name : names) {
      parameters.add(new Parameter(name, ParameterKind.POSITIONAL_ONLY, DefaultKind.REQUIRED, null));
    }
    return new SignatureText(names.isEmpty() ? "()" : "(" + String.join(", ", names) + ", /)", List.copyOf(parameters), names.size());
  }

  static SignatureText parse(String text) throws SignatureException {
    String s = text.strip();
    if (!s.startsWith("(") || !s.endsWith(")")) {
      throw new SignatureException("a signature stands in parentheses, as in \"(a, /, b=None)\": " + text);
    }
    return new Parser(s).parse();
  }

  private static final class Parser {
    private final String text;
    private final List<Parameter> positional = new ArrayList<>();
    private final List<Parameter> keywordOnly = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private Parameter varargs;
    private Parameter varkw;
    private boolean star;
    private boolean slash;

    Parser(String text) {
      this.text = text;
    }

    SignatureText parse() throws SignatureException {
      for (String part : split(text.substring(1, text.length() - 1))) {
        if (varkw != null) {
          throw error("nothing may follow **" + varkw.name());
        }
        part(part);
      }
      if (star && varargs == null && keywordOnly.isEmpty()) {
        throw error("named parameters must follow a bare *");
      }
      List<Parameter> all = new ArrayList<>(positional);
      if (varargs != null) {
        all.add(varargs);
      }
      all.addAll(keywordOnly);
      if (varkw != null) {
        all.add(varkw);
      }
      return new SignatureText(text, List.copyOf(all), positional.size());
    }

    private SignatureException error(String message) {
      return new SignatureException(message + " in signature " + text);
    }

    private void part(String part) throws SignatureException {
      if (part.equals("/")) {
        slash();
      } else if (part.startsWith("**")) {
        varkw = new Parameter(name(part.substring(2)), ParameterKind.VAR_KEYWORD, DefaultKind.EMPTY_TUPLE, null);
      } else if (part.startsWith("*")) {
        if (star) {
          throw error("a second *");
        }
        star = true;
        if (part.length() > 1) {
          varargs = new Parameter(name(part.substring(1)), ParameterKind.VAR_POSITIONAL, DefaultKind.EMPTY_TUPLE, null);
        }
      } else {
        named(part);
      }
    }

    private void slash() throws SignatureException {
      if (slash || star || positional.isEmpty()) {
        throw error("misplaced /");
      }
      slash = true;
      positional.replaceAll(p -> new Parameter(p.name(), ParameterKind.POSITIONAL_ONLY, p.defaultKind(), p.value()));
    }

    private void named(String part) throws SignatureException {
      int eq = part.indexOf('=');
      String name = name(eq < 0 ? part : part.substring(0, eq).strip());
      ParameterKind kind = star ? ParameterKind.KEYWORD_ONLY : ParameterKind.POSITIONAL_OR_KEYWORD;
      if (eq >= 0) {
        (star ? keywordOnly : positional).add(withDefault(name, kind, part.substring(eq + 1).strip()));
        return;
      }
      if (!star && !positional.isEmpty() && !positional.getLast().required()) {
        throw error("parameter " + name + " without a default follows one with a default");
      }
      (star ? keywordOnly : positional).add(new Parameter(name, kind, DefaultKind.REQUIRED, null));
    }

    private String name(String name) throws SignatureException {
      if (name.equals("self") && positional.isEmpty() || name.startsWith("$")) {
        throw error("the receiver is not written");
      }
      if (!IDENTIFIER.matcher(name).matches()) {
        throw error("'" + name + "' is no parameter name");
      }
      if (!names.add(name)) {
        throw error("parameter " + name + " appears twice");
      }
      return name;
    }

    private Parameter withDefault(String name, ParameterKind kind, String value) throws SignatureException {
      DefaultKind d = defaultKind(value);
      if (d == null) {
        throw error("the default " + value + " of " + name
            + " is not one of None, True, False, an int, a float, a str, bytes, (), sys.maxsize, <absent>");
      }
      return switch (d) {
        case STR -> new Parameter(name, kind, d, value.substring(1, value.length() - 1).translateEscapes());
        case BYTES -> new Parameter(name, kind, d, value.substring(2, value.length() - 1).translateEscapes());
        case INT -> new Parameter(name, kind, d, value.equals("sys.maxsize") ? Long.toString(Long.MAX_VALUE) : new BigInteger(value).toString());
        default -> new Parameter(name, kind, d, value);
      };
    }

    private static DefaultKind defaultKind(String value) {
      switch (value) {
        case "None":
          return DefaultKind.NONE;
        case "True", "False":
          return DefaultKind.BOOL;
        case "()":
          return DefaultKind.EMPTY_TUPLE;
        case "sys.maxsize":
          return DefaultKind.INT;
        default:
      }
      if (quoted(value)) {
        return DefaultKind.STR;
      }
      if (value.startsWith("b") && quoted(value.substring(1))) {
        return DefaultKind.BYTES;
      }
      if (INT.matcher(value).matches()) {
        return DefaultKind.INT;
      }
      if (FLOAT.matcher(value).matches()) {
        return DefaultKind.FLOAT;
      }
      return value.startsWith("<") && value.endsWith(">") ? DefaultKind.ABSENT : null;
    }

    private static boolean quoted(String s) {
      int last = s.length() - 1;
      return last > 0 && (s.charAt(0) == '\'' || s.charAt(0) == '"') && s.charAt(last) == s.charAt(0);
    }

    /// Splits at commas outside quotes and brackets.
    private List<String> split(String body) throws SignatureException {
      List<String> parts = new ArrayList<>();
      int depth = 0;
      char quote = 0;
      int start = 0;
      for (int i = 0; i < body.length(); i++) {
        char c = body.charAt(i);
        if (quote != 0) {
          if (c == '\\') {
            i++;
          } else if (c == quote) {
            quote = 0;
          }
        } else if (c == '\'' || c == '"') {
          quote = c;
        } else if (c == '(' || c == '[') {
          depth++;
        } else if (c == ')' || c == ']') {
          depth--;
        } else if (c == ',' && depth == 0) {
          parts.add(part(body, start, i));
          start = i + 1;
        }
      }
      if (quote != 0 || depth != 0) {
        throw error("unbalanced quote or bracket");
      }
      if (!body.substring(start).isBlank()) {
        parts.add(part(body, start, body.length()));
      }
      return parts;
    }

    private String part(String body, int start, int end) throws SignatureException {
      String part = body.substring(start, end).strip();
      if (part.isEmpty()) {
        throw error("an empty parameter");
      }
      return part;
    }
  }
}
