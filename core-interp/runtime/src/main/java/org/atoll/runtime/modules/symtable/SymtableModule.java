package org.atoll.runtime.modules.symtable;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.compiler.Scope;
import org.atoll.compiler.SymbolBlock;
import org.atoll.runtime.importlib.SourceCompiler;
import org.atoll.runtime.interp.ThreadState;

/// The module `_symtable`: which names each block of a program binds and uses. Without state.
@PyModuleDef("_symtable")
final class SymtableModule {
  @PyConstant
  static final long DEF_GLOBAL = 1;
  @PyConstant
  static final long DEF_LOCAL = 2;
  @PyConstant
  static final long DEF_PARAM = 4;
  @PyConstant
  static final long DEF_NONLOCAL = 8;
  @PyConstant
  static final long USE = 16;
  @PyConstant
  static final long DEF_FREE_CLASS = 64;
  @PyConstant
  static final long DEF_IMPORT = 128;
  @PyConstant
  static final long DEF_BOUND = 134;
  @PyConstant
  static final long DEF_ANNOT = 256;
  @PyConstant
  static final long DEF_COMP_ITER = 512;
  @PyConstant
  static final long DEF_TYPE_PARAM = 1024;
  @PyConstant
  static final long DEF_COMP_CELL = SymbolBlock.DEF_COMP_CELL;
  @PyConstant
  static final long SCOPE_OFF = SymbolBlock.SCOPE_OFFSET;
  @PyConstant
  static final long SCOPE_MASK = SymbolBlock.SCOPE_MASK;
  @PyConstant
  static final long LOCAL = SymbolBlock.scopeNumber(Scope.Storage.LOCAL);
  @PyConstant
  static final long GLOBAL_EXPLICIT = SymbolBlock.scopeNumber(Scope.Storage.GLOBAL_EXPLICIT);
  @PyConstant
  static final long GLOBAL_IMPLICIT = SymbolBlock.scopeNumber(Scope.Storage.GLOBAL_IMPLICIT);
  @PyConstant
  static final long FREE = SymbolBlock.scopeNumber(Scope.Storage.FREE);
  @PyConstant
  static final long CELL = SymbolBlock.scopeNumber(Scope.Storage.CELL);
  @PyConstant
  static final long TYPE_FUNCTION = PySymbolBlock.typeNumber(Scope.Kind.FUNCTION);
  @PyConstant
  static final long TYPE_CLASS = PySymbolBlock.typeNumber(Scope.Kind.CLASS);
  @PyConstant
  static final long TYPE_MODULE = PySymbolBlock.typeNumber(Scope.Kind.MODULE);
  @PyConstant
  static final long TYPE_ANNOTATION = PySymbolBlock.typeNumber(Scope.Kind.ANNOTATION);
  @PyConstant
  static final long TYPE_TYPE_ALIAS = PySymbolBlock.typeNumber(Scope.Kind.TYPE_ALIAS);
  @PyConstant
  static final long TYPE_TYPE_PARAMETERS = PySymbolBlock.typeNumber(Scope.Kind.TYPE_PARAMETERS);
  @PyConstant
  static final long TYPE_TYPE_VARIABLE = PySymbolBlock.typeNumber(Scope.Kind.TYPE_VARIABLE);

  @PyFunction(sig = "(source, filename, startstr, /)", doc = "Return symbol and scope dictionaries used internally by compiler.")
  Object symtable(ThreadState ts, Object source, Object filename, String startstr) {
    return new PySymbolBlock(SourceCompiler.symbols(ts, source, filename, startstr));
  }
}
