package org.atoll.compiler;

import java.util.List;
import org.atoll.compiler.Variables.Temp;
import org.atoll.syntax.ast.Alias;
import org.atoll.syntax.ast.NoneValue;
import org.atoll.syntax.ast.Stmt;

/// `import` and `from ... import`.
final class ImportGen {
  private final CodeGen g;

  ImportGen(CodeGen g) {
    this.g = g;
  }

  private void importName(String name, Object fromList, int level) {
    g.info.names.putIfAbsent(name, g.info.names.size());
    g.loadThreadState();
    g.e.aload(g.fnLocal);
    if (g.namespaceLocal >= 0) {
      g.e.aload(g.namespaceLocal);
    } else {
      g.e.aconstNull();
    }
    g.e.string(name);
    g.expressions.constant(fromList);
    g.e.lconst(level);
    g.e.invoke(RuntimeHelpers.IMPORT_NAME);
  }

  void importStatement(Stmt.Import i) {
    for (Alias a : i.names()) {
      g.at(i.pos());
      importName(a.name(), NoneValue.NONE, 0);
      if (a.asname() != null) {
        String[] parts = a.name().split("\\.");
        for (int k = 1; k < parts.length; k++) {
          importFromTop(parts[k]);
        }
        g.assignments.storeName(a.asname(), a.pos());
      } else {
        int dot = a.name().indexOf('.');
        g.assignments.storeName(dot < 0 ? a.name() : a.name().substring(0, dot), a.pos());
      }
    }
  }

  /// Replaces the module on the stack by its attribute or submodule.
  private void importFromTop(String name) {
    g.info.names.putIfAbsent(name, g.info.names.size());
    g.loadThreadState();
    g.e.swap();
    g.e.string(name);
    g.e.invoke(RuntimeHelpers.IMPORT_FROM);
  }

  void importFrom(Stmt.ImportFrom i) {
    List<Object> names = i.names().stream().map(a -> (Object) a.name()).toList();
    String module = i.module() == null ? "" : i.module();
    g.at(i.pos());
    importName(module, names, i.level());
    if (i.names().getFirst().name().equals("*")) {
      Temp imported = g.variables.temp(false);
      g.variables.store(imported);
      g.loadThreadState();
      g.e.aload(g.fnLocal);
      g.variables.load(imported);
      g.e.aload(g.namespaceLocal);
      g.variables.free(imported);
      g.e.invoke(RuntimeHelpers.IMPORT_STAR);
      return;
    }
    Temp imported = g.variables.temp(false);
    g.variables.store(imported);
    for (Alias a : i.names()) {
      g.variables.load(imported);
      g.at(i.pos());
      importFromTop(a.name());
      g.assignments.storeName(a.asname() == null ? a.name() : a.asname(), a.pos());
    }
    g.variables.free(imported);
  }
}
