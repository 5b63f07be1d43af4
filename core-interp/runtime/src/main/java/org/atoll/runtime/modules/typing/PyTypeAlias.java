package org.atoll.runtime.modules.typing;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyGenericAlias;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.PyUnion;

/// `typing.TypeAliasType`. Guarded by the GIL.
@PyTypeDef(name = "TypeAliasType", module = "typing", basetype = false, doc = "Type alias.")
final class PyTypeAlias extends PyObject {
  static final PyType TYPE = PyType.builtin(new PyTypeAliasBinder());

  @PyMember(name = "__name__")
  final Object name;
  private final PyTuple parameters;
  private final Lazy value;
  private final Object module;

  PyTypeAlias(Object name, PyTuple parameters, Lazy value, Object module) {
    super(TYPE);
    this.name = name;
    this.parameters = parameters;
    this.value = value;
    this.module = module;
  }

  @PyNew(sig = "(name, value, *, type_params=<absent>)")
  static Object create(ThreadState ts, PyType cls, Object name, Object value, Object typeParams) {
    if (!PyUnicode.check(name)) {
      throw PyErr.typeError("typealias() argument 'name' must be str, not %s", PyObject.typeOf(name).name());
    }
    if (typeParams != null && !(typeParams instanceof PyTuple)) {
      throw PyErr.typeError("type_params must be a tuple");
    }
    PyTuple params = typeParams == null ? PyTuple.EMPTY : (PyTuple) typeParams;
    boolean defaults = false;
    for (Object p : params.items) {
      if (!(p instanceof TypeParameter t)) {
        throw PyErr.typeError("Expected a type param, got %s", PyUnicode.toUtf16(PyObjects.repr(ts, p)));
      }
      if (defaults && !t.hasDefault()) {
        throw PyErr.typeError("non-default type parameter '%s' follows default type parameter", PyUnicode.toUtf16(PyObjects.repr(ts, p)));
      }
      defaults |= t.hasDefault();
    }
    return new PyTypeAlias(name, params, Lazy.of(value), TypeObjects.callersModule(ts));
  }

  @PyGetter(name = "__value__")
  Object valueAttribute(ThreadState ts) {
    return value.get(ts, PyNone.NONE);
  }

  @PyGetter(name = "evaluate_value")
  Object evaluateValue() {
    return value.evaluator();
  }

  @PyGetter(name = "__type_params__")
  Object typeParams() {
    return parameters;
  }

  @PyGetter(name = "__parameters__")
  Object parametersAttribute(ThreadState ts) {
    Object[] all = parameters.items.clone();
    for (int i = 0; i < all.length; i++) {
      all[i] = all[i] instanceof PyTypeVarTuple t ? TypeObjects.unpacked(ts, t) : all[i];
    }
    return PyTuple.of(all);
  }

  @PyGetter(name = "__module__")
  Object moduleAttribute() {
    return module == null ? PyNone.NONE : module;
  }

  @PyMethod
  Object __repr__() {
    return name;
  }

  @PyMethod
  Object __getitem__(ThreadState ts, Object item) {
    if (parameters.items.length == 0) {
      throw PyErr.typeError("Only generic type aliases are subscriptable");
    }
    return PyGenericAlias.of(this, item instanceof PyTuple ? item : PyTuple.of(item));
  }

  @PyMethod
  Object __or__(ThreadState ts, Object other) {
    return PyUnion.ofAll(ts, this, other);
  }

  @PyMethod
  Object __ror__(ThreadState ts, Object other) {
    return PyUnion.ofAll(ts, other, this);
  }

  @PyMethod
  Object __iter__(ThreadState ts) {
    return PyObjects.iter(ts, PyTuple.of(TypeObjects.unpacked(ts, this)));
  }

  @PyMethod(sig = "()")
  Object __reduce__() {
    return name;
  }
}
