package org.atoll.runtime.modules;

import java.util.Map;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.host.Errno;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.types.PyDict;

/// The module `errno` (`Modules/errnomodule.c`).
@PyModuleDef(value = "errno", doc = "This module makes available standard errno system symbols.")
public final class ErrnoModule {
  void exec(ThreadState ts, PyModule module) {
    PyDict names = new PyDict();
    for (Map.Entry<String, Integer> e : Errno.numbers().entrySet()) {
      module.dict().put(e.getKey(), (long) e.getValue());
    }
    for (Map.Entry<Integer, String> e : Errno.names().entrySet()) {
      names.put(ts, (long) e.getKey(), e.getValue());
    }
    module.dict().put("errorcode", names);
  }
}
