package org.atoll.processor;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import org.atoll.compiler.RuntimeAbi;
import org.atoll.compiler.RuntimeAbi.Field;
import org.atoll.compiler.RuntimeAbi.Helper;

/// Writes the class through which the runtime calls, by their numbers, the members of itself that compiled code uses: one
/// `switch` over all of [RuntimeAbi]. In groups, so that every method is small enough for HotSpot to compile it.
final class HelperCallsWriter {
  private static final int GROUP_BITS = 5;

  private HelperCallsWriter() {}

  static String write(String qualifiedName) {
    int dot = qualifiedName.lastIndexOf('.');
    List<Helper> helpers = RuntimeAbi.helpers();
    int groups = (helpers.size() + (1 << GROUP_BITS) - 1) >> GROUP_BITS;
    StringBuilder b = new StringBuilder();
    b.append("package ").append(qualifiedName, 0, dot).append(";\n\n");
    b.append("final class ").append(qualifiedName.substring(dot + 1)).append(" {\n");
    b.append("  static final int COUNT = ").append(helpers.size()).append(";\n\n");
    b.append("  static Object call(int helper, Object[] s, int p) {\n    return switch (helper >> ").append(GROUP_BITS).append(") {\n");
    for (int g = 0; g < groups; g++) {
      b.append("      case ").append(g).append(" -> call").append(g).append("(helper, s, p);\n");
    }
    b.append("      default -> throw new IllegalArgumentException();\n    };\n  }\n");
    for (int g = 0; g < groups; g++) {
      b.append("\n  private static Object call").append(g).append("(int helper, Object[] s, int p) {\n    switch (helper) {\n");
      for (Helper h : helpers.subList(g << GROUP_BITS, Math.min(helpers.size(), g + 1 << GROUP_BITS))) {
        helper(b, h);
      }
      b.append("      default: throw new IllegalArgumentException();\n    }\n  }\n");
    }
    fields(b);
    return b.append("}\n").toString();
  }

  private static void helper(StringBuilder b, Helper h) {
    if (h.name().equals("<init>")) {
      return;
    }
    StringBuilder call = new StringBuilder();
    int at = 0;
    if (h.isStatic()) {
      call.append(name(h.owner()));
    } else {
      call.append("((").append(name(h.owner())).append(") s[p])");
      at = 1;
    }
    call.append('.').append(h.name()).append('(');
    MethodTypeDesc type = h.type();
    for (int i = 0; i < type.parameterCount(); i++, at++) {
      call.append(i == 0 ? "" : ", ").append(unboxed(type.parameterType(i), at == 0 ? "s[p]" : "s[p + " + at + "]"));
    }
    call.append(')');
    b.append("      case ").append(h.number()).append(": ");
    if (h.gives()) {
      b.append("return ").append(boxed(type.returnType(), call.toString())).append(";\n");
    } else {
      b.append(call).append("; return null;\n");
    }
  }

  private static void fields(StringBuilder b) {
    b.append("\n  static Object get(int field, Object target) {\n    switch (field) {\n");
    for (Field f : RuntimeAbi.fields()) {
      if (!f.isStatic()) {
        b.append("      case ").append(f.number()).append(": return ").append(boxed(f.type(), "((" + name(f.owner()) + ") target)." + f.name())).append(";\n");
      }
    }
    b.append("      default: throw new IllegalArgumentException();\n    }\n  }\n");
    b.append("\n  static void put(int field, Object target, Object value) {\n    switch (field) {\n");
    for (Field f : RuntimeAbi.fields()) {
      if (!f.isStatic() && f.written()) {
        b.append("      case ").append(f.number()).append(": ((").append(name(f.owner())).append(") target).").append(f.name()).append(" = ")
            .append(unboxed(f.type(), "value")).append("; return;\n");
      }
    }
    b.append("      default: throw new IllegalArgumentException();\n    }\n  }\n");
  }

  private static String unboxed(ClassDesc type, String value) {
    return switch (type.descriptorString()) {
      case "I" -> "(Integer) " + value;
      case "J" -> "(Long) " + value;
      case "Z" -> "(Integer) " + value + " != 0";
      case "Ljava/lang/Object;" -> value;
      default -> "(" + name(type) + ") " + value;
    };
  }

  /// The JVM has no boolean on its operand stack.
  private static String boxed(ClassDesc type, String value) {
    return type.descriptorString().equals("Z") ? value + " ? 1 : 0" : value;
  }

  private static String name(ClassDesc type) {
    if (type.isArray()) {
      return name(type.componentType()) + "[]";
    }
    String d = type.descriptorString();
    return type.isPrimitive() ? type.displayName() : d.substring(1, d.length() - 1).replace('/', '.').replace('$', '.');
  }
}
