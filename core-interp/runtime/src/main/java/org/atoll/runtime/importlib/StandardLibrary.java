package org.atoll.runtime.importlib;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.atoll.runtime.call.Units;
import org.atoll.runtime.object.PyCode;

/// The standard library and Atoll's own packages as they were compiled at build time: which modules there are, and their
/// code objects. The classes are on the class path; the sources, for tracebacks and `inspect`, stand below
/// `lib/python3.14` of the prefix.
public final class StandardLibrary {
  private static final String INDEX = "org.atoll.py.$Index";
  private static final StandardLibrary LIBRARY = load();

  /// A module of the library; `path` is relative to `lib/python3.14`.
  public record Entry(String name, boolean isPackage, String path) {}

  private final Map<String, Entry> entries;
  private final Set<String> named;
  private final ConcurrentHashMap<String, PyCode> codes = new ConcurrentHashMap<>();

  private StandardLibrary(Map<String, Entry> entries, Set<String> named) {
    this.entries = entries;
    this.named = named;
  }

  private static StandardLibrary load() {
    StandardLibrary all = new StandardLibrary(new HashMap<>(), new HashSet<>());
    all.add(index(INDEX));
    BuiltinModules.libraries().forEach(library -> all.add(index(library)));
    return all;
  }

  private void add(String text) {
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf(10, at);
      int a = text.indexOf(' ', at);
      String name = text.substring(at, a);
      char kind = text.charAt(a + 1);
      if (kind == '2') {
        named.add(name);
      } else {
        entries.put(name, new Entry(name, kind == '1', text.substring(a + 3, end)));
      }
      at = end + 1;
    }
  }

  /// A line for each module: its name, whether it is a package, its path. Empty where the library is not on the class path.
  private static String index(String className) {
    try {
      return (String) ((Supplier<?>) Class.forName(className).getDeclaredConstructor().newInstance()).get();
    } catch (ClassNotFoundException e) {
      return "";
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The module, or null if the library has none of that name.
  public static Entry find(String module) {
    return LIBRARY.entries.get(module);
  }

  /// The names of all modules.
  public static Set<String> names() {
    return LIBRARY.entries.keySet();
  }

  /// Modules of CPython's library of which nothing was compiled: extension modules and folders left out.
  public static Set<String> namesOnly() {
    return LIBRARY.named;
  }

  /// The code object of a module, whose file name is `filename`. Shared by all interpreters.
  public static PyCode code(String module, String filename) {
    return code(module, filename, filename);
  }

  /// As [#code(String,String)] where the source is in another file than the code object names.
  public static PyCode code(String module, String filename, String source) {
    return LIBRARY.codes.computeIfAbsent(module, m -> Units.load(StandardLibrary.class.getClassLoader(), "org.atoll.py." + m, filename,
        () -> SourceCompiler.libraryForTracing(m, filename, source)));
  }
}
