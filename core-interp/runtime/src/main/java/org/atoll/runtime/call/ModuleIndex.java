package org.atoll.runtime.call;

import java.util.Set;

/// The modules that one Maven module contributes. Generated, and found through `ServiceLoader`, so that the
/// core never names what is built on top of it.
public interface ModuleIndex {
  /// The names of the modules.
  Set<String> names();

  /// The binder of a module, or null where this index does not know the name.
  ModuleBinder binder(String name);

  /// The class that lists the Python modules which the same Maven module contributes, compiled when it was built; null where
  /// there are none.
  default String library() {
    return null;
  }
}
