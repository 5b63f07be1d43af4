package org.atoll.runtime.modules.sys;

import java.util.HashSet;
import java.util.Set;
import org.atoll.runtime.importlib.BuiltinModules;
import org.atoll.runtime.importlib.StandardLibrary;
import org.atoll.runtime.types.PyFrozenSet;
import org.atoll.runtime.types.PyTuple;

/// The names of the top-level modules, written in Python or in Java.
final class LibraryNames {
  private static final PyFrozenSet ALL = all();
  private static final PyTuple BUILTIN = PyTuple.of(BuiltinModules.names().toArray());

  private LibraryNames() {}

  /// `sys.stdlib_module_names`; immutable, shared by all interpreters.
  static Object standardLibrary() {
    return ALL;
  }

  /// `sys.builtin_module_names`; immutable, shared by all interpreters.
  static Object builtin() {
    return BUILTIN;
  }

  private static PyFrozenSet all() {
    Set<Object> names = new HashSet<>(BuiltinModules.names());
    for (String n : StandardLibrary.names()) {
      if (n.indexOf('.') < 0) {
        names.add(n);
      }
    }
    return PyFrozenSet.of(null, names.toArray());
  }
}
