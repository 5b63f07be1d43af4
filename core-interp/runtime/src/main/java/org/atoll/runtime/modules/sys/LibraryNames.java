package org.atoll.runtime.modules.sys;

import java.util.HashSet;
import java.util.Set;
import org.atoll.runtime.importlib.BuiltinModules;
import org.atoll.runtime.importlib.StandardLibrary;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyFrozenSet;

/// `sys.stdlib_module_names`: the top-level modules, written in Python or in Java.
final class LibraryNames {
  private LibraryNames() {}

  static Object all(ThreadState ts) {
    Set<Object> names = new HashSet<>(BuiltinModules.names());
    for (String n : StandardLibrary.names()) {
      if (n.indexOf('.') < 0) {
        names.add(n);
      }
    }
    return PyFrozenSet.of(ts, names.toArray());
  }
}
