package org.atoll.runtime.object;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyTuple;

/// Holds the type `wrapper_descriptor`, which special methods of built-in types show; they are [PyMethodDescr]s.
@PyTypeDef(name = "wrapper_descriptor", basetype = false, instantiable = false, accepts = PyMethodDescr.class)
public final class PyWrapperDescr {
  public static final PyType TYPE = PyType.builtin(new PyWrapperDescrBinder());

  private PyWrapperDescr() {}

  @PyGetter(name = "__name__", member = true)
  static Object name(Object self) {
    return ((PyMethodDescr) self).name();
  }

  @PyGetter(name = "__qualname__")
  static Object qualname(Object self) {
    return ((PyMethodDescr) self).qualname();
  }

  @PyGetter(name = "__objclass__", member = true)
  static Object objclass(Object self) {
    return ((PyMethodDescr) self).objclass();
  }

  @PyGetter(name = "__doc__")
  static Object doc(Object self) {
    return ((PyMethodDescr) self).doc();
  }

  @PyGetter(name = "__text_signature__")
  static Object textSignature(Object self) {
    return ((PyMethodDescr) self).textSignature();
  }

  @PyMethod(sig = "(instance, owner=None, /)")
  static Object __get__(ThreadState ts, Object self, Object obj, Object type) {
    return Descriptors.fromPython(ts, (PyMethodDescr) self, obj, type);
  }

  @PyMethod(sig = "(*args, **kwargs)")
  static Object __call__(ThreadState ts, Object self, PyTuple args, PyDict kwargs) {
    return Call.withDict(ts, self, args.items, kwargs);
  }

  @PyMethod
  static Object __reduce__(ThreadState ts, Object self) {
    return ((PyMethodDescr) self).__reduce__(ts);
  }

  @PyMethod
  static String __repr__(Object self) {
    return ((PyMethodDescr) self).__repr__();
  }
}
