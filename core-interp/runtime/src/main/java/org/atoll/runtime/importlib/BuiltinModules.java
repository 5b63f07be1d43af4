package org.atoll.runtime.importlib;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.atoll.runtime.call.Binder;
import org.atoll.runtime.call.ModuleBinder;
import org.atoll.runtime.call.ModuleIndex;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyBuiltinFunction;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.types.PyDict;

/// The modules that are written in Java: found through the generated indexes, made when first imported.
///
/// The indexes are those of which `META-INF/services` tells, which means a look into every jar of the class path; the system
/// property `atoll.modules`, with the names of their classes, spares that.
public final class BuiltinModules {
  private static final String INDEXES_PROPERTY = "atoll.modules";
  private static final List<ModuleIndex> INDEXES = indexes();

  private BuiltinModules() {}

  private static List<ModuleIndex> indexes() {
    List<ModuleIndex> all = new ArrayList<>();
    String named = System.getProperty(INDEXES_PROPERTY, "");
    if (!named.isEmpty()) {
      for (String name : named.split(",")) {
        all.add(index(name));
      }
      return List.copyOf(all);
    }
    for (ModuleIndex i : ServiceLoader.load(ModuleIndex.class, BuiltinModules.class.getClassLoader())) {
      all.add(i);
    }
    return List.copyOf(all);
  }

  private static ModuleIndex index(String className) {
    try {
      return (ModuleIndex) Class.forName(className).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("system property " + INDEXES_PROPERTY, e);
    }
  }

  /// All their names, sorted.
  public static Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (ModuleIndex i : INDEXES) {
      names.addAll(i.names());
    }
    // Parts of sys, which cannot be imported by themselves.
    names.removeIf(n -> n.startsWith("sys."));
    return names;
  }

  /// The classes that list the Python modules which Maven modules contribute.
  static List<String> libraries() {
    return INDEXES.stream().map(ModuleIndex::library).filter(Objects::nonNull).toList();
  }

  public static boolean has(String name) {
    return binder(name) != null;
  }

  private static ModuleBinder binder(String name) {
    for (ModuleIndex i : INDEXES) {
      ModuleBinder b = i.binder(name);
      if (b != null) {
        return b;
      }
    }
    return null;
  }

  /// Makes the module and fills it; null if there is none of that name. Does not enter it into `sys.modules`.
  public static PyModule create(ThreadState ts, String name) {
    ModuleBinder binder = binder(name);
    if (binder == null) {
      return null;
    }
    PyModule module = new PyModule(name);
    fill(ts, binder, module);
    return module;
  }

  /// Fills a module that has been made already.
  static void fill(ThreadState ts, String name, PyModule module) {
    fill(ts, binder(name), module);
  }

  private static void fill(ThreadState ts, ModuleBinder binder, PyModule module) {
    Object state = binder.newState();
    module.state = state;
    PyDict d = module.dict();
    if (binder.doc() != null && !binder.doc().isEmpty()) {
      d.put("__doc__", binder.doc());
    }
    Binder.Member[] members = binder.members();
    for (int id = 0; id < members.length; id++) {
      Binder.Member m = members[id];
      d.put(m.name().intern(), m.kind() == Binder.Kind.CONSTANT ? binder.get(id, ts, state) : new PyBuiltinFunction(binder, id, state, module));
    }
    binder.exec(ts, state, module);
  }
}
