package org.atoll.compiler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.atoll.syntax.ast.Position;

/// What all code objects of one compilation share.
final class Unit {
  private static final String PACKAGE = "org.atoll.py.";

  final String name;
  final SymbolTable symbols;
  final CompileOptions options;
  final TreeFacts facts = new TreeFacts();
  final Map<String, byte[]> classes = new LinkedHashMap<>();
  /// Classes that are yet to be written.
  final Map<String, ClassDraft> drafts = new HashMap<>();
  final List<CompileWarning> warnings = new ArrayList<>();
  /// Code objects compiled already, by the node that they are compiled from.
  final Map<Object, CodeInfo> compiled = new IdentityHashMap<>();
  private final Map<String, Map<Object, Object>> keys = new HashMap<>();
  private int counter;

  Unit(String name, SymbolTable symbols, CompileOptions options) {
    this.name = name;
    this.symbols = symbols;
    this.options = options;
  }

  String mainClassName() {
    return PACKAGE + name;
  }

  /// A name that differs from all others of the unit even where case is ignored.
  String newClassName(String codeName) {
    StringBuilder b = new StringBuilder();
    for (int i = 0; i < codeName.length() && b.length() < 60; i++) {
      char c = codeName.charAt(i);
      if (c < 128 && (Character.isLetterOrDigit(c) || c == '_')) {
        b.append(c);
      }
    }
    return PACKAGE + name + "$" + ++counter + "$" + b;
  }

  /// A key for one of several code objects that come from one node.
  Object keyOf(Object node, String role) {
    return keys.computeIfAbsent(role, r -> new IdentityHashMap<>()).computeIfAbsent(node, n -> new Object());
  }

  void warn(String message, Position pos) {
    for (CompileWarning w : warnings) {
      if (w.message().equals(message) && w.position().equals(pos)) {
        return;
      }
    }
    warnings.add(new CompileWarning(message, pos));
  }
}
