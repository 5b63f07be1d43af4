package org.atoll.runtime.modules.weakref;

import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// `weakref.ProxyType`. Guarded by the GIL.
@PyTypeDef(name = "ProxyType", module = "weakref", basetype = false, instantiable = false, hashable = false)
final class PyWeakProxy extends ProxyBase {
  static final PyType TYPE = PyType.builtin(new PyWeakProxyBinder());

  PyWeakProxy(ThreadState ts, Object referent, Object callback) {
    super(TYPE, ts, referent, callback);
  }
}
