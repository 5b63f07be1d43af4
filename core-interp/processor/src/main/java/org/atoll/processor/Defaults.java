package org.atoll.processor;

import static org.atoll.processor.Names.literal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.atoll.processor.SignatureText.Parameter;

/// The defaults of one binder as Java expressions. Numbers are hoisted into constants; objects of the runtime are only
/// touched by the calls themselves, since a binder is made while the class it belongs to is being initialised.
final class Defaults {
  private final Map<String, String> constants = new LinkedHashMap<>();
  private final Map<String, String> lazy = new LinkedHashMap<>();

  String expression(Parameter p) {
    return switch (p.defaultKind()) {
      case NONE -> Names.NONE;
      case BOOL -> p.value().equals("True") ? "Boolean.TRUE" : "Boolean.FALSE";
      case EMPTY_TUPLE -> Names.PY_TUPLE + ".EMPTY";
      case STR -> literal(p.value());
      case INT -> integer(p.value());
      case FLOAT -> constants.computeIfAbsent("Double.valueOf(" + literal(p.value()) + ")", e -> "D" + constants.size());
      case BYTES -> "Lazy." + lazy.computeIfAbsent(Names.PY_BYTES + ".latin1(" + literal(p.value()) + ")", e -> "D" + lazy.size());
      case ABSENT, REQUIRED -> "null";
    };
  }

  private String integer(String value) {
    boolean small = new java.math.BigInteger(value).bitLength() < 64;
    String e = small ? "Long.valueOf(" + (value.equals("-9223372036854775808") ? "Long.MIN_VALUE" : value + "L") + ")"
        : "new java.math.BigInteger(" + literal(value) + ")";
    return constants.computeIfAbsent(e, x -> "D" + constants.size());
  }

  void write(StringBuilder out) {
    if (!constants.isEmpty()) {
      out.append('\n');
      write(out, constants, "  private static final Object ");
    }
    if (!lazy.isEmpty()) {
      out.append("\n  private static final class Lazy {\n");
      write(out, lazy, "    static final Object ");
      out.append("  }\n");
    }
  }

  private static void write(StringBuilder out, Map<String, String> constants, String head) {
    constants.forEach((expression, name) -> out.append(head).append(name).append(" = ").append(expression).append(";\n"));
  }
}
