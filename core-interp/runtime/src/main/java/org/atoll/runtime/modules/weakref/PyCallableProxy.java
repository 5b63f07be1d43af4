package org.atoll.runtime.modules.weakref;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyTuple;

/// `weakref.CallableProxyType`. Guarded by the GIL.
@PyTypeDef(name = "CallableProxyType", module = "weakref", basetype = false, instantiable = false, hashable = false)
final class PyCallableProxy extends ProxyBase {
  static final PyType TYPE = PyType.builtin(new PyCallableProxyBinder());

  PyCallableProxy(ThreadState ts, Object referent, Object callback) {
    super(TYPE, ts, referent, callback);
  }

  @PyMethod(sig = "(*args, **kwargs)")
  Object __call__(ThreadState ts, PyTuple args, PyDict kwargs) {
    return Call.withDict(ts, referent(), args.items, kwargs);
  }
}
