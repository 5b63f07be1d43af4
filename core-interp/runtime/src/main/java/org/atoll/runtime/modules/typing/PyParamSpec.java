package org.atoll.runtime.modules.typing;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.PyUnion;

/// `typing.ParamSpec`. Guarded by the GIL.
@PyTypeDef(name = "ParamSpec", module = "typing", basetype = false, hasDict = true, doc = "Parameter specification variable.")
final class PyParamSpec extends TypeParameter {
  static final PyType TYPE = PyType.builtin(new PyParamSpecBinder());

  @PyMember(name = "__bound__")
  final Object bound;
  @PyMember(name = "__covariant__")
  final boolean covariant;
  @PyMember(name = "__contravariant__")
  final boolean contravariant;
  @PyMember(name = "__infer_variance__")
  final boolean inferVariance;

  PyParamSpec(Object name, Object bound, Lazy defaultValue, boolean covariant, boolean contravariant, boolean inferVariance) {
    super(TYPE, name, defaultValue);
    this.bound = bound;
    this.covariant = covariant;
    this.contravariant = contravariant;
    this.inferVariance = inferVariance;
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(ThreadState ts, PyType cls, PyTuple args, PyDict kwargs) {
    TypeArguments a = new TypeArguments(ts, "paramspec", args, kwargs, false);
    Object name = a.name();
    Object bound = a.optional("bound");
    Object defaultValue = a.optional("default");
    boolean covariant = a.flag("covariant");
    boolean contravariant = a.flag("contravariant");
    boolean infer = a.flag("infer_variance");
    a.end();
    PyTypeVar.checkVariance(covariant, contravariant, infer);
    bound = bound == null || bound == PyNone.NONE ? null : TypeObjects.typing(ts, "_type_check", bound, "Bound must be a type.");
    return new PyParamSpec(name, bound, given(defaultValue), covariant, contravariant, infer).madeBy(ts);
  }

  @PyGetter(doc = "Represents positional arguments.")
  Object args() {
    return new PyParamSpecArgs(this);
  }

  @PyGetter(doc = "Represents keyword arguments.")
  Object kwargs() {
    return new PyParamSpecKwargs(this);
  }

  @PyMethod
  Object __repr__() {
    return inferVariance ? name : PyUnicode.concat(covariant ? "+" : contravariant ? "-" : "~", name);
  }

  @PyMethod
  Object __or__(ThreadState ts, Object other) {
    return PyUnion.ofAll(ts, this, other);
  }

  @PyMethod
  Object __ror__(ThreadState ts, Object other) {
    return PyUnion.ofAll(ts, other, this);
  }

  @PyMethod(sig = "(arg, /)")
  Object __typing_subst__(ThreadState ts, Object arg) {
    return TypeObjects.typing(ts, "_paramspec_subst", this, arg);
  }

  @PyMethod(sig = "(alias, args, /)")
  Object __typing_prepare_subst__(ThreadState ts, Object alias, Object args) {
    return TypeObjects.typing(ts, "_paramspec_prepare_subst", this, alias, args);
  }
}
