package org.atoll.runtime.modules.sys;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.atoll.runtime.importlib.BuiltinModules;
import org.atoll.runtime.importlib.StandardLibrary;
import org.atoll.runtime.types.PyFrozenSet;
import org.atoll.runtime.types.PyTuple;

/// The names of the top-level modules: which are built in here, and which CPython's library has, on whatever platform.
final class LibraryNames {
  /// What CPython has on Windows, which the library for Linux that the build looks into does not tell, and what it starts with.
  private static final List<String> ELSEWHERE = List.of("_frozen_importlib", "_frozen_importlib_external", "_overlapped", "_winapi", "_wmi", "msvcrt", "nt",
      "winreg", "winsound");
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
    Set<Object> names = new HashSet<>(ELSEWHERE);
    names.addAll(StandardLibrary.namesOnly());
    for (String n : BuiltinModules.names()) {
      if (!isOwn(n)) {
        names.add(n);
      }
    }
    for (String n : StandardLibrary.names()) {
      if (n.indexOf('.') < 0 && !isOwn(n)) {
        names.add(n);
      }
    }
    return PyFrozenSet.of(null, names.toArray());
  }

  /// Whether a module is Atoll's own, or one that CPython does not count: for tests, or with what the build found out.
  private static boolean isOwn(String name) {
    return name.equals("atoll") || name.startsWith("_atoll") || name.startsWith("_test") || name.startsWith("_sysconfigdata") || name.equals("__hello__")
        || name.equals("__phello__");
  }
}
