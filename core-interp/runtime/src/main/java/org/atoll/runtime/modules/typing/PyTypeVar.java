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
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.PyUnion;

/// `typing.TypeVar`. Guarded by the GIL.
@PyTypeDef(name = "TypeVar", module = "typing", basetype = false, hasDict = true, doc = "Type variable.")
final class PyTypeVar extends TypeParameter {
  static final PyType TYPE = PyType.builtin(new PyTypeVarBinder());

  private final Lazy bound;
  private final Lazy constraints;
  @PyMember(name = "__covariant__")
  final boolean covariant;
  @PyMember(name = "__contravariant__")
  final boolean contravariant;
  @PyMember(name = "__infer_variance__")
  final boolean inferVariance;

  PyTypeVar(Object name, Lazy bound, Lazy constraints, Lazy defaultValue, boolean covariant, boolean contravariant, boolean inferVariance) {
    super(TYPE, name, defaultValue);
    this.bound = bound;
    this.constraints = constraints;
    this.covariant = covariant;
    this.contravariant = contravariant;
    this.inferVariance = inferVariance;
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(ThreadState ts, PyType cls, PyTuple args, PyDict kwargs) {
    TypeArguments a = new TypeArguments(ts, "typevar", args, kwargs, true);
    Object name = a.name();
    Object bound = a.optional("bound");
    Object defaultValue = a.optional("default");
    boolean covariant = a.flag("covariant");
    boolean contravariant = a.flag("contravariant");
    boolean infer = a.flag("infer_variance");
    a.end();
    checkVariance(covariant, contravariant, infer);
    bound = bound == null || bound == PyNone.NONE ? null : TypeObjects.typing(ts, "_type_check", bound, "Bound must be a type.");
    PyTuple constraints = a.rest();
    if (constraints.items.length == 1) {
      throw PyErr.typeError("A single constraint is not allowed");
    }
    if (constraints.items.length > 0 && bound != null) {
      throw PyErr.typeError("Constraints cannot be combined with bound=...");
    }
    Lazy c = Lazy.of(constraints.items.length == 0 ? null : constraints);
    return new PyTypeVar(name, Lazy.of(bound), c, given(defaultValue), covariant, contravariant, infer).madeBy(ts);
  }

  static void checkVariance(boolean covariant, boolean contravariant, boolean infer) {
    if (covariant && contravariant) {
      throw PyErr.valueError("Bivariant types are not supported.");
    }
    if (infer && (covariant || contravariant)) {
      throw PyErr.valueError("Variance cannot be specified with infer_variance.");
    }
  }

  @PyGetter(name = "__bound__")
  Object boundAttribute(ThreadState ts) {
    return bound.get(ts, PyNone.NONE);
  }

  @PyGetter(name = "__constraints__")
  Object constraintsAttribute(ThreadState ts) {
    return constraints.get(ts, PyTuple.EMPTY);
  }

  @PyGetter(name = "evaluate_bound")
  Object evaluateBound() {
    return bound.evaluator();
  }

  @PyGetter(name = "evaluate_constraints")
  Object evaluateConstraints() {
    return constraints.evaluator();
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
    return TypeObjects.typing(ts, "_typevar_subst", this, arg);
  }

  @PyMethod(sig = "(alias, args, /)")
  Object __typing_prepare_subst__(ThreadState ts, Object alias, Object args) {
    return withDefault(ts, alias, args);
  }
}
