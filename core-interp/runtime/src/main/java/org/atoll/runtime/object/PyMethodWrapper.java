package org.atoll.runtime.object;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyTuple;

/// Holds the type `method-wrapper`, which bound special methods of built-in types show; they are [PyBuiltinFunction]s.
@PyTypeDef(name = "method-wrapper", basetype = false, instantiable = false, accepts = PyBuiltinFunction.class)
public final class PyMethodWrapper {
  public static final PyType TYPE = PyType.builtin(new PyMethodWrapperBinder());

  private PyMethodWrapper() {}

  @PyGetter(name = "__name__")
  static Object name(Object self) {
    return ((PyBuiltinFunction) self).name();
  }

  @PyGetter(name = "__qualname__")
  static Object qualname(Object self) {
    return ((PyBuiltinFunction) self).owner().qualname() + "." + ((PyBuiltinFunction) self).name();
  }

  @PyGetter(name = "__objclass__")
  static Object objclass(Object self) {
    return ((PyBuiltinFunction) self).owner();
  }

  @PyGetter(name = "__self__", member = true)
  static Object self(Object self) {
    return ((PyBuiltinFunction) self).self();
  }

  @PyGetter(name = "__doc__")
  static Object doc(Object self) {
    return ((PyBuiltinFunction) self).doc();
  }

  @PyGetter(name = "__text_signature__")
  static Object textSignature(Object self) {
    return ((PyBuiltinFunction) self).textSignature();
  }

  @PyMethod(sig = "(*args, **kwargs)")
  static Object __call__(ThreadState ts, Object self, PyTuple args, PyDict kwargs) {
    return Call.withDict(ts, self, args.items, kwargs);
  }

  @PyMethod
  static Object __reduce__(ThreadState ts, Object self) {
    return ((PyBuiltinFunction) self).__reduce__(ts);
  }

  @PyMethod
  static Object __eq__(Object self, Object other) {
    return ((PyBuiltinFunction) self).__eq__(other);
  }

  @PyMethod
  static long __hash__(Object self) {
    return ((PyBuiltinFunction) self).__hash__();
  }

  @PyMethod
  static String __repr__(Object self) {
    PyBuiltinFunction f = (PyBuiltinFunction) self;
    return "<method-wrapper '" + f.name() + "' of " + PyObject.typeOf(f.self()).name() + " object at 0x" + Long.toHexString(PyObjects.id(f.self())) + ">";
  }
}
