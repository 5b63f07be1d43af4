package org.atoll.channels.ends;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;

/// In place of an item for which a coroutine still has to wait. A singleton shared by all interpreters.
@PyTypeDef(name = "Pending", module = "_atoll_channels", basetype = false, instantiable = false)
final class PyPending extends PyObject {
  static final PyType TYPE = PyType.builtin(new PyPendingBinder());
  static final PyPending PENDING = new PyPending();

  private PyPending() {
    super(TYPE);
  }

  @PyMethod
  String __repr__() {
    return "PENDING";
  }
}
