package org.atoll.processor;

import static org.atoll.processor.Names.CONVERT;
import static org.atoll.processor.Names.literal;

import java.util.List;
import org.atoll.processor.Model.Access;
import org.atoll.processor.Model.Binding;
import org.atoll.processor.Model.Conversion;
import org.atoll.processor.Model.Member;
import org.atoll.processor.Model.Parameter;
import org.atoll.processor.Model.Receiver;
import org.atoll.processor.Model.Result;
import org.atoll.processor.SignatureText.DefaultKind;

/// Writes the static methods behind the rows of the member table: `mN` calls, `gN` reads, `sN` writes.
final class MemberWriter {
  private final Binding binding;
  private final StringBuilder out;

  MemberWriter(Binding binding, StringBuilder out) {
    this.binding = binding;
    this.out = out;
  }

  void write(int id, Member m) {
    if (m.callable()) {
      call(id, m);
    } else if (!m.kind().equals("CONSTANT")) {
      head("Object g" + id, "");
      receiver(m, m.access());
      finish(m.access(), expression(m.access(), List.of()));
      if (m.setter() != null) {
        setter(id, m);
      }
    }
  }

  private void head(String name, String more) {
    out.append("\n  private static ").append(name).append('(').append(Names.THREAD_STATE).append(" ts, Object self").append(more).append(") {\n");
  }

  private void line(String text) {
    out.append("    ").append(text).append('\n');
  }

  private void call(int id, Member m) {
    List<Parameter> parameters = m.access().parameters();
    StringBuilder more = new StringBuilder();
    for (int i = 0; i < parameters.size(); i++) {
      more.append(", Object a").append(i);
    }
    head("Object m" + id, more.toString());
    receiver(m, m.access());
    for (int i = 0; i < parameters.size(); i++) {
      argument(m, parameters.get(i), i);
    }
    if (m.name().equals("__next__") && m.access().result() == Result.AS_IS) {
      line("Object item = " + expression(m.access(), parameters) + ";");
      line("if (item == null) {");
      line("  throw " + CONVERT + ".exhausted(self);");
      line("}");
      line("return item;");
      out.append("  }\n");
      return;
    }
    finish(m.access(), expression(m.access(), parameters));
  }

  private void setter(int id, Member m) {
    Access set = m.setter();
    Parameter value = set.parameters().getFirst();
    head("void s" + id, ", Object a0");
    receiver(m, set);
    boolean nullable = value.conversion() == Conversion.OBJECT;
    if (!nullable) {
      boolean reference = value.conversion() == Conversion.STRING || value.conversion() == Conversion.MODEL;
      line("if (a0 == null) {");
      line("  throw " + CONVERT + ".cannotDelete(" + literal(m.name()) + ", " + !reference + ");");
      line("}");
    }
    attributeValue(m, value);
    String target = target(set) + "." + set.javaName();
    line(set.field() ? target + " = p0;" : expression(set, set.parameters()) + ";");
    out.append("  }\n");
  }

  private void attributeValue(Member m, Parameter p) {
    switch (p.conversion()) {
      case STRING -> line("String p0 = " + CONVERT + ".toJavaAttribute(" + literal(m.name()) + ", a0);");
      case MODEL -> {
        line("if (!(a0 instanceof " + p.javaClass() + " p0)) {");
        line("  throw " + CONVERT + ".badAttribute(" + literal(m.name()) + ", " + p.javaClass() + ".TYPE, a0);");
        line("}");
      }
      default -> line(primitive(p, "a0", "p0"));
    }
  }

  /// Checks the receiver and names it `r`.
  private void receiver(Member m, Access a) {
    switch (a.receiver()) {
      case NONE -> {
        // Nothing to check: the thread state and self are not looked at.
      }
      case TYPE -> line(Names.PY_TYPE + " r = (" + Names.PY_TYPE + ") self;");
      case ACCEPTED -> {
        line("Object r = self;");
        if (!binding.type().acceptsAll()) {
          line("if (!acceptable(r)) {");
          badReceiver(m);
        }
      }
      default -> {
        if (binding.module()) {
          line(a.receiverClass() + " r = (" + a.receiverClass() + ") self;");
        } else {
          line("if (!(self instanceof " + a.receiverClass() + " r)) {");
          badReceiver(m);
        }
      }
    }
  }

  private void badReceiver(Member m) {
    String method = m.callable() && Names.isSlot(m.name()) ? "badSlotReceiver" : "badReceiver";
    line("  throw " + CONVERT + "." + method + "(" + binding.type().holder() + ".TYPE, " + literal(m.name()) + ", self);");
    line("}");
  }

