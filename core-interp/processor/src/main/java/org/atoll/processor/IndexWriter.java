package org.atoll.processor;

import static org.atoll.processor.Names.literal;

import java.util.List;
import java.util.StringJoiner;
import org.atoll.processor.Model.Binding;

/// Writes the index of the modules of one compilation.
final class IndexWriter {
  private IndexWriter() {}

  /// The package that all modules have in common, for an index that was given no name.
  static String defaultName(List<Binding> modules) {
    String common = modules.getFirst().packageName();
    for (Binding b : modules) {
      while (!(b.packageName() + ".").startsWith(common + ".")) {
        int dot = common.lastIndexOf('.');
        common = dot < 0 ? "" : common.substring(0, dot);
        if (common.isEmpty()) {
          return "GeneratedModules";
        }
      }
    }
    return common.isEmpty() ? "GeneratedModules" : common + ".GeneratedModules";
  }

  /// @param library the class that lists the Python modules of the same build, or null
  static String write(String qualifiedName, List<Binding> modules, String library) {
    int dot = qualifiedName.lastIndexOf('.');
    StringBuilder out = new StringBuilder();
    if (dot > 0) {
      out.append("package ").append(qualifiedName, 0, dot).append(";\n\n");
    }
    StringJoiner names = new StringJoiner(", ");
    StringBuilder cases = new StringBuilder();
    for (Binding b : modules) {
      names.add(literal(b.name()));
      cases.append("      case ").append(literal(b.name())).append(" -> new ").append(b.qualifiedBinder()).append("();\n");
    }
    return out.append("/// The built-in modules compiled together here. Generated.\n").append("public final class ").append(qualifiedName.substring(dot + 1))
        .append(" implements ").append(Names.CALL).append("ModuleIndex {\n").append("  private static final java.util.Set<String> NAMES = java.util.Set.of(")
        .append(names).append(");\n\n").append("  @Override\n  public java.util.Set<String> names() {\n    return NAMES;\n  }\n\n")
        .append("  @Override\n  public ").append(Names.CALL).append("ModuleBinder binder(String name) {\n    return switch (name) {\n").append(cases)
        .append("      default -> null;\n    };\n  }\n").append(libraryMethod(library)).append("}\n").toString();
  }

  private static String libraryMethod(String library) {
    return library == null ? "" : "\n  @Override\n  public String library() {\n    return " + literal(library) + ";\n  }\n";
  }
}
