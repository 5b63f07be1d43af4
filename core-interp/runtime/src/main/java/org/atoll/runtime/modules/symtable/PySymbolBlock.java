package org.atoll.runtime.modules.symtable;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.compiler.Scope;
import org.atoll.compiler.SymbolBlock;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyList;

/// An entry of a symbol table (`PySTEntry_Type`). What it shows is made once. Guarded by the GIL.
@PyTypeDef(name = "symtable entry", basetype = false, instantiable = false)
final class PySymbolBlock extends PyObject {
  static final PyType TYPE = PyType.builtin(new PySymbolBlockBinder());

  private final SymbolBlock block;
  private final PyDict symbols = new PyDict();
  private final PyList varnames = new PyList();
  private final PyList children = new PyList();

  PySymbolBlock(SymbolBlock block) {
    super(TYPE);
    this.block = block;
    block.symbols().forEach((name, flags) -> symbols.put(name, (long) flags));
    block.parameters().forEach(varnames::append);
    block.children().forEach(c -> children.append(new PySymbolBlock(c)));
  }

  /// CPython's number for a kind of block.
  static long typeNumber(Scope.Kind kind) {
    return switch (kind) {
      case FUNCTION -> 0;
      case CLASS -> 1;
      case MODULE -> 2;
      case ANNOTATION -> 3;
      case TYPE_ALIAS -> 4;
      case TYPE_PARAMETERS -> 5;
      case TYPE_VARIABLE -> 6;
    };
  }

  @PyGetter
  Object id() {
    return PyObjects.id(this);
  }

  @PyGetter
  Object name() {
    return block.name();
  }

  @PyGetter
  Object symbols() {
    return symbols;
  }

  @PyGetter
  Object varnames() {
    return varnames;
  }

  @PyGetter
  Object children() {
    return children;
  }

  @PyGetter
  long nested() {
    return block.nested() ? 1 : 0;
  }

  @PyGetter
  long type() {
    return typeNumber(block.kind());
  }

  @PyGetter
  long lineno() {
    return block.line();
  }

  @PyMethod
  String __repr__() {
    return "<symtable entry " + block.name() + "(" + PyObjects.id(this) + "), line " + block.line() + ">";
  }
}
