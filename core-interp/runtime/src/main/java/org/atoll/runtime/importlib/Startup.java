package org.atoll.runtime.importlib;

import java.util.Set;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.io.IoModule;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;

/// Brings an interpreter up (`Python/pylifecycle.c`): builtins, sys, the import system, then what `site` and the streams
/// need.
public final class Startup {
  private Startup() {}

  /// Everything up to the point where modules can be imported. The GIL is held.
  public static void initializeCore(ThreadState ts) {
    initializeBuiltins(ts);
    if (ts.interpreter().config().flag("verbose") != 0) {
      // The imports that lead up to the streams are told of as well.
      stream(ts, ts.interpreter().sys().dict(), "stderr", 2, true);
    }
    initializeImports(ts);
  }

  /// A subinterpreter: what its code may never ask for is made when it does. The import system comes with the first
  /// import, the standard streams with the first look at them.
  public static void initializeSubinterpreter(ThreadState ts) {
    ts.asWhole(() -> initializeLazily(ts));
  }

  private static void initializeLazily(ThreadState ts) {
    initializeBuiltins(ts);
    PyModule io = BuiltinModules.create(ts, "_io");
    ts.interpreter().modules().put("_io", io);
    ts.interpreter().builtins().put("open", io.dict().get("open"));
    PyModule sys = ts.interpreter().sys();
    sys.lazyAttributes = (inner, name) -> {
      if (!STREAMS.contains(name)) {
        return null;
      }
      sys.lazyAttributes = null;
      inner.asWhole(() -> initializeStreams(inner));
      return sys.dict().get(name);
    };
  }

  private static final Set<String> STREAMS = Set.of("stdin", "stdout", "stderr", "__stdin__", "__stdout__", "__stderr__");

  private static void initializeBuiltins(ThreadState ts) {
    Interpreter interp = ts.interpreter();
    PyDict modules = interp.modules();
    PyModule builtins = new PyModule("builtins");
    PyDict d = interp.builtins();
    d.merge(ts, builtins.dict());
    builtins.setDict(d);
    modules.put("builtins", builtins);
    BuiltinModules.fill(ts, "builtins", builtins);
    PyModule sys = new PyModule("sys");
    interp.setSys(sys);
    modules.put("sys", sys);
    BuiltinModules.fill(ts, "sys", sys);
  }

  /// The import system: CPython's importlib.
  static void initializeImports(ThreadState ts) {
    ts.asWhole(() -> bringUpImports(ts));
  }

  private static void bringUpImports(ThreadState ts) {
    PyDict modules = ts.interpreter().modules();
    PyModule sys = ts.interpreter().sys();
    PyModule bootstrap = Frozen.run(ts, "_frozen_importlib");
    PyModule imp = BuiltinModules.create(ts, "_imp");
    modules.put("_imp", imp);
    PyObjects.callMethod(ts, bootstrap, "_install", sys, imp);
    PyObjects.callMethod(ts, bootstrap, "_install_external_importers");
    installLibraryFinder(ts, sys);
    // A subinterpreter may have run something in __main__ before; see [#initializeSubinterpreter].
    if (modules.get("__main__") instanceof PyModule main && main.dict().get("__loader__") == PyNone.NONE) {
      main.dict().put("__loader__", PyObjects.getAttr(ts, bootstrap, "BuiltinImporter"));
    }
  }

  /// Whether the import system is up, and `__main__` has its loader with it.
  public static boolean hasImports(ThreadState ts) {
    return ts.interpreter().modules().get("_frozen_importlib") != null;
  }

  /// Makes sure that `__main__` has all that a module has, for code that looks at it as a whole: its loader comes with the
  /// import system.
  public static void completeMain(ThreadState ts) {
    ts.interpreter().importModule(ts, "_frozen_importlib");
  }

  private static void installLibraryFinder(ThreadState ts, PyModule sys) {
    PyModule finder = new PyModule("_atoll_importer");
    finder.dict().put("__builtins__", ts.interpreter().modules().get("builtins"));
    ts.interpreter().modules().put("_atoll_importer", finder);
    Evaluation.run(ts, StandardLibrary.code("_atoll_importer", "<frozen _atoll_importer>"), finder.dict(), finder.dict(), null);
    PyObjects.callMethod(ts, finder, "install");
  }

  /// `sys.stdin`, `sys.stdout` and `sys.stderr` (`init_sys_streams`), and the `encodings` package that they need.
  public static void initializeStreams(ThreadState ts) {
    PyDict sys = ts.interpreter().sys().dict();
    boolean unbuffered = ts.interpreter().config().flag("unbuffered") != 0;
    stream(ts, sys, "stdin", 0, unbuffered);
    stream(ts, sys, "stdout", 1, unbuffered);
    stream(ts, sys, "stderr", 2, unbuffered);
    ts.interpreter().builtins().put("open", PyObjects.getAttr(ts, Importer.importModule(ts, "_io"), "open"));
  }

  /// By way of `_io` alone: a program that only prints need not wait for `io` and `encodings`.
  private static void stream(ThreadState ts, PyDict sys, String name, int fd, boolean unbuffered) {
    Object stream;
    try {
      stream = IoModule.standardStream(ts, fd, unbuffered);
      if (stream instanceof PyInstance open) {
        open.unwatch();
      }
    } catch (PyException e) {
      if (!PyErr.matches(e, PyExc.OSError)) {
        throw e;
      }
      stream = PyNone.NONE;
    }
    sys.put(name, stream);
    sys.put("__" + name + "__", stream);
  }
}
