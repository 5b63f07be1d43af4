package org.atoll.runtime.modules;

import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.types.PyDict;

/// `_sysconfig` (`Modules/_sysconfig.c`): what is known about the build.
@PyModuleDef(value = "_sysconfig", doc = "A helper for the sysconfig module.")
final class SysconfigModule {
  @PyFunction(sig = "()", doc = "Returns a dictionary containing build variables intended to be exposed by sysconfig.")
  Object config_vars() {
    PyDict d = new PyDict();
    d.put("Py_GIL_DISABLED", 0L);
    return d;
  }
}
