package org.atoll.processor;

import static org.atoll.processor.Names.literal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.atoll.processor.Model.Binding;
import org.atoll.processor.Model.Member;
import org.atoll.processor.SignatureText.Parameter;
import org.atoll.processor.SignatureText.ParameterKind;

/// Writes the binder of one class.
///
/// Every member gets a small static method `mN` that checks the receiver, converts the arguments and the result; the
/// inherited entry points only switch to it. Switches are cut into chunks so that neither HotSpot's limit for compiling
/// (8,000 bytes of bytecode) nor the one for inlining (325) is passed by a module with hundreds of functions.
final class BinderWriter {
  private static final int CHUNK = 16;
  private static final int MAX_DIRECT = 3;
  private static final String[] DIRECT = {"a", "b", "c"};

  private final Binding binding;
  private final List<Member> members;
  private final StringBuilder out = new StringBuilder();
  private final Defaults defaults = new Defaults();

  BinderWriter(Binding binding) {
    this.binding = binding;
    this.members = binding.members();
  }

  String write() {
    if (!binding.packageName().isEmpty()) {
      line("package %s;", binding.packageName());
      line("");
    }
    line("/// Generated from the annotations of [%s].", binding.className());
    line("public %sclass %s extends %s {", binding.module() ? "final " : "", binding.binderName(), Names.CALL + (binding.module() ? "ModuleBinder" : "TypeBinder"));
    constructor();
    facts();
    for (int k = 0; k <= MAX_DIRECT; k++) {
      direct(k);
    }
    bound();
    accessors();
    bodies();
    MemberWriter writer = new MemberWriter(binding, out);
    for (int i = 0; i < members.size(); i++) {
      writer.write(i, members.get(i));
    }
    defaults.write(out);
    line("}");
    return out.toString();
  }

  private void line(String format, Object... args) {
    out.append(args.length == 0 ? format : String.format(Locale.ROOT, format, args)).append('\n');
  }

  private void constructor() {
    line("  public %s() {", binding.binderName());
    out.append("    super(");
    for (int i = 0; i < members.size(); i++) {
      Member m = members.get(i);
      String name = m.nameExpression() != null ? m.nameExpression() : literal(m.name());
      String signature = m.callable() ? literal(m.signature().text()) : "null";
      out.append(i == 0 ? "\n" : ",\n").append("        new Member(Kind.").append(m.kind()).append(", ").append(name).append(", ").append(signature)
          .append(", ").append(literal(m.doc(), true)).append(", ").append(m.setter() != null).append(')');
    }
    line(");");
    line("  }");
  }

  private void facts() {
    override("String name()", "return " + literal(binding.name()) + ";");
    if (!binding.doc().isEmpty()) {
      override("String doc()", "return " + literal(binding.doc()) + ";");
    }
    if (binding.module()) {
      override("Object newState()", "return new " + binding.className() + "();");
      if (binding.exec()) {
        override("void exec(" + Names.THREAD_STATE + " ts, Object state, " + Names.PY_MODULE + " module)",
            "((" + binding.className() + ") state).exec(ts, module);");
      }
      return;
    }
    typeFacts(binding.type());
  }

  private void typeFacts(Model.TypeFacts t) {
    override("String module()", "return " + literal(t.module()) + ";");
    override(Names.PY_TYPE + " base()", "return " + (t.base() == null ? "null" : t.base() + ".TYPE") + ";");
    override("boolean basetype()", "return " + t.basetype() + ";");
    override("boolean instantiable()", "return " + t.instantiable() + ";");
    if (t.hasDict()) {
      override("boolean hasDict()", "return true;");
    }
    override("boolean hashable()", "return " + t.hashable() + ";");
    if (!t.matchArgs().isBlank()) {
      List<String> names = new ArrayList<>();
      for (String name : t.matchArgs().split(",")) {
        names.add(literal(name.strip()));
      }
      override("String[] matchArgs()", "return new String[] {" + String.join(", ", names) + "};");
    }
    override("boolean accepts(Object o)", "return acceptable(o);");
    List<String> tests = new ArrayList<>();
    for (String c : t.accepts()) {
      tests.add("o instanceof " + c);
    }
    line("");
    line("  private static boolean acceptable(Object o) {");
    line("    return %s;", t.acceptsAll() ? "true" : String.join(" || ", tests));
    line("  }");
  }

  private void override(String head, String body) {
    line("");
    line("  @Override");
    line("  public %s {", head);
    line("    %s", body);
    line("  }");
  }

  /// `callK`: the members for which K positional arguments are valid; anything else goes the general way.
  private void direct(int k) {
    String parameters = String.join(", Object ", parameters("int id, " + Names.THREAD_STATE + " ts, Object self", k));
    String arguments = String.join(", ", parameters("id, ts, self", k));
    Map<Integer, String> cases = new TreeMap<>();
    for (int i = 0; i < members.size(); i++) {
      String values = members.get(i).callable() ? directValues(members.get(i).signature(), k) : null;
      if (values != null) {
        cases.put(i, "return m" + i + "(ts, self" + values + ");");
      }
    }
    if (!cases.isEmpty()) {
      dispatch("protected Object", "call" + k, parameters, arguments, cases, "return super.call" + k + "(" + arguments + ");", true);
    }
  }

