package org.atoll.runtime.call;

import java.lang.constant.ClassDesc;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.atoll.compiler.CompiledUnit;
import org.atoll.compiler.Instructions;
import org.atoll.runtime.object.PyCode;

/// Makes code objects of compiled units: of those that were compiled at build time and are on a class path, and of those
/// compiled at run time, whose classes are defined when first needed and can be unloaded together. Thread-safe.
public final class Units {
  /// What the name of a class that goes on in the middle of a body has between that of the body's class and a number.
  private static final String CONTINUATION = "$$";

  private Units() {}

  /// Whether a class is that of a body, or goes on in the middle of it.
  static boolean isOf(String body, String className) {
    return className.startsWith(body) && (className.length() == body.length() || className.startsWith(CONTINUATION, body.length()));
  }

  /// What all code objects of one unit share: where its classes come from, and the file it was compiled from.
  public static final class Unit {
    private final Map<String, ColdClass> cold;
    private ClassLoader loader;
    private volatile String filename;
    private final SoftReference<CompiledUnit> compiled;
    /// The bytes of classes until there is a loader for them.
    private Map<String, byte[]> written;
    private Supplier<CompiledUnit> recompile;
    private ClassLoader traced;

    /// A unit whose classes `loader` finds, or where that is null those of `compiled`.
    Unit(ClassLoader loader, String filename, CompiledUnit compiled, Supplier<CompiledUnit> recompile) {
      this.cold = loader == null ? coldClasses(compiled) : Map.of();
      this.loader = loader;
      this.written = loader == null ? compiled.written() : Map.of();
      this.filename = filename;
      this.compiled = new SoftReference<>(compiled);
      this.recompile = recompile;
    }

    /// What the compiler made, as long as there is memory for it: else null, and for units of the build.
    public CompiledUnit compiled() {
      return compiled.get();
    }

    /// Names another file that the unit was compiled from, for code objects that are yet to be made.
    public void relocate(String newFilename) {
      filename = newFilename;
    }

    private static Map<String, ColdClass> coldClasses(CompiledUnit compiled) {
      if (compiled.drafts().isEmpty()) {
        return Map.of();
      }
      Map<String, ColdClass> all = new HashMap<>();
      compiled.drafts().forEach((name, draft) -> all.put(name, new ColdClass(draft)));
      return all;
    }

    /// A new body for a code object.
    public CodeBody body(PyCode code, String className) {
      ColdClass c = cold.get(className);
      return c != null ? new ColdBody(code, c) : instantiate(loader(), className);
    }

    /// A body that goes on in the middle of a method of a class.
    public CodeBody continuation(String className, Instructions method, int at, List<ClassDesc> locals) {
      return instantiate(((UnitLoader) loader()).continuation(className, method, at, locals));
    }

    /// Where the classes come from; those that are not written yet are then.
    public synchronized ClassLoader loader() {
      if (loader == null) {
        loader = new UnitLoader(written, cold);
        written = Map.of();
      }
      return loader;
    }

    public String filename() {
      return filename;
    }

    /// Where the classes of the same code compiled for tracing come from; null where it cannot be compiled again.
    public synchronized ClassLoader tracedLoader() {
      if (traced == null && recompile != null) {
        CompiledUnit unit = recompile.get();
        recompile = null;
        traced = unit == null ? null : new UnitLoader(unit.classes(), Map.of());
      }
      return traced;
    }
  }

  /// Defines the classes of one unit when they are asked for.
  private static final class UnitLoader extends ClassLoader {
    private final Map<String, byte[]> classes;
    private final Map<String, ColdClass> cold;
    private final AtomicInteger continuations = new AtomicInteger();
    /// By where they go on and with what.
    private final Map<Continuation, Class<?>> continued = new ConcurrentHashMap<>();

    private record Continuation(String className, Instructions method, int at, List<ClassDesc> locals) {}

    UnitLoader(Map<String, byte[]> classes, Map<String, ColdClass> cold) {
      super(Units.class.getClassLoader());
      this.classes = new ConcurrentHashMap<>(classes);
      this.cold = cold;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      ColdClass drafted = cold.get(name);
      byte[] bytes = drafted != null ? drafted.draft.write(true) : classes.remove(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }

    /// A class of its own for each place to go on at and each set of variables; the next run of the same code comes to the
    /// same, be it in another interpreter, and finds it compiled.
    Class<?> continuation(String className, Instructions method, int at, List<ClassDesc> locals) {
      return continued.computeIfAbsent(new Continuation(className, method, at, locals), this::define);
    }

    private Class<?> define(Continuation c) {
      String name = c.className + CONTINUATION + continuations.incrementAndGet();
      byte[] bytes = cold.get(c.className).draft.writeContinuation(name, c.method, c.at, c.locals);
      return defineClass(name, bytes, 0, bytes.length);
    }

    /// The sites of one of the classes, or of what goes on in the middle of it.
    Object[] sites(String className) {
      int end = className.lastIndexOf(CONTINUATION);
      return cold.get(end < 0 ? className : className.substring(0, end)).sites();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      // A unit's own classes come before those of the same name that the build compiled.
      synchronized (getClassLoadingLock(name)) {
        Class<?> c = findLoadedClass(name);
        if (c == null && (cold.containsKey(name) || classes.containsKey(name))) {
          c = findClass(name);
        }
        return c != null ? c : super.loadClass(name, resolve);
      }
    }
  }

  /// The code object of a unit compiled at run time. `recompile` compiles the same for tracing, or gives null.
  public static PyCode load(CompiledUnit unit, String filename, Supplier<CompiledUnit> recompile) {
    return load(new Unit(null, filename, unit, recompile), unit.mainClass());
  }

  /// The code object of a unit whose classes `loader` finds.
  public static PyCode load(ClassLoader loader, String mainClass, String filename, Supplier<CompiledUnit> recompile) {
    return load(new Unit(loader, filename, null, recompile), mainClass);
  }

  private static PyCode load(Unit unit, String mainClass) {
    ColdClass c = unit.cold.get(mainClass);
    CodeBody written = c != null ? null : instantiate(unit.loader(), mainClass);
    PyCode code = new PyCode(unit, null, new Unpacker(c != null ? c.draft.summary() : written.summary()));
    code.adopt(c != null ? new ColdBody(code, c) : written);
    CodeRegistry.add(code);
    return code;
  }

  /// The sites of a class that a unit wrote late.
  static Object[] sharedSites(Class<?> c) {
    return ((UnitLoader) c.getClassLoader()).sites(c.getName());
  }

  /// A new body of a class.
  public static CodeBody instantiate(ClassLoader loader, String className) {
    try {
      return instantiate(Class.forName(className, true, loader));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("compiled code is missing: " + className, e);
    }
  }

  private static CodeBody instantiate(Class<?> c) {
    try {
      return (CodeBody) c.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no compiled code: " + c.getName(), e);
    }
  }

  /// The code objects that a body's class says are nested in it.
  public static PyCode[] nested(Unit unit, PyCode outer, CodeBody body) {
    String[] summaries = body.nested();
    PyCode[] codes = new PyCode[summaries.length];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = new PyCode(unit, outer, new Unpacker(summaries[i]));
    }
    return codes;
  }
}
