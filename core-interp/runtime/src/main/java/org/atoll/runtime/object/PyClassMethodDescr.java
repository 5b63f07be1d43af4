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

/// A class method of a built-in type (`classmethod_descriptor`).
@PyTypeDef(name = "classmethod_descriptor", basetype = false, instantiable = false)
public final class PyClassMethodDescr extends PyDescr {
  public static final PyType TYPE = PyType.builtin(new PyClassMethodDescrBinder());

  public PyClassMethodDescr(PyType owner, TypeBinder binder, int id) {
    super(TYPE, owner, binder, id);
  }

  @Override
  boolean isReducible() {
    return false;
  }

  @Override
  public int descriptorKind() {
    return 1;
  }

  @Override
  public Object descrGet(ThreadState ts, Object obj, PyType ownerType) {
    PyType cls = ownerType != null ? ownerType : PyObject.typeOf(obj);
    if (!cls.isSubtype(owner)) {
      throw PyErr.typeError("descriptor '%s' requires a subtype of '%s' but received '%s'", name(), owner.name(), cls.name());
    }
    return new PyBuiltinFunction(binder, id, cls, null);
  }

  @PyMethod(sig = "(instance, owner=None, /)")
  Object __get__(ThreadState ts, Object obj, Object type) {
    return Descriptors.fromPython(ts, this, obj, type);
  }

  @Override
  public Object call(ThreadState ts, Object[] args, String[] kwnames) {
    int npos = args.length - (kwnames == null ? 0 : kwnames.length);
    if (npos == 0 || !(args[0] instanceof PyType cls)) {
      throw PyErr.typeError("descriptor '%s' for type '%s' needs a type as its first argument", name(), owner.name());
    }
    return Call.call(ts, descrGet(ts, null, cls), Arrays.copyOfRange(args, 1, args.length), kwnames);
  }

  @PyMethod(sig = "(*args, **kwargs)")
  Object __call__(ThreadState ts, PyTuple args, PyDict kwargs) {
    return Call.withDict(ts, this, args.items, kwargs);
  }

  @PyGetter(name = "__text_signature__")
  Object textSignature() {
    return PyBuiltinFunction.textSignature(binder, id, "$type");
  }

  @PyMethod
  String __repr__() {
    return "<method '" + name() + "' of '" + owner.name() + "' objects>";
  }
}