  /// The values for all parameters when `k` arguments are given by position, or null where that is not valid.
  private String directValues(SignatureText s, int k) {
    int positional = s.positional();
    if (k > positional && !s.varargs()) {
      return null;
    }
    StringBuilder b = new StringBuilder();
    for (int i = 0; i < s.parameters().size(); i++) {
      Parameter p = s.parameters().get(i);
      b.append(", ");
      if (i < positional && i < k) {
        b.append(DIRECT[i]);
      } else if (p.kind() == ParameterKind.VAR_POSITIONAL) {
        b.append(rest(positional, k));
      } else if (p.kind() == ParameterKind.VAR_KEYWORD) {
        b.append("new ").append(Names.PY_DICT).append("()");
      } else if (p.required()) {
        return null;
      } else {
        b.append(defaults.expression(p));
      }
    }
    return b.toString();
  }

  private static String rest(int positional, int k) {
    if (k <= positional) {
      return Names.PY_TUPLE + ".EMPTY";
    }
    return Names.PY_TUPLE + ".of(" + String.join(", ", List.of(DIRECT).subList(positional, k)) + ")";
  }

  private void bound() {
    Map<Integer, String> cases = new TreeMap<>();
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i).callable()) {
        StringBuilder b = new StringBuilder("return m" + i + "(ts, self");
        for (int p = 0; p < members.get(i).signature().parameters().size(); p++) {
          b.append(", bound[").append(p).append(']');
        }
        cases.put(i, b.append(");").toString());
      }
    }
    dispatch("public Object", "callBound", "int id, " + Names.THREAD_STATE + " ts, Object self, Object[] bound", "id, ts, self, bound", cases,
        "throw new IllegalStateException(\"no callable member \" + id);", false);
  }

  /// A class for each callable member, and where they are made.
  private void bodies() {
    Map<Integer, String> cases = new TreeMap<>();
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i).callable()) {
        cases.put(i, "return new M" + i + "(this);");
        body(i);
      }
    }
    if (!cases.isEmpty()) {
      dispatch("protected " + Names.CALL + "MemberBody", "newBody", "int id", "id", cases, "return super.newBody(id);", true);
    }
  }

  private void body(int id) {
    line("");
    line("  private static final class M%d extends %sMemberBody {", id, Names.CALL);
    line("    M%d(%sBinder binder) {", id, Names.CALL);
    line("      super(binder, %d);", id);
    line("    }");
    for (int k = 0; k <= MAX_DIRECT; k++) {
      String values = directValues(members.get(id).signature(), k);
      if (values != null) {
        line("");
        line("    @Override");
        line("    public Object direct%d(%s) {", k, String.join(", Object ", parameters(Names.THREAD_STATE + " ts, Object self", k)));
        line("      return m%d(ts, self%s);", id, values);
        line("    }");
      }
    }
    line("  }");
  }

  private static List<String> parameters(String first, int k) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(DIRECT).subList(0, k));
    return all;
  }

  private void accessors() {
    Map<Integer, String> reads = new TreeMap<>();
    Map<Integer, String> writes = new TreeMap<>();
    for (int i = 0; i < members.size(); i++) {
      Member m = members.get(i);
      if (!m.callable()) {
        reads.put(i, m.kind().equals("CONSTANT") ? MemberWriter.constant(m.access()) : "return g" + i + "(ts, self);");
        if (m.setter() != null) {
          writes.put(i, "s" + i + "(ts, self, value); return;");
        }
      }
    }
    String common = "int id, " + Names.THREAD_STATE + " ts, Object self";
    if (!reads.isEmpty()) {
      dispatch("public Object", "get", common, "id, ts, self", reads, "return super.get(id, ts, self);", true);
    }
    if (!writes.isEmpty()) {
      dispatch("public void", "set", common + ", Object value", "id, ts, self, value", writes, "super.set(id, ts, self, value);", true);
    }
  }

  /// One switch on the id, or where there are many cases a switch on the chunk and one method per chunk.
  private void dispatch(String head, String method, String parameters, String arguments, Map<Integer, String> cases, String otherwise,
      boolean otherwiseNeedsThis) {
    line("");
    line("  @Override");
    if (cases.size() <= CHUNK + CHUNK / 2) {
      switchMethod(head + " " + method, parameters, "id", cases, otherwise);
      return;
    }
    Map<Integer, Map<Integer, String>> chunks = new TreeMap<>();
    cases.forEach((id, body) -> chunks.computeIfAbsent(id / CHUNK, c -> new TreeMap<>()).put(id, body));
    Map<Integer, String> outer = new LinkedHashMap<>();
    String result = head.substring(head.indexOf(' ') + 1);
    boolean isVoid = result.equals("void");
    chunks.forEach((chunk, inner) -> {
      String call = method + "_" + chunk + "(" + arguments + ");";
      outer.put(chunk, isVoid ? call + " return;" : "return " + call);
    });
    switchMethod(head + " " + method, parameters, "id / " + CHUNK, outer, otherwise);
    chunks.forEach((chunk, inner) -> {
      line("");
      switchMethod("private " + (otherwiseNeedsThis ? "" : "static ") + result + " " + method + "_" + chunk, parameters, "id", inner, otherwise);
    });
  }

  private void switchMethod(String head, String parameters, String selector, Map<Integer, String> cases, String otherwise) {
    line("  %s(%s) {", head, parameters);
    if (cases.isEmpty()) {
      line("    %s", otherwise);
    } else {
      line("    switch (%s) {", selector);
      cases.forEach((id, body) -> line("      case %d: %s", id, body));
      line("      default: %s", otherwise);
      line("    }");
    }
    line("  }");
  }
}
