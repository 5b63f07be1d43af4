package org.atoll.runtime.object;

import java.util.Arrays;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.call.TypeBinder;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;

/// The `__new__` of a built-in type: a static method that takes the class to make an instance of (`tp_new_wrapper`).
@PyTypeDef(name = "builtin_function_or_method", basetype = false, instantiable = false)
public final class PyNewMethod extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyNewMethodBinder());

  private final PyType owner;
  private final TypeBinder binder;
  private final int id;

  PyNewMethod(PyType owner, TypeBinder binder, int id) {
    super(TYPE);
    this.owner = owner;
    this.binder = binder;
    this.id = id;
  }

  /// Makes an instance of `cls`, which is known to derive from the owner.
  public Object make(ThreadState ts, PyType cls, Object[] args, String[] kwnames) {
    if (kwnames == null) {
      switch (args.length) {
        case 0:
          return binder.call0(id, ts, cls);
        case 1:
          return binder.call1(id, ts, cls, args[0]);
        case 2:
          return binder.call2(id, ts, cls, args[0], args[1]);
        case 3:
          return binder.call3(id, ts, cls, args[0], args[1], args[2]);
        default:
      }
    }
    // Where only positional arguments are known, keywords are for the __init__ of a derived class.
    if (kwnames != null && cls != owner && binder.signature(id).isPositionalOnly() && cls.slot(Slot.INIT) != owner.slot(Slot.INIT)) {
      return make(ts, cls, Arrays.copyOf(args, args.length - kwnames.length), null);
    }
    return binder.bindAndCall(id, ts, cls, args, kwnames);
  }

  @Override
  public Object call(ThreadState ts, Object[] args, String[] kwnames) {
    int npos = args.length - (kwnames == null ? 0 : kwnames.length);
    if (npos == 0) {
      throw PyErr.typeError("%s.__new__(): not enough arguments", owner.name());
    }
    if (!(args[0] instanceof PyType cls)) {
      throw PyErr.typeError("%s.__new__(X): X is not a type object (%s)", owner.name(), PyObject.typeOf(args[0]).name());
    }
    if (!cls.isSubtype(owner)) {
      throw PyErr.typeError("%s.__new__(%s): %s is not a subtype of %s", owner.name(), cls.name(), cls.name(), owner.name());
    }
    PyType solid = cls.solidBase();
    if (solid != owner && solid.slot(Slot.NEW) != this) {
      throw PyErr.typeError("%s.__new__(%s) is not safe, use %s.__new__()", owner.name(), cls.name(), solid.name());
    }
    return make(ts, cls, Arrays.copyOfRange(args, 1, args.length), kwnames);
  }

  @PyMethod(sig = "(*args, **kwargs)")
  Object __call__(ThreadState ts, PyTuple args, PyDict kwargs) {
    return Call.withDict(ts, this, args.items, kwargs);
  }

  @PyGetter(name = "__name__")
  String name() {
    return "__new__";
  }

  @PyGetter(name = "__qualname__")
  String qualname() {
    return owner.name() + ".__new__";
  }

  @PyGetter(name = "__self__")
  Object self() {
    return owner;
  }

  @PyGetter(name = "__module__")
  Object module() {
    return PyNone.NONE;
  }

  @PyGetter(name = "__doc__")
  Object doc() {
    return "Create and return a new object.  See help(type) for accurate signature.";
  }

  @PyGetter(name = "__text_signature__")
  Object textSignature() {
    return "($type, *args, **kwargs)";
  }

  /// The signature of calling the type, for `inspect`.
  Object typeSignature() {
    String sig = binder.members()[id].signature();
    return sig.contains("<") || sig.equals("(*args, **kwargs)") ? PyNone.NONE : sig;
  }

  @PyMethod
  Object __reduce__(ThreadState ts) {
    return PyTuple.of(ts.interpreter().builtins().get("getattr"), PyTuple.of(owner, "__new__"));
  }

  @PyMethod
  String __repr__() {
    return "<built-in method __new__ of type object at 0x" + Long.toHexString(PyObjects.id(owner)) + ">";
  }
}
