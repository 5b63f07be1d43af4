package org.atoll.runtime.importlib;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.syntax.ParseMode;
import org.atoll.syntax.ast.Mod;

/// Syntax trees as Python objects of the module `_ast`.
final class SyntaxTrees {
  private SyntaxTrees() {}

  /// Whether a value is such an object.
  static boolean isTree(ThreadState ts, Object o) {
    Object ast = ts.interpreter().modules().get("_ast");
    return ast instanceof PyModule m && m.dict().get("AST") instanceof PyType base && PyObject.typeOf(o).isSubtype(base);
  }

  static Object toPython(ThreadState ts, Mod tree) {
    throw PyErr.notImplementedError("syntax trees cannot be shown as Python objects");
  }

  static Mod fromPython(ThreadState ts, Object tree, ParseMode mode) {
    throw PyErr.notImplementedError("syntax trees cannot be made of Python objects");
  }
}
