package org.atoll.runtime.object;

import java.util.Arrays;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.TypeBinder;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyErr;

/// A method of a built-in type, unbound: takes the receiver as its first argument. Shown to Python as
/// `method_descriptor`, or `wrapper_descriptor` for a special method.
@PyTypeDef(name = "method_descriptor", basetype = false, instantiable = false)
public final class PyMethodDescr extends PyDescr {
  public static final PyType TYPE = PyType.builtin(new PyMethodDescrBinder());

  public PyMethodDescr(PyType owner, TypeBinder binder, int id) {
    super(isSpecial(binder.members()[id].name()) ? PyWrapperDescr.TYPE : TYPE, owner, binder, id);
  }

  /// Whether a method of this name is shown as a slot wrapper.
  public static boolean isSpecial(String name) {
    return Slot.of(name) != null && switch (Slot.of(name)) {
      case BYTES, FORMAT, REVERSED, DIR, INSTANCECHECK, SUBCLASSCHECK, INIT_SUBCLASS, SET_NAME, CLASS_GETITEM, MRO_ENTRIES, FSPATH, SIZEOF, REDUCE, REDUCE_EX,
          GETSTATE, COPY, DEEPCOPY, COMPLEX, ROUND, TRUNC, FLOOR, CEIL, ENTER, EXIT, AENTER, AEXIT, PREPARE, MISSING, LENGTH_HINT -> false;
      default -> true;
    };
  }

  @Override
  public Object call1(ThreadState ts, Object self) {
    return PyObjects.orStopIteration(binder.direct0(id, ts, self), self);
  }

  @Override
  public Object call2(ThreadState ts, Object self, Object a) {
    return binder.direct1(id, ts, self, a);
  }

  @Override
  public Object call3(ThreadState ts, Object self, Object a, Object b) {
    return binder.direct2(id, ts, self, a, b);
  }

  @Override
  public Object call4(ThreadState ts, Object self, Object a, Object b, Object c) {
    return binder.direct3(id, ts, self, a, b, c);
  }

  @Override
  public Object call(ThreadState ts, Object[] args, String[] kwnames) {
    int npos = args.length - (kwnames == null ? 0 : kwnames.length);
    if (npos == 0) {
      throw type == TYPE ? PyErr.typeError("unbound method %s.%s() needs an argument", owner.name(), name())
          : PyErr.typeError("descriptor '%s' of '%s' object needs an argument", name(), owner.name());
    }
    return callWithSelf(ts, args[0], Arrays.copyOfRange(args, 1, args.length), kwnames);
  }

  /// The call with the receiver apart.
  public Object callWithSelf(ThreadState ts, Object self, Object[] args, String[] kwnames) {
    if (kwnames == null) {
      switch (args.length) {
        case 0:
          return PyObjects.orStopIteration(binder.direct0(id, ts, self), self);
        case 1:
          return binder.direct1(id, ts, self, args[0]);
        case 2:
          return binder.direct2(id, ts, self, args[0], args[1]);
        case 3:
          return binder.direct3(id, ts, self, args[0], args[1], args[2]);
        default:
      }
    }
    return binder.bindAndCall(id, ts, self, args, kwnames);
  }

  @Override
  public int descriptorKind() {
    return 1;
  }

  @Override
  public Object descrGet(ThreadState ts, Object obj, PyType ownerType) {
    if (obj == null) {
      return this;
    }
    check(obj);
    return new PyBuiltinFunction(this, obj);
  }

  @PyMethod(sig = "(instance, owner=None, /)")
  Object __get__(ThreadState ts, Object obj, Object type) {
    return Descriptors.fromPython(ts, this, obj, type);
  }

  @PyMethod(sig = "(*args, **kwargs)")
  Object __call__(ThreadState ts, org.atoll.runtime.types.PyTuple args, org.atoll.runtime.types.PyDict kwargs) {
    return org.atoll.runtime.call.Call.withDict(ts, this, args.items, kwargs);
  }

  @PyGetter(name = "__text_signature__")
  Object textSignature() {
    return PyBuiltinFunction.textSignature(binder, id, "$self");
  }

  @PyMethod
  String __repr__() {
    return "<" + (type == TYPE ? "method" : "slot wrapper") + " '" + name() + "' of '" + owner.name() + "' objects>";
  }
}