  /// Converts argument `i` into the variable `p<i>`.
  private void argument(Member m, Parameter p, int i) {
    String a = "a" + i;
    String v = "p" + i;
    switch (p.conversion()) {
      case VARARGS, VARKW -> line(p.javaClass() + " " + v + " = (" + p.javaClass() + ") " + a + ";");
      case STRING -> line("String " + v + " = " + string(m, p, a) + ";");
      case MODEL -> model(m, p, a, v);
      default -> line(primitive(p, a, v));
    }
  }

  private static String primitive(Parameter p, String a, String v) {
    return switch (p.conversion()) {
      case LONG -> "long " + v + " = " + CONVERT + ".toLong(ts, " + a + ");";
      case INT -> "int " + v + " = " + CONVERT + ".toInt(ts, " + a + ");";
      case DOUBLE -> "double " + v + " = " + CONVERT + ".toDouble(ts, " + a + ");";
      case BOOLEAN -> "boolean " + v + " = " + CONVERT + ".toBoolean(ts, " + a + ");";
      default -> "Object " + v + " = " + a + ";";
    };
  }

  private String string(Member m, Parameter p, String a) {
    String where = "(" + literal(function(m)) + ", " + literal(p.argument()) + ", " + a + ")";
    return switch (p.defaultKind()) {
      case NONE -> CONVERT + ".toJavaStringOrNull" + where;
      case ABSENT -> a + " == null ? null : " + CONVERT + ".toJavaString" + where;
      default -> CONVERT + ".toJavaString" + where;
    };
  }

  /// How messages about arguments call the member: constructors go by the name of the type.
  private String function(Member m) {
    return m.kind().equals("NEW") || m.name().equals("__init__") ? binding.name() : m.name();
  }

  private void model(Member m, Parameter p, String a, String v) {
    boolean none = p.defaultKind() == DefaultKind.NONE;
    String bad = "throw " + CONVERT + ".badArgument(" + literal(function(m)) + ", " + literal(p.argument()) + ", " + p.javaClass() + ".TYPE, " + none
        + ", " + a + ");";
    if (!none && p.defaultKind() != DefaultKind.ABSENT) {
      line("if (!(" + a + " instanceof " + p.javaClass() + " " + v + ")) {");
      line("  " + bad);
      line("}");
      return;
    }
    line(p.javaClass() + " " + v + " = null;");
    line("if (" + a + " instanceof " + p.javaClass() + " x) {");
    line("  " + v + " = x;");
    line("} else if (" + a + (none ? " != " + Names.NONE : " != null") + ") {");
    line("  " + bad);
    line("}");
  }

  private String target(Access a) {
    return a.receiver() == Receiver.INSTANCE ? "r" : a.owner();
  }

  private String expression(Access a, List<Parameter> parameters) {
    String target = target(a) + "." + a.javaName();
    if (a.field()) {
      return target;
    }
    StringBuilder b = new StringBuilder(target).append('(');
    String separator = "";
    if (a.threadState()) {
      b.append("ts");
      separator = ", ";
    }
    if (a.receiver() != Receiver.INSTANCE && a.receiver() != Receiver.NONE) {
      b.append(separator).append('r');
      separator = ", ";
    }
    for (int i = 0; i < parameters.size(); i++) {
      b.append(separator).append('p').append(i);
      separator = ", ";
    }
    return b.append(')').toString();
  }

  private void finish(Access a, String expression) {
    if (a.result() == Result.VOID) {
      line(expression + ";");
      line("return " + Names.NONE + ";");
    } else if (a.field() && (a.result() == Result.AS_IS || a.result() == Result.STRING || a.result() == Result.BIG_INTEGER)) {
      line("return " + CONVERT + ".noneIfNull(" + converted(a.result(), expression) + ");");
    } else {
      line("return " + converted(a.result(), expression) + ";");
    }
    out.append("  }\n");
  }

  static String constant(Access a) {
    return "return " + converted(a.result(), a.owner() + "." + a.javaName()) + ";";
  }

  private static String converted(Result result, String expression) {
    return switch (result) {
      case BOOLEAN -> "Boolean.valueOf(" + expression + ")";
      case INTEGER -> "Long.valueOf(" + expression + ")";
      case DOUBLE -> "Double.valueOf(" + expression + ")";
      case STRING -> CONVERT + ".ofJavaString(" + expression + ")";
      case BIG_INTEGER -> CONVERT + ".ofBigInteger(" + expression + ")";
      case AS_IS, VOID -> expression;
    };
  }
}
