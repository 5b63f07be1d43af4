package org.atoll.runtime.object;

import java.util.Arrays;
import org.atoll.runtime.call.TypeBinder;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyErr;

/// The `__new__` of a built-in type: a static method that takes the class to make an instance of (`tp_new_wrapper`).
public final class PyNewMethod extends PyBuiltinFunction {
  private final PyType owner;
  private final TypeBinder binder;
  private final int id;

  PyNewMethod(PyType owner, TypeBinder binder, int id) {
    super(binder, id, owner, null);
    this.owner = owner;
    this.binder = binder;
    this.id = id;
  }

  /// Makes an instance of `cls`, which is known to derive from the owner.
  public Object make(ThreadState ts, PyType cls, Object[] args, String[] kwnames) {
    if (kwnames == null) {
      switch (args.length) {
        case 0:
          return binder.direct0(id, ts, cls);
        case 1:
          return binder.direct1(id, ts, cls, args[0]);
        case 2:
          return binder.direct2(id, ts, cls, args[0], args[1]);
        case 3:
          return binder.direct3(id, ts, cls, args[0], args[1], args[2]);
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
  public Object call0(ThreadState ts) {
    return call(ts, new Object[] {}, null);
  }

  @Override
  public Object call1(ThreadState ts, Object a) {
    return call(ts, new Object[] {a}, null);
  }

  @Override
  public Object call2(ThreadState ts, Object a, Object b) {
    return call(ts, new Object[] {a, b}, null);
  }

  @Override
  public Object call3(ThreadState ts, Object a, Object b, Object c) {
    return call(ts, new Object[] {a, b, c}, null);
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
    if (!solid.isHeapType() && !solid.binder().instantiable()) {
      throw PyErr.typeError("cannot create '%s' instances", solid.fullName());
    }
    if (solid != owner && solid.slot(Slot.NEW) != this) {
      throw PyErr.typeError("%s.__new__(%s) is not safe, use %s.__new__()", owner.name(), cls.name(), solid.name());
    }
    return make(ts, cls, Arrays.copyOfRange(args, 1, args.length), kwnames);
  }

  @Override
  public String name() {
    return "__new__";
  }

  @Override
  Object doc() {
    return "Create and return a new object.  See help(type) for accurate signature.";
  }

  @Override
  Object textSignature() {
    return "($type, *args, **kwargs)";
  }

  /// The signature of calling the type, for `inspect`.
  Object typeSignature() {
    String sig = binder.members()[id].signature();
    return sig.contains("<") || sig.equals("(*args, **kwargs)") ? PyNone.NONE : sig;
  }
}
