package org.atoll.compiler;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.atoll.syntax.ast.Mod;

/// A block of a program as the module `symtable` shows it: names and what is known of them. Comprehensions that are
/// compiled in line are not blocks of their own; their names are among those of the block around them.
///
/// @param name the block's name, `top` for the whole program
/// @param line where it begins; 0 for the whole program
/// @param nested whether it lies in a function
/// @param symbols for each (mangled) name a set of the flags of [Scope], above them its [#scopeNumber] shifted by
///     [#SCOPE_OFFSET]
/// @param parameters the names of the parameters
/// @param children the blocks in it
public record SymbolBlock(String name, Scope.Kind kind, int line, boolean nested, Map<String, Integer> symbols, List<String> parameters,
    List<SymbolBlock> children) {
  public static final int SCOPE_OFFSET = 12;
  public static final int SCOPE_MASK = 15;
  /// The flag of a name that an inlined comprehension has as a cell.
  public static final int DEF_COMP_CELL = 2048;

  /// The blocks of a program. Throws [CompileError] for what no block may contain.
  public static SymbolBlock of(Mod tree, CompileOptions options) {
    return of(SymbolTable.build(tree, options.withFeatures(Futures.of(tree))).module());
  }

  private static SymbolBlock of(Scope s) {
    Map<String, Integer> symbols = new LinkedHashMap<>();
    s.symbols.forEach((name, flags) -> symbols.put(name, flags | scopeNumber(s.storageOf(name)) << SCOPE_OFFSET));
    List<SymbolBlock> children = new ArrayList<>();
    Scope before = null;
    for (Scope child : s.children) {
      SymbolBlock b = of(child);
      if (isDefinition(child) && (before == null || before.kind != Scope.Kind.ANNOTATION || before.position != child.position)) {
        children.add(withoutAnnotations(child, s));
      }
      before = child;
      if (child.inlined) {
        b.symbols.forEach((name, value) -> adopt(symbols, name, value));
        children.addAll(b.children);
      } else {
        children.add(b);
      }
    }
    String name = s.name.startsWith("<") ? s.name.substring(1, s.name.length() - 1) : s.name;
    return new SymbolBlock(name, s.kind, s.position.lineno(), s.nested, symbols, s.parameters, children);
  }

  private static boolean isDefinition(Scope s) {
    return s.kind == Scope.Kind.FUNCTION && s.comprehension == Scope.Comprehension.NONE && !s.name.equals("<lambda>");
  }

  /// The block that CPython has for the annotations even of a function that has none.
  private static SymbolBlock withoutAnnotations(Scope function, Scope parent) {
    Map<String, Integer> symbols = new LinkedHashMap<>();
    symbols.put(".format", Scope.DEF_PARAM | Scope.USE | scopeNumber(Scope.Storage.LOCAL) << SCOPE_OFFSET);
    if (parent.kind == Scope.Kind.CLASS || parent.canSeeClassScope) {
      symbols.put("__classdict__", Scope.USE | scopeNumber(Scope.Storage.FREE) << SCOPE_OFFSET);
    }
    return new SymbolBlock("__annotate__", Scope.Kind.ANNOTATION, function.position.lineno(), function.nested, symbols, List.of(".format"), List.of());
  }

  /// Takes a name of an inlined comprehension over.
  private static void adopt(Map<String, Integer> symbols, String name, int value) {
    if ((value & Scope.DEF_PARAM) != 0) {
      return;
    }
    boolean cell = value >> SCOPE_OFFSET == scopeNumber(Scope.Storage.CELL);
    Integer known = symbols.get(name);
    if (known == null) {
      symbols.put(name, cell ? value | DEF_COMP_CELL : value);
    } else if (cell && known >> SCOPE_OFFSET == scopeNumber(Scope.Storage.LOCAL)) {
      int flags = known & (1 << SCOPE_OFFSET) - 1;
      symbols.put(name, flags | scopeNumber(Scope.Storage.CELL) << SCOPE_OFFSET);
    }
  }

  /// CPython's number for where a name lives.
  public static int scopeNumber(Scope.Storage s) {
    return switch (s) {
      case LOCAL -> 1;
      case GLOBAL_EXPLICIT -> 2;
      case GLOBAL_IMPLICIT -> 3;
      case FREE -> 4;
      case CELL -> 5;
    };
  }
}
