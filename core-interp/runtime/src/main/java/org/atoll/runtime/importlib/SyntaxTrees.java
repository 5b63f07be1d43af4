package org.atoll.runtime.importlib;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ast.TreeReader;
import org.atoll.runtime.modules.ast.TreeWriter;
import org.atoll.syntax.ParseMode;
import org.atoll.syntax.ast.Mod;

/// Syntax trees as Python objects of the module `_ast`.
final class SyntaxTrees {
  private SyntaxTrees() {}

  /// Whether a value is such an object.
  static boolean isTree(Object o) {
    return TreeReader.isNode(o);
  }

  static Object toPython(ThreadState ts, Mod tree) {
    return TreeWriter.toPython(ts, tree);
  }

  /// @throws org.atoll.runtime.types.PyException TypeError or ValueError for what is no tree of that mode
  static Mod fromPython(ThreadState ts, Object tree, ParseMode mode) {
    String root = switch (mode) {
      case EXEC -> "Module";
      case EVAL -> "Expression";
      case SINGLE -> "Interactive";
      case FUNC_TYPE -> "FunctionType";
    };
    return TreeReader.fromPython(ts, tree, root);
  }
}
