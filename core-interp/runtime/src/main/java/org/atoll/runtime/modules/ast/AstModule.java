package org.atoll.runtime.modules.ast;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.importlib.Evaluation;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyType;

/// `_ast` (`Python/Python-ast.c`): the classes of the nodes of a syntax tree.
@PyModuleDef("_ast")
final class AstModule {
  @PyConstant(name = "AST")
  static final PyType AST = PyNode.TYPE;
  @PyConstant
  static final long PyCF_ONLY_AST = Evaluation.ONLY_AST;
  @PyConstant
  static final long PyCF_OPTIMIZED_AST = 0x8000 | Evaluation.ONLY_AST;
  @PyConstant
  static final long PyCF_TYPE_COMMENTS = 0x1000;
  @PyConstant
  static final long PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000;

  void exec(ThreadState ts, PyModule module) {
    NodeTypes types = NodeTypes.of(ts);
    for (String name : NodeKinds.ALL.byName.keySet()) {
      module.dict().put(name.intern(), types.type(name));
    }
  }
}
