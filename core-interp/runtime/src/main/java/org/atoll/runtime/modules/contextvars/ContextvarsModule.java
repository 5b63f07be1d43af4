package org.atoll.runtime.modules.contextvars;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// The module `_contextvars`. Without state of its own: each thread state has its context.
@PyModuleDef(value = "_contextvars", doc = "Context Variables")
final class ContextvarsModule {
  @PyConstant(name = "Context")
  static final PyType CONTEXT = PyContext.TYPE;
  @PyConstant(name = "ContextVar")
  static final PyType CONTEXT_VAR = PyContextVar.TYPE;
  @PyConstant(name = "Token")
  static final PyType TOKEN = PyToken.TYPE;

  @PyFunction(sig = "()")
  Object copy_context(ThreadState ts) {
    return PyContext.copyCurrent(ts);
  }
}
