package org.atoll.runtime.modules.weakref;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyList;

/// The module `_weakref`. Without state of its own: an interpreter's references are in its `WeakRefs`.
@PyModuleDef(value = "_weakref", doc = "Weak-reference support module.")
final class WeakrefModule {
  @PyConstant(name = "ref")
  static final PyType REF = PyWeakRef.TYPE;
  @PyConstant(name = "ReferenceType")
  static final PyType REFERENCE_TYPE = PyWeakRef.TYPE;
  @PyConstant(name = "ProxyType")
  static final PyType PROXY_TYPE = PyWeakProxy.TYPE;
  @PyConstant(name = "CallableProxyType")
  static final PyType CALLABLE_PROXY_TYPE = PyCallableProxy.TYPE;

  @PyFunction(sig = "(object, /)", doc = "Return the number of weak references to 'object'.")
  long getweakrefcount(ThreadState ts, Object object) {
    return object instanceof PyObject ? PyWeakRef.all(ts, object).size() : 0;
  }

  @PyFunction(sig = "(object, /)", doc = "Return a list of all weak reference objects pointing to 'object'.")
  Object getweakrefs(ThreadState ts, Object object) {
    return object instanceof PyObject ? PyList.of(PyWeakRef.all(ts, object).toArray()) : new PyList();
  }

  @PyFunction(sig = "(object, callback=None, /)", doc = "Create a proxy object that weakly references 'object'.")
  Object proxy(ThreadState ts, Object object, Object callback) {
    WeakLink.requireReferable(object);
    if (callback == PyNone.NONE) {
      for (PyObject known : PyWeakRef.all(ts, object)) {
        if (known instanceof ProxyBase p && p.link.callback() == null) {
          return p;
        }
      }
    }
    Object c = callback == PyNone.NONE ? null : callback;
    return PyObjects.isCallable(object) ? new PyCallableProxy(ts, object, c) : new PyWeakProxy(ts, object, c);
  }

  @PyFunction(sig = "(dct, key, /)", doc = "Atomically remove key from dict if it points to a dead weakref.")
  void _remove_dead_weakref(ThreadState ts, PyDict dct, Object key) {
    Object value = dct.get(ts, key);
    if (value == null) {
      return;
    }
    if (!(value instanceof PyWeakRef r)) {
      throw PyErr.typeError("not a weakref");
    }
    if (r.referent() == null) {
      PyObjects.delItem(ts, dct, key);
    }
  }
}
