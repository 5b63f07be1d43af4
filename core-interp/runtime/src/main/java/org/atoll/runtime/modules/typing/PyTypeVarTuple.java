package org.atoll.runtime.modules.typing;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;

/// `typing.TypeVarTuple`. Guarded by the GIL.
@PyTypeDef(name = "TypeVarTuple", module = "typing", basetype = false, hasDict = true, doc = "Type variable tuple.")
final class PyTypeVarTuple extends TypeParameter {
  static final PyType TYPE = PyType.builtin(new PyTypeVarTupleBinder());

  PyTypeVarTuple(Object name, Lazy defaultValue) {
    super(TYPE, name, defaultValue);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(ThreadState ts, PyType cls, PyTuple args, PyDict kwargs) {
    TypeArguments a = new TypeArguments(ts, "typevartuple", args, kwargs, false);
    Object name = a.name();
    Object defaultValue = a.optional("default");
    a.end();
    return new PyTypeVarTuple(name, given(defaultValue)).madeBy(ts);
  }

  @PyMethod
  Object __repr__() {
    return name;
  }

  @PyMethod
  Object __iter__(ThreadState ts) {
    return PyObjects.iter(ts, PyTuple.of(TypeObjects.unpacked(ts, this)));
  }

  @PyMethod(sig = "(arg, /)")
  Object __typing_subst__(ThreadState ts, Object arg) {
    throw PyErr.typeError("Substitution of bare TypeVarTuple is not supported");
  }

  @PyMethod(sig = "(alias, args, /)")
  Object __typing_prepare_subst__(ThreadState ts, Object alias, Object args) {
    return TypeObjects.typing(ts, "_typevartuple_prepare_subst", this, alias, args);
  }
}
