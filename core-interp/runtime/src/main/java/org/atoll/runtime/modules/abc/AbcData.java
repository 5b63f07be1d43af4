package org.atoll.runtime.modules.abc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;

/// What an abstract base class knows of other classes, all weakly: who is registered with it, and who was found to be a
/// subclass of it or not. Guarded by the GIL.
@PyTypeDef(name = "_abc_data", module = "_abc", basetype = false, instantiable = false, doc = "Internal state held by ABC machinery.")
final class AbcData extends PyObject {
  static final PyType TYPE = PyType.builtin(new AbcDataBinder());

  private final Set<PyType> registry = Collections.newSetFromMap(new WeakHashMap<>());
  private final Set<PyType> cache = Collections.newSetFromMap(new WeakHashMap<>());
  private final Set<PyType> negativeCache = Collections.newSetFromMap(new WeakHashMap<>());
  /// The invalidation count at which the negative cache was true.
  private long negativeVersion;

  AbcData(long version) {
    super(TYPE);
    negativeVersion = version;
  }

  boolean knowsSubclass(PyType t) {
    return cache.contains(t);
  }

  void addSubclass(PyType t) {
    cache.add(t);
  }

  boolean knowsStranger(PyType t, long version) {
    return negativeVersion == version && negativeCache.contains(t);
  }

  /// Forgets the negative findings of an earlier version.
  void refresh(long version) {
    if (negativeVersion < version) {
      negativeCache.clear();
      negativeVersion = version;
    }
  }

  void addStranger(PyType t) {
    negativeCache.add(t);
  }

  void register(PyType t) {
    registry.add(t);
  }

  /// The registered classes, a copy.
  List<PyType> registered() {
    return new ArrayList<>(registry);
  }

  void clearRegistry() {
    registry.clear();
  }

  void clearCaches() {
    cache.clear();
    negativeCache.clear();
  }

  List<PyType> cached() {
    return new ArrayList<>(cache);
  }

  List<PyType> negative() {
    return new ArrayList<>(negativeCache);
  }

  long negativeVersion() {
    return negativeVersion;
  }
}
