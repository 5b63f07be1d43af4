package org.atoll.runtime.modules.typing;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyUnion;

/// The module `_typing`. Without state.
@PyModuleDef(value = "_typing", doc = "Primitives and accelerators for the typing module.")
final class TypingModule {
  @PyConstant(name = "TypeVar")
  static final PyType TYPE_VAR = PyTypeVar.TYPE;
  @PyConstant(name = "ParamSpec")
  static final PyType PARAM_SPEC = PyParamSpec.TYPE;
  @PyConstant(name = "TypeVarTuple")
  static final PyType TYPE_VAR_TUPLE = PyTypeVarTuple.TYPE;
  @PyConstant(name = "ParamSpecArgs")
  static final PyType PARAM_SPEC_ARGS = PyParamSpecArgs.TYPE;
  @PyConstant(name = "ParamSpecKwargs")
  static final PyType PARAM_SPEC_KWARGS = PyParamSpecKwargs.TYPE;
  @PyConstant(name = "TypeAliasType")
  static final PyType TYPE_ALIAS_TYPE = PyTypeAlias.TYPE;
  @PyConstant(name = "Generic")
  static final PyType GENERIC = PyGeneric.TYPE;
  @PyConstant(name = "Union")
  static final PyType UNION = PyUnion.TYPE;
  @PyConstant(name = "NoDefault")
  static final PyNoDefault NO_DEFAULT = PyNoDefault.NO_DEFAULT;

  @PyFunction(sig = "(x, /)")
  Object _idfunc(Object x) {
    return x;
  }
}
